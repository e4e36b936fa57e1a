// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "fluid_line.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Two tools on one web with 10 m between them, worked out by hand: 100 m and two zones of 5 m at
// 0.1 m/s are 1,100 s of web; a roll change takes 100 s at the first tool.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::state;
using testing_lines::web;

Line pair(double repair) {
  const WebTool first{.web_speed = 0.1, .web_in_process = 5, .leader = 0, .roll_change = 100};
  WebTool second = first;
  second.roll_change = 0;
  second.in_line = true;
  second.accumulator = 10;
  Line line = line_of({web("coat", first), web("bath", second)});
  if (repair > 0) {
    line.stations[1].downtimes = {{.name = "jam",
                                   .kind = StopKind::repair,
                                   .clock = StopClock::calendar,
                                   .interval = 500,
                                   .taking = Taking::immediate,
                                   .duration = repair}};
  }
  return line;
}

std::vector<StateInterval> second_tool(const EventLog& log) {
  std::vector<StateInterval> found;
  for (const StateInterval& s : log.states) {
    if (s.station == 1) {
      found.push_back(s);
    }
  }
  return found;
}

TEST(InLine, RunsOneWebThroughBothTools) {
  const EventLog log = run(line_of(pair(0).stations), 2600, 2);
  EXPECT_EQ(log.states[0], state(Reason::roll_change, 0, 100));
  EXPECT_EQ(log.states[1], state(Reason::running, 100, 1200));
  EXPECT_EQ(
      second_tool(log),
      (std::vector{state(Reason::starved, 0, 100, 1), state(Reason::running, 100, 1200, 1),
                   state(Reason::starved, 1200, 1300, 1), state(Reason::running, 1300, 2400, 1),
                   state(Reason::starved, 2400, 2600, 1)}));
  ASSERT_EQ(log.rolls.size(), 2U);
  EXPECT_EQ(log.rolls[0].passes,
            (std::vector<RollPass>{{0, 0, after(0), after(100), after(1200), {}},
                                   {1, 0, after(0), after(100), after(1200), {}}}));
  EXPECT_TRUE(log.rolls[0].scrap.empty());
}

// 60 s of web lie between after the first repair, so that the second one fills the accumulator in
// 40 s. What lies there then lets the second tool run on through the roll change of the first.
TEST(InLine, StoresWebWhileTheSecondToolStands) {
  const EventLog log = run(pair(60), 1400, 5);
  EXPECT_EQ(log.states[1], state(Reason::running, 100, 1100));
  EXPECT_EQ(log.states[2], state(Reason::blocked, 1100, 1120));
  EXPECT_EQ(log.states[3], state(Reason::running, 1120, 1220));
  EXPECT_EQ(log.states[4], state(Reason::roll_change, 1220, 1320));
  const std::vector<StateInterval> second = second_tool(log);
  EXPECT_EQ(second[1], state(Reason::running, 100, 500, 1));
  EXPECT_EQ(second[2], state(Reason::repair, 500, 560, 1));
  EXPECT_EQ(second[3], state(Reason::running, 560, 1060, 1));
  EXPECT_EQ(second[4], state(Reason::repair, 1060, 1120, 1));
  EXPECT_EQ(second[5], state(Reason::running, 1120, 1400, 1));
  ASSERT_EQ(log.rolls.size(), 1U);
  EXPECT_EQ(seconds(log.rolls[0].finished), 1320);
  EXPECT_EQ(log.rolls[0].passes[0].stops,
            (std::vector{Stop{100, after(1100), after(1120), "accumulator"}}));
}

// 100 s of web fill the accumulator. The web in the first zone stands for the other 50 and is lost.
TEST(InLine, StopsTheFirstToolWhenTheAccumulatorIsFull) {
  const EventLog log = run(pair(150), 700, 5);
  EXPECT_EQ(log.states[1], state(Reason::running, 100, 600));
  EXPECT_EQ(log.states[2], state(Reason::blocked, 600, 650));
  LineSimulator simulator(pair(150), testing_lines::monday, 1, {});
  simulator.release_rolls(1);
  simulator.advance_to(after(700));
  const std::vector<RollInProcess> rolls = simulator.rolls_in_process();
  ASSERT_EQ(rolls.size(), 1U);
  const RollHistory& roll = rolls[0].history;
  EXPECT_EQ(roll.passes[0].stops, (std::vector{Stop{50, after(600), after(650), "accumulator"}}));
  EXPECT_EQ(roll.passes[1].stops, (std::vector{Stop{35, after(500), after(650), "stop"}}));
  EXPECT_EQ(roll.scrap, (std::vector<ScrapStretch>{{30, 5, 1, "stop"}, {45, 5, 0, "accumulator"}}));
}

