// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/module/plane_module.hpp"

// How far a module's mesh is right: its figures beside those of a better mesh.
namespace heliofab::module {

/// A better mesh to compare with: polynomials one degree higher on the same elements, 1.3 to 2.3
/// times as many points. With heat two degrees higher: the hottest place is a point of the mesh,
/// and odd degrees have none in the middle of an element, as even ones do. Of finite volumes, whose
/// points would be four times as many, degree 2 on elements twice as long: as many points or hardly
/// more where `elements` and `elements_flaw` are above 1. Degrees above 12, the highest of files,
/// are for this.
PlaneMesh better_mesh(const PlaneMesh& mesh, bool is_heated);

/// [-] Error on a mesh over the difference to its better one, where elements gain least from
/// degrees: errors fall as length over degree squared, as at the tip of a crack. 2 for degree 1,
/// 1.8 for 2, 2.8 for 4, 1.8 for 4 with heat. Smooth solutions have 1: what is multiplied with it
/// overrates them so much. Equation (30) in docs/theory/module.md.
double error_over_difference(const PlaneMesh& mesh, bool is_heated);

}  // namespace heliofab::module
