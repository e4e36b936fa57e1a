// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/module/plane_module.hpp"

// How far a module's mesh is right: its figures beside those of a better mesh.
namespace heliofab::module {

/// A better mesh to compare with: polynomials one degree higher on the same elements, 1.3 to 2.3
/// times as many points. Of finite volumes, whose points would be four times as many, degree 2 on
/// elements twice as long: as many points or hardly more where `elements` and `elements_flaw` are
/// above 1. A mesh of degree 12, the highest of files, is compared with 13.
PlaneMesh better_mesh(const PlaneMesh& mesh);

/// [-] Error on a mesh of a degree over the difference to its better mesh, where elements gain
/// least from degrees: errors fall as length over degree squared, as at the tip of a crack. 2 for
/// degree 1, 1.8 for 2, 2.8 for 4. Smooth solutions have 1: what is multiplied with it overrates
/// them so much. Equation (29) in docs/theory/module.md.
double error_over_difference(std::int64_t degree);

}  // namespace heliofab::module
