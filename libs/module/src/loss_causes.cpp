// SPDX-License-Identifier: Apache-2.0
#include "loss_causes.hpp"

#include <bit>
#include <cmath>

namespace heliofab::module {

namespace {

// What a film has but for its temperature; rounding alone makes no cause.
double unwarmed(double value, double factor, double nominal) noexcept {
  const double cold = value / factor;
  return std::abs(cold - nominal) <= 1e-12 * std::abs(nominal) ? nominal : cold;
}

// The nominal film with some causes.
LocalFilm with_causes(std::size_t causes, const NominalState& nominal, const LocalFilm& stripe,
                      const LocalFilm& here) {
  const auto has = [causes](LossCause c) {
    return (causes >> static_cast<std::size_t>(c) & 1U) != 0;
  };
  const Warming& w = nominal.warming;
  LocalFilm film = nominal.film;
  FilmLaw& law = film.law;
  if (has(LossCause::light)) {
    law.photocurrent = unwarmed(stripe.law.photocurrent, w.photocurrent, law.photocurrent);
  }
  if (has(LossCause::shade) && stripe.law.photocurrent > 0) {
    law.photocurrent *= here.law.photocurrent / stripe.law.photocurrent;
  }
  if (has(LossCause::saturation)) {
    law.saturation = unwarmed(here.law.saturation, w.saturation, law.saturation);
  }
  if (has(LossCause::shunt)) {
    law.shunt = here.law.shunt;
    law.shunt_exponent = here.law.shunt_exponent;
  }
  if (has(LossCause::ideality)) {
    law.diode_voltage = unwarmed(here.law.diode_voltage, w.diode_voltage, law.diode_voltage);
  }
  if (has(LossCause::temperature)) {
    law.photocurrent *= w.photocurrent;
    law.saturation *= w.saturation;
    law.diode_voltage *= w.diode_voltage;
  }
  if (has(LossCause::film)) {
    law.series_resistance = here.law.series_resistance;
    law.breakdown_current = here.law.breakdown_current;
    law.breakdown_onset = here.law.breakdown_onset;
    law.breakdown_slope = here.law.breakdown_slope;
    film.table = here.table;
    film.reference = here.reference;
  }
  return film;
}

}  // namespace

std::vector<double> shapley_losses(std::span<const double> values) {
  const auto n = static_cast<std::size_t>(std::countr_zero(values.size()));
  // Of all orders, the share in which a set of k others stands before a cause: k! (n - 1 - k)! / n!
  std::vector<double> share(n, 0);
  auto orders = static_cast<double>(n);  // n times (n - 1 choose k)
  for (std::size_t k = 0; k < n; ++k) {
    share[k] = 1 / orders;
    orders *= static_cast<double>(n - 1 - k) / static_cast<double>(k + 1);
  }
  std::vector<double> losses(n, 0);
  for (std::size_t cause = 0; cause < n; ++cause) {
    const std::size_t own = std::size_t{1} << cause;
    for (std::size_t set = 0; set < values.size(); ++set) {
      if ((set & own) == 0) {
        losses[cause] +=
            share[static_cast<std::size_t>(std::popcount(set))] * (values[set] - values[set | own]);
      }
    }
  }
  return losses;
}

Warming warming(const FilmLaw& law, const FilmLaw& warm) noexcept {
  const auto ratio = [](double to, double from) { return from > 0 ? to / from : 1; };
  return {ratio(warm.photocurrent, law.photocurrent), ratio(warm.saturation, law.saturation),
          ratio(warm.diode_voltage, law.diode_voltage)};
}

FilmLoss film_loss(const NominalState& nominal, const LocalFilm& stripe, const LocalFilm& here) {
  std::vector<std::size_t> causes;  // those that change anything; the others take nothing
  for (std::size_t c = 0; c < loss_causes; ++c) {
    if (with_causes(std::size_t{1} << c, nominal, stripe, here) != nominal.film) {
      causes.push_back(c);
    }
  }
  FilmLoss loss{.film = here};
  std::vector<double> values;
  for (std::size_t set = 0; set < std::size_t{1} << causes.size(); ++set) {
    std::size_t mask = 0;
    for (std::size_t k = 0; k < causes.size(); ++k) {
      mask |= (set >> k & 1U) << causes[k];
    }
    loss.highest = highest_power(with_causes(mask, nominal, stripe, here));
    values.push_back(loss.highest.value);
  }
  const std::vector<double> lost = shapley_losses(values);
  for (std::size_t k = 0; k < causes.size(); ++k) {
    loss.lost.at(causes[k]) = lost[k];
  }
  return loss;
}

}  // namespace heliofab::module
