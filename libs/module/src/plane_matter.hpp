// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/module/plane_module.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// Fills what a problem's points and elements are made of: areas, light and laws of the film, ohmic
/// paths, sheets. Expects its meshes and first columns.
void fill_matter(const PlaneModule& module, PlaneProblem& problem);

}  // namespace heliofab::module
