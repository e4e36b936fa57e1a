// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Stops by each clock and in each way of taking them, people and parts, worked out by hand.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::server;
using testing_lines::state;
using testing_lines::web;

// A tool that is never out of modules of 100 s each.
Line busy(const Downtime& stop) {
  Line line = line_of({server("flash", 100, 5, Spread::fixed)});
  line.stations[0].downtimes = {stop};
  return line;
}

std::vector<StateInterval> states(const Line& line, double until) {
  return run(line, until, 1000).states;
}

TEST(Downtime, ByTheCalendarBreaksIntoWorkWhichGoesOn) {
  const Line line = busy({.kind = StopKind::repair,
                          .clock = StopClock::calendar,
                          .interval = 250,
                          .taking = Taking::immediate,
                          .duration = 30});
  EXPECT_EQ(states(line, 600),
            (std::vector{state(Reason::running, 0, 250), state(Reason::repair, 250, 280),
                         state(Reason::running, 280, 530), state(Reason::repair, 530, 560),
                         state(Reason::running, 560, 600)}));
  const EventLog log = run(line, 330, 1000);
  ASSERT_EQ(log.departures.size(), 3U);
  EXPECT_EQ(seconds(log.departures[2].time), 330);  // 200 to 250 and 280 to 330
  EXPECT_EQ(log.events, (std::vector{Event{after(250), EventKind::breakdown, 0, 0, RollId{}},
                                     Event{after(280), EventKind::repaired, 0, 0, RollId{}}}));
}

// All time: a tool without work breaks, too, and one that stands by productive time does not.
TEST(Downtime, ByTheCalendarMeetsAnIdleTool) {
  Line line = busy({.kind = StopKind::repair,
                    .clock = StopClock::calendar,
                    .interval = 250,
                    .taking = Taking::immediate,
                    .duration = 30});
  EXPECT_EQ(run(line, 300, 1).states,
            (std::vector{state(Reason::running, 0, 100), state(Reason::no_order, 100, 250),
                         state(Reason::repair, 250, 280), state(Reason::no_order, 280, 300)}));
  line.stations[0].downtimes[0].clock = StopClock::productive;
  EXPECT_EQ(run(line, 300, 1).states,
            (std::vector{state(Reason::running, 0, 100), state(Reason::no_order, 100, 300)}));
}

TEST(Downtime, WhenForcedWaitsForTheEndOfTheJobOnly) {
  const Line line = busy({.clock = StopClock::calendar, .interval = 250, .duration = 30});
  EXPECT_EQ(states(line, 700),
            (std::vector{state(Reason::running, 0, 300), state(Reason::maintenance, 300, 330),
                         state(Reason::running, 330, 630), state(Reason::maintenance, 630, 660),
                         state(Reason::running, 660, 700)}));
}

// Work of 30 s comes every 100 s. Due in the second module, it is taken when that is done.
TEST(Downtime, WhenOpportunisticIsTakenWhenThereIsNothingToDo) {
  Line line =
      line_of({server("source", 100, 0, Spread::fixed), server("flash", 30, 5, Spread::fixed)});
  line.stations[1].downtimes = {{.interval = 50, .taking = Taking::opportunistic, .duration = 20}};
  std::vector<StateInterval> flash;
  for (const StateInterval& s : states(line, 300)) {
    if (s.station == 1) {
      flash.push_back(s);
    }
  }
  EXPECT_EQ(
      flash,
      (std::vector{state(Reason::starved, 0, 100, 1), state(Reason::running, 100, 130, 1),
                   state(Reason::starved, 130, 200, 1), state(Reason::running, 200, 230, 1),
                   state(Reason::maintenance, 230, 250, 1), state(Reason::starved, 250, 300, 1)}));
}

// Never idle: due at 150 s of work it would wait for ever, but for `within`.
TEST(Downtime, WhenOpportunisticIsForcedAfterALimit) {
  Downtime stop{.interval = 150, .taking = Taking::opportunistic, .duration = 20};
  EXPECT_EQ(states(busy(stop), 1000), (std::vector{state(Reason::running, 0, 1000)}));
  stop.within = 100;
  EXPECT_EQ(states(busy(stop), 400),
            (std::vector{state(Reason::running, 0, 300), state(Reason::maintenance, 300, 320),
                         state(Reason::running, 320, 400)}));
}

