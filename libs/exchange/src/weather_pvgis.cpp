// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "json_text.hpp"
#include "weather_rows.hpp"

namespace heliofab::exchange {

namespace {

using field::Weather;
using std::chrono::hours;
using std::chrono::minutes;

std::vector<WeatherColumn> typical_columns() {
  constexpr double none = -9999;
  return {
      {&Weather::global, "G(h)", unit::W_per_m2, 0, 2000, none},
      {&Weather::beam, "Gb(n)", unit::W_per_m2, 0, 1500, none},
      {&Weather::diffuse, "Gd(h)", unit::W_per_m2, 0, 1500, none},
      {&Weather::air, "T2m", unit::degC, -90, 70, none},
      {&Weather::wind, "WS10m", unit::m_per_s, 0, 110, none},
      {&Weather::humidity, "RH", unit::percent, 0, 110, none, false},
      {&Weather::pressure, "SP", unit::Pa, 31000, 120000, none, false},
  };
}

// Of a series: light on the level in two parts, and the sun's height, kept where the beam goes.
std::vector<WeatherColumn> series_columns() {
  constexpr double none = -9999;
  return {
      {&Weather::global, "Gb(i)", unit::W_per_m2, 0, 2000, none},
      {&Weather::diffuse, "Gd(i)", unit::W_per_m2, 0, 1500, none},
      {&Weather::beam, "H_sun", unit::deg, -90, 90, none},
      {&Weather::air, "T2m", unit::degC, -90, 70, none},
      {&Weather::wind, "WS10m", unit::m_per_s, 0, 110, none},
  };
}

// Beam on the level and the sun's height become global light and the beam across.
void close_series(Weather& weather) {
  constexpr double lowest = 1 * unit::deg.scale;  // [rad] below, all light counts as diffuse
  for (std::size_t i = 0; i < weather.size(); ++i) {
    const double level = weather.global[i];
    const double height = weather.beam[i];
    const bool is_up = height > lowest;
    weather.global[i] = level + weather.diffuse[i];
    weather.diffuse[i] += is_up ? 0 : level;
    weather.beam[i] = is_up ? level / std::sin(height) : 0;
  }
}

// "20180101:0010", UTC.
std::optional<SimTime> time_of(const Reading& reading, int line, const Cell& cell) {
  const std::string_view text = cell.text;
  const auto part = [&](std::size_t at, std::size_t n) { return whole_number(text.substr(at, n)); };
  if (text.size() == 13 && text[8] == ':') {
    const auto year = part(0, 4);
    const auto month = part(4, 2);
    const auto day = part(6, 2);
    const auto hour = part(9, 2);
    const auto minute = part(11, 2);
    if (year && month && day && hour && minute && *hour < 24 && *minute < 60) {
      if (const auto time = moment(reading, *year, *month, *day, hours(*hour) + minutes(*minute))) {
        return time;
      }
    }
  }
  reading.report(line, cell, "E7107", fmt::format("{} is no time", quoted(text)),
                 "as in 20180101:0010");
  return std::nullopt;
}

void set_place(Weather& weather) {
  weather.place = "PVGIS";
  weather.label = field::IntervalLabel::centre;
  weather.light_offset = Duration::zero();
  weather.wind_height = 10;
  weather.zone = hours(std::lround(weather.site.longitude / (15 * unit::deg)));
}

void report_slope(const Reading& reading, int line, const Cell& cell, std::string what) {
  reading.report(line, cell, "E7113", std::move(what),
                 "ask PVGIS for a series of slope 0 with 'Radiation components', or for a TMY");
}

// The header of a CSV. Returns the line that names the columns, or 0.
int read_header(Reading& reading) {
  const TextSource& source = *reading.source;
  Weather& weather = reading.file->weather;
  std::optional<Duration> offset;
  bool has_latitude = false;
  bool has_longitude = false;
  int line = 1;
  for (; line <= source.lines(); ++line) {
    const std::string_view text = source.line(line);
    if (text.starts_with("time")) {
      break;
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
      continue;
    }
    const std::string_view key = text.substr(0, colon);
    std::string_view value = stripped(text.substr(colon + 1));
    const Cell cell{value, value.empty()
                               ? colon + 1
                               : static_cast<std::size_t>(value.data() - text.data()) + 1};
    const auto number = [&](std::string_view name, double low, double high) {
      return reading.header_number(line, cell, name, low, high).value_or(0);
    };
    if (key.starts_with("Latitude")) {
      weather.site.latitude = number("latitude", -90, 90) * unit::deg;
      has_latitude = true;
    } else if (key.starts_with("Longitude")) {
      weather.site.longitude = number("longitude", -180, 180) * unit::deg;
      has_longitude = true;
    } else if (key.starts_with("Elevation")) {
      weather.site.elevation = number("elevation", -500, 9000);
    } else if (key.starts_with("Irradiance Time Offset")) {
      offset = duration_from_s(number("time offset", -2, 2) * 3600);
    } else if (key == "Slope" && !value.starts_with("0 ")) {
      report_slope(reading, line, cell, fmt::format("light on a slope of {}", quoted(value)));
    }
  }
  set_place(weather);
  weather.light_offset = offset ? offset : weather.light_offset;
  if (!has_latitude || !has_longitude || line > source.lines()) {
    reading.report(1, {}, "E7104",
                   line > source.lines() ? "no line names the columns, wanted one from 'time'"
                                         : "the header has no latitude or no longitude");
    return 0;
  }
  return line;
}

std::vector<WeatherColumn> columns_for(const Reading& reading, int line,
                                       std::span<const Cell> header, bool& is_series) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(header, name, &Cell::text) != header.end();
  };
  is_series = !has("G(h)");
  if (has("G(i)")) {
    report_slope(reading, line, {}, "light in one sum, wanted its components");
  }
  std::vector<WeatherColumn> columns = is_series ? series_columns() : typical_columns();
  if (!has("G(i)")) {
    bind_columns(reading, line, header, columns);
  }
  reading.problems->throw_any();
  return columns;
}

