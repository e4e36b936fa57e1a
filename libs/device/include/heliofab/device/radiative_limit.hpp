// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/device/cell_design.hpp"
#include "heliofab/optics/spectrum.hpp"

namespace heliofab::device {

/// Irradiance of AM1.5 global [W/m2], all wavelengths: what an efficiency counts against.
/// [astm_g173]; tables cut at 1300 nm hold an eighth less.
inline constexpr double am15g_irradiance = 1000.37;

/// Figures of a cell that loses nothing but the light it must emit, J = jsc - j0 (exp(V/vt) - 1).
struct RadiativeLimit {
  double jsc = 0;          // [A/m2]
  double j0 = 0;           // [A/m2] emission in the dark, as a current
  double voc = 0;          // [V]
  double vmp = 0;          // [V]
  double jmp = 0;          // [A/m2]
  double fill_factor = 0;  // [-]

  double pmax() const noexcept { return vmp * jmp; }  // [W/m2]
  /// @param irradiance [W/m2]
  double efficiency(double irradiance = am15g_irradiance) const noexcept {
    return pmax() / irradiance;
  }
  friend bool operator==(const RadiativeLimit&, const RadiativeLimit&) = default;
};

/// Figures of a diode without resistance. Equations (44) and (45) in docs/theory/device.md.
/// @param jsc,j0       [A/m2] jsc >= 0, j0 > 0
/// @param temperature  [K]
/// @throws InputError E3120 when one is out of bounds
RadiativeLimit ideal_diode(double jsc, double j0, double temperature);

/// What a body that absorbs every photon above a gap emits into the half-space in front of it at
/// rest, as a current [A/m2]: J0 of the limit of Shockley and Queisser. Equation (46).
/// @throws InputError E3120
double emission_current(double gap_eV, double temperature);

/// The limit of Shockley and Queisser: one pair for each photon above the gap, no loss but emission
/// through the front [shockley1961].
///
/// The spectrum counts as linear between its rows, to the gap; it should reach from the ultraviolet
/// to the gap, and what it holds beyond does not matter.
/// @param gap_eV       within the spectrum
/// @param temperature  [K] of the cell, 150 .. 600
/// @throws InputError E2201 (spectrum), E3120
RadiativeLimit shockley_queisser(const optics::Spectrum& spectrum, double gap_eV,
                                 double temperature);

/// The same for a cell with an absorptance, or a quantum efficiency, of its own [rau2007].
///
/// @param quantum_efficiency  [-] 0 .. 1 at each wavelength of the spectrum
/// Both integrals by the trapezoid rule over the rows: 2 nm err by 1e-4 of j0, 5 nm by 2e-3, less
/// than 0.1 mV of Voc. Equation (47).
/// @throws InputError E2201, E3120
RadiativeLimit radiative_limit(const optics::Spectrum& spectrum,
                               std::span<const double> quantum_efficiency, double temperature);

/// The gap that a measured quantum efficiency shows: the mean photon energy of its rise, weighted
/// with its slope, from half the steepest slope to half of it on the other side [rau2017]. For an
/// ideal edge, and for one smeared evenly, the inflection point.
///
/// @param wavelength          [m] strictly increasing, three or more
/// @param quantum_efficiency  [-] at each
/// The rise is looked for below the photon energy that is converted best.
/// @throws InputError E3120
double edge_gap(std::span<const double> wavelength, std::span<const double> quantum_efficiency);

/// The smallest gap of a cell [eV], at its temperature.
double smallest_gap(const CellDesign& design);

}  // namespace heliofab::device
