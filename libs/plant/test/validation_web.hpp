// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "fluid_line.hpp"
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

// The same at a metre a second and at another speed. Rolls of 10 m, of which no time passes between
// one and the next, count the metres.
inline Case two_speeds(double metres, const fluid_line::Machine& first,
                       const fluid_line::Machine& second) {
  Line line = continuous_web(metres, 1 / first.fails, 1 / second.fails);
  line.roll_length = 10;
  const std::array machines{first, second};
  for (std::size_t s = 0; s < 2; ++s) {
    line.stations[s].web.web_speed = machines[s].speed;
    line.stations[s].breakdowns.mttr = 1 / machines[s].repairs;
  }
  const auto number = [](double value) {
    std::ostringstream text;
    text << value;
    return text.str();
  };
  return {line,
          8e4,
          {{number(first.speed) + " m/s, then " + number(second.speed) + " m/s, " + number(metres) +
                " m between: metres a second",
            fluid_line::solve(first, second, metres).rate,
            [](const EventLog& log, double horizon) {
              return 10 * static_cast<double>(log.flow.at(1).left) / horizon;
            },
            "(12)"}}};
}

inline Rows webs_of_two_speeds() {
  Rows rows{"Web accumulators between two speeds", {}};
  const fluid_line::Machine even{.speed = 1, .fails = 0.01, .repairs = 0.2};
  const fluid_line::Machine fast{.speed = 1.5, .fails = 0.03, .repairs = 0.1};
  const fluid_line::Machine frail{.speed = 1.1, .fails = 0.02, .repairs = 0.1};
  for (const double metres : {1.0, 10.0, 50.0}) {
    rows.cases.push_back(two_speeds(metres, fast, even));
    rows.cases.push_back(two_speeds(metres, even, fast));
    rows.cases.push_back(two_speeds(metres, frail, even));
    rows.cases.push_back(two_speeds(metres, even, frail));
  }
  return rows;
}

}  // namespace heliofab::plant::validation_lines
