// SPDX-License-Identifier: Apache-2.0
#include "weather_rows.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/field/global_light.hpp"

namespace heliofab::exchange {

WeatherRows::WeatherRows(const Reading& reading, std::vector<WeatherColumn> columns)
    : reading_(reading),
      columns_(std::move(columns)),
      values_(columns_.size()),
      missing_(columns_.size()) {}

double WeatherRows::value_of(int line, const Cell& cell, const WeatherColumn& column,
                             bool& is_missing) const {
  if (cell.text.empty() || cell.text == "null") {
    is_missing = true;
    return 0;
  }
  const std::optional<double> number = number_of(cell.text);
  if (!number) {
    reading_.report(line, cell, "E7107",
                    fmt::format("{} {} is no number", column.name, quoted(cell.text)));
    return 0;
  }
  if (*number == column.missing || (column.is_zero_missing && *number == 0)) {
    is_missing = true;
    return 0;
  }
  if (*number < column.low || *number > column.high) {
    reading_.report(line, cell, "E7108",
                    fmt::format("{} {}, {}", column.name, cell.text,
                                range_text(column.low, column.high, column.unit.symbol)));
  }
  return *number * column.unit;
}

void WeatherRows::add(int line, std::optional<SimTime> utc, std::span<const Cell> cells) {
  if (!utc) {
    return add_damaged();
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const WeatherColumn& column = columns_[i];
    if (column.cell == std::string_view::npos) {
      continue;
    }
    bool is_missing = false;
    const Cell& cell = cells[column.cell];
    values_[i].push_back(value_of(line, cell, column, is_missing) + 0.0);
    if (is_missing && column.is_needed) {
      reading_.report(line, cell, "E7109",
                      cell.text.empty() ? fmt::format("{} is blank, wanted a number", column.name)
                                        : fmt::format("{} {} marks a missing value, wanted one",
                                                      column.name, cell.text),
                      "light, air and wind have no stand-in: fill the row or take another file");
    } else if (is_missing) {
      missing_[i].push_back(static_cast<std::uint32_t>(time_.size()));
    }
  }
  time_.push_back(*utc);
  lines_.push_back(line);
  follows_damage_.push_back(is_damaged_ ? 1 : 0);
  is_damaged_ = false;
}

void WeatherRows::fill_missing(std::size_t index) {
  std::vector<double>& values = values_[index];
  const std::vector<std::uint32_t>& missing = missing_[index];
  if (missing.size() == values.size()) {
    values.clear();
    return;
  }
  if (missing.empty()) {
    return;
  }
  std::vector<char> is_missing(values.size(), 0);
  for (const std::uint32_t row : missing) {
    is_missing[row] = 1;
  }
  const auto first =
      static_cast<std::size_t>(std::ranges::find(is_missing, 0) - is_missing.begin());
  for (std::size_t row = 0; row < values.size(); ++row) {
    values[row] = is_missing[row] == 0 ? values[row] : row == 0 ? values[first] : values[row - 1];
  }
  Diagnostic warning =
      reading_.source->at(lines_[missing.front()], 1, 1, "W7123",
                          fmt::format("{}: {} of {} values are missing", columns_[index].name,
                                      missing.size(), values.size()),
                          "the last value before stands in their place");
  reading_.file->warnings.push_back(std::move(warning));
}

std::string WeatherRows::time_text(std::size_t row) const {
  return format_time(time_[row] + reading_.clock).substr(0, 16);
}

void WeatherRows::check_end(std::size_t wanted_rows) {
  const auto a_day =
      static_cast<std::size_t>(Duration(std::chrono::days(1)) / reading_.file->weather.step);
  const bool is_whole = wanted_rows > 0
                            ? size() == wanted_rows || size() == wanted_rows + a_day  // leap year
                            : size() % a_day == 0;
  if (is_whole || has_gaps_) {
    return;
  }
  const int line = lines_.empty() ? reading_.source->lines() : lines_.back();
  reading_.report(line, {}, "E7112",
                  lines_.empty() ? std::string("no rows of weather")
                                 : fmt::format("the last row is of {} and the {}th, wanted {}",
                                               time_text(lines_.size() - 1), size(),
                                               wanted_rows > 0 ? fmt::format("{}", wanted_rows)
                                                               : std::string("whole days")),
                  "the file seems to be cut off, or some rows were taken out");
}

void WeatherRows::finish(std::size_t wanted_rows, void (*close)(field::Weather&)) {
  field::Weather& weather = reading_.file->weather;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].cell != std::string_view::npos) {
      fill_missing(i);
      weather.*columns_[i].to = std::move(values_[i]);
    }
  }
  weather.time = time_;
  if (weather.beam.empty() && weather.diffuse.empty() && !weather.global.empty()) {
    field::split_global(weather);
    reading_.file->warnings.push_back(
        at_row(0, "W7125", "global light alone: beam and diffuse light are made of it",
               "a tilted surface's year is then known to some 5 %; take a file with all three"));
  }
  if (close != nullptr) {
    close(weather);
  }
  for (std::size_t row = 1; row < time_.size(); ++row) {
    const std::chrono::year_month_day before{
        std::chrono::floor<std::chrono::days>(time_[row - 1] + reading_.clock - Duration(1))};
    const std::chrono::year_month_day here{
        std::chrono::floor<std::chrono::days>(time_[row] + reading_.clock - Duration(1))};
    const bool is_new_year = before.month() == std::chrono::December &&
                             here.year() == before.year() + std::chrono::years(1);
    weather.is_typical |= before.year() != here.year() && !is_new_year;
  }
  report_findings();
  check_end(wanted_rows);
}

