// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/module/plane_module.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// The module's equations on its mesh. Expects a module that check_plane accepts.
PlaneProblem make_plane(const PlaneModule& module);

/// @throws InputError E4103
void check_plane(const PlaneModule& module);

}  // namespace heliofab::module
