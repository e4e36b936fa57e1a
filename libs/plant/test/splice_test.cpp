// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Rolls that are joined to the tail of the last one, worked out by hand. A roll of 100 m takes
// 1,000 s to its end and 50 s more to run out of a zone of 5 m.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::server;
using testing_lines::state;
using testing_lines::web;

constexpr WebTool joiner{.web_speed = 0.1,
                         .web_in_process = 5,
                         .leader = 2,
                         .roll_change = 100,
                         .warm_up = 50,
                         .pump_down = 30,
                         .splices = 2,
                         .splice = 20,
                         .splice_loss = 1};

Downtime stop_at(double time, double duration, bool vents = false) {
  return {.name = "stop",
          .kind = StopKind::repair,
          .clock = StopClock::calendar,
          .interval = time,
          .taking = Taking::immediate,
          .duration = duration,
          .vents = vents};
}

std::vector<Event> splices(const EventLog& log) {
  std::vector<Event> found;
  std::ranges::copy_if(log.events, std::back_inserter(found),
                       [](const Event& e) { return e.kind == EventKind::spliced; });
  return found;
}

Event spliced(double time, std::int64_t roll, std::string to) {
  return {after(time), EventKind::spliced, 0, 0, RollId{roll}, std::move(to)};
}

// Three rolls on each thread-up, and a last one behind which there is none.
TEST(Splice, JoinsSoManyRollsAndThreadsTheNext) {
  const EventLog log = run(line_of({web("coat", joiner)}), 6000, 5);
  EXPECT_EQ(log.states,
            (std::vector{state(Reason::warm_up, 0, 50), state(Reason::roll_change, 50, 150),
                         state(Reason::running, 150, 1150), state(Reason::splice, 1150, 1170),
                         state(Reason::running, 1170, 2170), state(Reason::splice, 2170, 2190),
                         state(Reason::running, 2190, 3240), state(Reason::roll_change, 3240, 3340),
                         state(Reason::running, 3340, 4340), state(Reason::splice, 4340, 4360),
                         state(Reason::running, 4360, 5410), state(Reason::no_order, 5410, 6000)}));
  EXPECT_EQ(splices(log), (std::vector{spliced(1170, 2, "to roll 1"), spliced(2190, 3, "to roll 2"),
                                       spliced(4360, 5, "to roll 4")}));
  ASSERT_EQ(log.rolls.size(), 5U);
  using Scrap = std::vector<ScrapStretch>;
  EXPECT_EQ(log.rolls[0].scrap, (Scrap{{0, 2, 0, "leader"}, {95, 5, 0, "splice"}}));
  EXPECT_EQ(log.rolls[1].scrap, (Scrap{{0, 1, 0, "splice"}, {95, 5, 0, "splice"}}));
  EXPECT_EQ(log.rolls[2].scrap, (Scrap{{0, 1, 0, "splice"}, {98, 2, 0, "leader"}}));
  EXPECT_EQ(log.rolls[3].scrap, log.rolls[0].scrap);
  EXPECT_EQ(log.rolls[4].scrap, log.rolls[2].scrap);
  EXPECT_EQ(log.rolls[1].passes,
            (std::vector<RollPass>{{0, 0, after(1150), after(1170), after(2170), {}}}));
}

