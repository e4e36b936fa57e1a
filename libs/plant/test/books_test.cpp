// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// What must hold of any line with any history: nothing is lost, no time is missing, and the log
// does not depend on how often one looks.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::append;
using testing_lines::join_states;
using testing_lines::line_of;
using testing_lines::modules_of;
using testing_lines::monday;
using testing_lines::server;
using testing_lines::web;

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

Station random_station(Dice& dice, std::string name, bool is_web) {
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

Line random_line(Dice& dice) {
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

// Up to two stops for alarms in each pass, some behind the end of the roll, some of no time.
AlarmSource random_alarms(std::uint64_t seed) {
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
void act(LineSimulator& simulator, const Line& line, Dice& dice) {
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
Story tell(std::uint64_t seed, std::int64_t looks) {
  Dice dice(seed);
  Dice way(seed + 1);
  Story story;
  story.line = random_line(dice);
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

std::uint64_t any_seed() { return *rc::gen::inRange<std::uint64_t>(0, 1'000'000'000); }

RC_GTEST_PROP(AnyLine, HasTheSameLogForAnySplitOfTheWay, ()) {
  const std::uint64_t seed = any_seed();
  const Story once = tell(seed, 0);
  const Story often = tell(seed, 3);
  RC_ASSERT(once.log == often.log);
  RC_ASSERT(once.in_process == often.in_process);
  RC_ASSERT(once.modules == often.modules);
}

// A tool is there from the start or from its addition, until its removal or the end.
RC_GTEST_PROP(AnyLine, KnowsEachToolsStateAtEveryMomentAndOnce, ()) {
  const Story story = tell(any_seed(), 0);
  std::map<std::pair<int, int>, Duration> there;
  const SimTime end = story.log.to;
  for (std::size_t s = 0; s < story.line.stations.size(); ++s) {
    for (int t = 0; t < story.line.stations[s].tools; ++t) {
      there[{static_cast<int>(s), t}] += end - monday;
    }
  }
  for (const Event& e : story.log.events) {
    if (e.kind == EventKind::tool_added || e.kind == EventKind::tool_removed) {
      there[{e.station, e.tool}] += (e.kind == EventKind::tool_added ? 1 : -1) * (end - e.time);
    }
  }
  const StateInterval* before = nullptr;
  for (const StateInterval& s : story.log.states) {
    RC_ASSERT(s.from < s.to);
    if (before != nullptr && before->station == s.station && before->tool == s.tool) {
      RC_ASSERT(before->to <= s.from);
      RC_ASSERT(before->to < s.from || before->reason != s.reason);
    }
    there[{s.station, s.tool}] -= s.to - s.from;
    before = &s;
  }
  for (const auto& [tool, missing] : there) {
    RC_ASSERT(missing == Duration::zero());
  }
}

RC_GTEST_PROP(AnyLine, LosesNoRollAndNoModule, ()) {
  const Story story = tell(any_seed(), 0);
  const auto is = [](EventKind kind) { return [=](const Event& e) { return e.kind == kind; }; };
  const auto begun = std::ranges::count_if(story.log.events, is(EventKind::roll_started));
  const auto done = std::ranges::count_if(story.log.events, is(EventKind::roll_finished));
  RC_ASSERT(static_cast<std::size_t>(done) == story.log.rolls.size());
  RC_ASSERT(begun == done + static_cast<std::int64_t>(story.in_process.size()));

  std::int64_t next_sheet = 1;
  for (const RollHistory& roll : story.log.rolls) {
    RC_ASSERT(roll.first_sheet == SheetId{next_sheet});
    RC_ASSERT(roll.sheets == 12);
    next_sheet += roll.sheets;
  }
  // Each module leaves the stations of the back end one after the other, once.
  const auto last = static_cast<std::int32_t>(story.line.stations.size()) - 1;
  std::map<SheetId, Departure> latest;
  std::int64_t out = 0;
  for (const Departure& d : story.log.departures) {
    const auto found = latest.find(d.sheet);
    if (found != latest.end()) {
      RC_ASSERT(d.station == found->second.station + 1);
      RC_ASSERT(d.time >= found->second.time);
    } else {
      // RC_ASSERT evaluates both sides of ||
      const bool is_first =
          d.station == 0 ||
          story.line.stations[static_cast<std::size_t>(d.station - 1)].kind == StationKind::web;
      RC_ASSERT(is_first);
    }
    latest[d.sheet] = d;
    out += d.station == last ? 1 : 0;
  }
  const StationKind first = story.line.stations.front().kind;
  if (first == StationKind::web && story.line.stations.back().kind != StationKind::web) {
    RC_ASSERT(next_sheet - 1 == out + story.modules);
  }
}

// The web moves for as long as its length and the zone take, no more and no less; each standing
// costs the metres in the zone; and a tool has one roll at a time.
RC_GTEST_PROP(AnyLine, RunsEachRollThroughEachZoneOnce, ()) {
  const Story story = tell(any_seed(), 0);
  std::map<std::pair<int, int>, std::vector<std::pair<SimTime, SimTime>>> held;
  for (const RollHistory& roll : story.log.rolls) {
    double standing = 0;
    for (std::size_t p = 0; p < roll.passes.size(); ++p) {
      const RollPass& pass = roll.passes[p];
      const Station& s = story.line.stations.at(p);
      RC_ASSERT(pass.station == static_cast<std::int32_t>(p));
      Duration stood{};
      for (const Stop& stop : pass.stops) {
        RC_ASSERT(stop.from < stop.to);
        const bool is_of_the_tool = stop.cause == "stop" || stop.cause == "alarm";
        RC_ASSERT((is_of_the_tool || story.line.shifts.at_end == ShiftEnd::hold));
        stood += stop.to - stop.from;
        standing += std::min(stop.position, roll.length) -
                    std::max(0.0, stop.position - s.web.web_in_process);
      }
      RC_ASSERT(pass.finished - pass.started ==
                stood + duration_from_s(design_time(s, roll.length)));
      RC_ASSERT(pass.started - pass.mounted >= duration_from_s(s.web.roll_change));
      held[{pass.station, pass.tool}].emplace_back(pass.mounted, pass.finished);
    }
    double lost = 0;
    for (const ScrapStretch& stretch : roll.scrap) {
      RC_ASSERT(stretch.length > 0);
      RC_ASSERT(stretch.position >= 0 && stretch.position + stretch.length <= 60);
      lost += stretch.length;
    }
    RC_ASSERT(std::abs(lost - standing - 2) < 1e-9);  // leaders of 1 m
    RC_ASSERT(covered_length(roll.scrap) <= lost + 1e-9);
  }
  for (auto& [tool, spans] : held) {
    std::ranges::sort(spans);
    for (std::size_t i = 1; i < spans.size(); ++i) {
      RC_ASSERT(spans[i - 1].second <= spans[i].first);
    }
  }
}

TEST(AnyLine, HasAnotherLogForAnotherSeed) {
  const Line line = fab2_line();
  const auto log = [&](std::uint64_t seed) { return testing_lines::run(line, 1e6, 100, seed); };
  EXPECT_EQ(log(1), log(1));
  EXPECT_NE(log(1), log(2));
}

// What a station draws is its own: another one beside it changes nothing before it.
TEST(AnyLine, KeepsTheDrawsOfAToolWhateverComesBehindIt) {
  Line line = line_of({server("a", 100, 0), server("b", 1, 1'000'000)});
  line.stations[0].breakdowns = {.mtbf = 1000, .mttr = 100};
  const EventLog two = testing_lines::run(line, 1e5, 1000);
  line.stations.push_back(server("c", 70, 1'000'000));
  const EventLog three = testing_lines::run(line, 1e5, 1000);
  for (std::size_t i = 0; two.states[i].station < 2; ++i) {
    ASSERT_EQ(two.states[i], three.states[i]);
    if (i + 1 == two.states.size()) {
      break;
    }
  }
}

}  // namespace
}  // namespace heliofab::plant
