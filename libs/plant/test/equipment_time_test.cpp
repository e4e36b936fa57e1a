// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/equipment_time.hpp"

#include <array>
#include <chrono>
#include <vector>

#include <gtest/gtest.h>

#include "lines.hpp"

namespace heliofab::plant {
namespace {

using std::chrono::hours;
using testing_lines::monday;

// A week of 168 h, worked by hand from the definitions of SEMI E10 and E79: 5,200 units of 60 s,
// 4,940 of them good, 8 failures in productive time.
constexpr StateTimes week{.productive = hours(110),
                          .standby = hours(20),
                          .engineering = hours(6),
                          .scheduled_down = hours(14),
                          .unscheduled_down = hours(10),
                          .non_scheduled = hours(8)};

TEST(EquipmentTime, OfAWeekComesToTheRatiosOfE10) {
  EXPECT_EQ(week.total(), hours(168));
  EXPECT_EQ(week.operations(), hours(160));
  EXPECT_EQ(week.uptime(), hours(136));
  const EquipmentRatios r = equipment_ratios(week, 8, 5200);
  EXPECT_NEAR(r.total_uptime, 0.80952, 5e-6);
  EXPECT_NEAR(r.operational_uptime, 0.85, 1e-12);
  EXPECT_NEAR(r.operational_utilization, 0.6875, 1e-12);
  EXPECT_NEAR(r.total_utilization, 0.65476, 5e-6);
  EXPECT_NEAR(r.mtbf_productive, 13.75 * 3600, 1e-9);
  EXPECT_NEAR(r.mttr, 1.25 * 3600, 1e-9);
  EXPECT_NEAR(r.mcbf, 650, 1e-12);
}

TEST(EquipmentTime, OfAWeekComesToTheOeeOfE79) {
  const Oee o = oee(week, 5200 * 60.0, 4940 * 60.0);
  EXPECT_NEAR(o.availability, 0.809524, 5e-7);
  EXPECT_NEAR(o.operational, 0.808824, 5e-7);
  EXPECT_NEAR(o.rate, 0.787879, 5e-7);
  EXPECT_NEAR(o.quality, 0.95, 1e-12);
  EXPECT_NEAR(o.oee, 0.490079, 5e-7);
  EXPECT_NEAR(o.availability * o.operational * o.rate * o.quality, o.oee, 1e-12);
}

TEST(EquipmentTime, HasNoRatioWithoutADenominator) {
  EXPECT_EQ(equipment_ratios({}, 0, 0).mtbf_productive, 0);
  EXPECT_EQ(oee({}, 0, 0).quality, 0);
}

StateInterval interval(int station, int tool, Reason reason, int from, int to) {
  return {station, tool, reason, monday + hours(from), monday + hours(to)};
}

TEST(EquipmentTime, SumsAStationOrOneOfItsTools) {
  const std::vector<StateInterval> states{interval(0, 0, Reason::running, 0, 5),
                                          interval(0, 1, Reason::warm_up, 0, 5),
                                          interval(1, 0, Reason::running, 0, 5)};
  EXPECT_EQ(state_times(states, 0).total(), hours(10));
  EXPECT_EQ(state_times(states, 0, 1), (StateTimes{.scheduled_down = hours(5)}));
}

// Station 0 stands by 5 of 10 scheduled hours. Station 1: tool 0 is off shift, tool 1 stands by 2
// of 10; down time counts as busy. A station that is never scheduled limits nothing.
TEST(Bottleneck, IsTheStationThatStandsByLeast) {
  const std::vector<StateInterval> states{
      interval(0, 0, Reason::running, 0, 5),    interval(0, 0, Reason::blocked, 5, 10),
      interval(1, 0, Reason::off_shift, 0, 10), interval(1, 1, Reason::repair, 0, 8),
      interval(1, 1, Reason::starved, 8, 10),   interval(2, 0, Reason::off_shift, 0, 10)};
  const Bottleneck found = find_bottleneck(states);
  EXPECT_EQ(found.station, 1);
  EXPECT_EQ(found.tool, 1);
  EXPECT_DOUBLE_EQ(found.busy_share, 0.8);
  EXPECT_EQ(find_bottleneck({}).station, -1);
}

TEST(CoveredLength, CountsOverlapsOnce) {
  const std::array<ScrapStretch, 4> stretches{
      ScrapStretch{.position = 10, .length = 5}, ScrapStretch{.position = 0, .length = 3},
      ScrapStretch{.position = 12, .length = 1}, ScrapStretch{.position = 14, .length = 4}};
  EXPECT_DOUBLE_EQ(covered_length(stretches), 3 + 8);
  EXPECT_EQ(covered_length({}), 0);
}

}  // namespace
}  // namespace heliofab::plant
