// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "weather_rows.hpp"

namespace heliofab::exchange {

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

std::optional<std::array<int, 5>> time_fields(const Reading& reading, int line,
                                              std::span<const Cell> cells,
                                              std::span<const std::size_t, 5> places,
                                              std::string note) {
  std::array<int, 5> fields{};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Cell& cell = cells[places[i]];
    const std::optional<int> number = whole_number(cell.text);
    if (!number) {
      reading.report(line, cell, "E7107", fmt::format("{} is no part of a time", quoted(cell.text)),
                     std::move(note));
      return std::nullopt;
    }
    fields[i] = *number;
  }
  return fields;
}

std::optional<SimTime> moment(const Reading& reading, int year, int month, int day, Duration time) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
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

void read_place(Reading& reading, int line, const PlaceCells& cells) {
  const auto number = [&](const Cell& cell, std::string_view name, double low, double high) {
    return reading.header_number(line, cell, name, low, high).value_or(0);
  };
  field::Weather& weather = reading.file->weather;
  weather.place = std::string(cells.name.text);
  weather.site = {number(cells.latitude, "latitude", -90, 90) * unit::deg,
                  number(cells.longitude, "longitude", -180, 180) * unit::deg,
                  number(cells.elevation, "elevation", -500, 9000)};
  weather.zone = duration_from_s(number(cells.zone, "zone", -14, 14) * 3600);
  reading.clock = weather.zone;
}

void bind_columns(const Reading& reading, int line, std::span<const Cell> header,
                  std::vector<WeatherColumn>& columns) {
  for (WeatherColumn& column : columns) {
    const auto found = std::ranges::find(header, column.name, &Cell::text);
    if (found != header.end()) {
      column.cell = static_cast<std::size_t>(found - header.begin());
    }
  }
  // Where neither beam nor diffuse light is given, global light is split into both.
  const auto is_part = [](const WeatherColumn& column) {
    return column.to == &field::Weather::beam || column.to == &field::Weather::diffuse;
  };
  const bool splits = std::ranges::none_of(columns, [&](const WeatherColumn& column) {
    return is_part(column) && column.cell != std::string_view::npos;
  });
  std::string missing;
  for (const WeatherColumn& column : columns) {
    if (column.cell == std::string_view::npos && column.is_needed && !(splits && is_part(column))) {
      missing += fmt::format("{}'{}'", missing.empty() ? "" : ", ", column.name);
    }
  }
  if (!missing.empty()) {
    reading.report(line, {}, "E7105", fmt::format("missing columns: {}", missing),
                   "light in three parts, air temperature and wind are needed: add them where the "
                   "file was downloaded");
  }
}

}  // namespace heliofab::exchange
