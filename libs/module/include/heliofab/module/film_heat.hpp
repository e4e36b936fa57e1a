// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/module/film_law.hpp"

namespace heliofab::module {

/// How a film changes with its temperature.
struct FilmHeat {
  double reference = 298.15;         // [K] where its law holds as it stands
  double activation_eV = 1.15;       // of the saturation current times ideality: the gap of CIGS
  double photocurrent_slope = 1e-4;  // [1/K] relative, at the reference

  friend bool operator==(const FilmHeat&, const FilmHeat&) = default;
};

/// The law of a film at another temperature T [K]. The diode's voltage goes with T, so the ideality
/// n stays; the saturation current goes with T^(3/n) exp(-Ea / (n k T)), the photocurrent in a
/// straight line. Resistance, shunt and breakdown stay as they are.
/// Equation (10) in docs/theory/module.md; [green2003].
FilmLaw at_temperature(const FilmLaw& law, const FilmHeat& heat, double temperature) noexcept;

/// What one kelvin more adds to a film [1/K].
struct FilmDrift {
  double photocurrent = 0;   // [A/m2/K]
  double saturation = 0;     // [A/m2/K]
  double diode_voltage = 0;  // [V/K]
};
/// At a temperature [K], for the law at the reference.
FilmDrift film_drift(const FilmLaw& law, const FilmHeat& heat, double temperature) noexcept;

/// Change of the current that a film delivers with its temperature, the voltage between its sheets
/// held [A/m2/K].
/// @param here      the law at the film's temperature
/// @param junction  [V]
double current_drift(const FilmLaw& here, const FilmDrift& drift, double junction) noexcept;

}  // namespace heliofab::module
