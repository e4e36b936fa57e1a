// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "weather_rows.hpp"

namespace heliofab::exchange {

namespace {

using field::Weather;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::size_t header_lines = 8;
constexpr std::size_t least_cells = 22;  // as far as the wind; the rest may be left out

// Fields and their marks for what is missing by the EPW's definition [crawley1999].
std::vector<WeatherColumn> epw_columns() {
  return {
      {&Weather::air, "dry bulb", unit::degC, -90, 70, 99.9, true, false, 6},
      {&Weather::dew_point, "dew point", unit::degC, -110, 70, 99.9, false, false, 7},
      {&Weather::humidity, "relative humidity", unit::percent, 0, 110, 999, false, false, 8},
      {&Weather::pressure, "pressure", unit::Pa, 31000, 120000, 999999, false, false, 9},
      {&Weather::global, "global horizontal", unit::W_per_m2, 0, 2000, 9999, true, false, 13},
      {&Weather::beam, "direct normal", unit::W_per_m2, 0, 1500, 9999, true, false, 14},
      {&Weather::diffuse, "diffuse horizontal", unit::W_per_m2, 0, 1500, 9999, true, false, 15},
      {&Weather::wind, "wind speed", unit::m_per_s, 0, 110, 999, true, false, 21},
      {&Weather::water, "precipitable water", unit::mm, 0, 110, 999, false, true, 28},
      {&Weather::albedo, "albedo", unit::one, 0, 1, 999, false, true, 32},
  };
}

void read_location(Reading& reading) {
  const std::vector<Cell> cells = cells_of(reading.source->line(1));
  if (cells.size() < 10) {
    reading.report(1, {}, "E7104", fmt::format("LOCATION has {} fields, wanted 10", cells.size()),
                   "place, region, country, source, number, latitude, longitude, zone, elevation");
    return;
  }
  read_place(reading, 1,
             {.name = cells[1],
              .latitude = cells[6],
              .longitude = cells[7],
              .zone = cells[8],
              .elevation = cells[9]});
}

// Rows an hour, and the instant of the light where PVGIS says so.
int read_other_headers(Reading& reading) {
  constexpr std::string_view offset_key = "Irradiance Time Offset (h):";
  int an_hour = 1;
  for (int line = 2; line <= static_cast<int>(header_lines); ++line) {
    const std::string_view text = reading.source->line(line);
    if (const std::size_t at = text.find(offset_key); at != std::string_view::npos) {
      const Cell cell{stripped(text.substr(at + offset_key.size())), at + offset_key.size() + 1};
      if (const auto offset = reading.header_number(line, cell, "time offset", -2, 2)) {
        reading.file->weather.light_offset = duration_from_s(*offset * 3600);
        // PVGIS's rows are hours of UTC whatever LOCATION says: with its zone, the offset would put
        // the light of its CSV an hour too early.
        reading.clock = Duration::zero();
      }
    }
    if (text.starts_with("DATA PERIODS")) {
      const std::vector<Cell> cells = cells_of(text);
      const auto count = cells.size() > 2 ? whole_number(cells[2].text) : std::nullopt;
      if (!count || *count < 1 || *count > 60 || 60 % *count != 0) {
        reading.report(line, cells.size() > 2 ? cells[2] : Cell{}, "E7104",
                       "rows an hour are no whole part of an hour", "wanted 1, 2, 4, 6, 12 or 60");
      } else {
        an_hour = *count;
      }
    }
  }
  return an_hour;
}

// The end of a row's interval on the file's clock; empty when its fields are no time.
std::optional<SimTime> end_of(const Reading& reading, int line, const std::vector<Cell>& cells,
                              int an_hour) {
  const auto fields = time_fields(reading, line, cells, std::array<std::size_t, 5>{0, 1, 2, 3, 4},
                                  "a row begins with year, month, day, hour and minute");
  if (!fields) {
    return std::nullopt;
  }
  const auto& [year, month, day, hour, minute] = *fields;
  if (hour < 1 || hour > 24) {
    reading.report(line, cells[3], "E7107", fmt::format("hour {}, wanted 1 to 24", hour),
                   "a row of an EPW names the hour that ends: the first of a day is 1");
    return std::nullopt;
  }
  const int step = 60 / an_hour;
  const int after = an_hour == 1 ? 60 : minute == 0 ? 60 : minute;
  if (after < step || after > 60 || after % step != 0) {
    reading.report(line, cells[4], "E7107",
                   fmt::format("minute {}, wanted a multiple of {} to 60", minute, step));
    return std::nullopt;
  }
  const auto time = moment(reading, year, month, day, hours(hour - 1) + minutes(after));
  if (!time) {
    reading.report(line, cells[0], "E7107", fmt::format("{}-{}-{} is no date", year, month, day));
  }
  return time;
}

}  // namespace

void read_epw(Reading& reading) {
  const TextSource& source = *reading.source;
  Weather& weather = reading.file->weather;
  read_location(reading);
  const int an_hour = read_other_headers(reading);
  weather.step = hours(1) / an_hour;
  weather.label = field::IntervalLabel::end;
  weather.wind_height = 10;
  WeatherRows rows(reading, epw_columns());
  for (int line = static_cast<int>(header_lines) + 1; line <= source.lines(); ++line) {
    if (stripped(source.line(line)).empty()) {
      continue;
    }
    std::vector<Cell> cells = cells_of(source.line(line));
    if (cells.size() < least_cells) {
      reading.report(line, cells.back(), "E7106",
                     fmt::format("{} fields, wanted {} to 35", cells.size(), least_cells));
      rows.add_damaged();
      continue;
    }
    cells.resize(std::max<std::size_t>(cells.size(), 35));
    rows.add(line, end_of(reading, line, cells, an_hour), cells);
  }
  rows.finish(hours_of_year * static_cast<std::size_t>(an_hour));
}

}  // namespace heliofab::exchange
