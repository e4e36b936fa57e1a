// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/key_figures.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

namespace heliofab::plant {
namespace {

using std::chrono::hours;

// The week of equipment_time_test by another standard: of 168 hours 150 were planned busy, 110
// productive; 5,200 units at 60 s, 4,940 of them good. E79 says 0.490079 of the same line.
TEST(Iso22400, OfTheWeekOfE79ComesToAnotherOee) {
  const WorkUnitTimes times{
      .planned_busy = hours(150), .production = hours(110), .setup = hours(14), .delay = hours(10)};
  const Iso22400 k = iso_22400(times, 5200 * 60.0, 4940 * 60.0, 8);
  EXPECT_NEAR(k.availability, 0.733333, 5e-7);
  EXPECT_NEAR(k.effectiveness, 0.787879, 5e-7);
  EXPECT_NEAR(k.quality_ratio, 0.95, 1e-12);
  EXPECT_NEAR(k.oee_index, 0.548889, 5e-7);
  EXPECT_NEAR(k.availability * k.effectiveness * k.quality_ratio, k.oee_index, 1e-12);
  EXPECT_NEAR(k.nee_index, 124.0 / 150 * k.effectiveness * 0.95, 1e-12);
  EXPECT_NEAR(k.utilization_efficiency, 110.0 / 134, 1e-12);
  EXPECT_NEAR(k.allocation_efficiency, 134.0 / 150, 1e-12);
  EXPECT_NEAR(k.setup_ratio, 14.0 / 124, 1e-12);
  EXPECT_NEAR(k.technical_efficiency, 110.0 / 120, 1e-12);
  EXPECT_NEAR(k.mtbf, 110 * 3600.0 / 9, 1e-9);
  EXPECT_NEAR(k.mttr, 10 * 3600.0 / 9, 1e-9);
}

TEST(Iso22400, HasNoIndicatorWithoutADenominator) {
  EXPECT_EQ(iso_22400({}, 0, 0, 0).oee_index, 0);
  EXPECT_EQ(iso_22400({}, 0, 0, 0).setup_ratio, 0);
}

// Each reason lasts another time, so that one in the wrong place shows.
TEST(Iso22400, TakesItsTimesFromTheReasons) {
  ReasonTimes times{};
  for (std::size_t r = 0; r < times.size(); ++r) {
    times[r] = hours(1 << r);
  }
  const auto of = [&](Reason r) { return times[static_cast<std::size_t>(r)]; };
  const WorkUnitTimes t = work_unit_times(times);
  EXPECT_EQ(t.production, of(Reason::running));
  EXPECT_EQ(t.setup, of(Reason::roll_change) + of(Reason::splice));
  EXPECT_EQ(t.delay,
            of(Reason::repair) + of(Reason::alarm) + of(Reason::no_crew) + of(Reason::no_spare));
  EXPECT_EQ(t.planned_busy, t.production + t.setup + t.delay + of(Reason::starved) +
                                of(Reason::blocked) + of(Reason::filling) +
                                of(Reason::no_operator) + of(Reason::no_order));
  const StateTimes states = state_times(times);
  EXPECT_EQ(states.total(), hours((1 << times.size()) - 1));
  EXPECT_EQ(states.engineering, of(Reason::trial));
  EXPECT_EQ(states.scheduled_down, of(Reason::roll_change) + of(Reason::maintenance) +
                                       of(Reason::warm_up) + of(Reason::recharge) +
                                       of(Reason::vent) + of(Reason::splice));
}

// Student's 95 % interval of 1, 2, 3: mean 2, standard error 1 / sqrt(3), 2 degrees of freedom.
TEST(MeanEstimate, IsThatOfStudent) {
  const std::array figures{1.0, 2.0, 3.0};
  const MeanEstimate e = estimate_mean(figures);
  EXPECT_DOUBLE_EQ(e.mean, 2);
  EXPECT_NEAR(e.half_width, 4.303 / std::sqrt(3), 1e-12);
  EXPECT_EQ(estimate_mean(std::span(figures).first(1)).half_width, 0);
}

}  // namespace
}  // namespace heliofab::plant
