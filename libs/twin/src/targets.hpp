// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

/// A target of the plan with the figure of the summary that belongs to it.
struct NamedTarget {
  const char* key;        // below fab.targets
  std::string_view name;  // for people
  const char* unit;       // "" for a fraction
  const Target* target;
  double obtained;
};
/// All targets, those without an expected value included.
std::vector<NamedTarget> targets_of(const FabPlan& plan, const Summary& summary);

/// The input that a target names as adjusted to meet it, or null.
const io::InputValue* fitted_input(const Target& target, const std::vector<io::InputValue>& inputs);

/// Rows of the targets that have an expected value.
std::vector<TargetRow> compare(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                               const Summary& summary);

/// Inputs as rows of the record, fitted ones with their target.
std::vector<InputRow> input_rows(const FabPlan& plan, const std::vector<io::InputValue>& inputs);

}  // namespace heliofab::twin
