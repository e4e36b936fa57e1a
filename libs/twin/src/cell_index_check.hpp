// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "heliofab/twin/cell_plan.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

/// The index that a cell brings along under this name, or null.
const IndexPlan* own_index(const CellPlan& plan, std::string_view name) noexcept;

/// What of its indices, and of the places that name them, does not fit together.
void check_indices(const CellPlan& plan, PlanProblems& problems);

}  // namespace heliofab::twin
