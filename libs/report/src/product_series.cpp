// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <functional>
#include <sstream>

#include <fmt/format.h>

#include "heliofab/io/csv.hpp"
#include "heliofab/report/product_report.hpp"

namespace heliofab::report {

namespace {

// A column of numbers: its name with the unit, and its value in that unit in a row.
struct SeriesColumn {
  const char* name;
  std::function<double(std::size_t)> value;
};

using Columns = std::vector<SeriesColumn>;

Columns installed_columns(const twin::InstalledYield& yield, const field::SurfaceLight& light) {
  const field::EnergyYield& e = yield.energy;
  Columns columns{{"light_open_W_m2", [&light](std::size_t i) { return light.open[i]; }},
                  {"light_shaded_W_m2", [&light](std::size_t i) { return light.shaded[i]; }},
                  {"light_entered_W_m2", [&light](std::size_t i) { return light.entered[i]; }},
                  {"air_mass", [&light](std::size_t i) { return light.mass[i]; }},
                  {"cell_degC", [&e](std::size_t i) { return e.cell[i] / unit::degC; }},
                  {"power_W", [&e](std::size_t i) { return e.power[i]; }}};
  if (yield.alone) {
    const field::StandAloneYield& a = *yield.alone;
    columns.push_back({"load_served_W", [&a](std::size_t i) { return a.serving[i]; }});
    columns.push_back({"battery_kWh", [&a](std::size_t i) { return a.stored[i] / unit::kWh; }});
  }
  return columns;
}

Columns charger_columns(const field::ChargerYield& c) {
  return {{"light_entered_W_m2", [&c](std::size_t i) { return c.light[i]; }},
          {"cell_degC", [&c](std::size_t i) { return c.cell[i] / unit::degC; }},
          {"panels_V", [&c](std::size_t i) { return c.voltage[i]; }},
          {"panels_W", [&c](std::size_t i) { return c.offered[i]; }},
          {"charging_W", [&c](std::size_t i) { return c.power[i]; }}};
}

Columns orbit_columns(const field::OrbitCycle& c) {
  return {{"time_s", [&c](std::size_t i) { return c.time[i]; }},
          {"light_W_m2", [&c](std::size_t i) { return c.light[i]; }},
          {"panel_degC", [&c](std::size_t i) { return c.temperature[i] / unit::degC; }},
          {"power_W_m2", [&c](std::size_t i) { return c.power[i]; }}};
}

std::string zone_text(Duration zone) {
  const auto minutes = std::chrono::round<std::chrono::minutes>(zone).count();
  const auto size = minutes < 0 ? -minutes : minutes;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

// "2010-05-12T06:30:00-07:00"
std::string moment_text(SimTime moment, Duration zone) {
  std::string text = format_time(moment + zone);
  text[text.find(' ')] = 'T';
  return text + zone_text(zone);
}

void write_rows_of_weather(const field::Weather& weather, const Columns& columns,
                           io::CsvWriter& csv) {
  const auto label = static_cast<std::size_t>(weather.label);
  csv.comment("place: " + weather.place);
  csv.comment(fmt::format("weather_label: {}", field::names_of(weather.label)[label]));
  csv.comment(fmt::format("step_s: {:g}", to_s(weather.step)));
  csv.cell("interval_start").cell("interval_end");
  for (const SeriesColumn& column : columns) {
    csv.cell(column.name);
  }
  csv.end_row();
  for (std::size_t row = 0; row < weather.size(); ++row) {
    const SimTime start = field::centre_of(weather, row) - weather.step / 2;
    csv.cell(moment_text(start, weather.zone));
    csv.cell(moment_text(start + weather.step, weather.zone));
    for (const SeriesColumn& column : columns) {
      csv.cell(column.value(row));
    }
    csv.end_row();
  }
}

}  // namespace

std::string product_series_csv(const ProductView& p) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.comment("product: " + p.plan.name);
  if (p.space == nullptr) {
    write_rows_of_weather(p.weather,
                          p.installed != nullptr ? installed_columns(*p.installed, *p.light)
                                                 : charger_columns(*p.charger),
                          csv);
    return out.str();
  }
  const field::OrbitCycle& cycle = p.space->orbit.cycle;
  const Columns columns = orbit_columns(cycle);
  csv.comment(fmt::format("period_s: {:g}", p.space->orbit.period));
  for (const SeriesColumn& column : columns) {
    csv.cell(column.name);
  }
  csv.end_row();
  for (std::size_t row = 0; row < cycle.time.size(); ++row) {
    for (const SeriesColumn& column : columns) {
      csv.cell(column.value(row));
    }
    csv.end_row();
  }
  return out.str();
}

}  // namespace heliofab::report
