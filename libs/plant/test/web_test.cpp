// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Rolls through web tools, worked out by hand. Times are seconds after midnight.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::modules_of;
using testing_lines::monday;
using testing_lines::round_the_clock;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::server;
using testing_lines::state;
using testing_lines::web;

// 100 m and a zone of 5 m at 0.1 m/s: 1050 s of web.
constexpr WebTool coater{
    .web_speed = 0.1, .web_in_process = 5, .leader = 2, .roll_change = 100, .warm_up = 50};

TEST(WebStation, WarmsUpThenMountsThenRuns) {
  const EventLog log = run(line_of({web("coat", coater)}), 2500, 2);
  EXPECT_EQ(log.states,
            (std::vector{state(Reason::warm_up, 0, 50), state(Reason::roll_change, 50, 150),
                         state(Reason::running, 150, 1200), state(Reason::roll_change, 1200, 1300),
                         state(Reason::running, 1300, 2350), state(Reason::no_order, 2350, 2500)}));
  ASSERT_EQ(log.rolls.size(), 2U);
  const RollHistory& roll = log.rolls[1];
  EXPECT_EQ(roll.roll, RollId{2});
  EXPECT_EQ(seconds(roll.started), 1200);
  EXPECT_EQ(seconds(roll.finished), 2350);
  EXPECT_EQ(roll.passes,
            (std::vector<RollPass>{{0, 0, after(1200), after(1300), after(2350), {}}}));
  EXPECT_EQ(roll.first_sheet, SheetId{11});
  EXPECT_EQ(roll.sheets, 10);
}

TEST(WebStation, LosesTheLeadersOnceAtTheFirstStation) {
  const EventLog log = run(line_of({web("coat", coater), web("bath", coater)}), 5000, 1);
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_EQ(log.rolls[0].scrap,
            (std::vector<ScrapStretch>{{0, 2, 0, "leader"}, {98, 2, 0, "leader"}}));
  EXPECT_EQ(log.rolls[0].passes.size(), 2U);
}

