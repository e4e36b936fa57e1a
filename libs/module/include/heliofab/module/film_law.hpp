// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace heliofab::module {

/// What a film does at one place: a diode in light with a resistance of its own, shunts and reverse
/// breakdown. With Vj across the junction the current delivered is
///
///   J = photocurrent - saturation (exp(Vj / nVt) - 1) - shunt Vj |Vj / 0.5 V|^(shunt_exponent - 1)
///       + breakdown_current exp(-breakdown_slope (Vj - breakdown_onset)),   V = Vj - J Rs.
struct FilmLaw {
  double photocurrent = 0;        // [A/m2]
  double saturation = 0;          // [A/m2]
  double diode_voltage = 0.0362;  // [V] ideality times kT/q
  double series_resistance = 0;   // [ohm m2]
  double shunt = 0;               // [S/m2] at 0.5 V
  double shunt_exponent = 1;      // [-] at least 1; 1 is ohmic
  double breakdown_current = 0;   // [A/m2] at the onset
  double breakdown_onset = -4;    // [V]
  double breakdown_slope = 4;     // [1/V]

  friend bool operator==(const FilmLaw&, const FilmLaw&) = default;
};

/// Current delivered at a junction voltage [V] and its slope.
struct JunctionCurrent {
  double value = 0;  // [A/m2]
  double slope = 0;  // [S/m2] negative
};
JunctionCurrent junction_current(const FilmLaw& law, double junction) noexcept;

/// The film between its sheets.
struct FilmState {
  double junction = 0;  // [V]
  double current = 0;   // [A/m2] delivered
  double slope = 0;     // [S/m2] of the current by the voltage, negative
};

/// Solves V = Vj - J(Vj) Rs to the last digits, whatever the start.
/// @param voltage   [V] between the sheets
/// @param junction  [V] where to start
FilmState film_state(const FilmLaw& law, double voltage, double junction) noexcept;

}  // namespace heliofab::module
