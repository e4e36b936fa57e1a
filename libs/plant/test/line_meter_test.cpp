// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/plant/line_simulator.hpp"
#include "heliofab/plant/line_study.hpp"
#include "lines.hpp"

namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::monday;
using testing_lines::server;

Line unreliable(int stations, std::int64_t places) {
  std::vector<Station> list;
  for (int s = 0; s < stations; ++s) {
    list.push_back(server("s" + std::to_string(s), 1, places));
    list.back().breakdowns = {.mtbf = 100, .mttr = 5};
  }
  return line_of(list);
}

Study study_of(double duration, std::uint64_t seed = 1) {
  return {.start = monday, .duration = duration, .seed = seed};
}

// wip of a tally from its cycle times and the ages at both ends.
Duration wip_by_little(const FlowTally& flow, Duration ages_before) {
  return flow.cycle - ages_before + flow.ages;
}

void expect_little(const LineTally& tally) {
  Duration ages = tally.warm_up.ages;
  EXPECT_EQ(tally.warm_up.wip, wip_by_little(tally.warm_up, Duration::zero()));
  for (const FlowTally& b : tally.batches) {
    EXPECT_EQ(b.wip, wip_by_little(b, ages));
    ages = b.ages;
  }
}

TEST(LineMeter, HoldsLittlesLawToTheTick) {
  Study study = study_of(5000);
  study.warm_up = 300;
  const LineTally tally = study_line(unreliable(3, 5), study);
  expect_little(tally);
  ASSERT_EQ(tally.batches.size(), 20u);
  EXPECT_GT(tally.flow().parts, 3000);
}

