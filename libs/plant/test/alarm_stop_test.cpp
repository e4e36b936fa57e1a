// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Alarms that stop a web tool, worked out by hand. Times are seconds after midnight.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::modules_of;
using testing_lines::monday;
using testing_lines::seconds;
using testing_lines::state;
using testing_lines::web;

// 100 m and a zone of 5 m at 0.1 m/s: 1050 s of web.
constexpr WebTool watched{
    .web_speed = 0.1, .web_in_process = 5, .leader = 0, .roll_change = 100, .warm_up = 50};

// The first roll alone is stopped, as told.
AlarmSource in_the_first_roll(std::vector<AlarmStop> stops) {
  return [stops = std::move(stops)](const RollHistory& roll) {
    return roll.roll == RollId{1} ? stops : std::vector<AlarmStop>{};
  };
}

EventLog run_with(std::vector<AlarmStop> stops, double until, const Line& line) {
  LineSimulator simulator(line, monday, 1, modules_of(10), in_the_first_roll(std::move(stops)));
  simulator.release_rolls(2);
  simulator.advance_to(after(until));
  return simulator.take_log();
}

// 40 m are through the zone after 450 s; what stands in it then is lost. The tool is down, not in
// engineering: it cannot do what it is there for.
TEST(AlarmStop, HoldsTheWebWhereItIsAskedTo) {
  const EventLog log =
      run_with({{40, 300, "CGI beyond limits"}}, 3000, line_of({web("coat", watched)}));
  EXPECT_EQ(log.states[1], state(Reason::roll_change, 50, 150));
  EXPECT_EQ(log.states[2], state(Reason::running, 150, 600));
  EXPECT_EQ(log.states[3], state(Reason::alarm, 600, 900));
  EXPECT_EQ(log.states[4], state(Reason::running, 900, 1500));
  EXPECT_EQ(log.states[5], state(Reason::roll_change, 1500, 1600));
  EXPECT_EQ(log.states[6], state(Reason::running, 1600, 2650));
  ASSERT_EQ(log.rolls.size(), 2U);
  EXPECT_EQ(log.rolls[0].passes[0].stops,
            (std::vector<Stop>{{45, after(600), after(900), "alarm"}}));
  EXPECT_EQ(log.rolls[0].scrap, (std::vector<ScrapStretch>{{40, 5, 0, "alarm"}}));
  EXPECT_TRUE(log.rolls[1].scrap.empty());
  EXPECT_EQ(log.events[1],
            (Event{after(600), EventKind::stopped, 0, 0, RollId{1}, "CGI beyond limits"}));
  EXPECT_EQ(log.events[2], (Event{after(900), EventKind::restarted, 0, 0, RollId{}, ""}));
  EXPECT_EQ(to_s(state_times(log.states, 0).unscheduled_down), 300);
  EXPECT_EQ(to_s(state_times(log.states, 0).engineering), 0);
}

// A response longer than what is left of the roll: no web stands, the next roll waits.
TEST(AlarmStop, BehindTheEndOfARollKeepsTheToolFromTheNext) {
  const EventLog log = run_with({{40, 300, "a"}, {97, 0, "b"}, {150, 200, "c"}, {150, 30, "d"}},
                                3000, line_of({web("coat", watched)}));
  EXPECT_EQ(log.states[4], state(Reason::running, 900, 1500));  // the one of no time does not show
  EXPECT_EQ(log.states[5], state(Reason::alarm, 1500, 1730));
  EXPECT_EQ(log.states[6], state(Reason::roll_change, 1730, 1830));
  ASSERT_EQ(log.rolls.size(), 2U);
  EXPECT_EQ(seconds(log.rolls[0].finished), 1500);
  EXPECT_EQ(log.rolls[0].passes[0].stops.size(), 1U);
  EXPECT_EQ(log.rolls[0].scrap.size(), 1U);
  std::vector<std::pair<EventKind, double>> told;
  for (const Event& e : log.events) {
    if (e.kind == EventKind::stopped || e.kind == EventKind::restarted) {
      told.emplace_back(e.kind, seconds(e.time));
    }
  }
  EXPECT_EQ(told, (std::vector<std::pair<EventKind, double>>{{EventKind::stopped, 600},
                                                             {EventKind::restarted, 900},
                                                             {EventKind::stopped, 1470},
                                                             {EventKind::restarted, 1470},
                                                             {EventKind::stopped, 1500},
                                                             {EventKind::stopped, 1500},
                                                             {EventKind::restarted, 1730}}));
}

// The evening finds the web standing: nothing more is lost, and in the morning the tool is seen to
// before it warms up.
TEST(AlarmStop, GoesOnInTheMorning) {
  Line line = line_of({web("coat", watched)}, 900);
  line.shifts = {.count = 1, .length = 3600, .first = 0, .at_end = ShiftEnd::hold};
  LineSimulator simulator(line, monday, 1, {}, in_the_first_roll({{300, 600, "a"}}));
  simulator.release_rolls(1);
  simulator.advance_to(after(87'000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(log.states,
            (std::vector{
                state(Reason::warm_up, 0, 50), state(Reason::roll_change, 50, 150),
                state(Reason::running, 150, 3200), state(Reason::alarm, 3200, 3600),
                state(Reason::shift_end, 3600, 86'400), state(Reason::alarm, 86'400, 86'600),
                state(Reason::warm_up, 86'600, 86'650), state(Reason::running, 86'650, 87'000)}));
  EXPECT_EQ(simulator.rolls_in_process().at(0).history.scrap,
            (std::vector<ScrapStretch>{{300, 5, 0, "alarm"}}));
}

TEST(AlarmStop, IsAskedForOnceAPassWithThePassThatBegins) {
  std::vector<std::pair<RollId, std::int32_t>> asked;
  LineSimulator simulator(line_of({web("coat", watched), web("bath", watched)}), monday, 1, {},
                          [&](const RollHistory& roll) {
                            asked.emplace_back(roll.roll, roll.passes.back().station);
                            EXPECT_EQ(roll.passes.back().finished, SimTime{});
                            return std::vector<AlarmStop>{};
                          });
  simulator.release_rolls(2);
  simulator.advance_to(after(10'000));
  EXPECT_EQ(asked, (std::vector<std::pair<RollId, std::int32_t>>{
                       {RollId{1}, 0}, {RollId{1}, 1}, {RollId{2}, 0}, {RollId{2}, 1}}));
}

TEST(AlarmStop, WithoutAnyTheLogIsThatOfALineWithoutAlarms) {
  const auto log = [](AlarmSource alarms) {
    LineSimulator simulator(fab2_line(), monday, 3, modules_of(5), std::move(alarms));
    simulator.release_rolls(100);
    simulator.advance_to(after(1e6));
    return simulator.take_log();
  };
  EXPECT_EQ(log({}), log(in_the_first_roll({})));
  EXPECT_NE(log({}), log(in_the_first_roll({{40, 300, "a"}})));
}

TEST(AlarmStop, OutOfOrderIsABrokenPromise) {
  const Line line = line_of({web("coat", watched)});
  EXPECT_THROW(run_with({{40, 300, "a"}, {30, 300, "b"}}, 3000, line), LogicError);
  EXPECT_THROW(run_with({{-1, 300, "a"}}, 3000, line), LogicError);
}

}  // namespace
}  // namespace heliofab::plant
