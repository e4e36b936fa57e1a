// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "heliofab/plant/equipment_time.hpp"
#include "validation_rows.hpp"

// Two tools on one web with an accumulator between them, at one metre a second, so that metres are
// seconds. The web has no end.
namespace heliofab::plant::validation_lines {

inline Line continuous_web(double metres, double first_mtbf, double second_mtbf) {
  const WebTool tool{.web_speed = 1, .web_in_process = 0, .leader = 0, .roll_change = 0};
  WebTool second = tool;
  second.in_line = true;
  second.accumulator = metres;
  Line line = testing_lines::line_of(
      {testing_lines::web("first", tool), testing_lines::web("second", second)}, 1e5);
  line.stations[0].breakdowns = {.mtbf = first_mtbf, .mttr = 5};
  line.stations[1].breakdowns = {.mtbf = second_mtbf, .mttr = 5};
  return line;
}

inline Rows continuous_webs() {
  Rows rows{"Web accumulators", {}};
  struct Store {
    double metres;
    double alike, unlike;
  };
  for (const Store& s : {Store{0, 0.909091, 0.869565},
                         {1, 0.913034, 0.874484},
                         {5, 0.923543, 0.887426},
                         {10, 0.930760, 0.895934},
                         {20, 0.937973, 0.903530},
                         {50, 0.945180, 0.908509}}) {
    const auto share = [](const EventLog& log, double horizon) {
      return to_s(state_times(log.states, 1).productive) / horizon;
    };
    const std::string room =
        "two tools on one web, " + std::to_string(static_cast<int>(s.metres)) + " m between: ";
    rows.cases.push_back(
        {continuous_web(s.metres, 100, 100), 4e4, {{room + "efficiency", s.alike, share, "(10)"}}});
    rows.cases.push_back({continuous_web(s.metres, 100, 50),
                          4e4,
                          {{"... the second fails twice as often", s.unlike, share, "(11)"}}});
    rows.cases.push_back({continuous_web(s.metres, 50, 100),
                          4e4,
                          {{"... the first does instead", s.unlike, share, "(11)"}}});
  }
  return rows;
}

}  // namespace heliofab::plant::validation_lines
