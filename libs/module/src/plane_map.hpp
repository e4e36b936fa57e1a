// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plane_solver.hpp"

namespace heliofab::module {

/// What a solver found at its last voltage [V].
VoltageMap map_of(const PlaneProblem& problem, const PlaneSolver& solver, double voltage);

}  // namespace heliofab::module
