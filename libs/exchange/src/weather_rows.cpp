// SPDX-License-Identifier: Apache-2.0
#include "weather_rows.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace heliofab::exchange {

namespace {

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

std::string range_text(double low, double high, std::string_view unit) {
  return fmt::format("wanted {} to {}{}{}", low, high, unit.empty() ? "" : " ", unit);
}

}  // namespace

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t begin = 0;
  bool is_quoted = false;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] == '"') {
      is_quoted = !is_quoted;
    }
    if (at == line.size() || (line[at] == ',' && !is_quoted)) {
      const std::string_view cell = stripped(line.substr(begin, at - begin));
      cells.push_back(
          {cell, 1 + (cell.empty() ? begin : static_cast<std::size_t>(cell.data() - line.data()))});
      begin = at + 1;
    }
  }
  return cells;
}

std::optional<int> whole_number(std::string_view text) noexcept {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty()
             ? std::optional(number)
             : std::nullopt;
}

std::optional<SimTime> moment(const Reading& reading, int year, unsigned month, unsigned day,
                              Duration time) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || year < 1800 || year > 2300) {
    return std::nullopt;
  }
  return SimTime(std::chrono::sys_days(date)) + time - reading.clock;
}

void Reading::report(int line, const Cell& cell, std::string_view code, std::string message,
                     std::string note) const {
  problems->add(source->at(line, cell.column, std::max<std::size_t>(1, cell.text.size()), code,
                           std::move(message), std::move(note)));
}

std::optional<double> Reading::header_number(int line, const Cell& cell, std::string_view name,
                                             double low, double high) const {
  const std::optional<double> number = number_of(cell.text);
  if (!number) {
    report(line, cell, "E7104", fmt::format("{} {} is no number", name, quoted(cell.text)),
           range_text(low, high, ""));
  } else if (*number < low || *number > high) {
    report(line, cell, "E7104", fmt::format("{} {}, {}", name, *number, range_text(low, high, "")));
    return std::nullopt;
  }
  return number;
}

void bind_columns(const Reading& reading, int line, std::span<const Cell> header,
                  std::vector<WeatherColumn>& columns) {
  std::string missing;
  for (WeatherColumn& column : columns) {
    const auto found = std::ranges::find(header, column.name, &Cell::text);
    if (found != header.end()) {
      column.cell = static_cast<std::size_t>(found - header.begin());
    } else if (column.is_needed) {
      missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", column.name);
    }
  }
  if (!missing.empty()) {
    reading.report(line, {}, "E7105", fmt::format("missing columns: {}", missing),
                   "light in three parts, air temperature and wind are needed: add them where the "
                   "file was downloaded");
  }
}

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

void WeatherRows::add(int line, SimTime utc, std::span<const Cell> cells) {
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
  time_.push_back(utc);
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

void WeatherRows::report_findings() {
  const field::Weather& weather = reading_.file->weather;
  const auto at = [&](const field::WeatherFinding& f, std::string_view code, std::string message,
                      std::string note) {
    return reading_.source->at(lines_[f.row], 1, 1, code, std::move(message), std::move(note));
  };
  std::size_t n_night = 0;
  std::size_t n_diffuse = 0;
  std::optional<field::WeatherFinding> night;
  std::optional<field::WeatherFinding> diffuse;
  for (const field::WeatherFinding& f : field::check_weather(weather)) {
    switch (f.fault) {
      case field::WeatherFault::gap:
        has_gaps_ = true;
        if (follows_damage_[f.row] == 0) {
          reading_.problems->add(
              at(f, "E7110",
                 fmt::format("{} follows {}, wanted {} min later", time_text(f.row),
                             time_text(f.row - 1), to_s(weather.step) / 60),
                 "rows are missing; nothing is put in their place"));
        }
        break;
      case field::WeatherFault::repeated:
        has_gaps_ = true;
        if (follows_damage_[f.row] == 0) {
          reading_.problems->add(at(f, "E7111",
                                    fmt::format("{} follows {}, wanted a later time",
                                                time_text(f.row), time_text(f.row - 1)),
                                    "a row is given twice, or rows are out of order"));
        }
        break;
      case field::WeatherFault::night_light:
        night = n_night++ == 0 ? f : night;
        break;
      case field::WeatherFault::diffuse_above_global:
        diffuse = n_diffuse++ == 0 ? f : diffuse;
        break;
      case field::WeatherFault::slipped:
        reading_.file->warnings.push_back(
            at(f, "W7122",
               fmt::format("light fits the sun far better {} min {}", std::abs(f.amount) / 60,
                           f.amount > 0 ? "later" : "earlier"),
               "the rows may name another moment of their interval, or the time zone be wrong"));
        break;
      case field::WeatherFault::leap_day_left_out:
        reading_.file->warnings.push_back(
            at(f, "W7124", "29 February is left out of a leap year", "sums are of 365 days"));
        break;
      case field::WeatherFault::not_a_number:  // reported with their cells
      case field::WeatherFault::negative:
        break;
    }
  }
  if (night) {
    reading_.file->warnings.push_back(
        at(*night, "W7120",
           fmt::format("{:.4g} W/m2 at {} with the sun down, as in {} rows", night->amount,
                       time_text(night->row), n_night),
           "check the labels of the rows, the time zone and the place"));
  }
  if (diffuse) {
    reading_.file->warnings.push_back(
        at(*diffuse, "W7121",
           fmt::format("diffuse light is {:.4g} W/m2 above the global one, as in {} rows",
                       diffuse->amount, n_diffuse),
           "two of the three parts of light may be exchanged"));
  }
}

}  // namespace heliofab::exchange
