// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// The run in three sentences: what was made, how good it is against the gates, what limits most.
/// Less where nothing was made or no tool ran. The summary has its gaps.
/// @param plus_minus  "±", or "+-" for a terminal
std::vector<std::string> answer_of(const twin::RunRecord& record, const twin::Summary& s,
                                   std::string_view plus_minus);

}  // namespace heliofab::report
