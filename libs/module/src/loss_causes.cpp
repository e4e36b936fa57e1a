// SPDX-License-Identifier: Apache-2.0
#include "loss_causes.hpp"

#include <bit>
#include <cmath>

namespace heliofab::module {

namespace {

// The nominal film with some causes.
LocalFilm with_causes(std::size_t causes, const LocalFilm& nominal, double light,
                      const LocalFilm& here, const Warming& w) {
  const auto has = [causes](LossCause c) {
    return (causes >> static_cast<std::size_t>(c) & 1U) != 0;
  };
  LocalFilm film = nominal;
  FilmLaw& law = film.law;
  if (has(LossCause::light)) {
    law.photocurrent = light;
  }
  if (has(LossCause::shade) && light > 0) {
    law.photocurrent *= unwarmed(here.law.photocurrent, w.photocurrent, light) / light;
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

double unwarmed(double value, double factor, double cold) noexcept {
  const double found = factor > 0 ? value / factor : cold;
  return std::abs(found - cold) <= 1e-12 * std::abs(cold) ? cold : found;
}

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

FilmLoss film_loss(const LocalFilm& nominal, double light, const LocalFilm& here,
                   const Warming& warming) {
  std::vector<std::size_t> causes;  // those that change anything; the others take nothing
  for (std::size_t c = 0; c < loss_causes; ++c) {
    if (with_causes(std::size_t{1} << c, nominal, light, here, warming) != nominal) {
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
    loss.highest = highest_power(with_causes(mask, nominal, light, here, warming));
    values.push_back(loss.highest.value);
  }
  const std::vector<double> lost = shapley_losses(values);
  for (std::size_t k = 0; k < causes.size(); ++k) {
    loss.lost.at(causes[k]) = lost[k];
  }
  return loss;
}

}  // namespace heliofab::module
