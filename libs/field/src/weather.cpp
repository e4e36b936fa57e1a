// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/weather.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/sun_path.hpp"
#include "weather_columns.hpp"

namespace heliofab::field {

namespace {

Duration centre_offset(const Weather& weather) {
  switch (weather.label) {
    case IntervalLabel::start:
      return weather.step / 2;
    case IntervalLabel::end:
      return -weather.step / 2;
    case IntervalLabel::centre:
      break;
  }
  return Duration::zero();
}

// Linear between the middles of rows, level beyond the first and last. TMYs jump over years where
// months meet: there the row's own value stands.
double between(std::span<const double> column, const Weather& weather, std::size_t row,
               double part) {  // [-] of a step from the middle of the row, -0.5 to 0.5
  const bool is_later = part > 0;
  if ((is_later && row + 1 == column.size()) || (!is_later && row == 0)) {
    return column[row];
  }
  const std::size_t other = is_later ? row + 1 : row - 1;
  const Duration apart = weather.time[other] - weather.time[row];
  if ((is_later ? apart : -apart) != weather.step) {
    return column[row];
  }
  return column[row] + std::abs(part) * (column[other] - column[row]);
}

// Light of one interval dealt out to its parts.
struct Dealt {
  std::span<const double> up;      // [-] of the sun at the middle of each part
  std::span<const double> radius;  // [AU]
};

void deal_out(const Weather& weather, std::size_t row, const Dealt& sun, Weather& fine) {
  double mean = 0;  // of the sun's height
  for (const double up : sun.up) {
    mean += std::max(0.0, up) / static_cast<double>(sun.up.size());
  }
  for (std::size_t k = 0; k < sun.up.size(); ++k) {
    if (mean <= 0) {
      fine.global.push_back(weather.global[row]);
      fine.diffuse.push_back(weather.diffuse[row]);
      fine.beam.push_back(weather.beam[row]);
      continue;
    }
    const double up = std::max(0.0, sun.up[k]);
    const double global = weather.global[row] * up / mean;
    const double all = std::max(0.0, weather.global[row] - weather.diffuse[row]) / mean;
    const double beam = up > 0 ? std::min(all, extraterrestrial(sun.radius[k])) : 0;
    fine.global.push_back(global);
    fine.beam.push_back(beam);
    fine.diffuse.push_back(global - beam * up);
  }
}

}  // namespace

double saturation_pressure(double temperature) {
  const double celsius = temperature - 273.15;
  return 610.94 * std::exp(17.625 * celsius / (celsius + 243.04));
}

SimTime centre_of(const Weather& weather, std::size_t row) {
  return weather.time[row] + centre_offset(weather);
}

std::size_t month_of(const Weather& weather, std::size_t row) {
  const std::chrono::year_month_day day{
      std::chrono::floor<std::chrono::days>(centre_of(weather, row) + weather.zone)};
  return static_cast<unsigned>(day.month()) - 1;
}

std::vector<double> sun_times(const Weather& weather) {
  const Duration offset = weather.light_offset.value_or(centre_offset(weather));
  std::vector<double> result;
  result.reserve(weather.size());
  for (const SimTime time : weather.time) {
    result.push_back(to_s(time.time_since_epoch() + offset));
  }
  return result;
}

Air standard_air(const Site& site) { return {.pressure = standard_pressure(site.elevation)}; }

std::vector<double> relative_humidity(const Weather& weather) {
  std::vector<double> result = weather.humidity;
  if (result.empty()) {
    for (std::size_t i = 0; i < weather.dew_point.size(); ++i) {
      const double ratio =
          saturation_pressure(weather.dew_point[i]) / saturation_pressure(weather.air[i]);
      result.push_back(std::clamp(ratio, 0.0, 1.0));
    }
  }
  return result;
}

double wind_factor(double from_height, double to_height) {
  return std::pow(to_height / from_height, 1.0 / 7);
}

namespace {

// Middles of the parts of each row [s], one row after the other.
std::vector<double> middles_of_parts(std::span<const double> middles, double step, int parts) {
  std::vector<double> times;
  times.reserve(middles.size() * static_cast<std::size_t>(parts));
  for (const double middle : middles) {
    for (int k = 0; k < parts; ++k) {
      times.push_back(middle + (k - 0.5 * (parts - 1)) * step);
    }
  }
  return times;
}

// Air and the rest of one part of a row.
void add_air(const Weather& weather, std::size_t row, double time, Weather& fine) {
  const double middle = to_s(centre_of(weather, row).time_since_epoch());
  const double part = std::clamp((time - middle) / to_s(weather.step), -1.0, 1.0);
  const auto to = columns_of(fine);
  const auto given = columns_of(weather);
  for (std::size_t c = 3; c < to.size(); ++c) {
    if (!given[c].second->empty()) {
      to[c].second->push_back(between(*given[c].second, weather, row, part));
    }
  }
}

}  // namespace

Weather resample(const Weather& weather, int parts) {
  HELIOFAB_CHECK(parts >= 1 && has_equal_columns(weather));
  Weather fine = weather;
  fine.step = weather.step / parts;
  fine.label = IntervalLabel::centre;
  fine.light_offset.reset();
  fine.time.clear();
  for (const auto& [name, column] : columns_of(fine)) {
    column->clear();
  }
  if (weather.size() == 0) {
    return fine;
  }
  const std::vector<double> times = middles_of_parts(sun_times(weather), to_s(fine.step), parts);
  const auto [first, last] = std::ranges::minmax(times);
  std::vector<double> up(times.size());
  std::vector<double> radius(times.size());
  sun_path(SunTable(first, last), weather.site, standard_air(weather.site), times,
           {.up = up, .radius = radius});
  const auto n = static_cast<std::size_t>(parts);
  for (std::size_t row = 0; row < weather.size(); ++row) {
    deal_out(weather, row,
             {std::span(up).subspan(row * n, n), std::span(radius).subspan(row * n, n)}, fine);
    for (std::size_t k = row * n; k < (row + 1) * n; ++k) {
      fine.time.emplace_back(duration_from_s(times[k]));
      add_air(weather, row, times[k], fine);
    }
  }
  return fine;
}

}  // namespace heliofab::field
