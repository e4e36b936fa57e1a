// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "continuation.hpp"

namespace heliofab::device {

/// The points of a request, from knots: each starts from its interpolated neighbours, several side
/// by side; those that fail are walked to. In light the curve ends one step beyond open circuit
/// when the request says so, and knots are added until it does.
///
/// @param lanes  hold the cell
/// @param known  measured solutions in rising order, 0 V among them; gets all that are found
/// @return measured, in rising order; those that could not be solved say so
std::vector<Solved> solve_points(SingleCell& cell, Lanes& lanes, const CurveRequest& request,
                                 bool is_lit, std::vector<Solved>& known);

}  // namespace heliofab::device
