// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Shifts, what stands over night, and changes of hours and tools. One shift from 0:00 to 8:00.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::modules_of;
using testing_lines::monday;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::server;
using testing_lines::state;
using testing_lines::web;

constexpr double evening = 8 * 3600;
constexpr double morning = 24 * 3600;

// 300 m and a zone of 5 m at 1 cm/s: 30,500 s of web, more than a shift of 28,800 s.
constexpr WebTool slow_coater{
    .web_speed = 0.01, .web_in_process = 5, .leader = 0, .roll_change = 1200, .warm_up = 600};

Line one_shift(std::vector<Station> stations, ShiftEnd at_end, double roll_length = 300) {
  Line line = line_of(std::move(stations), roll_length);
  line.shifts = {.count = 1, .length = evening, .first = 0, .at_end = at_end};
  return line;
}

// 270 m are in at the shift's end. 35 m of web are left for the next day.
TEST(ShiftEnd, HoldsTheWebOverNightAndScrapsWhatStandsInTheZone) {
  const EventLog log = run(one_shift({web("coat", slow_coater)}, ShiftEnd::hold), 2e5, 1);
  ASSERT_EQ(log.rolls.size(), 1U);
  const RollHistory& roll = log.rolls[0];
  ASSERT_EQ(roll.scrap.size(), 1U);
  EXPECT_NEAR(roll.scrap[0].position, 265, 1e-9);
  EXPECT_NEAR(roll.scrap[0].length, 5, 1e-9);
  EXPECT_EQ(roll.scrap[0].cause, "shift end");
  ASSERT_EQ(roll.passes[0].stops.size(), 1U);
  EXPECT_EQ(roll.passes[0].stops[0].cause, "shift end");
  EXPECT_EQ(seconds(roll.passes[0].stops[0].from), evening);
  EXPECT_EQ(seconds(roll.passes[0].stops[0].to), morning + 600);
  EXPECT_EQ(seconds(roll.finished), morning + 600 + 3500);
  EXPECT_EQ(log.states[2], state(Reason::running, 1800, evening));
  EXPECT_EQ(log.states[3], state(Reason::shift_end, evening, morning));
  EXPECT_EQ(log.states[4], state(Reason::warm_up, morning, morning + 600));
  EXPECT_EQ(log.states[5], state(Reason::running, morning + 600, morning + 4100));
}

