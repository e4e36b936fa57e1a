// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "format.hpp"
#include "markup.hpp"
#include "product_figures.hpp"

namespace heliofab::report {

namespace {

ColumnChart month_chart(std::string label, std::string y_title, Measure measure,
                        std::string_view series, std::string_view paint) {
  return {.label = std::move(label),
          .x_title = "month",
          .y_title = std::move(y_title),
          .measure = std::move(measure),
          .names = {},
          .edges = {},
          .series = {{std::string(series), std::string(paint), {}}},
          .levels = {},
          .width = half_width,
          .height = 280};
}

std::string figure_of_months(std::string_view caption, const ColumnChart& chart) {
  return html_figure(caption, {}, draw(chart),
                     table_of("month", chart.names, chart.series, chart.measure));
}

}  // namespace

std::string charger_months_section(const ProductView& p) {
  const field::ChargerYield& c = *p.charger;
  const std::array<double, 12> times = month_times(p.weather);
  const EnergyUnit in = energy_unit(c.energy);
  ColumnChart energy =
      month_chart("Energy into the device by month", fmt::format("energy [{}]", in.name),
                  {in.name, 1}, "energy", "s1");
  ColumnChart hours = month_chart("Hours to charge a phone by month", "hours of charging [h]",
                                  {"h", 2}, "hours of charging", "s3");
  for (std::size_t m = 0; m < times.size(); ++m) {
    if (times[m] == 0) {
      continue;
    }
    for (ColumnChart* const chart : {&energy, &hours}) {
      chart->names.emplace_back(month_names[m]);
    }
    energy.series[0].values.push_back(c.monthly[m] / in.scale);
    hours.series[0].values.push_back(c.monthly[m] > 0 ? p.plan.phone_battery / c.monthly[m] *
                                                            c.monthly_charging[m] / unit::h
                                                      : std::numeric_limits<double>::quiet_NaN());
  }
  return with_origin(
      side_by_side(figure_of_months("Energy into the device", energy),
                   figure_of_months(fmt::format("Hours to charge {:g} Wh",
                                                1000 * p.plan.phone_battery / unit::kWh),
                                    hours)),
      "monthly_kWh of the JSON; hours are phone_battery of the input at the mean power while it "
      "charges in that month; docs/theory/field.md (14.1), (14.2).");
}

std::string charger_days_section(const ProductView& p) {
  const field::ChargerYield& c = *p.charger;
  const std::vector<DayRows> days = whole_days(p.weather);
  if (days.empty()) {
    return paragraph("The weather has no whole day.");
  }
  const auto light_of = [&](const DayRows& day) { return sum_of(day, c.light); };
  const DayRows& clear = *std::ranges::max_element(days, {}, light_of);
  const auto in_month = [&](const DayRows& day) {
    return day.month == clear.month ? light_of(day) : std::numeric_limits<double>::infinity();
  };
  const DayRows& cloudy = *std::ranges::min_element(days, {}, in_month);
  LineChart power = day_chart("Charging power over two days", "power [W]", {"W", 2});
  LineChart light =
      day_chart("Light that enters the panels over two days", "light [W/m²]", {"W/m²", 0});
  power.y_from = light.y_from = 0;
  const auto add = [&](const DayRows& day, std::string_view kind, int colour) {
    const auto draw_rows = [&](LineChart& chart, std::string name, const auto& rows) {
      chart.lines.push_back(over_day(std::move(name), colour, p.weather, day,
                                     [&](std::size_t row) { return rows[row]; }));
    };
    draw_rows(power, fmt::format("into the device, {}, {}", kind, day.date), c.power);
    draw_rows(power, fmt::format("panels as joined, {}", kind), c.offered);
    power.lines.back().is_dashed = true;
    draw_rows(light, fmt::format("{}, {}", kind, day.date), c.light);
  };
  add(clear, "clear", 2);
  add(cloudy, "cloudy", 1);
  return with_origin(
      side_by_side(figure_of("Charging power", power), figure_of("Light", light)),
      fmt::format(
          "the day of the weather with the most light on the panels, and the day of the same "
          "month with the least, row by row; light is that of the mean panel. The converter "
          "starts at {:g} V and {:g} A; intervals of {:g} min hide the clouds within them. "
          "docs/theory/field.md (14.1), (14.2). All rows: --series.",
          p.plan.charger.converter.start_voltage, p.plan.charger.converter.start_current,
          to_s(p.weather.step) / unit::min));
}

namespace {

// One a module at a level; a module without a shunt has no place.
LineChart::Dots dots_of(const ProductModules& modules, std::size_t level) {
  LineChart::Dots dots{.colour = static_cast<int>(level) + 1, .x = {}, .y = {}, .tips = {}};
  for (std::size_t m = 0; m < modules.serials.size(); ++m) {
    if (modules.shunts[m] > 0) {
      dots.x.push_back(shunt_resistance(modules.shunts[m]));
      dots.y.push_back(modules.indoor[level][m] / milliwatt);
      dots.tips.push_back(fmt::format("module {}: {} mW, {} Ω cm²", modules.serials[m],
                                      four_digits(dots.y.back()), four_digits(dots.x.back())));
    }
  }
  return dots;
}

constexpr std::string_view light_origin =
    "lux by data/spectra/led.csv and photopic.csv; the sunlight of as much current by the cell's "
    "quantum efficiency, docs/theory/field.md (12.1) to (12.3); ";

std::string indoor_origin(bool is_nominal) {
  return std::string(light_origin) +
         (is_nominal
              ? "the module at 23 °C with the shunt varied and nothing else, by the device and the "
                "module engine. The shunt keeps its exponent over voltage."
              : "at 23 °C. Lines and the light of the lamp are of a nominal module by the run's "
                "plan, with the shunt varied and nothing else, by the device and the module "
                "engine; the shunt keeps its exponent over voltage. Dots are the modules that the "
                "run made, each by its own table, docs/theory/field.md (15.1) to (15.4), over "
                "shunt_S_m2 of its row in the record: a dot off the line has another film than the "
                "recipe's, or faults beside the shunt of its median stripe.");
}

LineChart::Line line_of(const twin::IndoorOverShunts& indoor, std::size_t level) {
  LineChart::Line line{.name = fmt::format("{:g} lux", indoor.lux[level]),
                       .colour = static_cast<int>(level) + 1};
  for (std::size_t s = 0; s < indoor.shunt.size(); ++s) {
    line.x.push_back(shunt_resistance(indoor.shunt[s]));
    line.y.push_back(indoor.power[level][s] / milliwatt);
  }
  return line;
}

// The points of a line between two x, and one beyond each.
LineChart::Line part_of(const LineChart::Line& line, double from, double to) {
  LineChart::Line part{.name = line.name, .colour = line.colour};
  const auto meets = [&](std::size_t a, std::size_t b) {
    return std::min(line.x[a], line.x[b]) <= to && std::max(line.x[a], line.x[b]) >= from;
  };
  for (std::size_t k = 0; k < line.x.size(); ++k) {
    if (meets(k > 0 ? k - 1 : k, k) || meets(k, std::min(k + 1, line.x.size() - 1))) {
      part.x.push_back(line.x[k]);
      part.y.push_back(line.y[k]);
    }
  }
  return part;
}

LineChart shunts_chart(std::string label) {
  return {.label = std::move(label),
          .x_title = "resistance of the film's shunt at 0.5 V [Ω cm²]",
          .y_title = "power of a module [mW]",
          .x_unit = "Ω cm²",
          .measure = {"mW", -1},
          .height = 360};
}

// The modules at one level, with as much of the line as lies beside them.
std::string modules_at(const ProductDetails& details, std::size_t level) {
  LineChart::Dots dots = dots_of(*details.modules, level);
  if (dots.x.empty()) {
    return {};
  }
  const auto [least, most] = std::ranges::minmax(dots.x);
  const LineChart::Line line = line_of(*details.over_shunts, level);
  LineChart chart =
      shunts_chart(fmt::format("Power of each module at {} over its own shunt", line.name));
  chart.width = half_width;
  chart.height = 300;
  chart.lines.push_back(part_of(line, least, most));
  chart.dots.push_back(std::move(dots));
  return figure_of(fmt::format("Each module at {}", line.name), chart);
}

}  // namespace

double shunt_resistance(double shunt) { return 1 / shunt / unit::ohm_cm2; }

std::string indoor_section(const ProductDetails& details) {
  const twin::IndoorOverShunts& indoor = *details.over_shunts;
  const bool is_nominal = !details.modules;
  const bool is_mean = details.modules && details.modules->count > 1;
  LineChart chart = shunts_chart("Power indoors over the resistance of the film's shunt");
  chart.is_x_logarithmic = chart.is_y_logarithmic = true;
  for (std::size_t level = 0; level < indoor.lux.size(); ++level) {
    chart.lines.push_back(line_of(indoor, level));
    if (details.modules) {
      chart.dots.push_back(dots_of(*details.modules, level));
      if (is_mean) {  // too close to point at
        chart.dots.back().tips.clear();
      }
    }
  }
  Table table{
      {{"light [lux]", true},
       {"power of a module [mW]", true},
       {"of its aperture [µW/cm²]", true},
       {is_nominal ? "with no shunt to speak of [mW]" : "nominal, with no shunt to speak of [mW]",
        true}},
      {}};
  constexpr double micro_per_cm2 = 1e-6 / unit::cm2.scale;
  for (std::size_t k = 0; k < indoor.lux.size(); ++k) {
    table.rows.push_back({fmt::format("{:g}", indoor.lux[k]),
                          four_digits(indoor.own_power[k] / milliwatt),
                          four_digits(indoor.own_power[k] / indoor.aperture / micro_per_cm2),
                          four_digits(std::ranges::max(indoor.power[k]) / milliwatt)});
  }
  if (indoor.own_shunt > 0) {
    chart.marks = {{shunt_resistance(indoor.own_shunt), is_mean ? "median module" : "this module"}};
  }
  std::string html = figure_of(
      is_nominal ? "Power of a module under a white diode"
      : is_mean  ? "Power under a white diode: nominal (lines) and of each module of the run "
                   "(dots)"
                 : "Power under a white diode: nominal (lines) and of the module (dots)",
      chart);
  if (is_mean) {
    html += side_by_side(modules_at(details, 0), modules_at(details, indoor.lux.size() - 1));
  }
  return with_origin(html, indoor_origin(is_nominal)) +
         fmt::format("<h3>{}</h3>\n", is_mean ? "The mean of the modules" : "This module") +
         html_table(table);
}

}  // namespace heliofab::report
