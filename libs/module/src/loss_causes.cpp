// SPDX-License-Identifier: Apache-2.0
#include "loss_causes.hpp"

#include <bit>

namespace heliofab::module {

namespace {

// The nominal film with some causes.
LocalFilm with_causes(std::size_t causes, const LocalFilm& nominal, const LocalFilm& stripe,
                      const LocalFilm& here) {
  const auto has = [causes](LossCause c) {
    return (causes >> static_cast<std::size_t>(c) & 1U) != 0;
  };
  LocalFilm film = nominal;
  if (has(LossCause::light)) {
    film.law.photocurrent = stripe.law.photocurrent;
  }
  if (has(LossCause::shade) && stripe.law.photocurrent > 0) {
    film.law.photocurrent *= here.law.photocurrent / stripe.law.photocurrent;
  }
  if (has(LossCause::saturation)) {
    film.law.saturation = here.law.saturation;
  }
  if (has(LossCause::shunt)) {
    film.law.shunt = here.law.shunt;
    film.law.shunt_exponent = here.law.shunt_exponent;
  }
  if (has(LossCause::ideality)) {
    film.law.diode_voltage = here.law.diode_voltage;
  }
  if (has(LossCause::film)) {
    film.law.series_resistance = here.law.series_resistance;
    film.law.breakdown_current = here.law.breakdown_current;
    film.law.breakdown_onset = here.law.breakdown_onset;
    film.law.breakdown_slope = here.law.breakdown_slope;
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

FilmLoss film_loss(const LocalFilm& nominal, const LocalFilm& stripe, const LocalFilm& here) {
  std::vector<std::size_t> causes;  // those that change anything; the others take nothing
  for (std::size_t c = 0; c < loss_causes; ++c) {
    if (with_causes(std::size_t{1} << c, nominal, stripe, here) != nominal) {
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
