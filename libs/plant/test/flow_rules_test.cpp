// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Rework, samples, limits, constant work in process and arrivals, worked out by hand.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::monday;
using testing_lines::run;
using testing_lines::seconds;
using testing_lines::server;
using testing_lines::state;

constexpr std::int64_t many = 1'000'000;

TEST(Rework, GoesBackAsOftenAsAllowedAndIsScrapThen) {
  Line line = line_of({server("a", 10, 0, Spread::fixed), server("b", 10, 5, Spread::fixed)});
  line.stations[1].rework = {.share = 1, .to = "a", .at_most = 2};
  const EventLog log = run(line, 1000, 1);
  EXPECT_EQ(log.scrapped, (std::vector{ScrappedModule{SheetId{1}, 1, after(60), "rework"}}));
  EXPECT_EQ(log.flow[0].entered, 3);
  EXPECT_EQ(log.flow[1].reworked, 2);
  EXPECT_EQ(log.flow[1].scrapped, 1);
  EXPECT_EQ(log.line.out, 0);
  EXPECT_EQ(log.line.inside, 0);
  EXPECT_EQ(log.line.stayed, duration_from_s(60));
}

// The share of a million draws of one in ten is binomial: its standard error is 0.0003.
TEST(Rework, TakesItsShare) {
  Line line = line_of({server("a", 1, 0, Spread::fixed)});
  line.stations[0].rework = {.share = 0.1, .to = "a", .at_most = 1'000'000};
  const EventLog log = run(line, 1e5, many);
  EXPECT_NEAR(static_cast<double>(log.flow[0].reworked) / 1e5, 0.1, 4 * 0.00095);
}

// A full buffer takes what comes back all the same; otherwise both stations would wait for ever.
TEST(Rework, NeverLocksTwoStations) {
  Line line = line_of({server("a", 1, 0), server("b", 1, 1), server("c", 1, 1)});
  line.stations[2].rework = {.share = 0.5, .to = "b", .at_most = 1'000'000};
  EXPECT_GT(run(line, 1e4, many).line.out, 2000);
}

TEST(Sample, LetsTheOthersPassBy) {
  Line line = line_of({server("a", 10, 0, Spread::fixed), server("gauge", 4, 5, Spread::fixed),
                       server("c", 2, 5, Spread::fixed)});
  line.stations[1].sample_every = 3;
  const EventLog log = run(line, 1000, 9);
  EXPECT_EQ(log.flow[1].entered, 3);
  EXPECT_EQ(log.flow[2].entered, 9);
  std::vector<std::int64_t> gauged;
  for (const Departure& d : log.departures) {
    if (d.station == 1) {
      gauged.push_back(static_cast<std::int64_t>(d.sheet));
    }
  }
  EXPECT_EQ(gauged, (std::vector<std::int64_t>{1, 4, 7}));
}

// The gauge is busy with 1 s until 1010 s and has no place for 4. What only passes by is not kept.
TEST(Sample, BlocksOnlyWhatWantsToBeSeen) {
  Line line = line_of({server("a", 10, 0, Spread::fixed), server("gauge", 1000, 0, Spread::fixed),
                       server("c", 2, 5, Spread::fixed)});
  line.stations[0].tools = 2;
  line.stations[1].sample_every = 3;
  const EventLog log = run(line, 900, 12);
  EXPECT_EQ(log.flow[1].entered, 1);
  EXPECT_EQ(log.flow[2].entered, 4);  // 2, 3, 5 and 6; 4 and 7 hold both tools
}

Line with_limit(const QueueLimit& limit) {
  Line line = line_of({server("a", 10, 0, Spread::fixed), server("b", 25, 9, Spread::fixed)});
  line.queue_limits = {limit};
  return line;
}

// Modules come every 10 s and take 25 s: the third waits 30 s, the fourth 45 s.
TEST(QueueLimit, CountsWhatIsBegunTooLate) {
  const Line line = with_limit({.name = "q", .from = "a", .to = "b", .limit = 40});
  const EventLog log = run(line, 1000, 5);
  EXPECT_EQ(log.flow[1].late, 2);
  EXPECT_EQ(log.line.out, 5);
}

TEST(QueueLimit, ScrapsWhatComesTooLate) {
  const Line line =
      with_limit({.name = "q", .from = "a", .to = "b", .limit = 40, .when_late = WhenLate::scrap});
  const EventLog log = run(line, 1000, 5);
  EXPECT_EQ(log.scrapped, (std::vector{ScrappedModule{SheetId{4}, 1, after(85), "late"}}));
  EXPECT_EQ(log.line.out, 4);  // the fifth has waited 35 s when the fourth is away
}

