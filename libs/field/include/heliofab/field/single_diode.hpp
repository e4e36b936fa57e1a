// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <span>
#include <vector>

namespace heliofab::field {

/// A module as one diode at one light and temperature, docs/theory/field.md (4.1):
/// I = IL - I0 [exp(Vd / a) - 1] - G Vd - IL r / (B - Vd), V = Vd - I Rs.
struct Diode {
  double photocurrent = 0;   // [A] IL
  double saturation = 0;     // [A] I0 > 0
  double conductance = 0;    // [S] G, of the shunt
  double thermal = 0;        // [V] a > 0: ideality, cells in series and k T / q
  double series = 0;         // [ohm] Rs
  double recombination = 0;  // [V] r, d2 over mu tau; of thin films [mermoud2010]
  double builtin = std::numeric_limits<double>::infinity();  // [V] B, of all cells, > r

  friend bool operator==(const Diode&, const Diode&) = default;
};

struct OperatingPoint {
  double voltage = 0;  // [V]
  double current = 0;  // [A]
  double power = 0;    // [W]
};

/// Current [A] at a voltage [V] and voltage at a current, to rounding; plain and slow (Brent's
/// method): the reference of the arrays below. A current above the light's has a voltage below 0,
/// or none when neither shunt nor recombination carries it: then minus infinity.
double current_at(const Diode& diode, double voltage);
double voltage_at(const Diode& diode, double current);
/// The point of most power; nothing at all without light.
OperatingPoint maximum_power(const Diode& diode);

/// Many lights and temperatures of one module, one a place.
struct Diodes {
  std::vector<double> photocurrent;                          // [A]
  std::vector<double> saturation;                            // [A]
  std::vector<double> conductance;                           // [S]
  std::vector<double> thermal;                               // [V]
  double series = 0;                                         // [ohm]
  double recombination = 0;                                  // [V]
  double builtin = std::numeric_limits<double>::infinity();  // [V]

  std::size_t size() const noexcept { return photocurrent.size(); }
  void resize(std::size_t n);
  Diode at(std::size_t i) const;
};

/// Module parameters of De Soto [desoto2006], and with `adjust` those of the CEC [dobos2012].
struct DeSotoModule {
  double photocurrent = 0;        // [A] at the reference
  double saturation = 0;          // [A]
  double series = 0;              // [ohm]
  double shunt = 0;               // [ohm] at the reference; goes as one over the light
  double thermal = 0;             // [V] at the reference
  double current_by_kelvin = 0;   // [A/K] of the short circuit
  double adjust = 0;              // [-] the CEC's "Adjust" over 100; 0 is De Soto's model
  double gap_eV = 1.121;          // [eV] what the CEC takes for all modules
  double gap_slope = -0.0002677;  // [1/K]
  double irradiance = 1000;       // [W/m2] of the reference
  double temperature = 298.15;    // [K]

  friend bool operator==(const DeSotoModule&, const DeSotoModule&) = default;
};

/// Module parameters of PVsyst, with the recombination of thin films [mermoud2010], [sauer2015].
struct PvsystModule {
  double photocurrent = 0;        // [A] at the reference
  double saturation = 0;          // [A]
  double series = 0;              // [ohm]
  double shunt = 0;               // [ohm] at the reference
  double dark_shunt = 0;          // [ohm]
  double shunt_exponent = 5.5;    // [-] of its way from one to the other
  double cells = 1;               // [-] in series
  double ideality = 1;            // [-] at the reference
  double ideality_by_kelvin = 0;  // [1/K]
  double current_by_kelvin = 0;   // [A/K] of the short circuit
  double gap_eV = 1.121;          // [eV]
  double recombination = 0;       // [V] d2 over mu tau; 0 leaves it out
  double builtin = 0.9;           // [V] of a cell
  double irradiance = 1000;       // [W/m2] of the reference
  double temperature = 298.15;    // [K]

  friend bool operator==(const PvsystModule&, const PvsystModule&) = default;
};

/// The module at an irradiance [W/m2] that reaches its cells and a cell temperature [K]; equations
/// (4.2) to (4.9). Light below 0 counts as 0.
Diode diode_of(const DeSotoModule& module, double irradiance, double temperature);
Diode diode_of(const PvsystModule& module, double irradiance, double temperature);

/// The same for arrays of one size, in lanes.
/// @throws LogicError when the sizes differ
/// Within 2e-14 of the plain form.
void translate(const DeSotoModule& module, std::span<const double> irradiance,
               std::span<const double> temperature, Diodes& diodes);
void translate(const PvsystModule& module, std::span<const double> irradiance,
               std::span<const double> temperature, Diodes& diodes);

/// Of n points; a span is empty, and then not filled, or has n places.
struct OperatingPoints {
  std::span<double> voltage;  // [V]
  std::span<double> current;  // [A]
  std::span<double> power;    // [W]
};

/// Maximum power of each, by Halley's steps on the diode voltage, (4.10) to (4.14): two for nearly
/// every module, more within a bracket for those dominated by resistances.
/// @throws LogicError when sizes differ
/// Within 1e-13 of the precise curves of [ivcurves2022]. A point's bits depend on itself alone.
void maximum_power(const Diodes& diodes, const OperatingPoints& points);

/// Current [A] at each voltage [V], and voltage at each current; in place or not.
/// @throws LogicError when sizes differ
void current_at(const Diodes& diodes, std::span<const double> voltage, std::span<double> current);
void voltage_at(const Diodes& diodes, std::span<const double> current, std::span<double> voltage);
/// Of each [A], [V].
void short_circuit(const Diodes& diodes, std::span<double> current);
void open_circuit(const Diodes& diodes, std::span<double> voltage);

}  // namespace heliofab::field
