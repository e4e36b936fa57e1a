// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/device/cell_design.hpp"
#include "heliofab/device/mesh.hpp"
#include "problem_slopes.hpp"

namespace heliofab::device {

/// Derivatives by the numbers of a problem, as derivatives by the numbers of the design that it was
/// made from: the chain rule through make_problem. Nodes move with the thickness of their layer,
/// pairs of each half volume stay.
///
/// @param slopes  as add_slopes leaves them; taken over to work in
/// @return a design each of whose numbers is the derivative by it; kinds, shapes, elements and
///         depths of gradings as in `design`
CellDesign design_slopes(const CellDesign& design, const Mesh& mesh, const Problem& problem,
                         ProblemSlopes slopes);

}  // namespace heliofab::device
