// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/time.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab {

namespace {

std::chrono::year_month month_of(SimTime t) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(t));
  return date.year() / date.month();
}

SimTime start_of(std::chrono::year_month month) { return std::chrono::sys_days(month / 1); }

}  // namespace

Duration duration_from_s(double seconds) {
  constexpr double limit = 3.2e12;  // [s] 100,000 years: keeps sums inside 64 bits
  if (!std::isfinite(seconds) || std::abs(seconds) > limit) {
    throw InputError("E1302", "duration",
                     fmt::format("{} s is not a time within 100,000 years", seconds));
  }
  const double ticks = seconds * 1e6;
  const auto whole = static_cast<std::int64_t>(ticks);
  const double rest = ticks - static_cast<double>(whole);
  return Duration(whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0));  // llround, inline
}

SimTime month_start(SimTime t) { return start_of(month_of(t)); }

SimTime next_month(SimTime t) { return start_of(month_of(t) + std::chrono::months(1)); }

std::string format_time(SimTime t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const std::chrono::year_month_day date(day);
  const std::int64_t s = std::chrono::floor<std::chrono::seconds>(t - day).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), s / 3600, s / 60 % 60, s % 60);
}

std::string format_month(SimTime t) {
  const std::chrono::year_month month = month_of(t);
  return fmt::format("{:04}-{:02}", int(month.year()), unsigned(month.month()));
}

namespace {

// [from, to) of the working time that started on `day`; empty on a day off.
struct Period {
  SimTime from;
  SimTime to;
};

Period period_of(const Calendar& calendar, std::chrono::sys_days day) {
  const unsigned weekday = std::chrono::weekday(day).iso_encoding();  // Monday 1
  const SimTime from = SimTime(day) + calendar.first_shift;
  if (weekday > calendar.days_per_week ||
      std::find(calendar.holidays.begin(), calendar.holidays.end(), day) !=
          calendar.holidays.end()) {
    return {from, from};
  }
  const Duration length =
      std::min(calendar.shifts * calendar.shift_length, Duration(std::chrono::hours(24)));
  return {from, from + length};
}

}  // namespace

bool Calendar::is_working(SimTime t) const {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  for (const auto start : {day - std::chrono::days(1), day}) {  // a night shift began yesterday
    const Period period = period_of(*this, start);
    if (period.from <= t && t < period.to) {
      return true;
    }
  }
  return false;
}

SimTime Calendar::next_change(SimTime t) const {
  const bool now = is_working(t);
  const auto day = std::chrono::floor<std::chrono::days>(t);
  // A week and a day on either side holds every edge of the weekly pattern; holidays put one off.
  const int most = 8 + static_cast<int>(holidays.size());
  for (int offset = -1; offset <= most; ++offset) {
    const Period period = period_of(*this, day + std::chrono::days(offset));
    for (const SimTime edge : {period.from, period.to}) {
      if (edge > t && is_working(edge) != now) {
        return edge;
      }
    }
  }
  return SimTime::max();
}

}  // namespace heliofab