TEST(Downtime, ByUnitsCountsWhatTheToolHasMade) {
  const Line line = busy({.clock = StopClock::units, .units = 3, .duration = 20});
  EXPECT_EQ(states(line, 700),
            (std::vector{state(Reason::running, 0, 300), state(Reason::maintenance, 300, 320),
                         state(Reason::running, 320, 620), state(Reason::maintenance, 620, 640),
                         state(Reason::running, 640, 700)}));
}

// 100 m and a zone of 5 m at 0.1 m/s: 1050 s of web.
constexpr WebTool vented_coater{.web_speed = 0.1,
                                .web_in_process = 5,
                                .leader = 2,
                                .roll_change = 100,
                                .warm_up = 50,
                                .vent = 60,
                                .pump_down = 40};

TEST(Downtime, ByMetresRechargesSourcesBetweenRolls) {
  Line line = line_of({web("coat", vented_coater)});
  line.stations[0].downtimes = {
      {.kind = StopKind::recharge, .clock = StopClock::length, .length = 150, .duration = 300}};
  const EventLog log = run(line, 3000, 5);
  EXPECT_EQ(log.states[4], state(Reason::running, 1300, 2350));  // 210 m are through
  EXPECT_EQ(log.states[5], state(Reason::recharge, 2350, 2650));
  EXPECT_EQ(log.states[6], state(Reason::roll_change, 2650, 2750));
  EXPECT_EQ(log.states[5].state(), ToolState::scheduled_down);
}

TEST(Downtime, ThatVentsLeavesTheToolColdAndAtAir) {
  Line line = line_of({web("coat", vented_coater)});
  line.stations[0].downtimes = {
      {.kind = StopKind::vent, .clock = StopClock::units, .units = 1, .duration = 200}};
  const EventLog log = run(line, 2000, 5);
  EXPECT_EQ(log.states[3], state(Reason::vent, 1200, 1400));
  EXPECT_EQ(log.states[4], state(Reason::warm_up, 1400, 1490));  // 40 s of pump-down with it
  EXPECT_EQ(log.states[5], state(Reason::roll_change, 1490, 1590));
}

// A planned stop that does not wait for the end of the roll costs the web in the zone.
TEST(Downtime, ThatBreaksIntoARollScrapsTheZone) {
  Line line = line_of({web("coat", vented_coater)});
  line.stations[0].downtimes = {{.interval = 500, .taking = Taking::immediate, .duration = 100}};
  const EventLog log = run(line, 2000, 1);
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_EQ(log.rolls[0].scrap[1], (ScrapStretch{45, 5, 0, "planned stop"}));
  EXPECT_EQ(log.rolls[0].passes[0].stops[0], (Stop{50, after(650), after(750), "planned stop"}));
}

// Ten open hours are over two hours into the second shift of eight; ten hours of the calendar are
// over in the night, which the morning finds.
TEST(Downtime, ByOpenHoursStandsStillAtNight) {
  constexpr double h = 3600;
  Line line = busy({.clock = StopClock::open, .interval = 10 * h, .duration = 600});
  line.stations[0].sheet.handling = 0.5 * h;
  line.shifts = {.count = 1, .length = 8 * h, .first = 0};
  EXPECT_EQ(states(line, 27 * h)[3], state(Reason::maintenance, 26 * h, 26 * h + 600));
  line.stations[0].downtimes[0].clock = StopClock::calendar;
  EXPECT_EQ(states(line, 27 * h)[2], state(Reason::maintenance, 24 * h, 24 * h + 600));
}

// Two tools break down at the same time; one man repairs the first, then the second.
TEST(Crew, RepairsOneToolAfterTheOther) {
  Line line = busy({.kind = StopKind::repair,
                    .clock = StopClock::calendar,
                    .interval = 250,
                    .taking = Taking::immediate,
                    .duration = 30,
                    .crew = "fitters"});
  line.stations[0].tools = 2;
  line.crews = {{.name = "fitters", .people = 1}};
  const EventLog log = run(line, 320, 1000);
  EXPECT_EQ(log.states[1], state(Reason::repair, 250, 280));
  const auto second = std::ranges::find(log.states, 1, &StateInterval::tool);
  EXPECT_EQ(second[1], (StateInterval{0, 1, Reason::no_crew, after(250), after(280)}));
  EXPECT_EQ(second[2], (StateInterval{0, 1, Reason::repair, after(280), after(310)}));
  EXPECT_EQ(second[1].state(), ToolState::unscheduled_down);
  line.crews[0].people = 2;
  EXPECT_EQ(
      std::ranges::count(run(line, 320, 1000).states, Reason::no_crew, &StateInterval::reason), 0);
}

