// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"
#include "stories.hpp"

// The books of any line with stops, crews, spares, rework, samples, limits and arrivals.
namespace heliofab::plant {
namespace {

using testing_lines::line_of;
using testing_lines::server;
using testing_lines::Story;
using testing_lines::tell;

Story any_story() { return tell(*rc::gen::inRange<std::uint64_t>(0, 1'000'000'000), 0, true); }

RC_GTEST_PROP(AnyRules, KeepTheBooksOfEachStationAndOfTheLine, ()) {
  const Story story = any_story();
  std::int64_t scrapped = 0;
  for (const StationFlow& f : story.log.flow) {
    RC_ASSERT(f.entered == f.left + f.reworked + f.scrapped + f.inside);
    RC_ASSERT(f.waiting >= Duration::zero());
    RC_ASSERT(f.stay >= f.waiting);
    scrapped += f.scrapped;
  }
  const LineFlow& line = story.log.line;
  RC_ASSERT(line.entered == line.out + line.scrapped + line.inside);
  RC_ASSERT(line.scrapped == scrapped);
  RC_ASSERT(line.scrapped == static_cast<std::int64_t>(story.log.scrapped.size()));
  RC_ASSERT(line.inside == story.modules);
}

RC_GTEST_PROP(AnyRules, LetTimeGoForward, ()) {
  const Story story = any_story();
  RC_ASSERT(std::ranges::is_sorted(story.log.events, {}, &Event::time));
  RC_ASSERT(std::ranges::is_sorted(story.log.departures, {}, &Departure::time));
  RC_ASSERT(std::ranges::is_sorted(story.log.scrapped, {}, &ScrappedModule::time));
  for (const RollHistory& roll : story.log.rolls) {
    SimTime last = roll.started;
    for (const RollPass& pass : roll.passes) {
      RC_ASSERT(pass.mounted <= pass.started && pass.started <= pass.finished);
      RC_ASSERT(last <= pass.finished);  // two tools in line have a roll at the same time
      last = pass.finished;
    }
  }
}

// Whatever stops a roll, it is through after the time of its web and of its stops; one whose tail
// stays for the next does not run out of the zone, and the slower of two tools in line is waited
// for.
RC_GTEST_PROP(AnyRules, GiveEachRollItsWork, ()) {
  const Story story = any_story();
  for (const RollHistory& roll : story.log.rolls) {
    for (const RollPass& pass : roll.passes) {
      const Station& s = story.line.stations.at(static_cast<std::size_t>(pass.station));
      Duration stood{};
      for (const Stop& stop : pass.stops) {
        stood += stop.to - stop.from;
      }
      const bool is_pair = story.line.stations.size() > 1 && story.line.stations[1].web.in_line &&
                           story.line.stations[1].kind == StationKind::web && pass.station < 2;
      double zones = s.web.web_in_process;
      if (is_pair) {
        zones =
            story.line.stations[0].web.web_in_process + story.line.stations[1].web.web_in_process;
      }
      const bool is_spliced = std::ranges::any_of(roll.scrap, [&](const ScrapStretch& stretch) {
        return stretch.station == pass.station && stretch.cause == "splice" && stretch.position > 0;
      });
      const Duration work =
          duration_from_s((roll.length + (is_spliced ? 0 : zones)) / s.web.web_speed);
      const Duration ran = pass.finished - pass.started - stood;
      const bool has_slower =
          is_pair && story.line.stations[0].web.web_speed != story.line.stations[1].web.web_speed;
      // Half a tick of the first tool may be two of the second.
      const bool is_through = has_slower ? ran >= work - Duration(2) : ran == work;
      RC_ASSERT(is_through);
    }
  }
}

// Stops of every clock, some in the middle of work, and rework: a tool has been productive for the
// work that was begun at it, each taken up again where it stood.
TEST(AnyRules, GiveEachModuleItsWork) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Line line = line_of({server("a", 70, 0, Spread::fixed), server("b", 50, 3, Spread::fixed),
                         server("c", 60, 3, Spread::fixed)});
    line.crews = {{.name = "fitters", .people = 1}};
    for (Station& s : line.stations) {
      s.tools = 2;
      for (const StopClock clock : {StopClock::productive, StopClock::open, StopClock::calendar}) {
        s.downtimes.push_back({.name = std::to_string(static_cast<int>(clock)),
                               .kind = StopKind::repair,
                               .clock = clock,
                               .interval = 900,
                               .interval_spread = Spread::exponential,
                               .taking = Taking::immediate,
                               .duration = 100,
                               .duration_spread = Spread::lognormal,
                               .crew = "fitters"});
      }
      s.rework = {.share = 0.2, .to = "a", .at_most = 3};
    }
    const EventLog log = testing_lines::run(line, 1e6, 500, seed);
    ASSERT_EQ(log.line.inside, 0);
    ASSERT_GT(log.line.scrapped, 0);
    for (std::int32_t s = 0; s < 3; ++s) {
      EXPECT_EQ(state_times(log.states, s).productive,
                log.flow[static_cast<std::size_t>(s)].entered *
                    duration_from_s(line.stations[static_cast<std::size_t>(s)].sheet.handling));
    }
    // Little's law of a drained line, to the tick.
    EXPECT_EQ(log.line.in_line, log.line.stayed);
  }
}

// The integrals against the same sums over the departures of a plain line.
TEST(Flow, IntegratesUnitsOverTimeToTheTick) {
  Line line = line_of({server("a", 30, 0), server("b", 30, 4)});
  line.stations[1].breakdowns = {.mtbf = 500, .mttr = 100};
  const EventLog log = testing_lines::run(line, 1e6, 3000, 5);
  std::map<SheetId, SimTime> handed_on;
  Duration stay{};
  for (const Departure& d : log.departures) {
    if (d.station == 0) {
      handed_on[d.sheet] = d.time;
    } else {
      stay += d.time - handed_on[d.sheet];
    }
  }
  EXPECT_EQ(log.line.out, 3000);
  EXPECT_EQ(log.flow[1].stay, stay);
  const StateTimes times = state_times(log.states, 1);
  EXPECT_EQ(log.flow[1].stay - log.flow[1].waiting, times.productive + times.unscheduled_down);
}

}  // namespace
}  // namespace heliofab::plant