void finish(const Reading& reading, WeatherRows& rows, bool is_series) {
  Weather& weather = reading.file->weather;
  weather.is_typical = !is_series;
  rows.finish(is_series ? 0 : hours_of_year, is_series ? close_series : nullptr);
}

}  // namespace

void read_pvgis_csv(Reading& reading) {
  const TextSource& source = *reading.source;
  const int columns_line = read_header(reading);
  reading.problems->throw_any();
  const std::vector<Cell> header = cells_of(source.line(columns_line));
  bool is_series = false;
  WeatherRows rows(reading, columns_for(reading, columns_line, header, is_series));
  for (int line = columns_line + 1; line <= source.lines(); ++line) {
    if (stripped(source.line(line)).empty()) {
      break;  // a legend follows
    }
    const std::vector<Cell> cells = cells_of(source.line(line));
    if (cells.size() != header.size()) {
      reading.report(line, cells.back(), "E7106",
                     fmt::format("{} cells, wanted {} as in line {}", cells.size(), header.size(),
                                 columns_line));
      rows.add_damaged();
    } else {
      rows.add(line, time_of(reading, line, cells[0]), cells);
    }
  }
  finish(reading, rows, is_series);
}

namespace {

Cell cell_of(const TextSource& source, const JsonValue& value, int& line) {
  const auto [at, column] = source.place_of(value.offset);
  line = at;
  return {value.text, static_cast<std::size_t>(column)};
}

void read_location(Reading& reading, const JsonValue& root) {
  Weather& weather = reading.file->weather;
  const auto number = [&](std::string_view name, double low, double high) {
    const JsonValue* value = root.find_path({"inputs", "location", name});
    if (value == nullptr) {
      reading.report(1, {}, "E7104", fmt::format("inputs.location.{} is missing", name));
      return 0.0;
    }
    int line = 1;
    const Cell cell = cell_of(*reading.source, *value, line);
    return reading.header_number(line, cell, name, low, high).value_or(0);
  };
  weather.site = {number("latitude", -90, 90) * unit::deg,
                  number("longitude", -180, 180) * unit::deg, number("elevation", -500, 9000)};
  set_place(weather);
  if (root.find_path({"inputs", "location", "irradiance_time_offset"}) != nullptr) {
    weather.light_offset = duration_from_s(number("irradiance_time_offset", -2, 2) * 3600);
  }
  const JsonValue* mounting = root.find_path({"inputs", "mounting_system"});
  if (mounting != nullptr) {
    const JsonValue* slope = mounting->find_path({"fixed", "slope", "value"});
    if (slope == nullptr || slope->text != "0") {
      int line = 1;
      const Cell cell = cell_of(*reading.source, slope != nullptr ? *slope : *mounting, line);
      report_slope(reading, line, cell,
                   slope != nullptr ? fmt::format("light on a slope of {}", quoted(slope->text))
                                    : std::string("light on a surface that turns"));
    }
  }
}

}  // namespace

void read_pvgis_json(Reading& reading) {
  const JsonValue root = parse_json(*reading.source);
  read_location(reading, root);
  reading.problems->throw_any();
  const JsonValue* list = root.find_path({"outputs", "tmy_hourly"});
  list = list != nullptr ? list : root.find_path({"outputs", "hourly"});
  if (list == nullptr || list->kind != JsonValue::Kind::array || list->members.empty()) {
    reading.report(1, {}, "E7104", "outputs has no rows in 'tmy_hourly' or 'hourly'");
    reading.problems->throw_any();
  }
  std::vector<Cell> header;
  for (const auto& [name, value] : list->members.front().value.members) {
    header.push_back({name, 1});
  }
  int line = 1;
  bool is_series = false;
  cell_of(*reading.source, list->members.front().value, line);
  const std::vector<WeatherColumn> columns = columns_for(reading, line, header, is_series);
  WeatherRows rows(reading, columns);
  std::vector<Cell> cells(header.size());
  for (const auto& [none, row] : list->members) {
    const Cell whole = cell_of(*reading.source, row, line);
    const bool is_like_first =
        row.members.size() == header.size() &&
        std::ranges::equal(row.members, header, {}, &JsonMember::name, &Cell::text);
    if (!is_like_first) {
      reading.report(line, whole, "E7106", "a row has other names than the first one");
      rows.add_damaged();
      continue;
    }
    std::ranges::transform(row.members, cells.begin(), [&](const auto& member) {
      return cell_of(*reading.source, member.value, line);
    });
    rows.add(line, time_of(reading, line, cells[0]), cells);
  }
  finish(reading, rows, is_series);
}

}  // namespace heliofab::exchange
