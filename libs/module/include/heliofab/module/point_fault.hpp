// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "heliofab/module/solve_module.hpp"

// Faults at points of a stripe, for models that know no place along it.
namespace heliofab::module {

/// An ohmic path from sheet to sheet over a small square of a stripe.
struct PointFault {
  double x = 0;            // [m] of its middle, across the stripe from the P3 scribe before it
  double y = 0;            // [m] along the stripe
  double conductance = 0;  // [S] of the path alone, without what the sheets around it resist
  double size = 1.5e-4;    // [m] side of the square

  friend bool operator==(const PointFault&, const PointFault&) = default;
};

/// What takes the place of faults where they are spread over their stripe.
struct EquivalentFault {
  double conductance = 0;  // [S] as StripCell::fault
  double error = 0;        // [S] estimate: change from polynomials of degree 2 to 3
  double per_current = 0;  // [S/A] change with the current through the stripe

  friend bool operator==(const EquivalentFault&, const EquivalentFault&) = default;
};

/// The conductance that costs a stripe, spread evenly, as much voltage as faults at their points.
///
/// A point drains less than its conductance spread out would: its current comes together in the
/// sheets, and the voltage there falls. The stripe is solved in its plane between neighbours like
/// it, two on each side or as many as there are, through whose sheets current goes round the place.
///
/// @param cell     which stripe of the module, the first is 0
/// @param stripe   its `fault` is not used
/// @param faults   all of the stripe; those beyond its edges count at the edge
/// @param current  through the stripe [A]
/// @throws InputError  as active_width, and E4103 for a stripe or squares that do not fit
/// @throws ModelError  E4202 when the plane has no solution
///
/// Some four voltages in the plane, 10 ms. "A fault at a point" in docs/theory/module.md.
EquivalentFault equivalent_fault(const ModuleDesign& design, std::int64_t cell,
                                 const StripCell& stripe, std::span<const PointFault> faults,
                                 double current);

}  // namespace heliofab::module