TEST(LineMeter, HoldsItForPartsThatArriveAndForToolsInParallelWithPlatens) {
  Line line = line_of({server("first", 1, 0), server("second", 2, 7)});
  line.stations[1].tools = 3;
  Station oven;
  oven.name = "oven";
  oven.kind = StationKind::batch;
  oven.buffer = 30;
  oven.batch = {.cycle_time = 9, .max_wait = 20, .capacity = 10};
  oven.breakdowns = {.mtbf = 60, .mttr = 10};
  line.stations.push_back(oven);
  line.stations.push_back(server("last", 1.1, 2));
  Study study = study_of(20'000);
  line.arrivals = {.interval = 1.4};
  expect_little(study_line(line, study));
}

// Parts overtake one another before they have left the first station.
TEST(LineMeter, HoldsItForToolsInParallelAtTheFirstStation) {
  Line line = line_of({server("first", 3, 0), server("second", 1, 2)});
  line.stations[0].tools = 4;
  expect_little(study_line(line, study_of(5000)));
}

TEST(LineMeter, CountsRollsAndTheModulesOfRolls) {
  const Line rolls = line_of(
      {testing_lines::web("a", {.roll_change = 60}), testing_lines::web("b", {.roll_change = 60})});
  Study study = study_of(10 * 86400.0);
  const LineTally whole = study_line(rolls, study);
  expect_little(whole);
  EXPECT_GT(whole.flow().parts, 20);

  Line cut = rolls;
  cut.stations.push_back(server("c", 30, 100));
  study.cut = testing_lines::modules_of(10);
  const LineTally modules = study_line(cut, study);
  expect_little(modules);
  EXPECT_GT(modules.flow().parts, 9 * whole.flow().parts);
}

// A month of a line that closes at night.
TEST(LineMeter, SumsTheTimesOfAToolToTheTimeThatPassed) {
  Line line = unreliable(2, 4);
  line.shifts = {.count = 1};
  const LineTally tally = study_line(line, study_of(2 * 86400.0));
  for (const ToolTally& t : tally.tools) {
    EXPECT_EQ(state_times(t.times).total(), std::chrono::days(2));
  }
}

// What departures say must be what the states say: productive time, blocked time, and the parts one
// after another in every tool.
TEST(LineStudy, DeparturesTileTheTimeInWhichAToolHoldsParts) {
  std::map<std::int32_t, Duration> held;
  std::map<std::int32_t, Duration> blocked;
  std::map<std::int32_t, SimTime> free;
  std::map<std::pair<std::int64_t, std::int32_t>, int> stays;
  const Line line = unreliable(3, 2);
  const auto add = [&](const Departure& d) {
    EXPECT_LE(d.began, d.done);
    EXPECT_LE(d.done, d.time);
    EXPECT_GE(d.began, free[d.station]);
    free[d.station] = d.time;
    held[d.station] += d.done - d.began;
    blocked[d.station] += d.time - d.done;
    ++stays[{static_cast<std::int64_t>(d.sheet), d.station}];
  };
  const StudyHooks hooks{.log = [&](const EventLog& log, double) {
    std::ranges::for_each(log.departures, add);
    return true;
  }};
  const LineTally tally = study_line(line, study_of(20'000), hooks);
  for (const ToolTally& t : tally.tools) {
    const auto time = [&](Reason r) { return t.times[static_cast<std::size_t>(r)]; };
    // The part that is in the tool at the end has not left.
    const double rest = to_s(after(20'000) - free[t.station]);
    EXPECT_NEAR(to_s(held[t.station]), to_s(time(Reason::running) + time(Reason::repair)), rest);
    EXPECT_NEAR(to_s(blocked[t.station]), to_s(time(Reason::blocked)), rest);
  }
  for (const auto& [stay, count] : stays) {
    EXPECT_EQ(count, 1);
  }
}

// The same way in one log and in many, of which some end in the middle of everything.
TEST(LineMeter, CountsTheSameHoweverTheWayIsSplit) {
  const Line line = unreliable(4, 3);
  const auto counted = [&](double step) {
    LineSimulator simulator(line, monday, 1, {});
    simulator.release_rolls(1'000'000);
    LineMeter meter(line, monday);
    std::vector<Departure> departures;
    for (double t = step; t < 3000 + step; t += step) {
      simulator.advance_to(after(std::min(t, 3000.0)));
      const EventLog log = simulator.take_log();
      meter.add(log);
      departures.insert(departures.end(), log.departures.begin(), log.departures.end());
    }
    return std::tuple(meter.take_flow(), meter.take_tools(), departures);
  };
  const auto once = counted(3000);
  EXPECT_GT(std::get<2>(once).size(), 6000u);
  EXPECT_EQ(once, counted(0.377));
}

// M/M/1 by arrivals: L is 4 and W is 5 [plant.md (1)]; the standard error of W over 200,000
// parts is 0.1.
TEST(LineStudy, GivesTheQueueOfPartsThatArrive) {
  Study study = study_of(250'000);
  study.warm_up = 5000;
  Line queue = line_of({server("s", 1, 0)});
  queue.arrivals = {.interval = 1 / 0.8};
  const FlowFigures flow = flow_figures(study_line(queue, study).flow());
  EXPECT_NEAR(flow.cycle_time, 5, 0.4);
  EXPECT_NEAR(flow.wip, 4, 0.35);
  EXPECT_NEAR(flow.wip, flow.throughput * flow.cycle_time, 0.01);
}

TEST(LineStudy, StopsWhenItIsTold) {
  const LineTally tally =
      study_line(unreliable(2, 1), study_of(1e5),
                 {.log = [](const EventLog&, double done) { return done < 0.3; }});
  EXPECT_FALSE(tally.is_complete);
  EXPECT_LT(tally.batches.size(), 8u);
}

// A slow station between fast ones: a tool more there helps, elsewhere it brings next to nothing.
TEST(Bottleneck, GainsByAToolMoreWhereItIsAndNowhereElse) {
  Line line = line_of({server("fast", 1, 0), server("slow", 2, 5), server("quick", 1, 5)});
  line.stations[1].breakdowns = {.mtbf = 3600, .mttr = 1800};
  line.shifts = {.count = 2, .length = 8 * 3600.0};
  const BottleneckStudy found = study_bottleneck(line, study_of(2 * 86400.0), 4, nullptr);
  EXPECT_TRUE(found.is_complete);
  EXPECT_EQ(found.station, 1u);
  std::map<std::string, Gain> by_name;
  for (const Gain& g : found.gains) {
    by_name[g.change + " " + g.station] = g;
  }
  ASSERT_EQ(by_name.size(), 6u);
  const double now = found.throughput;
  // Two thirds of the time in 16 of 24 hours, a part in 2 s.
  EXPECT_NEAR(now, 16.0 / 24 / 2 * 2 / 3, 0.03);
  EXPECT_GT(by_name["one more tool slow"].gain, 0.5 * now);
  EXPECT_LT(by_name["one more tool fast"].gain, 0.15 * now);
  EXPECT_NEAR(by_name["one more shift a day "].gain, 0.5 * now, 0.1 * now);
  // With an hour more the tool is up for 2 of 2.5 hours, without repairs always.
  EXPECT_NEAR(by_name["an hour more between failures slow"].gain, 0.2 * now, 0.12 * now);
  EXPECT_NEAR(by_name["no time to repair slow"].gain, 0.5 * now, 0.15 * now);
  EXPECT_EQ(found.gains.front().gain,
            std::max(by_name["one more tool slow"].gain, by_name["no time to repair slow"].gain));
}

}  // namespace
}  // namespace heliofab::plant