TEST(QueueLimit, SendsBackWhatComesTooLate) {
  const Line line = with_limit({.name = "q",
                                .from = "a",
                                .to = "b",
                                .limit = 40,
                                .when_late = WhenLate::rework,
                                .rework_to = "a"});
  const EventLog log = run(line, 1000, 5);
  EXPECT_EQ(log.flow[1].reworked, 1);
  EXPECT_EQ(log.flow[0].entered, 6);
  EXPECT_EQ(log.line.out, 5);
  EXPECT_TRUE(log.scrapped.empty());
}

// Penny fab one [hopp2008]: four stations of 2 h, so that four coins fill it: 0.5 an hour at a
// cycle time of max(8, w / 0.5).
TEST(WipLimit, GivesTheBestCaseToTheTick) {
  for (const std::int64_t wip : {1, 2, 4, 8, 12, 20}) {
    Line line =
        line_of({server("a", 7200, 99, Spread::fixed), server("b", 7200, 99, Spread::fixed),
                 server("c", 7200, 99, Spread::fixed), server("d", 7200, 99, Spread::fixed)});
    line.wip_limit = wip;
    LineSimulator simulator(line, monday, 1, {});
    simulator.release_rolls(many);
    simulator.advance_to(after(400 * 3600.0));
    simulator.take_log();
    simulator.advance_to(after(1200 * 3600.0));
    const LineFlow flow = simulator.take_log().line;
    EXPECT_EQ(flow.out, wip >= 4 ? 400 : 100 * wip) << wip;
    EXPECT_EQ(flow.inside, wip);
    EXPECT_EQ(flow.stayed,
              flow.out * duration_from_s(3600.0 * std::max(8.0, 2 * static_cast<double>(wip))))
        << wip;
    EXPECT_EQ(flow.in_line, wip * duration_from_s(800 * 3600.0));
  }
}

TEST(Arrivals, WaitBeforeTheFirstStation) {
  Line line = line_of({server("a", 30, 0, Spread::fixed)});
  line.arrivals = {.interval = 20, .spread = Spread::fixed};
  const EventLog log = run(line, 100, 0);
  ASSERT_EQ(log.departures.size(), 2U);
  EXPECT_EQ(seconds(log.departures[1].time), 80);
  EXPECT_EQ(log.states,
            (std::vector{state(Reason::no_order, 0, 20), state(Reason::running, 20, 100)}));
  EXPECT_EQ(log.flow[0].entered, 5);
  EXPECT_EQ(log.flow[0].inside, 3);
  EXPECT_EQ(log.flow[0].waiting, duration_from_s(10 + 20 + 20));  // 40-50, 60-80, 80-100
}

// Mean 1 and the variance asked for; 2e5 draws of each through a server that is never idle.
TEST(Spread, HasItsMeanAndItsVariance) {
  struct Case {
    Spread spread;
    double cv;
    double kurtosis;  // generous, of the square of the deviation
  };
  for (const Case& c :
       {Case{Spread::fixed, 0, 0}, Case{Spread::exponential, 1, 9}, Case{Spread::gamma, 0.5, 4.5},
        Case{Spread::gamma, 2, 27}, Case{Spread::lognormal, 0.5, 9},
        Case{Spread::uniform, 0.5, 1.8}, Case{Spread::hyperexponential, 2, 30}}) {
    Line line = line_of({server("a", 1, 0, c.spread)});
    line.stations[0].sheet.cv = c.cv;
    const EventLog log = run(line, 2e5, many);
    double sum = 0;
    double squares = 0;
    double before = 0;
    for (const Departure& d : log.departures) {
      const double time = seconds(d.time) - before;
      before = seconds(d.time);
      sum += time;
      squares += time * time;
    }
    const auto n = static_cast<double>(log.departures.size());
    const double mean = sum / n;
    const double variance = squares / n - mean * mean;
    EXPECT_NEAR(mean, 1, 4 * c.cv / std::sqrt(n) + 1e-5) << c.cv;
    EXPECT_NEAR(variance, c.cv * c.cv, 4 * c.cv * c.cv * std::sqrt(c.kurtosis / n) + 1e-9)
        << static_cast<int>(c.spread);
  }
}

}  // namespace
}  // namespace heliofab::plant