// The part taken at 250 s is replaced at 850 s; the failure of 530 s waits for it.
TEST(Spare, IsWaitedForWhenTheStockIsEmpty) {
  Line line = busy({.kind = StopKind::repair,
                    .clock = StopClock::calendar,
                    .interval = 250,
                    .taking = Taking::immediate,
                    .duration = 30,
                    .spare = "pump"});
  line.spares = {{.name = "pump", .stock = 1, .lead_time = 600}};
  EXPECT_EQ(states(line, 900),
            (std::vector{state(Reason::running, 0, 250), state(Reason::repair, 250, 280),
                         state(Reason::running, 280, 530), state(Reason::no_spare, 530, 850),
                         state(Reason::repair, 850, 880), state(Reason::running, 880, 900)}));
}

// One operator for two stations: whoever is further down the line has him first.
TEST(Crew, OfOperatorsIsSharedByStations) {
  Line line = line_of({server("a", 100, 0, Spread::fixed), server("b", 60, 5, Spread::fixed)});
  line.crews = {{.name = "operators", .people = 1}};
  line.stations[0].crew = line.stations[1].crew = "operators";
  const EventLog log = run(line, 320, 1000);
  std::vector<SimTime> ends;
  for (const Departure& d : log.departures) {
    ends.push_back(d.time);
  }
  EXPECT_EQ(ends, (std::vector{after(100), after(160), after(260), after(320)}));
  EXPECT_EQ(log.states[1], state(Reason::no_operator, 100, 160));
}

// As a held web, but cut and let to air: the zone and a leader at both new ends are lost, a crew
// stays for the venting, and the morning pumps, warms up and threads.
TEST(ShiftEnd, VentsTheToolAndThreadsTheWebAgain) {
  constexpr double evening = 8 * 3600;
  constexpr double morning = 24 * 3600;
  const WebTool slow{.web_speed = 0.01,
                     .web_in_process = 5,
                     .leader = 3,
                     .roll_change = 1200,
                     .warm_up = 600,
                     .vent = 900,
                     .pump_down = 300};
  Line line = line_of({web("coat", slow)}, 300);
  line.shifts = {.count = 1, .length = evening, .first = 0, .at_end = ShiftEnd::vent};
  const EventLog log = run(line, 2e5, 1);
  EXPECT_EQ(log.states[2], state(Reason::running, 1800, evening));  // 270 m are in
  EXPECT_EQ(log.states[3], state(Reason::vent, evening, evening + 900));
  EXPECT_EQ(log.states[4], state(Reason::off_shift, evening + 900, morning));
  EXPECT_EQ(log.states[5], state(Reason::warm_up, morning, morning + 900));
  EXPECT_EQ(log.states[6], state(Reason::roll_change, morning + 900, morning + 2100));
  EXPECT_EQ(log.states[7], state(Reason::running, morning + 2100, morning + 5600));
  ASSERT_EQ(log.rolls.size(), 1U);
  const ScrapStretch& lost = log.rolls[0].scrap.at(1);
  EXPECT_NEAR(lost.position, 262, 1e-9);
  EXPECT_NEAR(lost.length, 11, 1e-9);
  EXPECT_EQ(lost.cause, "shift end");
  EXPECT_EQ(log.rolls[0].passes[0].stops,
            (std::vector{Stop{270, after(evening), after(morning + 2100), "shift end"}}));
}

// 11 May is a holiday: nothing is done from the evening of the 10th to the morning of the 12th.
TEST(Shifts, DoNotBeginOnAHoliday) {
  constexpr double h = 3600;
  Line line = line_of({server("flash", 4 * h, 5, Spread::fixed)});
  line.shifts = {.count = 1,
                 .length = 8 * h,
                 .first = 0,
                 .holidays = {{.name = "May", .from = std::chrono::year(2010) / 5 / 11}}};
  EXPECT_EQ(states(line, 50 * h),
            (std::vector{state(Reason::running, 0, 8 * h), state(Reason::off_shift, 8 * h, 48 * h),
                         state(Reason::running, 48 * h, 50 * h)}));
}

}  // namespace
}  // namespace heliofab::plant