TEST(WebStation, BeginsOnlyWhatIsReleased) {
  LineSimulator simulator(line_of({web("coat", coater)}), monday, 1, modules_of(10));
  simulator.release_rolls(5);
  EXPECT_EQ(simulator.released_rolls(), 5);  // the tool is cold
  simulator.advance_to(after(60));
  EXPECT_EQ(simulator.released_rolls(), 4);
  simulator.cancel_released();
  EXPECT_EQ(simulator.released_rolls(), 0);
  simulator.advance_to(after(5000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(log.rolls.size(), 1U);
  EXPECT_EQ(log.states.back(), state(Reason::no_order, 1200, 5000));
}

TEST(WebStation, TellsHowFarARollIs) {
  LineSimulator simulator(line_of({web("coat", coater), web("bath", coater)}), monday, 1, {});
  simulator.release_rolls(2);
  simulator.advance_to(after(650));  // 500 s of web: 50 m are in, 45 m are through
  std::vector<RollInProcess> rolls = simulator.rolls_in_process();
  ASSERT_EQ(rolls.size(), 1U);
  EXPECT_EQ(rolls[0].station, 0);
  EXPECT_NEAR(rolls[0].processed, 45, 1e-9);
  simulator.advance_to(after(1350));  // the second one: 50 s, not yet out of the zone
  rolls = simulator.rolls_in_process();
  ASSERT_EQ(rolls.size(), 2U);
  EXPECT_EQ(rolls[0].station, 1);
  EXPECT_EQ(rolls[0].history.roll, RollId{1});
  EXPECT_EQ(rolls[1].station, 0);
  EXPECT_EQ(rolls[1].processed, 0);
}

// The modules of a roll stay behind the tool until there is room: one in hand, two in the rack,
// and one more every 10 s: the seventh after 70 s.
TEST(WebStation, IsBlockedUntilTheModulesOfARollHaveRoom) {
  const Line line = line_of({web("coat", coater), server("flash", 10, 2, Spread::fixed)});
  const EventLog log = run(line, 1500, 2);
  EXPECT_EQ(log.states[3], state(Reason::blocked, 1200, 1270));
  EXPECT_EQ(log.states[4], state(Reason::roll_change, 1270, 1370));
  ASSERT_EQ(log.departures.size(), 10U);
  EXPECT_EQ(log.departures[9],
            (Departure{SheetId{10}, 1, 0, after(1290), after(1300), after(1300)}));
}

TEST(WebStation, AsksForTheModulesOfARollOnceAndInTheOrderOfTime) {
  std::vector<RollHistory> asked;
  Line line = line_of({web("coat", coater)});
  line.stations[0].tools = 2;
  LineSimulator simulator(line, monday, 1, [&](const RollHistory& roll) {
    asked.push_back(roll);
    return std::vector<Sheet>(3);
  });
  simulator.release_rolls(4);
  simulator.advance_to(after(5000));
  ASSERT_EQ(asked.size(), 4U);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    EXPECT_EQ(asked[i].roll, RollId{static_cast<std::int64_t>(i) + 1});
    EXPECT_EQ(asked[i].first_sheet, SheetId{3 * static_cast<std::int64_t>(i) + 1});
    EXPECT_EQ(asked[i].sheets, 0);
    EXPECT_EQ(asked[i].passes.size(), 1U);
  }
}

// 1050 s of web are due for maintenance after each roll, for a trial after every second.
TEST(WebStation, TakesPlannedStopsBetweenRolls) {
  Line line = line_of({web("coat", coater)});
  line.stations[0].maintenance = {.interval = 1000, .duration = 300};
  line.stations[0].engineering = {.interval = 2000, .duration = 70};
  const EventLog log = run(line, 3000, 10);
  EXPECT_EQ(log.states[3], state(Reason::maintenance, 1200, 1500));
  EXPECT_EQ(log.states[4], state(Reason::roll_change, 1500, 1600));
  EXPECT_EQ(log.states[6], state(Reason::maintenance, 2650, 2950));
  EXPECT_EQ(log.states[7], state(Reason::trial, 2950, 3000));
}

// The zone's metres are lost for each stop, the work goes on where it stood: what a pass takes is
// its web and its stops, to the tick.
TEST(WebStation, LosesTheWebInTheZoneAtABreakdownAndGoesOn) {
  Line line = line_of({web("coat", coater)});
  line.stations[0].breakdowns = {.mtbf = 400, .mttr = 60};
  const EventLog log = run(line, 1e5, 50);
  ASSERT_EQ(log.rolls.size(), 50U);
  std::size_t stops = 0;
  for (const RollHistory& roll : log.rolls) {
    const RollPass& pass = roll.passes.at(0);
    Duration stood{};
    double before = 0;
    ASSERT_EQ(roll.scrap.size(), pass.stops.size() + 2);
    for (std::size_t i = 0; i < pass.stops.size(); ++i) {
      const Stop& stop = pass.stops[i];
      const ScrapStretch& lost = roll.scrap[i + 1];  // between the leaders
      stood += stop.to - stop.from;
      EXPECT_EQ(stop.cause, "stop");
      EXPECT_GE(stop.position, before);
      before = stop.position;
      EXPECT_NEAR(stop.position,
                  0.1 * to_s(stop.from - pass.started - stood + (stop.to - stop.from)), 1e-9);
      EXPECT_DOUBLE_EQ(lost.position, std::max(0.0, stop.position - 5));
      EXPECT_DOUBLE_EQ(lost.position + lost.length, std::min(100.0, stop.position));
      EXPECT_EQ(lost.cause, "stop");
    }
    EXPECT_EQ(pass.finished - pass.started, duration_from_s(1050) + stood);
    stops += pass.stops.size();
  }
  // 50 rolls hold 52,500 s of web: 131 failures, standard deviation 11.5.
  EXPECT_NEAR(static_cast<double>(stops), 131, 4 * 11.5);
  const StateTimes times = state_times(log.states, 0);
  EXPECT_EQ(times.productive, duration_from_s(52'500));
  EXPECT_NEAR(to_s(times.unscheduled_down), 131 * 60, 4 * 60 * std::sqrt(2 * 131.0));
  EXPECT_EQ(
      static_cast<std::size_t>(std::ranges::count(log.events, EventKind::breakdown, &Event::kind)),
      stops);
}

// Exponential from the first moment: the mean of 1,000 tools is 1,000 s, its standard error 32 s.
TEST(Breakdown, OfANewToolComesAfterTheMeanTimeBetweenFailures) {
  Line line = line_of({server("flash", 1e5, 5, Spread::fixed)});
  line.stations[0].tools = 1000;
  line.stations[0].breakdowns = {.mtbf = 1000, .mttr = 3.6e7};
  double sum = 0;
  double count = 0;
  for (const Event& e : run(line, 10'000, 1000).events) {
    sum += e.kind == EventKind::breakdown ? seconds(e.time) : 0;
    count += e.kind == EventKind::breakdown && seconds(e.time) > 0 ? 1 : 0;
  }
  EXPECT_NEAR(sum / count, 1000, 4 * 32);
}

TEST(Breakdown, ThatTakesNoTimeIsToldAndStopsNoWeb) {
  Line line = line_of({web("coat", coater)});
  line.stations[0].breakdowns = {.mtbf = 100, .mttr = 0};
  const EventLog log = run(line, 1e4, 5);
  const auto broke = std::ranges::count(log.events, EventKind::breakdown, &Event::kind);
  EXPECT_GT(broke, 20);
  EXPECT_EQ(std::ranges::count(log.events, EventKind::repaired, &Event::kind), broke);
  EXPECT_TRUE(log.rolls.at(0).passes[0].stops.empty());
}

}  // namespace
}  // namespace heliofab::plant
