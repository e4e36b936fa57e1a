// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Random lines with random histories, for what must hold of any.
namespace heliofab::plant::testing_lines {

// Random numbers of a story; small whole ones, so that things happen at the same moment, too.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : stream_(seed, "test.dice") {}
  std::int64_t roll(std::int64_t low, std::int64_t high) {  // both inclusive
    const auto sides = static_cast<double>(high - low + 1);
    return low + static_cast<std::int64_t>(stream_.uniform(0, draw_++) * sides);
  }
  double pick(double a, double b) { return roll(0, 1) == 0 ? a : b; }

 private:
  Stream stream_;
  std::uint64_t draw_ = 0;
};

inline Station random_station(Dice& dice, std::string name, bool is_web) {
  Station s = is_web ? web(name, {.web_speed = 0.01 * static_cast<double>(dice.roll(1, 3)),
                                  .web_in_process = static_cast<double>(dice.roll(0, 3)),
                                  .leader = 1,
                                  .roll_change = dice.pick(0, 900),
                                  .warm_up = dice.pick(0, 600)})
                     : server(name, static_cast<double>(dice.roll(0, 9)) * 60, 1);
  if (!is_web && dice.roll(0, 2) == 0) {
    s.kind = StationKind::batch;
    s.batch = {.platen_area = 9, .cycle_time = 1200, .max_wait = 3000, .capacity = dice.roll(0, 2)};
  }
  s.sheet.spread = dice.roll(0, 1) == 0 ? Spread::fixed : Spread::exponential;
  s.tools = dice.roll(1, 3);
  s.buffer = dice.roll(s.kind == StationKind::batch ? 1 : 0, 4);
  s.operators = dice.roll(0, 2);
  s.breakdowns = {.mtbf = dice.pick(0, 7200), .mttr = dice.pick(0, 3600)};
  s.maintenance = {.interval = dice.pick(0, 10'000), .duration = 1800};
  s.engineering = {.interval = dice.pick(0, 20'000), .duration = 900};
  return s;
}

inline Line random_line(Dice& dice) {
  std::vector<Station> stations;
  const std::int64_t webs = dice.roll(0, 2);
  const std::int64_t all = webs + dice.roll(webs == 0 ? 1 : 0, 3);
  for (std::int64_t s = 0; s < all; ++s) {
    stations.push_back(random_station(dice, "s" + std::to_string(s), s < webs));
  }
  Line line = line_of(std::move(stations), 60);
  line.shifts = {.count = dice.roll(1, 3),
                 .length = 8 * 3600.0,
                 .first = 0,
                 .days_per_week = dice.roll(1, 7),
                 .at_end = dice.roll(0, 1) == 0 ? ShiftEnd::hold : ShiftEnd::run_out};
  return line;
}

inline Downtime random_downtime(Dice& dice, bool is_web) {
  Downtime d;
  d.kind = static_cast<StopKind>(dice.roll(0, 4));
  d.clock = static_cast<StopClock>(dice.roll(0, is_web ? 4 : 3));
  d.interval = static_cast<double>(dice.roll(1, 40)) * 1800;
  d.units = dice.roll(1, 5);
  d.length = static_cast<double>(dice.roll(1, 200));
  d.interval_spread = static_cast<Spread>(dice.roll(0, 3));
  d.taking = static_cast<Taking>(dice.roll(0, 2));
  d.within = dice.pick(0, 7200);
  d.duration = static_cast<double>(dice.roll(0, 4)) * 900;
  d.duration_spread = static_cast<Spread>(dice.roll(0, 3));
  d.interval_cv = d.duration_cv = 0.7;
  d.vents = dice.roll(0, 1) == 1;
  d.crew = dice.roll(0, 1) == 0 ? "fitters" : "";
  d.spare = dice.roll(0, 2) == 0 ? "pump" : "";
  return d;
}

/// Adds of everything that a line may ask for beyond its stations.
inline void add_rules(Line& line, Dice& dice) {
  line.crews = {{.name = "fitters", .people = 1}, {.name = "operators", .people = dice.roll(1, 3)}};
  line.spares = {{.name = "pump", .stock = 1, .lead_time = dice.pick(0, 20'000)}};
  line.shifts.at_end = static_cast<ShiftEnd>(dice.roll(0, 2));
  line.shifts.holidays = {{.name = "h", .from = std::chrono::year(2010) / 5 / 13, .days = 1}};
  line.wip_limit = dice.roll(0, 4);
  line.arrivals.interval = dice.pick(0, 7200);
  std::size_t modules = 0;  // the first station that takes them
  while (modules < line.stations.size() && line.stations[modules].kind == StationKind::web) {
    ++modules;
  }
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    Station& station = line.stations[s];
    for (std::int64_t i = dice.roll(0, 2); i > 0; --i) {
      station.downtimes.push_back(random_downtime(dice, s < modules));
    }
    station.web.vent = dice.pick(0, 900);
    station.web.pump_down = dice.pick(0, 600);
    station.crew = dice.roll(0, 2) == 0 ? "operators" : "";
    if (s >= modules) {
      station.sample_every = s > 0 ? dice.roll(1, 3) : 1;
      station.rework.share = 0.1 * static_cast<double>(dice.roll(0, 3));
      const auto first = static_cast<std::int64_t>(modules);
      station.rework.to =
          line.stations[static_cast<std::size_t>(dice.roll(first, static_cast<std::int64_t>(s)))]
              .name;
    }
  }
  if (modules >= 2 && dice.roll(0, 1) == 0) {
    Station& second = line.stations[1];
    second.tools = line.stations[0].tools;
    second.web.web_speed = dice.pick(line.stations[0].web.web_speed, second.web.web_speed);
    second.web.in_line = true;
    second.web.accumulator = static_cast<double>(dice.roll(0, 3)) * 5;
  }
  for (std::size_t s = 0; s < modules; ++s) {
    WebTool& tool = line.stations[s].web;
    if (!line.stations[std::min<std::size_t>(1, modules - 1)].web.in_line) {
      tool.splices = dice.roll(0, 3);
      tool.splice = 300;
      tool.splice_loss = static_cast<double>(dice.roll(1, 5));
    }
  }
  if (modules + 1 < line.stations.size()) {
    line.queue_limits = {{.name = "q",
                          .from = line.stations[modules].name,
                          .to = line.stations[modules + 1].name,
                          .limit = 1800,
                          .when_late = static_cast<WhenLate>(dice.roll(0, 2)),
                          .rework_to = line.stations[modules].name}};
  }
}

// Up to two stops for alarms in each pass, some behind the end of the roll, some of no time.
inline AlarmSource random_alarms(std::uint64_t seed) {
  return [seed](const RollHistory& roll) {
    Dice dice(seed + 100 * static_cast<std::uint64_t>(roll.roll) + roll.passes.size());
    std::vector<AlarmStop> stops;
    double position = 0;
    for (std::int64_t i = dice.roll(0, 2); i > 0; --i) {
      position += static_cast<double>(dice.roll(0, 40));
      stops.push_back({position, dice.pick(0, 1800), "alarm"});
    }
    return stops;
  };
}

// One thing that a caller does at a time; `tools` at random, hours changed, work given or taken.
inline void act(LineSimulator& simulator, const Line& line, Dice& dice) {
  switch (dice.roll(0, 4)) {
    case 0:
      simulator.set_calendar(calendar(line.shifts, dice.roll(0, 3)));
      break;
    case 1:
      simulator.set_tools(static_cast<std::size_t>(
                              dice.roll(0, static_cast<std::int64_t>(line.stations.size()) - 1)),
                          dice.roll(0, 3));
      break;
    case 2:
      simulator.cancel_released();
      break;
    default:
      simulator.release_rolls(dice.roll(0, 30));
      break;
  }
}

struct Story {
  Line line;
  EventLog log;
  std::vector<RollInProcess> in_process;
  std::int64_t modules = 0;
};

// Ten days with an action every half day. `looks` more stops on the way change nothing.
inline Story tell(std::uint64_t seed, std::int64_t looks, bool has_rules = false) {
  Dice dice(seed);
  Dice way(seed + 1);
  Story story;
  story.line = random_line(dice);
  if (has_rules) {
    Dice rules(seed + 2);
    add_rules(story.line, rules);
  }
  LineSimulator simulator(story.line, monday, seed, modules_of(5), random_alarms(seed));
  story.log.from = monday;
  simulator.release_rolls(30);
  for (int half_day = 1; half_day <= 20; ++half_day) {
    for (std::int64_t i = 0; i < looks; ++i) {
      const Duration left = after(half_day * 43'200.0) - simulator.now();
      simulator.advance_to(simulator.now() + left * way.roll(0, 10) / 20);
      append(story.log, simulator.take_log());
    }
    simulator.advance_to(after(half_day * 43'200.0));
    act(simulator, story.line, dice);
  }
  append(story.log, simulator.take_log());
  join_states(story.log);
  story.in_process = simulator.rolls_in_process();
  story.modules = simulator.modules_in_line();
  return story;
}

}  // namespace heliofab::plant::testing_lines
