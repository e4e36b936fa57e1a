// SPDX-License-Identifier: Apache-2.0
#include "targets.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heliofab::twin {

std::vector<NamedTarget> targets_of(const FabPlan& plan, const Summary& s) {
  const Targets& t = plan.targets;
  const double years = static_cast<double>(plan.days) * unit::d.scale / unit::yr.scale;
  return {
      {"efficiency_median", median_target, "", &t.efficiency_median, s.aperture_efficiency.median},
      {"efficiency_best", best_target, "", &t.efficiency_best, s.aperture_efficiency.best},
      {"efficiency_std", "std of the efficiency", "", &t.efficiency_std, s.aperture_efficiency.std},
      {"fill_factor_median", "median fill factor", "", &t.fill_factor_median, s.fill_factor_median},
      {"voc_per_cell_median", "median Voc per cell", "V", &t.voc_per_cell_median,
       s.voc_per_cell_median_V},
      {"power_per_year", "good modules a year", "W", &t.power_per_year, s.power_good_W / years},
      {"line_yield", "line yield", "", &t.line_yield, s.line_yield},
  };
}

const io::InputValue* fitted_input(const Target& target,
                                   const std::vector<io::InputValue>& inputs) {
  const auto input = std::ranges::find(inputs, "fab." + target.fitted_by, &io::InputValue::path);
  return input == inputs.end() ? nullptr : &*input;
}

std::vector<TargetRow> compare(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                               const Summary& summary) {
  std::vector<TargetRow> rows;
  for (const NamedTarget& t : targets_of(plan, summary)) {
    if (t.target->expected == 0) {
      continue;
    }
    const io::InputValue* constant = fitted_input(*t.target, inputs);
    const auto input = std::ranges::find(inputs, fmt::format("fab.targets.{}.expected", t.key),
                                         &io::InputValue::path);
    rows.push_back({.name = std::string(t.name),
                    .expected = t.target->expected,
                    .tolerance = t.target->tolerance,
                    .obtained = t.obtained,
                    .unit = t.unit,
                    .is_fitted = constant != nullptr && constant->is_fitted,
                    .source = input == inputs.end() ? std::string() : input->source});
  }
  return rows;
}

InputRow input_row(const io::InputValue& input) {
  return {.path = input.path,
          .value = input.value,
          .grade = input.grade,
          .source = input.source,
          .origin = std::string(io::name_of(input.origin)),
          .where = input.where(),
          .fitted_to = {}};
}

std::vector<InputRow> input_rows(const FabPlan& plan, const std::vector<io::InputValue>& inputs) {
  const std::vector<NamedTarget> targets = targets_of(plan, {});
  std::vector<InputRow> rows;
  for (const io::InputValue& input : inputs) {
    InputRow row = input_row(input);
    for (const NamedTarget& t : targets) {
      if (input.is_fitted && input.path == "fab." + t.target->fitted_by) {
        row.fitted_to = t.name;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace heliofab::twin
