// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/core/hash.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"
#include "stories.hpp"

// Logs of the engine of the first release, by their hash. A faster engine, and one that can do
// more, tells the same of a line that asks for nothing new.
namespace heliofab::plant {
namespace {

using testing_lines::Story;

void add(ContentHash& hash, SimTime t) { hash.add(t.time_since_epoch().count()); }

void add(ContentHash& hash, const RollHistory& roll) {
  hash.add(static_cast<std::int64_t>(roll.roll)).add(roll.length);
  add(hash, roll.started);
  add(hash, roll.finished);
  for (const RollPass& pass : roll.passes) {
    hash.add(std::int64_t{pass.station}).add(std::int64_t{pass.tool});
    add(hash, pass.mounted);
    add(hash, pass.started);
    add(hash, pass.finished);
    for (const Stop& stop : pass.stops) {
      hash.add(stop.position).add(stop.cause);
      add(hash, stop.from);
      add(hash, stop.to);
    }
  }
  for (const ScrapStretch& s : roll.scrap) {
    hash.add(s.position).add(s.length).add(std::int64_t{s.station}).add(s.cause);
  }
  hash.add(static_cast<std::int64_t>(roll.first_sheet)).add(roll.sheets);
}

void add(ContentHash& hash, const EventLog& log) {
  add(hash, log.from);
  add(hash, log.to);
  for (const StateInterval& s : log.states) {
    hash.add(std::int64_t{s.station}).add(std::int64_t{s.tool}).add(name_of(s.reason));
    add(hash, s.from);
    add(hash, s.to);
  }
  for (const RollHistory& roll : log.rolls) {
    add(hash, roll);
  }
  for (const Departure& d : log.departures) {
    hash.add(static_cast<std::int64_t>(d.sheet)).add(std::int64_t{d.station});
    hash.add(std::int64_t{d.tool});
    add(hash, d.time);
  }
  for (const Event& e : log.events) {
    add(hash, e.time);
    hash.add(name_of(e.kind)).add(std::int64_t{e.station}).add(std::int64_t{e.tool});
    hash.add(static_cast<std::int64_t>(e.roll)).add(e.detail);
  }
}

TEST(Log, OfFab2IsThatOfTheFirstRelease) {
  Line line = fab2_line();
  line.stations[find_station(line, "cigs")].web.roll_change = 75 * 60;  // as it was then
  ContentHash hash;
  for (const double length : {5.0, 0.3}) {
    LineSimulator simulator(line, testing_lines::monday, 3, testing_lines::modules_of(length));
    simulator.release_rolls(40);
    simulator.advance_to(testing_lines::after(20 * 86'400.0));
    add(hash, simulator.take_log());
  }
  EXPECT_EQ(hash.hex(), "d339b5fe1b2c5e5eb339d18e71c13dcc");
}

TEST(Log, OfAnyLineIsThatOfTheFirstRelease) {
  ContentHash hash;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Story story = testing_lines::tell(1000 * seed, 0);
    add(hash, story.log);
    for (const RollInProcess& roll : story.in_process) {
      add(hash, roll.history);
      hash.add(std::int64_t{roll.station}).add(roll.processed);
    }
    hash.add(story.modules);
  }
  EXPECT_EQ(hash.hex(), "2cf0950fc1592d0880f69b9f702c2a11");
}

TEST(Log, OfAQueueingLineIsThatOfTheFirstRelease) {
  std::vector<Station> stations;
  for (int s = 0; s < 6; ++s) {
    stations.push_back(testing_lines::server("s" + std::to_string(s), 1 + 0.1 * s, s));
    stations.back().tools = 1 + s % 3;
    stations.back().breakdowns = {.mtbf = 100, .mttr = 5};
  }
  ContentHash hash;
  add(hash, testing_lines::run(testing_lines::line_of(stations), 2e4, 1'000'000));
  EXPECT_EQ(hash.hex(), "348b58f446c917b613e255d6950b98cf");
}

}  // namespace
}  // namespace heliofab::plant
