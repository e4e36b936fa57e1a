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

/// What the film was to be, and what the module's temperature makes of any film.
struct NominalState {
  LocalFilm film;
  Warming warming;
};

/// @param stripe  the film of the stripe, but for what differs from place to place
/// @param here    the film at the place
FilmLoss film_loss(const NominalState& nominal, const LocalFilm& stripe, const LocalFilm& here);

}  // namespace heliofab::module
