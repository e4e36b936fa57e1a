// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
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

// A row of a TMY names the hour that ends, 1 to 24.
std::optional<SimTime> end_of_hour(const Reading& reading, int line, const Cell& date,
                                   std::array<std::optional<int>, 4> fields) {
  const auto& [year, month, day, hour] = fields;
  if (!year || !month || !day || !hour) {
    reading.report(line, date, "E7107", fmt::format("{} is no date", quoted(date.text)));
    return std::nullopt;
  }
  if (*hour < 1 || *hour > 24) {
    reading.report(line, date, "E7107", fmt::format("hour {}, wanted 1 to 24", *hour),
                   "a row of a TMY names the hour that ends: the first of a day is 1");
    return std::nullopt;
  }
  const auto time = moment(reading, *year, *month, *day, hours(*hour));
  if (!time) {
    reading.report(line, date, "E7107", fmt::format("{}-{}-{} is no date", *year, *month, *day));
  }
  return time;
}

void set_tmy(Weather& weather) {
  weather.label = field::IntervalLabel::end;
  weather.is_typical = true;
  weather.wind_height = 10;
}

std::vector<WeatherColumn> tmy3_columns() {
  constexpr double none = -9900;
  return {
      {&Weather::global, "GHI (W/m^2)", unit::W_per_m2, 0, 2000, none},
      {&Weather::beam, "DNI (W/m^2)", unit::W_per_m2, 0, 1500, none},
      {&Weather::diffuse, "DHI (W/m^2)", unit::W_per_m2, 0, 1500, none},
      {&Weather::air, "Dry-bulb (C)", unit::degC, -90, 70, none},
      {&Weather::wind, "Wspd (m/s)", unit::m_per_s, 0, 110, none},
      {&Weather::dew_point, "Dew-point (C)", unit::degC, -110, 70, none, false},
      {&Weather::humidity, "RHum (%)", unit::percent, 0, 110, none, false},
      {&Weather::pressure, "Pressure (mbar)", unit::mbar, 310, 1200, none, false},
      {&Weather::albedo, "Alb (unitless)", unit::one, 0, 1, none, false, true},
      {&Weather::water, "Pwat (cm)", unit::cm, 0, 11, none, false, true},
  };
}

void read_tmy3_station(Reading& reading) {
  const std::vector<Cell> cells = cells_of(reading.source->line(1));
  if (cells.size() < 7) {
    reading.report(1, {}, "E7104", fmt::format("{} fields of the station, wanted 7", cells.size()),
                   "number, name, state, zone, latitude, longitude, elevation");
    return;
  }
  read_place(reading, 1,
             {.name = cells[1],
              .latitude = cells[4],
              .longitude = cells[5],
              .zone = cells[3],
              .elevation = cells[6]});
}

// "01/31/1988" and "24:00".
std::optional<SimTime> tmy3_time(const Reading& reading, int line, const Cell& date,
                                 const Cell& time) {
  const bool is_date = date.text.size() == 10 && date.text[2] == '/' && date.text[5] == '/';
  const bool is_time = time.text.size() == 5 && time.text.ends_with(":00");
  if (!is_date || !is_time) {
    const Cell& wrong = is_date ? time : date;
    reading.report(line, wrong, "E7107",
                   fmt::format("{} is no {}", quoted(wrong.text), is_date ? "hour" : "date"),
                   "as in 01/31/1988 and 24:00");
    return std::nullopt;
  }
  return end_of_hour(reading, line, date,
                     {whole_number(date.text.substr(6)), whole_number(date.text.substr(0, 2)),
                      whole_number(date.text.substr(3, 2)), whole_number(time.text.substr(0, 2))});
}

// Fields of a TMY2 row: first byte, 1-based, and width [marion1995]. The first is the date.
struct Fixed {
  std::size_t first;
  std::size_t width;
};
constexpr std::array<Fixed, 10> tmy2_fields{{{2, 8},      // year, month, day, hour
                                             {18, 4},     // global
                                             {24, 4},     // direct
                                             {30, 4},     // diffuse
                                             {68, 4},     // dry bulb
                                             {74, 4},     // dew point
                                             {80, 3},     // humidity
                                             {85, 4},     // pressure
                                             {96, 3},     // wind
                                             {124, 3}}};  // water
constexpr std::size_t tmy2_width = 142;

