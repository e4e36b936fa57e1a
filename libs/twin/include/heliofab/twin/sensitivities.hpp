// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/io/read.hpp"
#include "heliofab/market/cost.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin {

// What a step of one input does to a figure of a run, all else held: central differences over 1 %
// of the value, or of its range where the value is 0, each with its error by half the step.
// theory/twin.md (18). Rows stand by size of the elasticity, then of the change. An input that
// moves nothing has no row, nor has one that a step would take out of its range.

/// Of the aperture efficiency of the flawless module of the plan's first product, which the loss
/// waterfall leads to before scatter: inputs of recipe, physics, scribes, bus bars and layout.
/// 2 s of a core for FAB 2's, most of it for strings.
std::vector<SensitivityRow> efficiency_sensitivities(const FabPlan& plan,
                                                     const std::vector<io::InputValue>& inputs,
                                                     const ReferenceData& data);

/// A month as it was booked.
struct BookedMonth {
  market::CostModel cost;  // as learning had it
  market::MonthQuantities used;
};

/// Of the cost of a watt [USD/W]: inputs of `cost`, by the books of all months again with hours,
/// areas, masses and watts as they were. None of a price of 0, and none without good modules.
/// @param power_good_W  flashed power of good modules over the run
std::vector<SensitivityRow> cost_sensitivities(const FabPlan& plan,
                                               const std::vector<io::InputValue>& inputs,
                                               std::span<const BookedMonth> months,
                                               double power_good_W);

}  // namespace heliofab::twin
