// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/plant/line.hpp"

namespace heliofab::plant {

/// What is wrong with the stops, crews, spares and ways of a line, beyond the ranges of numbers:
/// names that nobody has (E4504, E4507) or two have (E4502), clocks without an interval (E4508),
/// ways that do not fit the line (E4509), spreads that cannot be that wide (E4510),
/// tools that cannot run one web (E4511).
void check_rules(const Line& line, std::vector<Diagnostic>& problems);

}  // namespace heliofab::plant
