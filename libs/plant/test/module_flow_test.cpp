// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Modules through the back end, worked out by hand. A source makes one every 100 s.
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

Station press(const BatchTool& batch, std::int64_t places = 100) {
  Station station;
  station.name = "press";
  station.kind = StationKind::batch;
  station.buffer = places;
  station.batch = batch;
  return station;
}

Station source() { return server("source", 100, 0, Spread::fixed); }

std::vector<double> times_out(const EventLog& log, std::int32_t station) {
  std::vector<double> times;
  for (const Departure& d : log.departures) {
    if (d.station == station) {
      times.push_back(seconds(d.time));
    }
  }
  return times;
}

// A module of 0.4 m2: two fill a platen of 1 m2.
TEST(Platen, StartsWhenItHoldsNoFurtherModule) {
  const BatchTool batch{.platen_area = 1, .max_fill = 1, .cycle_time = 150, .max_wait = 1e6};
  const EventLog log = run(line_of({source(), press(batch)}), 600, 4);
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{350, 350, 550, 550}));
  EXPECT_EQ(
      std::vector(log.states.begin() + 2, log.states.end()),
      (std::vector{state(Reason::starved, 0, 100, 1), state(Reason::filling, 100, 200, 1),
                   state(Reason::running, 200, 350, 1), state(Reason::filling, 350, 400, 1),
                   state(Reason::running, 400, 550, 1), state(Reason::starved, 550, 600, 1)}));
}

TEST(Platen, HoldsAsManyModulesAsItsCapacityAllows) {
  const BatchTool batch{
      .platen_area = 10, .max_fill = 1, .cycle_time = 10, .max_wait = 1e6, .capacity = 3};
  const EventLog log = run(line_of({source(), press(batch)}), 1000, 6);
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{310, 310, 310, 610, 610, 610}));
}

TEST(Platen, StartsPartFilledWhenTheFirstModuleHasWaited) {
  const BatchTool batch{.platen_area = 1.3, .max_fill = 1, .cycle_time = 150, .max_wait = 250};
  const EventLog log = run(line_of({source(), press(batch)}), 1000, 2);
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{500, 500}));
}

TEST(Platen, StartsPartFilledWhenTheBufferIsFull) {
  const BatchTool batch{.platen_area = 10, .max_fill = 1, .cycle_time = 150, .max_wait = 1e6};
  const EventLog log = run(line_of({source(), press(batch, 2)}), 1000, 4);
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{350, 350, 550, 550}));
}

TEST(Platen, OfAFirstStationTakesWhatIsReleased) {
  const BatchTool batch{.platen_area = 2, .max_fill = 1, .cycle_time = 150, .max_wait = 1e6};
  EXPECT_EQ(times_out(run(line_of({press(batch)}), 1000, 7), 0),
            (std::vector<double>{150, 150, 150, 150, 150, 300, 300}));
}

TEST(Platen, RefusesAModuleLargerThanItself) {
  const WebTool tool{.web_speed = 1, .leader = 0};
  LineSimulator simulator(line_of({web("coat", tool), press({.platen_area = 3, .max_fill = 0.5})}),
                          monday, 1, modules_of(5));
  simulator.release_rolls(1);
  try {
    simulator.advance_to(after(1e5));
    FAIL();
  } catch (const ModelError& e) {
    EXPECT_STREQ(e.what(),
                 "plant: a module of 1.674 m2 is larger than 1.5 m2, what a platen of 'press' "
                 "takes [E4506]");
  }
}

TEST(SheetStation, TakesHandlingScribingAndAreaForEachModule) {
  const WebTool tool{.web_speed = 1, .web_in_process = 0, .leader = 0, .roll_change = 0};
  Station scribe = server("scribe", 20, 1000, Spread::fixed);
  scribe.sheet.scribe_speed = 4;
  scribe.sheet.time_per_m2 = 10;
  LineSimulator simulator(line_of({web("coat", tool), scribe}, 10), monday, 1, modules_of(5));
  simulator.release_rolls(1);
  simulator.advance_to(after(1000));
  const EventLog log = simulator.take_log();
  const double each = 20 + 810 / 4.0 + 13.5;
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{10 + each, 10 + 2 * each}));
}

// Three tools and one pair of hands are one tool.
TEST(SheetStation, WorksOnNoMoreToolsThanItHasOperators) {
  Line line =
      line_of({server("source", 10, 0, Spread::fixed), server("hand", 100, 1000, Spread::fixed)});
  line.stations[1].tools = 3;
  line.stations[1].operators = 1;
  const EventLog log = run(line, 1000, 4);
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{110, 210, 310, 410}));
  const auto waits = std::ranges::find(log.states, Reason::no_operator, &StateInterval::reason);
  ASSERT_NE(waits, log.states.end());
  EXPECT_EQ(*waits, (StateInterval{1, 1, Reason::no_operator, after(20), after(310)}));
}

// Without a place between them the first tool keeps its module until the second is free.
TEST(SheetStation, KeepsItsModuleWhileTheNextHasNoRoom) {
  const Line line = line_of({source(), server("slow", 250, 0, Spread::fixed)});
  const EventLog log = run(line, 1000, 3);
  EXPECT_EQ(times_out(log, 0), (std::vector<double>{100, 350, 600}));
  EXPECT_EQ(times_out(log, 1), (std::vector<double>{350, 600, 850}));
  EXPECT_EQ(log.states[1], (StateInterval{0, 0, Reason::blocked, after(200), after(350)}));
}

// ... nor while nobody is there to take it.
TEST(SheetStation, KeepsItsModuleWhileTheNextHasNoHands) {
  Line line = line_of({source(), server("hand", 250, 0, Spread::fixed)});
  line.stations[1].tools = 2;
  line.stations[1].operators = 1;
  const EventLog log = run(line, 1000, 3);
  EXPECT_EQ(times_out(log, 0), (std::vector<double>{100, 350, 600}));
}

TEST(SheetStation, CountsTheModulesInTheLine) {
  LineSimulator simulator(line_of({source(), server("slow", 250, 9, Spread::fixed)}), monday, 1,
                          {});
  simulator.release_rolls(100);
  simulator.advance_to(after(620));  // the seventh is in hand, two are out
  EXPECT_EQ(simulator.modules_in_line(), 5);
}

}  // namespace
}  // namespace heliofab::plant
