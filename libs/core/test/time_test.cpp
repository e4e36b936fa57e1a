// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/time.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab {
namespace {

using namespace std::chrono_literals;

const SimTime monday = std::chrono::sys_days(std::chrono::year(2010) / 5 / 10);

TEST(Time, RoundsSecondsToWholeMicroseconds) {
  EXPECT_EQ(duration_from_s(1.4999996).count(), 1'500'000);
  EXPECT_THROW(duration_from_s(1e300), InputError);
  EXPECT_THROW(duration_from_s(NAN), InputError);
}

TEST(Time, KnowsMonthsAndPrintsThem) {
  const SimTime t = monday + 6h + 30min;
  EXPECT_EQ(format_time(t), "2010-05-10 06:30:00");
  EXPECT_EQ(format_month(t), "2010-05");
  EXPECT_EQ(format_time(next_month(t)), "2010-06-01 00:00:00");
  EXPECT_EQ(format_time(month_start(t)), "2010-05-01 00:00:00");
}

TEST(Calendar, WorksItsShiftsAndRestsOnWeekends) {
  const Calendar day{.shifts = 1, .days_per_week = 5};
  EXPECT_FALSE(day.is_working(monday + 5h));
  EXPECT_TRUE(day.is_working(monday + 6h));
  EXPECT_FALSE(day.is_working(monday + 14h));
  EXPECT_EQ(day.next_change(monday + 7h), monday + 14h);
  const SimTime friday_night = monday + 4 * 24h + 20h;
  EXPECT_EQ(day.next_change(friday_night), monday + 7 * 24h + 6h);
}

TEST(Calendar, LetsTheNightShiftReachIntoTheNextDay) {
  const Calendar two{.shifts = 3, .first_shift = 6h, .days_per_week = 5};
  EXPECT_TRUE(two.is_working(monday + 24h + 3h));
  EXPECT_TRUE(two.is_working(monday + 5 * 24h + 5h));  // Saturday 05:00 belongs to Friday
  EXPECT_FALSE(two.is_working(monday + 5 * 24h + 6h));
  EXPECT_FALSE(two.is_working(monday + 3h));  // Sunday was off
}

TEST(Calendar, NeverEndsWhenItWorksAroundTheClock) {
  const Calendar always{.shifts = 3, .days_per_week = 7};
  EXPECT_TRUE(always.is_working(monday + 3h));
  EXPECT_EQ(always.next_change(monday), SimTime::max());
}

}  // namespace
}  // namespace heliofab
