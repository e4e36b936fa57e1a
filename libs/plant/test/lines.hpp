// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_simulator.hpp"

// Small lines that tests are made of. Their time runs round the clock unless they say otherwise.
namespace heliofab::plant::testing_lines {

inline const SimTime monday = std::chrono::sys_days(std::chrono::year(2010) / 5 / 10);

inline SimTime after(double seconds) { return monday + duration_from_s(seconds); }
inline double seconds(SimTime t) { return to_s(t - monday); }

inline Shifts round_the_clock() { return {.count = 3, .length = 8 * 3600.0, .first = 0}; }

/// A station for one module at a time with the given mean time [s] and nothing else.
inline Station server(const std::string& name, double mean, std::int64_t places,
                      Spread spread = Spread::exponential) {
  Station station;
  station.name = name;
  station.kind = StationKind::sheet;
  station.buffer = places;
  station.sheet = {.handling = mean, .spread = spread};
  return station;
}

inline Station web(const std::string& name, const WebTool& tool, std::int64_t places = 2) {
  Station station;
  station.name = name;
  station.kind = StationKind::web;
  station.buffer = places;
  station.web = tool;
  return station;
}

inline Line line_of(std::vector<Station> stations, double roll_length = 100) {
  Line line;
  line.stations = std::move(stations);
  line.roll_length = roll_length;
  line.shifts = round_the_clock();
  return line;
}

/// Twelve unreliable stations of mean 1 s with ten places between them, the common benchmark.
inline Line line_12(std::size_t stations = 12, std::int64_t places = 10) {
  std::vector<Station> list;
  for (std::size_t s = 0; s < stations; ++s) {
    list.push_back(server("s" + std::to_string(s), 1, places));
    list.back().breakdowns = {.mtbf = 100, .mttr = 5};
  }
  return line_of(std::move(list));
}

/// Cuts a roll into equal modules that fill it.
inline SheetSource modules_of(double length) {
  return [length](const RollHistory& roll) {
    std::vector<Sheet> modules;
    for (int i = 0; (i + 1) * length <= roll.length; ++i) {
      modules.push_back({.position = i * length,
                         .length = length,
                         .aperture_area = 0.27 * length,
                         .laminate_area = 1.24 * 0.27 * length,
                         .scribe_length = 600 * 0.27 * length});
    }
    return modules;
  };
}

/// The log of a line that may begin `count` rolls (or modules), from Monday on.
inline EventLog run(const Line& line, double until, std::int64_t count, std::uint64_t seed = 1) {
  LineSimulator simulator(line, monday, seed, modules_of(10));
  simulator.release_rolls(count);
  simulator.advance_to(after(until));
  return simulator.take_log();
}

/// The first tool of a station in a state.
inline StateInterval state(Reason reason, double from, double to, std::int32_t station = 0) {
  return {station, 0, reason, after(from), after(to)};
}

/// Joins the logs of a way taken in pieces: intervals that go on are made whole again.
inline void append(EventLog& all, EventLog next) {
  all.to = next.to;
  all.states.insert(all.states.end(), next.states.begin(), next.states.end());
  all.rolls.insert(all.rolls.end(), next.rolls.begin(), next.rolls.end());
  all.departures.insert(all.departures.end(), next.departures.begin(), next.departures.end());
  all.events.insert(all.events.end(), next.events.begin(), next.events.end());
  all.scrapped.insert(all.scrapped.end(), next.scrapped.begin(), next.scrapped.end());
  all.flow.resize(next.flow.size());
  for (std::size_t s = 0; s < next.flow.size(); ++s) {
    StationFlow& sum = all.flow[s];
    const StationFlow& more = next.flow[s];
    sum = {sum.entered + more.entered,   sum.left + more.left, sum.reworked + more.reworked,
           sum.scrapped + more.scrapped, sum.late + more.late, more.inside,
           sum.waiting + more.waiting,   sum.stay + more.stay};
  }
  all.line = {all.line.entered + next.line.entered,   all.line.out + next.line.out,
              all.line.scrapped + next.line.scrapped, next.line.inside,
              all.line.in_line + next.line.in_line,   all.line.stayed + next.line.stayed};
}

inline void join_states(EventLog& log) {
  std::ranges::stable_sort(log.states, [](const StateInterval& a, const StateInterval& b) {
    return std::tuple(a.station, a.tool, a.from) < std::tuple(b.station, b.tool, b.from);
  });
  std::vector<StateInterval> joined;
  for (const StateInterval& s : log.states) {
    if (!joined.empty() && joined.back().station == s.station && joined.back().tool == s.tool &&
        joined.back().reason == s.reason && joined.back().to == s.from) {
      joined.back().to = s.to;
    } else {
      joined.push_back(s);
    }
  }
  log.states = joined;
}

}  // namespace heliofab::plant::testing_lines
