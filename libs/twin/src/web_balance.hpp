// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

/// Modules by serial.
using ModuleIndex = std::unordered_map<std::int64_t, const ModuleRow*>;
ModuleIndex index_of(const std::vector<ModuleRow>& modules);

/// Where the web went that was begun: the view `web_totals` of the store, from the rows.
WebBalance balance_web(const RunRecord& record, const ModuleIndex& modules);

}  // namespace heliofab::twin
