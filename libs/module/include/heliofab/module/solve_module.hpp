// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/module/module_design.hpp"

namespace heliofab::module {

/// One stripe of a module: what its film does per area, and its own parasitics.
struct StripCell {
  MonotoneCubic curve;               // delivered current density [A/m2] over local voltage [V]
  double shunt = 0;                  // [S/m2] dark conductance at 0.5 V
  double shunt_exponent = 1;         // [-] current grows as voltage to this power; 1 is ohmic
  double fault = 0;                  // [S] ohmic conductance of faults, anywhere on the stripe
  double tco_sheet_resistance = 15;  // [ohm]
  double mo_sheet_resistance = 0.5;  // [ohm]
  double p2_contact = 0.2e-2;        // [ohm m]
};

/// Ohmic conductance per area that faults and scribe edges lay across a stripe [S/m2], spread
/// evenly: the plain model knows no place along a stripe.
double ohmic_conductance(const ModuleDesign& design, const StripCell& cell);

/// What a meter finds of a string in the dark [S/m2], at `voltage` [V] in reverse for each stripe:
/// the current of the string over that voltage and the area of a stripe. Shunts, faults and edges
/// of scribes; sheets drop nothing at such currents, and breakdown is far. theory/flash.md (6)
/// @param cells  one or more, in series
double dark_leak(const ModuleDesign& design, std::span<const StripCell> cells, double voltage);

/// Delivered current density [A/m2] at a local voltage, and its slope [S/m2]. Adds to the film's
/// curve the shunts, `ohmic` [S/m2] and the reverse breakdown of CIGS, theory/module.md (2)-(4).
struct LocalCurrent {
  double value = 0;
  double slope = 0;
};
LocalCurrent local_current(const StripCell& cell, double ohmic, double voltage) noexcept;

/// Voltage between the terminals of one stripe.
struct StripSolution {
  double voltage = 0;         // [V] at the terminals, P2 included
  std::vector<double> local;  // [V] across the film, from the P1 to the P3 side
  Status status;              // residual: last update [V]
};

/// Solves one stripe at a given current: two resistive sheets joined by the film, V'' = -R J(V).
/// @param current  through the stripe [A], of either sign
/// @throws InputError when the design leaves no active width
StripSolution solve_strip(const ModuleDesign& design, const StripCell& cell, double current);

struct ModulePoint {
  double voltage = 0;  // [V]
  double current = 0;  // [A]

  friend bool operator==(const ModulePoint&, const ModulePoint&) = default;
};

/// I-V of a module.
struct ModuleCurve {
  double isc = 0;                       // [A]
  double voc = 0;                       // [V]
  double imp = 0;                       // [A]
  double vmp = 0;                       // [V]
  double fill_factor = 0;               // [-]
  std::vector<ModulePoint> points;      // from short circuit to open circuit, if asked for
  std::vector<double> cell_voltage_mp;  // [V] of each stripe at maximum power

  double pmax() const noexcept { return imp * vmp; }  // [W]
  friend bool operator==(const ModuleCurve&, const ModuleCurve&) = default;
};

/// Solves the series string: every stripe carries the module's current, the voltages add.
/// @param cells   one per stripe, design.cells of them
/// @param points  of the I-V curve to return; 0 for the figures alone
/// @throws InputError  when the number of cells is not the design's
/// @throws ModelError  names the stripe and the current that did not converge
///
/// About 30 evaluations of the string; O(cells * strip_elements) each.
ModuleCurve solve_module(const ModuleDesign& design, std::span<const StripCell> cells,
                         std::int64_t points = 0);

/// The same for a module whose stripes are all alike.
ModuleCurve solve_module(const ModuleDesign& design, const StripCell& alike,
                         std::int64_t points = 0);

/// Maximum power over the light on the aperture at 1000 W/m2 [-].
double aperture_efficiency(const ModuleDesign& design, const ModuleCurve& curve) noexcept;

}  // namespace heliofab::module