// N rolls, k joined to each that is threaded: N L/v + runs (w/v + roll change) + joints splice.
TEST(Splice, TakesTheTimeOfTheClosedForm) {
  for (const std::int64_t rolls : {1, 6, 7, 40}) {
    for (const std::int64_t joined : {0, 1, 6, 1000}) {
      WebTool tool = joiner;
      tool.splices = joined;
      const EventLog log = run(line_of({web("coat", tool)}), 50'000, rolls);
      const std::int64_t threaded = (rolls + joined) / (joined + 1);
      EXPECT_EQ(seconds(log.rolls.back().finished),
                static_cast<double>(50 + 1000 * rolls + 150 * threaded + 20 * (rolls - threaded)));
      double lost = 0;
      for (const RollHistory& roll : log.rolls) {
        lost += covered_length(roll.scrap);
      }
      EXPECT_EQ(lost, static_cast<double>(4 * threaded + 6 * (rolls - threaded)));
      if (rolls % (joined + 1) == 0) {
        EXPECT_DOUBLE_EQ(static_cast<double>(rolls) * mean_roll_change(tool),
                         static_cast<double>(100 * threaded + 20 * (rolls - threaded)));
      }
    }
  }
}

// The next station threads each roll, and takes its leaders where the first took none.
TEST(Splice, SavesALeaderOnlyWhereNoOtherToolThreadsThatEnd) {
  WebTool bath = joiner;
  bath.splices = 0;
  bath.leader = 3;
  const EventLog log = run(line_of({web("coat", joiner), web("bath", bath)}), 6000, 2);
  ASSERT_EQ(log.rolls.size(), 2U);
  using Scrap = std::vector<ScrapStretch>;
  EXPECT_EQ(log.rolls[0].scrap,
            (Scrap{{0, 2, 0, "leader"}, {95, 5, 0, "splice"}, {97, 3, 1, "leader"}}));
  EXPECT_EQ(log.rolls[1].scrap,
            (Scrap{{0, 1, 0, "splice"}, {98, 2, 0, "leader"}, {0, 3, 1, "leader"}}));
}

TEST(Splice, GoesOnAfterARepairAndIsMadeAnewAfterAVent) {
  Line line = line_of({web("coat", joiner)});
  line.stations[0].downtimes = {stop_at(1160, 60)};
  EventLog log = run(line, 2100, 5);
  EXPECT_EQ(log.states[4], state(Reason::repair, 1160, 1220));
  EXPECT_EQ(log.states[5], state(Reason::splice, 1220, 1230));
  EXPECT_EQ(log.states[6], state(Reason::running, 1230, 2100));
  EXPECT_EQ(splices(log).size(), 1U);

  line.stations[0].downtimes = {stop_at(1160, 60, true)};
  log = run(line, 2100, 5);
  EXPECT_EQ(log.states[4], state(Reason::repair, 1160, 1220));
  EXPECT_EQ(log.states[5], state(Reason::warm_up, 1220, 1300));
  EXPECT_EQ(log.states[6], state(Reason::roll_change, 1300, 1400));
  EXPECT_TRUE(splices(log).empty());
}

// Between two rolls: what stands in the tool is cut and the next roll threaded.
TEST(Splice, IsNotMadeToATailThatWasAtAir) {
  Line line = line_of({web("coat", joiner)});
  line.stations[0].downtimes = {{.name = "clean",
                                 .kind = StopKind::vent,
                                 .clock = StopClock::units,
                                 .units = 1,
                                 .duration = 300}};
  const EventLog log = run(line, 5000, 2);
  EXPECT_EQ(log.states[3], state(Reason::vent, 1150, 1450));
  EXPECT_EQ(log.states[4], state(Reason::warm_up, 1450, 1530));
  EXPECT_EQ(log.states[5], state(Reason::roll_change, 1530, 1630));
  EXPECT_EQ(log.states[6], state(Reason::running, 1630, 2680));
  EXPECT_EQ(log.rolls.at(0).scrap.back(), (ScrapStretch{95, 5, 0, "splice"}));
  EXPECT_EQ(log.rolls.at(1).scrap.front(), (ScrapStretch{0, 2, 0, "leader"}));
}

// 131 m at 1 cm/s: the second splice has 400 s to go when the shift ends.
TEST(Splice, WaitsOverNightInAToolThatIsHeld) {
  WebTool slow = joiner;
  slow.web_speed = 0.01;
  slow.roll_change = 1200;
  slow.warm_up = slow.splice = 600;
  Line line = line_of({web("coat", slow)}, 131);
  constexpr double closing = 8 * 3600;
  constexpr double opening = 24 * 3600;
  for (const ShiftEnd at_end : {ShiftEnd::hold, ShiftEnd::run_out, ShiftEnd::vent}) {
    line.shifts = {.count = 1, .length = closing, .first = 0, .at_end = at_end};
    const EventLog log = run(line, 1.2e5, 3);
    EXPECT_EQ(log.states[4], state(Reason::running, 15'500, 28'600));
    EXPECT_EQ(log.states[5], state(Reason::splice, 28'600, closing));
    EXPECT_EQ(log.states[6], state(Reason::off_shift, closing, opening));
    EXPECT_EQ(log.states[7], state(Reason::warm_up, opening, opening + 600));
    EXPECT_EQ(log.states[8], state(Reason::splice, opening + 600, opening + 1000));
    EXPECT_EQ(log.states[9], state(Reason::running, opening + 1000, opening + 14'600));
    ASSERT_EQ(log.rolls.size(), 3U);
    EXPECT_EQ(log.rolls[1].scrap.back(), (ScrapStretch{126, 5, 0, "splice"}));
    EXPECT_EQ(splices(log).back(), spliced(opening + 1000, 3, "to roll 2"));
  }
}

// Behind the last roll of a working day there is none at hand: it runs out.
TEST(Splice, IsNotPreparedAfterHours) {
  WebTool slow = joiner;
  slow.web_speed = 0.01;
  Line line = line_of({web("coat", slow)}, 300);
  line.shifts = {.count = 1, .length = 8 * 3600.0, .first = 0, .at_end = ShiftEnd::run_out};
  const EventLog log = run(line, 2e5, 2);
  ASSERT_EQ(log.rolls.size(), 2U);
  EXPECT_EQ(seconds(log.rolls[0].finished), 150 + 30'500);
  EXPECT_TRUE(splices(log).empty());
}

// The web cut at the shift's end is threaded anew, and two more rolls can be joined to it.
TEST(Splice, IsCountedFromTheLastThreading) {
  WebTool slow = joiner;
  slow.web_speed = 0.01;
  slow.splices = 1;
  Line line = line_of({web("coat", slow)}, 200);
  line.shifts = {.count = 1, .length = 8 * 3600.0, .first = 0, .at_end = ShiftEnd::vent};
  const EventLog log = run(line, 2.6e5, 9);  // the second roll is cut on the first evening
  ASSERT_GE(log.rolls.size(), 3U);
  EXPECT_EQ(splices(log).at(0).roll, RollId{2});
  EXPECT_EQ(splices(log).at(1).roll, RollId{3});
}

// Metre 50 leaves the zone after 550 s of web; metre 97 is in the tail, and its alarm is seen to
// before the splice.
TEST(Splice, ComesBehindTheAlarmsOfTheTail) {
  LineSimulator simulator(
      line_of({web("coat", joiner)}), testing_lines::monday, 1, {}, [](const RollHistory& roll) {
        return roll.roll == RollId{1} ? std::vector<AlarmStop>{{50, 30, "a"}, {97, 40, "b"}}
                                      : std::vector<AlarmStop>{};
      });
  simulator.release_rolls(3);
  simulator.advance_to(after(2000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(log.states[3], state(Reason::alarm, 700, 730));
  EXPECT_EQ(log.states[4], state(Reason::running, 730, 1180));
  EXPECT_EQ(log.states[5], state(Reason::alarm, 1180, 1220));
  EXPECT_EQ(log.states[6], state(Reason::splice, 1220, 1240));
}

// A tool that is kept by a full buffer keeps its tail; a new one has none.
TEST(Splice, IsMadeWhenTheToolIsFreeAgain) {
  const Line line = line_of({web("coat", joiner), server("flash", 10, 2, Spread::fixed)});
  LineSimulator simulator(line, testing_lines::monday, 1, testing_lines::modules_of(10));
  simulator.release_rolls(9);
  simulator.advance_to(after(1225));  // the roll's seventh module has room after 70 s
  simulator.set_tools(0, 0);
  simulator.advance_to(after(5000));
  simulator.set_tools(0, 1);
  simulator.advance_to(after(6000));
  const EventLog log = simulator.take_log();
  EXPECT_EQ(log.states[3], state(Reason::blocked, 1150, 1220));
  EXPECT_EQ(log.states[4], state(Reason::splice, 1220, 1240));
  const auto anew = std::ranges::find_if(
      log.states, [](const StateInterval& s) { return s.from >= after(5000) && s.station == 0; });
  EXPECT_EQ(*anew, state(Reason::warm_up, 5000, 5050));
  EXPECT_EQ(*(anew + 1), state(Reason::roll_change, 5050, 5150));
}

TEST(Splice, IsRefusedWhereItMakesNoSense) {
  WebTool tool = joiner;
  tool.splice = 0;
  WebTool second = joiner;
  second.splices = 0;
  second.in_line = true;
  try {
    check(line_of({web("coat", tool), web("bath", second)}));
    FAIL();
  } catch (const InputError& e) {
    EXPECT_STREQ(
        e.what(),
        "error: line.stations.coat.web.splices: 2 on a web through two tools [E4520]\n"
        "      note: there a roll change joins one roll to the next; make that as long as a "
        "splice\n"
        "error: line.stations.coat.web.splice: 0 min, wanted more [E4521]\n"
        "      note: the web stands while a roll is joined; leave 'splices' out to thread each "
        "roll\n");
  }
}

}  // namespace
}  // namespace heliofab::plant