Diagnostic WeatherRows::at_row(std::size_t row, std::string_view code, std::string message,
                               std::string note) const {
  return reading_.source->at(lines_[row], 1, 1, code, std::move(message), std::move(note));
}

void WeatherRows::report_time(const field::WeatherFinding& f) {
  has_gaps_ = true;
  if (follows_damage_[f.row] != 0) {
    return;
  }
  const bool is_gap = f.fault == field::WeatherFault::gap;
  const std::string follows = fmt::format("{} follows {}", time_text(f.row), time_text(f.row - 1));
  reading_.problems->add(is_gap ? at_row(f.row, "E7110",
                                         fmt::format("{}, wanted {} min later", follows,
                                                     to_s(reading_.file->weather.step) / 60),
                                         "rows are missing; nothing is put in their place")
                                : at_row(f.row, "E7111",
                                         fmt::format("{}, wanted a later time", follows),
                                         "a row is given twice, or rows are out of order"));
}

// What is allowed and unwise; of what many rows have, the first one and how many.
void WeatherRows::warn_of(const field::WeatherFinding& f, std::size_t count) {
  std::vector<Diagnostic>& warnings = reading_.file->warnings;
  switch (f.fault) {
    case field::WeatherFault::slipped:
      warnings.push_back(
          at_row(f.row, "W7122",
                 fmt::format("light fits the sun far better {} min {}", std::abs(f.amount) / 60,
                             f.amount > 0 ? "later" : "earlier"),
                 "the rows may name another moment of their interval, or the time zone be wrong"));
      break;
    case field::WeatherFault::leap_day_left_out:
      warnings.push_back(
          at_row(f.row, "W7124", "29 February is left out of a leap year", "sums are of 365 days"));
      break;
    case field::WeatherFault::night_light:
      warnings.push_back(at_row(f.row, "W7120",
                                fmt::format("{:.4g} W/m2 at {} with the sun down, as in {} rows",
                                            f.amount, time_text(f.row), count),
                                "check the labels of the rows, the time zone and the place"));
      break;
    case field::WeatherFault::diffuse_above_global:
      warnings.push_back(
          at_row(f.row, "W7121",
                 fmt::format("diffuse light is {:.4g} W/m2 above the global one, as in {} rows",
                             f.amount, count),
                 "two of the three parts of light may be exchanged"));
      break;
    default:  // reported with their times or cells
      break;
  }
}

void WeatherRows::report_findings() {
  using field::WeatherFault;
  const std::vector<field::WeatherFinding> findings = field::check_weather(reading_.file->weather);
  for (const field::WeatherFinding& f : findings) {
    if (f.fault == WeatherFault::gap || f.fault == WeatherFault::repeated) {
      report_time(f);
    }
  }
  for (const WeatherFault fault : {WeatherFault::slipped, WeatherFault::leap_day_left_out,
                                   WeatherFault::night_light, WeatherFault::diffuse_above_global}) {
    const auto first = std::ranges::find(findings, fault, &field::WeatherFinding::fault);
    if (first != findings.end()) {
      warn_of(*first, static_cast<std::size_t>(
                          std::ranges::count(findings, fault, &field::WeatherFinding::fault)));
    }
  }
}

}  // namespace heliofab::exchange
