// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <numeric>
#include <utility>

#include "format.hpp"
#include "product_figures.hpp"

namespace heliofab::report {

namespace {

SimTime local_time(const field::Weather& weather, std::size_t row) {
  return field::centre_of(weather, row) + weather.zone;
}

}  // namespace

std::array<double, 12> month_times(const field::Weather& weather) {
  std::array<double, 12> times{};
  for (std::size_t row = 0; row < weather.size(); ++row) {
    times[field::month_of(weather, row)] += to_s(weather.step);
  }
  return times;
}

std::vector<DayRows> whole_days(const field::Weather& weather) {
  std::vector<DayRows> days;
  const auto rows_a_day = static_cast<std::size_t>(std::chrono::hours(24) / weather.step);
  for (std::size_t row = 0; row < weather.size();) {
    const auto day = std::chrono::floor<std::chrono::days>(local_time(weather, row));
    std::size_t end = row + 1;
    while (end < weather.size() &&
           std::chrono::floor<std::chrono::days>(local_time(weather, end)) == day) {
      ++end;
    }
    if (end - row == rows_a_day) {
      days.push_back(
          {date_text(local_time(weather, row)), field::month_of(weather, row), row, end});
    }
    row = end;
  }
  return days;
}

double sum_of(const DayRows& day, std::span<const double> rows) {
  const auto at = [&](std::size_t row) { return rows.begin() + static_cast<std::ptrdiff_t>(row); };
  return std::accumulate(at(day.first), at(day.end), 0.0);
}

LineChart day_chart(std::string label, std::string y_title, Measure measure) {
  return {.label = std::move(label),
          .x_title = "hour of the place's clock",
          .y_title = std::move(y_title),
          .x_unit = "h",
          .measure = std::move(measure),
          .width = half_width,
          .height = 300};
}

LineChart::Line over_day(std::string name, int colour, const field::Weather& weather,
                         const DayRows& day, const std::function<double(std::size_t)>& value) {
  LineChart::Line line{.name = std::move(name), .colour = colour};
  for (std::size_t row = day.first; row < day.end; ++row) {
    const SimTime local = local_time(weather, row);
    line.x.push_back(to_s(local - std::chrono::floor<std::chrono::days>(local)) / unit::h);
    line.y.push_back(value(row));
  }
  return line;
}

}  // namespace heliofab::report
