// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <gtest/gtest.h>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

namespace heliofab::plant {
namespace {

using testing_lines::modules_of;
using testing_lines::monday;

EventLog fab2(double days, double module_length, std::uint64_t seed) {
  LineSimulator simulator(fab2_line(), monday, seed, modules_of(module_length));
  simulator.release_rolls(10'000);
  simulator.advance_to(monday + duration_from_s(days * 86400));
  return simulator.take_log();
}

// A roll a day and tool is what one shift with a crew that stays can do: 1000 minutes of web,
// more than half a day, after warm-up and roll change.
TEST(Fab2, IsLimitedByItsTwoCigsTools) {
  for (const double length : {5.0, 1.0}) {
    const EventLog log = fab2(90, length, 7);
    const auto cigs = static_cast<std::int32_t>(find_station(fab2_line(), "cigs"));
    const Bottleneck bottleneck = find_bottleneck(log.states);
    EXPECT_EQ(bottleneck.station, cigs);
    EXPECT_GT(bottleneck.busy_share, 0.98);
    EXPECT_GT(log.rolls.size(), 145U);
    EXPECT_LE(log.rolls.size(), 180U);
  }
}

}  // namespace
}  // namespace heliofab::plant
