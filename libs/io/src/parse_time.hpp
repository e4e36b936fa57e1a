// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "heliofab/core/time.hpp"

namespace heliofab::io {

/// "2010-05-12". Nothing when the text is anything else, or no such day exists.
std::optional<std::chrono::sys_days> parse_date(std::string_view text);

/// "2010-05-12", "2010-05-12 06:30", "2010-05-12T06:30:15.25": a date, and a time of day behind a
/// blank or a T, to the microsecond. Nothing when the text is anything else, or no such day exists.
std::optional<SimTime> parse_time(std::string_view text);

}  // namespace heliofab::io
