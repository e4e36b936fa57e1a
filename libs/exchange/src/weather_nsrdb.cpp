// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
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

std::vector<WeatherColumn> nsrdb_columns() {
  constexpr double none = -9999;
  return {
      {&Weather::global, "GHI", unit::W_per_m2, 0, 2000, none},
      {&Weather::beam, "DNI", unit::W_per_m2, 0, 1500, none},
      {&Weather::diffuse, "DHI", unit::W_per_m2, 0, 1500, none},
      {&Weather::air, "Temperature", unit::degC, -90, 70, none},
      {&Weather::wind, "Wind Speed", unit::m_per_s, 0, 110, none},
      {&Weather::dew_point, "Dew Point", unit::degC, -110, 70, none, false},
      {&Weather::humidity, "Relative Humidity", unit::percent, 0, 110, none, false},
      {&Weather::pressure, "Pressure", unit::mbar, 310, 1200, none, false},
      {&Weather::albedo, "Surface Albedo", unit::one, 0, 1, none, false, true},
      {&Weather::water, "Precipitable Water", unit::cm, 0, 11, none, false, true},
  };
}

// What line 2 says of each column of line 1.
class Station {
 public:
  explicit Station(const Reading& reading)
      : reading_(&reading),
        names_(cells_of(reading.source->line(1))),
        values_(cells_of(reading.source->line(2))) {}

  const Cell* find(std::string_view name) const {
    const auto found = std::ranges::find(names_, name, &Cell::text);
    const auto at = static_cast<std::size_t>(found - names_.begin());
    return at < values_.size() ? &values_[at] : nullptr;
  }

  double number(std::string_view name, double low, double high) const {
    const Cell* cell = find(name);
    if (cell == nullptr) {
      reading_->report(1, {}, "E7104", fmt::format("'{}' is missing", name),
                       "line 1 names what line 2 gives of the place");
      return 0;
    }
    return reading_->header_number(2, *cell, name, low, high).value_or(0);
  }

  void want_unit(std::string_view column, std::string_view symbol) const {
    const Cell* cell = find(fmt::format("{} Units", column));
    const auto lower = [](std::string_view text) {
      std::string result(text);
      std::ranges::transform(result, result.begin(),
                             [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
      return result;
    };
    if (cell != nullptr && lower(cell->text) != symbol) {
      reading_->report(2, *cell, "E7115",
                       fmt::format("{} in {}, wanted {}", column, quoted(cell->text), symbol));
    }
  }

 private:
  const Reading* reading_;
  std::vector<Cell> names_;
  std::vector<Cell> values_;
};

void read_station(Reading& reading) {
  const Station station(reading);
  Weather& weather = reading.file->weather;
  const Cell* place = station.find("Location ID");
  weather.place = place != nullptr ? fmt::format("NSRDB {}", place->text) : "NSRDB";
  weather.site = {station.number("Latitude", -90, 90) * unit::deg,
                  station.number("Longitude", -180, 180) * unit::deg,
                  station.number("Elevation", -500, 9000)};
  weather.zone = duration_from_s(station.number("Local Time Zone", -14, 14) * 3600);
  reading.clock = duration_from_s(station.number("Time Zone", -14, 14) * 3600);
  for (const std::string_view light : {"GHI", "DNI", "DHI"}) {
    station.want_unit(light, "w/m2");
  }
  station.want_unit("Temperature", "c");
  station.want_unit("Dew Point", "c");
  station.want_unit("Pressure", "mbar");
  station.want_unit("Relative Humidity", "%");
  station.want_unit("Precipitable Water", "cm");
  station.want_unit("Wind Speed", "m/s");
}

// The most frequent distance of the first rows.
Duration step_of(const std::vector<SimTime>& times) {
  std::vector<Duration> steps;
  for (std::size_t i = 1; i < std::min<std::size_t>(times.size(), 50); ++i) {
    if (times[i] > times[i - 1]) {
      steps.push_back(times[i] - times[i - 1]);
    }
  }
  std::ranges::sort(steps);
  const Duration step = steps.empty() ? Duration(hours(1)) : steps[steps.size() / 2];
  return std::clamp<Duration>(step, minutes(1), hours(24));
}

std::optional<SimTime> time_of(const Reading& reading, int line, const std::vector<Cell>& cells,
                               std::span<const std::size_t, 5> places) {
  const auto fields = time_fields(reading, line, cells, places);
  if (!fields) {
    return std::nullopt;
  }
  const auto& [year, month, day, hour, minute] = *fields;
  const auto time = moment(reading, year, month, day, hours(hour) + minutes(minute));
  if (!time || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    reading.report(line, cells[places[0]], "E7107",
                   fmt::format("{}-{}-{} {}:{} is no time", year, month, day, hour, minute),
                   "NSRDB names the middle of an interval: hours 0 to 23, minutes 0 to 59");
    return std::nullopt;
  }
  return time;
}

}  // namespace

void read_nsrdb(Reading& reading) {
  const TextSource& source = *reading.source;
  Weather& weather = reading.file->weather;
  read_station(reading);
  weather.label = field::IntervalLabel::centre;
  weather.wind_height = 2;
  const std::vector<Cell> header = cells_of(source.line(3));
  std::vector<WeatherColumn> columns = nsrdb_columns();
  bind_columns(reading, 3, header, columns);
  std::array<std::size_t, 5> places{};
  constexpr std::array<std::string_view, 5> parts{"Year", "Month", "Day", "Hour", "Minute"};
  std::size_t least = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto found = std::ranges::find(header, parts[i], &Cell::text);
    places[i] = static_cast<std::size_t>(found - header.begin());
    if (found == header.end()) {
      reading.report(3, {}, "E7105", fmt::format("missing columns: '{}'", parts[i]));
    }
    least = std::max(least, places[i] + 1);
  }
  reading.problems->throw_any();
  for (const WeatherColumn& column : columns) {
    least = column.cell == std::string_view::npos ? least : std::max(least, column.cell + 1);
  }
  WeatherRows rows(reading, columns);
  for (int line = 4; line <= source.lines(); ++line) {
    if (stripped(source.line(line)).empty()) {
      continue;
    }
    const std::vector<Cell> cells = cells_of(source.line(line));
    if (cells.size() < least) {
      reading.report(line, cells.back(), "E7106",
                     fmt::format("{} cells, wanted {} as in line 3", cells.size(), header.size()));
      rows.add_damaged();
    } else {
      rows.add(line, time_of(reading, line, cells, places), cells);
    }
  }
  weather.step = step_of(rows.times());
  rows.finish(0);
}

}  // namespace heliofab::exchange
