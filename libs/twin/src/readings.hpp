// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/record.hpp"
#include "line_books.hpp"

namespace heliofab::twin {

/// The tool of each coating station that a roll passed; 0 where it passed none.
ToolsOfRoll tools_of(const plant::Line& line, const plant::RollHistory& history);

/// A point that a chart did not expect, as the record tells it.
AlarmRow alarm_row(RollId roll, std::string_view station, std::string_view tool,
                   std::string_view quantity, double position_m, const process::Alarm& alarm);

/// What instruments read of a coated roll and what charts made of it, in the units of the record.
void add_readings(const Process& process, const LineBooks& books, const plant::RollHistory& history,
                  const CoatedRoll& coated, RunRecord& batch);

}  // namespace heliofab::twin