TEST(ShiftEnd, KeepsACrewForTheRollButBeginsNoOther) {
  const EventLog log = run(one_shift({web("coat", slow_coater)}, ShiftEnd::run_out), 1e5, 5);
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_TRUE(log.rolls[0].scrap.empty());
  EXPECT_EQ(seconds(log.rolls[0].finished), 1800 + 30'500);
  EXPECT_EQ(log.states[3], state(Reason::off_shift, 32'300, morning));
  EXPECT_EQ(log.states[4], state(Reason::warm_up, morning, morning + 600));
  EXPECT_EQ(log.states[5], state(Reason::roll_change, morning + 600, morning + 1800));
  EXPECT_EQ(log.events[1], (Event{after(evening), EventKind::shift_end, -1, -1, RollId{}}));
}

// A roll that is done on the stroke of the hour is done; none is mounted in that moment.
TEST(ShiftEnd, LeavesARollAloneThatIsDoneInTime) {
  for (const ShiftEnd at_end : {ShiftEnd::hold, ShiftEnd::run_out}) {
    const EventLog log = run(one_shift({web("coat", slow_coater)}, at_end, 265), morning, 5);
    ASSERT_EQ(log.rolls.size(), 1U);
    EXPECT_EQ(seconds(log.rolls[0].finished), evening);
    EXPECT_TRUE(log.rolls[0].scrap.empty());
    EXPECT_EQ(std::ranges::count(log.events, EventKind::roll_started, &Event::kind), 1);
    EXPECT_EQ(log.states.back(), state(Reason::off_shift, evening, morning));
  }
}

// Nothing stands in the zone while a roll is mounted, so even a crew that stays goes home.
TEST(ShiftEnd, PutsOffTheRestOfARollChange) {
  WebTool tool = slow_coater;
  tool.roll_change = 30'000;  // 1,800 s of it are left in the evening
  const EventLog log = run(one_shift({web("coat", tool)}, ShiftEnd::run_out), 2e5, 1);
  EXPECT_EQ(log.states[2], state(Reason::off_shift, evening, morning));
  EXPECT_EQ(log.states[4], state(Reason::roll_change, morning + 600, morning + 2400));
  EXPECT_TRUE(log.rolls.at(0).scrap.empty());
}

TEST(ShiftEnd, PutsOffTheRestOfMaintenance) {
  Line line = one_shift({server("flash", 20'000, 5, Spread::fixed)}, ShiftEnd::hold);
  line.stations[0].maintenance = {.interval = 3600, .duration = 10'000};
  const EventLog log = run(line, 1e5, 5);
  EXPECT_EQ(log.states[1], state(Reason::maintenance, 20'000, evening));
  EXPECT_EQ(log.states[2], state(Reason::off_shift, evening, morning));
  EXPECT_EQ(log.states[3], state(Reason::maintenance, morning, morning + 1200));
}

// A begun module is finished in any case, and the next one waits for the morning.
TEST(ShiftEnd, LetsTheBackEndFinishWhatItHolds) {
  const Line line = one_shift({server("flash", 20'000, 5, Spread::fixed)}, ShiftEnd::hold);
  const EventLog log = run(line, morning + 100, 5);
  EXPECT_EQ(log.states, (std::vector{state(Reason::running, 0, 40'000),
                                     state(Reason::off_shift, 40'000, morning),
                                     state(Reason::running, morning, morning + 100)}));
}

// A module that arrives in the moment of the shift's end waits for the morning.
TEST(ShiftEnd, LetsNothingBeginInItsMoment) {
  const Line line = one_shift(
      {server("a", evening, 0, Spread::fixed), server("b", 100, 5, Spread::fixed)}, ShiftEnd::hold);
  const EventLog log = run(line, morning + 1000, 1);
  ASSERT_EQ(log.departures.size(), 2U);
  EXPECT_EQ(seconds(log.departures[0].time), evening);
  EXPECT_EQ(seconds(log.departures[1].time), morning + 100);
}

// The web stood already: the evening takes nothing more, and the repair goes on in the morning.
TEST(ShiftEnd, FindsAStoppedWebStoppedAlready) {
  Line line = one_shift({web("coat", slow_coater)}, ShiftEnd::hold);
  line.stations[0].breakdowns = {.mtbf = 5 * 3600, .mttr = 8 * 3600};
  int over_night = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    for (const RollHistory& roll : run(line, 20 * morning, 5, seed).rolls) {
      ASSERT_EQ(roll.scrap.size(), roll.passes[0].stops.size());
      for (const Stop& stop : roll.passes[0].stops) {
        const bool spans_a_night =
            stop.cause == "stop" && seconds(stop.to) - seconds(stop.from) > morning - evening;
        over_night += spans_a_night ? 1 : 0;
      }
    }
  }
  EXPECT_GT(over_night, 10);
}

TEST(ShiftEnd, LetsTheCrewThatStaysRepair) {
  Line line = one_shift({web("coat", slow_coater)}, ShiftEnd::run_out);
  line.stations[0].breakdowns = {.mtbf = 3600, .mttr = 3600};
  const EventLog log = run(line, 3 * morning, 1);
  const StateTimes times = state_times(log.states, 0);
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_EQ(log.rolls[0].passes[0].finished - log.rolls[0].passes[0].started,
            times.productive + times.unscheduled_down);
  EXPECT_EQ(std::ranges::count(log.states, Reason::shift_end, &StateInterval::reason), 0);
}

TEST(SetCalendar, OpensAndClosesTheLineAtOnce) {
  LineSimulator simulator(one_shift({web("coat", slow_coater)}, ShiftEnd::hold), monday, 1, {});
  simulator.release_rolls(1);
  const Calendar never{.shifts = 0};
  const Calendar always{.shifts = 3, .first_shift = {}};
  simulator.advance_to(after(11'800));
  simulator.set_calendar(never);  // 100 m are in
  simulator.advance_to(after(40'000));
  simulator.set_calendar(always);  // in the night of the old hours
  simulator.advance_to(after(70'000));
  const EventLog log = simulator.take_log();
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_NEAR(log.rolls[0].scrap.at(0).position, 95, 1e-9);
  EXPECT_EQ(seconds(log.rolls[0].finished), 40'000 + 600 + 20'500);
  EXPECT_EQ(log.events[1].kind, EventKind::shift_end);
  EXPECT_EQ(log.events[2].kind, EventKind::shift_start);
  EXPECT_EQ(log.events.size(), 4U);  // the old hours' evening means nothing any more
}

TEST(SetTools, BringsANewToolInCold) {
  LineSimulator simulator(line_of({web("coat", slow_coater)}), monday, 1, {});
  simulator.release_rolls(10);
  simulator.advance_to(after(5000));
  simulator.set_tools(0, 2);
  simulator.advance_to(after(10'000));
  const EventLog log = simulator.take_log();
  const auto first = std::ranges::find(log.states, 1, &StateInterval::tool);
  ASSERT_NE(first, log.states.end());
  EXPECT_EQ(*first, (StateInterval{0, 1, Reason::warm_up, after(5000), after(5600)}));
  EXPECT_EQ(first[1], (StateInterval{0, 1, Reason::roll_change, after(5600), after(6800)}));
  EXPECT_EQ(log.events[1], (Event{after(5000), EventKind::tool_added, 0, 1, RollId{}}));
}

TEST(SetTools, LetsAToolThatIsOneTooManyFinishItsJob) {
  Line line = line_of({server("flash", 100, 5, Spread::fixed)});
  line.stations[0].tools = 3;
  LineSimulator simulator(line, monday, 1, {});
  simulator.release_rolls(1000);
  simulator.advance_to(after(250));
  simulator.set_tools(0, 1);
  simulator.advance_to(after(270));
  simulator.set_tools(0, 2);  // the second one stays after all
  simulator.advance_to(after(1000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(state_times(log.states, 0, 0).total(), duration_from_s(1000));
  EXPECT_EQ(state_times(log.states, 0, 1).total(), duration_from_s(1000));
  EXPECT_EQ(state_times(log.states, 0, 2).total(), duration_from_s(300));
  EXPECT_EQ(std::ranges::count(log.departures, 2, &Departure::tool), 3);
  EXPECT_EQ(log.events, (std::vector{Event{after(300), EventKind::tool_removed, 0, 2, RollId{}}}));
}

// 900 s of work are forgotten when a tool comes anew: maintenance is due 1,000 s later.
TEST(SetTools, BringsAToolBackAsANewOne) {
  Line line = line_of({server("flash", 100, 5, Spread::fixed)});
  line.stations[0].maintenance = {.interval = 1000, .duration = 50};
  LineSimulator simulator(line, monday, 1, {});
  simulator.release_rolls(9);
  simulator.advance_to(after(950));
  simulator.set_tools(0, 0);
  simulator.advance_to(after(960));
  simulator.set_tools(0, 1);
  simulator.release_rolls(11);
  simulator.advance_to(after(3000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(log.states,
            (std::vector{state(Reason::running, 0, 900), state(Reason::no_order, 900, 950),
                         state(Reason::running, 960, 1960), state(Reason::maintenance, 1960, 2010),
                         state(Reason::running, 2010, 2110), state(Reason::no_order, 2110, 3000)}));
}

TEST(SetTools, TakesAnIdleToolAwayAtOnce) {
  LineSimulator simulator(line_of({server("flash", 100, 5)}), monday, 1, {});
  simulator.advance_to(after(10));
  simulator.set_tools(0, 0);
  simulator.release_rolls(5);
  simulator.advance_to(after(1000));
  EXPECT_EQ(simulator.released_rolls(), 5);
  EXPECT_EQ(simulator.take_log().states, (std::vector{state(Reason::no_order, 0, 10)}));
}

TEST(LineSimulator, GoesForwardInTimeOnly) {
  LineSimulator simulator(line_of({server("flash", 100, 5)}), monday, 1, {});
  simulator.advance_to(after(10));
  EXPECT_THROW(simulator.advance_to(after(9)), LogicError);
  EXPECT_THROW(simulator.release_rolls(-1), LogicError);
  EXPECT_THROW(simulator.set_tools(1, 1), LogicError);
  EXPECT_THROW(LineSimulator(Line{}, monday, 1, {}), InputError);
}

}  // namespace
}  // namespace heliofab::plant
