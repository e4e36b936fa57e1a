// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

namespace heliofab::exchange {

struct CurveFigures {
  double isc = 0;   // [A]
  double voc = 0;   // [V]
  double pmax = 0;  // [W]
};

/// Of measured points in any order, current positive where the module delivers. Isc and Voc lie on
/// the straight line through the points about 0 V and 0 A, or through the two nearest when those
/// lie on one side within a tenth of the way; the power is the vertex of the parabola through the
/// best point and its neighbours. Nothing when there are fewer than five points or an end is
/// missing.
std::optional<CurveFigures> figures_of(std::span<const double> voltage,
                                       std::span<const double> current);

}  // namespace heliofab::exchange
