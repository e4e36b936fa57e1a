// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/device/solve_cell.hpp"

namespace heliofab::device {

/// @throws InputError  with everything that is wrong at once, E3103 .. E3110
void check_inputs(const CellDesign& design, const Mesh& mesh, std::span<const double> generation,
                  const CurveRequest& request);

}  // namespace heliofab::device
