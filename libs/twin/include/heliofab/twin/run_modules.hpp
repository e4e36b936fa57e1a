// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/reference_data.hpp"

// A run's record as an input: its plan, and modules that it made.
namespace heliofab::twin {

/// The plan of a run, from the values of its inputs.
/// @throws InputError E8106 when they make no plan of a fab, or another one than the run's
FabPlan plan_of(const RunRecord& record);

/// What a run was made with and is not here: other data, another version. W8120
std::vector<Diagnostic> differences(const Provenance& run, const ReferenceData& data,
                                    const std::string& version);

/// Which modules of a run.
struct ModuleChoice {
  std::string layout;                  // a product of the run, or a market of it
  std::string bin;                     // "10.5-11.5 %"; empty: all bins
  std::optional<std::int64_t> serial;  // then this one, good or not

  friend bool operator==(const ModuleChoice&, const ModuleChoice&) = default;
};

/// Good modules of a choice, in the order of the record. A bin may be named without its unit.
/// @throws InputError E8107 when there are none, with what the run has
std::vector<ModuleRow> choose_modules(const RunRecord& record, const ModuleChoice& choice);

}  // namespace heliofab::twin