// The first at 0.1 m/s, the second at 0.2: it runs as fast as the web comes, for 1,100 s, without a
// stop.
TEST(InLine, SlowsTheFasterToolToTheSpeedOfTheOther) {
  Line line = pair(0);
  line.stations[1].web.web_speed = 0.2;
  EventLog log = run(line, 1500, 1);
  EXPECT_EQ(second_tool(log),
            (std::vector{state(Reason::starved, 0, 100, 1), state(Reason::running, 100, 1200, 1),
                         state(Reason::starved, 1200, 1500, 1)}));
  EXPECT_TRUE(log.rolls.at(0).passes[1].stops.empty());

  // A jam every 40 m. The first one leaves 6 m behind it, made up for in 60 s: 12 m, then 28 m in
  // 280 s.
  line.stations[1].downtimes = {{.name = "jam",
                                 .kind = StopKind::repair,
                                 .clock = StopClock::length,
                                 .length = 40,
                                 .taking = Taking::immediate,
                                 .duration = 60}};
  log = run(line, 1000, 1);
  EXPECT_EQ(
      second_tool(log),
      (std::vector{state(Reason::starved, 0, 100, 1), state(Reason::running, 100, 500, 1),
                   state(Reason::repair, 500, 560, 1), state(Reason::running, 560, 900, 1),
                   state(Reason::repair, 900, 960, 1), state(Reason::running, 960, 1000, 1)}));
}

// The first at 0.2 m/s fills 10 m in 100 s and runs on at half its speed: 20 m and 90 m.
TEST(InLine, FillsTheAccumulatorAndRunsOnAtTheOtherSpeed) {
  Line line = pair(0);
  line.stations[0].web.web_speed = 0.2;
  const EventLog log = run(line, 1500, 1);
  EXPECT_EQ(log.states[1], state(Reason::running, 100, 1100));
  EXPECT_EQ(second_tool(log)[1], state(Reason::running, 100, 1200, 1));
  EXPECT_TRUE(log.rolls.at(0).scrap.empty());
}

// However often it is slowed, stopped and begun, the faster tool never ends a roll first.
TEST(InLine, KeepsTheOrderOfTheToolsToTheTick) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Line line = pair(0);
    line.roll_length = 7.3;
    line.stations[0].web.web_speed = 0.0137;
    line.stations[1].web.web_speed = 0.0611;
    if (seed % 2 == 0) {
      std::swap(line.stations[0].web.web_speed, line.stations[1].web.web_speed);
    }
    line.stations[1].web.accumulator = seed % 3 == 0 ? 0 : 0.5;
    for (Station& s : line.stations) {
      s.breakdowns = {.mtbf = 50, .mttr = 7};
    }
    const EventLog log = run(line, 4e5, 200, seed);
    ASSERT_EQ(log.rolls.size(), 200U);
    for (const RollHistory& roll : log.rolls) {
      EXPECT_LE(roll.passes.at(0).started, roll.passes.at(1).started);
      EXPECT_LE(roll.passes.at(0).finished, roll.passes.at(1).finished);
    }
  }
}

// The equations against the closed form of equal speeds, and each other.
TEST(FluidLine, HasTheLimitOfEqualSpeeds) {
  for (const auto& [store, rate] : {std::pair{1.0, 0.913034}, {10.0, 0.930760}, {50.0, 0.945180}}) {
    const fluid_line::Answer answer =
        fluid_line::solve({1 + 1e-4, 0.01, 0.2}, {1, 0.01, 0.2}, store);
    EXPECT_NEAR(answer.rate, rate, 1e-4);
    EXPECT_LT(answer.imbalance, 1e-8);
  }
}

TEST(InLine, IsRefusedWhereTheToolsCannotRunOneWeb) {
  Line line = pair(0);
  line.stations[1].tools = 2;
  try {
    check(line);
    FAIL();
  } catch (const InputError& e) {
    EXPECT_STREQ(e.what(),
                 "error: line.stations.bath.web.in_line: 2 tools behind 1 [E4511]\n"
                 "      note: tools in line run one web, each with its own behind it\n");
  }
}

}  // namespace
}  // namespace heliofab::plant
