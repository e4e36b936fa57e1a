// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "format.hpp"
#include "markup.hpp"
#include "product_figures.hpp"

namespace heliofab::report {

namespace {

// [J] of nominal power in all light, and light [J/m2] on the modules, by months.
struct MonthlyLight {
  std::array<double, 12> potential{};
  std::array<double, 12> light{};
};

MonthlyLight light_of(const ProductView& p) {
  MonthlyLight months;
  const field::EnergyYield& energy = p.installed->energy;
  for (std::size_t row = 0; row < p.weather.size(); ++row) {
    const double light = p.light->open[row] * to_s(p.weather.step);
    const std::size_t month = field::month_of(p.weather, row);
    months.light[month] += light;
    months.potential[month] += light / field::rated_light * energy.nominal;
  }
  return months;
}

// The day of a month with the most light on the modules; null when the weather has no whole one.
const DayRows* brightest_day(const std::vector<DayRows>& days, std::span<const double> light,
                             std::size_t month) {
  const DayRows* brightest = nullptr;
  double most = -1;
  for (const DayRows& day : days) {
    const double sum = sum_of(day, light);
    if (day.month == month && sum > most) {
      brightest = &day;
      most = sum;
    }
  }
  return brightest;
}

void add_day(const ProductView& p, const DayRows& day, std::string_view season, int colour,
             LineChart& power, LineChart& heat) {
  const field::EnergyYield& e = p.installed->energy;
  const auto add = [&](LineChart& chart, std::string name, bool is_dashed, const auto& value) {
    chart.lines.push_back(over_day(std::move(name), colour, p.weather, day, value));
    chart.lines.back().is_dashed = is_dashed;
  };
  add(power, fmt::format("{}, {}", season, day.date), false,
      [&](std::size_t row) { return e.power[row]; });
  add(power, fmt::format("nominal power in that light, {}", season), true,
      [&](std::size_t row) { return p.light->open[row] * e.nominal / field::rated_light; });
  add(heat, fmt::format("cell, {}", season), false,
      [&](std::size_t row) { return e.cell[row] / unit::degC; });
  add(heat, fmt::format("air, {}", season), true,
      [&](std::size_t row) { return p.weather.air[row] / unit::degC; });
}

}  // namespace

std::string installed_months_section(const ProductView& p) {
  const field::EnergyYield& e = p.installed->energy;
  const MonthlyLight light = light_of(p);
  const std::array<double, 12> times = month_times(p.weather);
  const EnergyUnit in = energy_unit(e.energy);
  ColumnChart chart{.label = "Energy delivered by month, and nominal power in all light",
                    .x_title = "month",
                    .y_title = fmt::format("energy [{}]", in.name),
                    .measure = {in.name, 1},
                    .names = {},
                    .edges = {},
                    .series = {{"delivered", "s1", {}}},
                    .levels = {{"nominal power in all light", "s2", {}}}};
  Table table{{{"month"},
               {"light [kWh/m²]", true},
               {fmt::format("nominal power in all light [{}]", in.name), true},
               {fmt::format("delivered [{}]", in.name), true},
               {"performance [%]", true}},
              {}};
  for (std::size_t m = 0; m < times.size(); ++m) {
    if (times[m] == 0) {
      continue;
    }
    chart.names.emplace_back(month_names[m]);
    chart.series[0].values.push_back(e.monthly[m] / in.scale);
    chart.levels[0].values.push_back(light.potential[m] / in.scale);
    table.rows.push_back({std::string(month_names[m]), fixed(light.light[m] / unit::kWh_per_m2, 1),
                          fixed(light.potential[m] / in.scale, 1),
                          fixed(e.monthly[m] / in.scale, 1),
                          fixed(100 * e.monthly[m] / light.potential[m], 1)});
  }
  std::vector<LegendItem> legend = legend_of(chart.series);
  legend.push_back({"s2", "nominal power in all light"});
  return with_origin(
      html_figure("Energy by month, and the light for it", legend, draw(chart), table),
      "monthly_kWh of the JSON. Light is that of the weather on the open surface, by "
      "the sky model of the input; at nominal efficiency it gives the line. docs/theory/field.md "
      "(13.1).");
}

std::string installed_days_section(const ProductView& p) {
  const std::vector<DayRows> days = whole_days(p.weather);
  const bool is_north = p.weather.site.latitude >= 0;
  constexpr std::size_t june = 5;
  constexpr std::size_t december = 11;
  const std::span<const double> light = p.light->open;
  const DayRows* const summer = brightest_day(days, light, is_north ? june : december);
  const DayRows* const winter = brightest_day(days, light, is_north ? december : june);
  LineChart power = day_chart("Power over two days", "power [W]", {"W", 1});
  LineChart heat =
      day_chart("Temperature of cells and air over two days", "temperature [°C]", {"°C", 1});
  power.y_from = 0;
  if (summer != nullptr) {
    add_day(p, *summer, "summer", 2, power, heat);
  }
  if (winter != nullptr) {
    add_day(p, *winter, "winter", 1, power, heat);
  }
  if (power.lines.empty()) {
    return paragraph("The weather has no whole day of June or December.");
  }
  return with_origin(
      side_by_side(figure_of("Power", power), figure_of("Temperature", heat)),
      fmt::format(
          "the days of June and December with the most light on the modules, row by row of "
          "the weather; each point stands in the middle of its interval of {:g} min. "
          "Temperatures by the model '{}'; docs/theory/field.md (3.9), (3.13), (13.1). All "
          "rows: --series.",
          to_s(p.weather.step) / unit::min,
          field::names_of(
              p.plan.installation.heat)[static_cast<std::size_t>(p.plan.installation.heat)]));
}

std::string installed_load_section(const ProductView& p) {
  const field::StandAloneYield& a = *p.installed->alone;
  const double battery = p.plan.load.battery;
  const std::array<double, 12> times = month_times(p.weather);
  std::array<double, 12> sum{};
  std::array<double, 12> least{};
  least.fill(1);
  for (std::size_t row = 0; row < p.weather.size() && battery > 0; ++row) {
    const std::size_t month = field::month_of(p.weather, row);
    sum[month] += a.stored[row] / battery * to_s(p.weather.step);
    least[month] = std::min(least[month], a.stored[row] / battery);
  }
  ColumnChart chart{.label = "Share of the load that is served, and of the battery, by month",
                    .x_title = "month",
                    .y_title = "share [%]",
                    .measure = {"%", 1},
                    .names = {},
                    .edges = {},
                    .series = {{"load served", "s3", {}}},
                    .levels = {}};
  if (battery > 0) {
    chart.levels = {{"battery, mean", "s5", {}}, {"battery, lowest", "s4", {}}};
  }
  for (std::size_t m = 0; m < times.size(); ++m) {
    if (times[m] == 0 || a.monthly_wanted[m] <= 0) {
      continue;
    }
    chart.names.emplace_back(month_names[m]);
    chart.series[0].values.push_back(100 * a.monthly_served[m] / a.monthly_wanted[m]);
    if (battery > 0) {
      chart.levels[0].values.push_back(100 * sum[m] / times[m]);
      chart.levels[1].values.push_back(100 * least[m]);
    }
  }
  std::vector<Series> all = chart.series;
  all.insert(all.end(), chart.levels.begin(), chart.levels.end());
  return paragraph(fmt::format("Of {:.4g} kWh the load has {}; it is not wholly served for {:.0f} "
                               "h in all and {:.0f} "
                               "h at a stretch. {:.4g} kWh of the modules nobody takes.",
                               a.wanted / unit::kWh, percent(a.served / a.wanted, 2),
                               a.dark_time / unit::h, a.longest_dark / unit::h,
                               a.surplus / unit::kWh)) +
         with_origin(html_figure("Load served, and state of the battery", legend_of(all),
                                 draw(chart), table_of("month", chart.names, all, chart.measure)),
                     fmt::format("load of the input: {:g} W by day, {:g} W by night, {:g} kWh of "
                                 "battery that begins full; docs/theory/field.md (14.3).",
                                 p.plan.load.day, p.plan.load.night, battery / unit::kWh));
}

std::string installed_years_section(const ProductView& p) {
  const std::vector<double>& yearly = p.installed->energy.yearly;
  if (yearly.size() < 2) {
    return paragraph(
        "One year of the weather was asked for. With --years 20, or years in the file, this shows "
        "what ageing takes of each.");
  }
  const EnergyUnit in = energy_unit(yearly.front());
  ColumnChart chart{.label = "Energy by year",
                    .x_title = "year",
                    .y_title = fmt::format("energy [{}]", in.name),
                    .measure = {in.name, 1},
                    .names = {},
                    .edges = {},
                    .series = {{"delivered", "s1", {}}},
                    .levels = {}};
  for (std::size_t k = 0; k < yearly.size(); ++k) {
    chart.names.push_back(std::to_string(k + 1));
    chart.series[0].values.push_back(yearly[k] / in.scale);
  }
  const field::ModuleAge& age = p.installed->energy.age;
  return paragraph(
             fmt::format("The last year gives {} of the first. Damp heat has then taken {} of "
                         "power; the yearly rate of the input is {}.",
                         percent(yearly.back() / yearly.front(), 2), percent(age.damp, 2),
                         percent(p.plan.ageing.yearly_rate, 2))) +
         with_origin(html_figure("Energy by year, of the same weather", {}, draw(chart),
                                 table_of("year", chart.names, chart.series, chart.measure)),
                     "yearly_kWh of the JSON; docs/theory/field.md (11.1) to (11.5). Losses and "
                     "months are of the first year.");
}

}  // namespace heliofab::report
