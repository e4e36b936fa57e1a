// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

#include "heliofab/device/solve_cell.hpp"

namespace heliofab::device {

/// Resistances outside the films.
struct Circuit {
  double series = 0;                                       // [ohm m2] to the terminals
  double shunt = std::numeric_limits<double>::infinity();  // [ohm m2] beside the junction

  friend bool operator==(const Circuit&, const Circuit&) = default;
};

/// The curve of a cell in its circuit: J' = J(V) - V / shunt at the terminal voltage V - J' series.
///
/// Every point is moved, exactly. The figures are solved for on the polynomial through the six
/// nearest of points and figures given, which errs by less than 1e-4 of Jsc when the points lie
/// kT/q apart, 1e-6 at half of that; they stay zero when the sweep does not reach from Jsc to Voc.
///
/// @throws InputError E3111 when series is negative or shunt not positive
CellCurve with_circuit(const CellCurve& curve, const Circuit& circuit);

}  // namespace heliofab::device
