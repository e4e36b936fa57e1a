// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <span>
#include <vector>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/field/sun_path.hpp"
#include "heliofab/field/weather.hpp"
#include "weather_columns.hpp"

namespace heliofab::field {

namespace {

using Findings = std::vector<WeatherFinding>;

using std::chrono::year_month_day;

// The start of an interval on a clock.
struct Start {
  year_month_day day;
  Duration time;  // [us] since midnight
};

Start start_of(const Weather& weather, std::size_t row, Duration clock) {
  const SimTime begins = centre_of(weather, row) - weather.step / 2 + clock;
  const auto day = std::chrono::floor<std::chrono::days>(begins);
  return {year_month_day{day}, begins - day};
}

bool is_month_and_day(const Start& s, std::chrono::month month, unsigned day) {
  return s.day.month() == month && static_cast<unsigned>(s.day.day()) == day;
}

// Years end and leap days are left out on the place's clock or on that of Greenwich.
template <class Test>
bool holds_on_a_clock(const Weather& weather, Test test) {
  return test(weather.zone) || (weather.zone != Duration::zero() && test(Duration::zero()));
}

// Whether a row of a typical year follows the one before, whatever their years.
bool follows_in_any_year(const Weather& weather, std::size_t row) {
  return holds_on_a_clock(weather, [&](Duration clock) {
    const Start here = start_of(weather, row, clock);
    Start wanted = start_of(weather, row - 1, clock + weather.step);
    if (is_month_and_day(wanted, std::chrono::February, 29) &&
        is_month_and_day(here, std::chrono::March, 1)) {
      wanted = start_of(weather, row - 1, clock + weather.step + std::chrono::days(1));
    }
    return here.day.month() == wanted.day.month() && here.day.day() == wanted.day.day() &&
           here.time == wanted.time;
  });
}

bool leaves_leap_day_out(const Weather& weather, std::size_t row) {
  return holds_on_a_clock(weather, [&](Duration clock) {
    const Start here = start_of(weather, row, clock);
    return is_month_and_day(here, std::chrono::March, 1) && here.day.year().is_leap();
  });
}

void check_times(const Weather& weather, Findings& findings) {
  for (std::size_t row = 1; row < weather.size(); ++row) {
    const Duration apart = weather.time[row] - weather.time[row - 1];
    if (apart == weather.step ||
        (weather.is_typical && apart != Duration::zero() && follows_in_any_year(weather, row))) {
      continue;
    }
    if (apart <= Duration::zero()) {
      findings.push_back({WeatherFault::repeated, row, "time", to_s(apart)});
    } else if (apart == weather.step + std::chrono::days(1) && leaves_leap_day_out(weather, row)) {
      if (!weather.is_typical) {
        findings.push_back({WeatherFault::leap_day_left_out, row, "time", 1});
      }
    } else {
      findings.push_back({WeatherFault::gap, row, "time", to_s(apart) / to_s(weather.step) - 1});
    }
  }
}

void check_numbers(const Weather& weather, Findings& findings) {
  const auto columns = columns_of(weather);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const auto& [name, column] = columns[c];
    for (std::size_t row = 0; row < column->size(); ++row) {
      const double number = (*column)[row];
      if (!std::isfinite(number)) {
        findings.push_back({WeatherFault::not_a_number, row, name, number});
      } else if (c < 3 && number < 0) {
        findings.push_back({WeatherFault::negative, row, name, number});
      }
    }
  }
}

void check_light(const Weather& weather, std::span<const double> up, Findings& findings) {
  constexpr double slack = 10;                          // [W/m2]
  constexpr double share = 1.05;                        // [-]
  static const double down = std::sin(-1 * unit::deg);  // the disc and some twilight
  const std::size_t n = weather.size();
  for (std::size_t row = 0; row < n; ++row) {
    const double highest = std::max({up[row], up[n + row], up[2 * n + row]});
    const double light = std::max(weather.global[row], weather.beam[row]);
    if (highest < down && light > slack) {
      findings.push_back({WeatherFault::night_light, row, "global", light});
    }
    if (weather.diffuse[row] > share * weather.global[row] + slack) {
      findings.push_back({WeatherFault::diffuse_above_global, row, "diffuse",
                          weather.diffuse[row] - weather.global[row]});
    }
  }
}

// Sum of what beam and sun leave of the global light unexplained.
double unexplained(const Weather& weather, std::span<const double> up) {
  constexpr double least = 100;  // [W/m2] of the beam
  double sum = 0;
  for (std::size_t row = 0; row < weather.size(); ++row) {
    if (weather.beam[row] > least) {
      sum += std::abs(weather.global[row] - weather.diffuse[row] -
                      weather.beam[row] * std::max(0.0, up[row]));
    }
  }
  return sum;
}

// @param told  [-] of the sun's height at the times as they are
void check_labels(const Weather& weather, const SunTable& table, const std::vector<double>& times,
                  std::span<const double> told, Findings& findings) {
  constexpr std::array<double, 4> shifts{-3600, -1800, 1800, 3600};  // [s]
  std::vector<double> up(times.size());
  const auto at = [&](double shift) {
    std::vector<double> moved = times;
    for (double& time : moved) {
      time += shift;
    }
    sun_path(table, weather.site, standard_air(weather.site), moved, {.up = up});
    return unexplained(weather, up);
  };
  double best = unexplained(weather, told) / 2;
  double shift = 0;
  for (const double other : shifts) {
    if (const double there = at(other); there < best) {
      best = there;
      shift = other;
    }
  }
  if (shift != 0) {
    findings.push_back({WeatherFault::slipped, 0, "time", shift});
  }
}

}  // namespace

std::vector<WeatherFinding> check_weather(const Weather& weather) {
  HELIOFAB_CHECK(has_equal_columns(weather));
  Findings findings;
  if (weather.size() == 0) {
    return findings;
  }
  check_times(weather, findings);
  check_numbers(weather, findings);
  const bool is_sound = std::ranges::none_of(findings, [](const WeatherFinding& f) {
    return f.fault == WeatherFault::not_a_number || f.fault == WeatherFault::negative;
  });
  const std::vector<double> times = sun_times(weather);
  const auto [first, last] = std::ranges::minmax(times);
  const double half = to_s(weather.step) / 2;
  constexpr double widest = 3600;  // [s] that labels are tried to be moved by
  const SunTable table(first - half - widest, last + half + widest);
  std::vector<double> edges;
  for (const double off : {-half, 0.0, half}) {
    for (const double time : times) {
      edges.push_back(time + off);
    }
  }
  std::vector<double> up(edges.size());
  sun_path(table, weather.site, standard_air(weather.site), edges, {.up = up});
  check_light(weather, up, findings);
  std::ranges::stable_sort(findings, {}, &WeatherFinding::row);
  if (is_sound) {
    check_labels(weather, table, times, std::span(up).subspan(times.size(), times.size()),
                 findings);
  }
  return findings;
}

}  // namespace heliofab::field