std::vector<WeatherColumn> tmy2_columns() {
  static constexpr Unit tenths_degC{"0.1 degC", Quantity::temperature, 0.1, 273.15};
  static constexpr Unit tenths_m_per_s{"0.1 m/s", Quantity::speed, 0.1};
  return {
      {&Weather::global, "global", unit::W_per_m2, 0, 2000, 9999, true, false, 1},
      {&Weather::beam, "direct", unit::W_per_m2, 0, 1500, 9999, true, false, 2},
      {&Weather::diffuse, "diffuse", unit::W_per_m2, 0, 1500, 9999, true, false, 3},
      {&Weather::air, "dry bulb", tenths_degC, -900, 700, 9999, true, false, 4},
      {&Weather::dew_point, "dew point", tenths_degC, -1100, 700, 9999, false, false, 5},
      {&Weather::humidity, "humidity", unit::percent, 0, 110, 999, false, false, 6},
      {&Weather::pressure, "pressure", unit::mbar, 310, 1200, 9999, false, false, 7},
      {&Weather::wind, "wind", tenths_m_per_s, 0, 990, 999, true, false, 8},
      {&Weather::water, "water", unit::mm, 0, 110, 999, false, true, 9},
  };
}

Cell fixed_cell(std::string_view line, std::size_t first, std::size_t width) {
  const std::string_view text = first <= line.size() ? line.substr(first - 1, width) : "";
  const std::string_view inner = stripped(text);
  return {inner,
          first + (inner.empty() ? 0 : static_cast<std::size_t>(inner.data() - text.data()))};
}

// " 12839 MIAMI                  FL  -5 N 25 48 W  80 16     2": degrees and minutes.
void read_tmy2_station(Reading& reading) {
  const std::string_view line = reading.source->line(1);
  Weather& weather = reading.file->weather;
  weather.place = std::string(fixed_cell(line, 9, 22).text);
  const auto number = [&](std::size_t first, std::size_t width, std::string_view name, double low,
                          double high) {
    return reading.header_number(1, fixed_cell(line, first, width), name, low, high).value_or(0);
  };
  const auto sign = [&](std::size_t at, std::string_view plus, std::string_view minus) {
    const Cell cell = fixed_cell(line, at, 1);
    if (cell.text != plus && cell.text != minus) {
      reading.report(1, cell, "E7104",
                     fmt::format("{}, wanted {} or {}", quoted(cell.text), plus, minus));
    }
    return cell.text == minus ? -1.0 : 1.0;
  };
  weather.zone = duration_from_s(number(34, 3, "zone", -14, 14) * 3600);
  const double latitude = number(40, 2, "latitude", 0, 90) + number(43, 2, "minutes", 0, 60) / 60;
  const double longitude =
      number(48, 3, "longitude", 0, 180) + number(52, 2, "minutes", 0, 60) / 60;
  weather.site = {sign(38, "N", "S") * latitude * unit::deg,
                  sign(46, "E", "W") * longitude * unit::deg,
                  number(56, 4, "elevation", -500, 9000)};
  reading.clock = weather.zone;
}

}  // namespace

void read_tmy3(Reading& reading) {
  const TextSource& source = *reading.source;
  read_tmy3_station(reading);
  set_tmy(reading.file->weather);
  const std::vector<Cell> header = cells_of(source.line(2));
  std::vector<WeatherColumn> columns = tmy3_columns();
  bind_columns(reading, 2, header, columns);
  reading.problems->throw_any();
  WeatherRows rows(reading, columns);
  for (int line = 3; line <= source.lines(); ++line) {
    if (stripped(source.line(line)).empty()) {
      continue;
    }
    const std::vector<Cell> cells = cells_of(source.line(line));
    if (cells.size() != header.size()) {
      reading.report(line, cells.back(), "E7106",
                     fmt::format("{} cells, wanted {} as in line 2", cells.size(), header.size()));
      rows.add_damaged();
    } else {
      rows.add(line, tmy3_time(reading, line, cells[0], cells[1]), cells);
    }
  }
  rows.finish(hours_of_year);
}

void read_tmy2(Reading& reading) {
  const TextSource& source = *reading.source;
  read_tmy2_station(reading);
  set_tmy(reading.file->weather);
  WeatherRows rows(reading, tmy2_columns());
  for (int line = 2; line <= source.lines(); ++line) {
    const std::string_view text = source.line(line);
    if (stripped(text).empty()) {
      continue;
    }
    if (text.size() < tmy2_width) {
      reading.report(line, {"", text.size() + 1}, "E7106",
                     fmt::format("{} characters, wanted {}", text.size(), tmy2_width));
      rows.add_damaged();
      continue;
    }
    std::array<Cell, tmy2_fields.size()> cells;
    std::ranges::transform(tmy2_fields, cells.begin(),
                           [&](const Fixed& f) { return fixed_cell(text, f.first, f.width); });
    const std::string_view date = text.substr(1, 8);
    const auto two = [&](std::size_t at) { return whole_number(stripped(date.substr(at, 2))); };
    const std::optional<int> year = two(0);
    const auto time =
        end_of_hour(reading, line, {date, 2},
                    {year ? std::optional(1900 + *year) : std::nullopt, two(2), two(4), two(6)});
    rows.add(line, time, cells);
  }
  rows.finish(hours_of_year);
}

}  // namespace heliofab::exchange
