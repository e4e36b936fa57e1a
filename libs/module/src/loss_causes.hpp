// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "film_power.hpp"

namespace heliofab::module {

/// Why a film cannot deliver as much as the nominal one.
enum class LossCause : std::size_t {
  shade,       // light from place to place
  light,       // light from stripe to stripe
  saturation,  // weak diodes
  shunt,       // more of them, or another exponent
  ideality,    // voltage of the diode, but for its temperature
  temperature,
  film,  // all else of its law: resistance, breakdown, table
  count
};
constexpr auto loss_causes = static_cast<std::size_t>(LossCause::count);
using CauseShares = std::array<double, loss_causes>;

/// Shapley's values [shapley1953] of what is lost: of each cause, what it takes when it joins
/// those before it, averaged over all orders.
/// @param values  left with each set of causes, [sum of 1 << cause]; 2^n of them
/// @return n values; their sum is values.front() - values.back()
std::vector<double> shapley_losses(std::span<const double> values);

/// A film at one place, its highest power, and what each cause takes of the nominal one's.
struct FilmLoss {
  LocalFilm film;
  FilmPower highest;
  CauseShares lost{};  // [W/m2] their sum is the nominal film's highest power less this one's
};

/// What warmth makes of a film: factors on its law.
struct Warming {
  double photocurrent = 1;
  double saturation = 1;
  double diode_voltage = 1;
};
Warming warming(const FilmLaw& law, const FilmLaw& warm) noexcept;
/// What a film has but for its temperature; rounding alone does not tell it from a `cold` one.
double unwarmed(double value, double factor, double cold) noexcept;

/// @param nominal  the film that was to be, before it is warmed
/// @param light    [A/m2] photocurrent of the stripe, but for what differs from place to place, as
///                 cold
/// @param here     the film at the place, as warm as it is
/// @param warming  what has warmed it
FilmLoss film_loss(const LocalFilm& nominal, double light, const LocalFilm& here,
                   const Warming& warming);

}  // namespace heliofab::module
