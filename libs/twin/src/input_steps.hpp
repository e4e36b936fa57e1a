// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "heliofab/io/numbers.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// An input is asked for a step below its value, one above, and half of each.
inline constexpr std::array shifts{-1.0, -0.5, 0.5, 1.0};
using AtShifts = std::array<double, shifts.size()>;

/// 1 % of a number, or of its range where it is 0; none where that leaves the range. [SI]
std::optional<double> step_of(const io::NumberIn& number);

/// What a figure does over the steps of a number.
/// @param figure      by the plan as it is
/// @param at_shifts   less `figure`, by the plan with the number shifted
SensitivityRow sensitivity_row(std::string_view name, const io::NumberIn& number, double figure,
                               const AtShifts& at_shifts);

/// Orders and numbers rows, and gives each the value that its input was written with.
std::vector<SensitivityRow> ranked(std::vector<SensitivityRow> rows,
                                   const std::vector<io::InputValue>& inputs);

}  // namespace heliofab::twin
