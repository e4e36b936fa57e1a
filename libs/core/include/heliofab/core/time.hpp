// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace heliofab {

/// Simulation time is whole microseconds: sums are exact and events have one order on every
/// machine.
using Duration = std::chrono::duration<std::int64_t, std::micro>;

/// A moment on the plant's own clock (its standard time all year, no daylight saving).
using SimTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

/// Seconds to the nearest tick. @throws InputError when not finite or beyond +-100,000 years.
Duration duration_from_s(double seconds);
constexpr double to_s(Duration duration) { return static_cast<double>(duration.count()) * 1e-6; }

/// First moment of the month that holds `t`, and of the month after it.
SimTime month_start(SimTime t);
SimTime next_month(SimTime t);

/// "2010-05-12 06:30:00" and "2010-05".
std::string format_time(SimTime t);
std::string format_month(SimTime t);

/// Recurring working hours: `shifts` shifts of `shift_length` a day from `first_shift`, on the
/// first `days_per_week` days of the week (Monday first). No shift begins on a holiday.
struct Calendar {
  std::int64_t shifts = 1;  // [-] a day
  Duration shift_length = std::chrono::hours(8);
  Duration first_shift = std::chrono::hours(6);  // after midnight
  std::int64_t days_per_week = 7;                // [-]
  std::vector<std::chrono::sys_days> holidays;

  bool is_working(SimTime t) const;
  /// The next moment after `t` at which is_working changes; SimTime::max() if it never does.
  SimTime next_change(SimTime t) const;

  friend bool operator==(const Calendar&, const Calendar&) = default;
};

}  // namespace heliofab
