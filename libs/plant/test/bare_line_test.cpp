// SPDX-License-Identifier: Apache-2.0
#include "../bench/bare_line.hpp"

#include <algorithm>
#include <cstdint>

#include <gtest/gtest.h>

#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

namespace heliofab::plant {
namespace {

// Written twice, by different rules, and the same to the last module: blocking, resumption and the
// order of what comes at once.
TEST(LineOfUnreliableServers, CountsWhatALoopByHandCounts) {
  for (const std::int64_t places : {0, 1, 10}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const EventLog log =
          testing_lines::run(testing_lines::line_12(12, places), 5e4, 1'000'000'000, seed);
      bare::Line line({.places = places}, seed);
      const bare::Counts counts = line.run(duration_from_s(5e4).count());
      EXPECT_EQ(std::ranges::count(log.departures, 11, &Departure::station), counts.out);
      EXPECT_EQ(std::ranges::count(log.events, EventKind::breakdown, &Event::kind),
                counts.failures);
      EXPECT_GT(counts.out, 18'000);
    }
  }
}

}  // namespace
}  // namespace heliofab::plant
