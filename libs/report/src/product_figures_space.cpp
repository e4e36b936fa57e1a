// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "markup.hpp"
#include "product_figures.hpp"

namespace heliofab::report {

namespace {

std::string name_of(const twin::OrbitCase& orbit, bool is_own) {
  return fmt::format("{}sun {:.0f}° above the orbit's plane", is_own ? "own, " : "",
                     orbit.beta / unit::deg);
}

// One quantity over a revolution, a line an orbit.
template <class Value>
LineChart over_orbit(const std::vector<twin::OrbitCase>& orbits, std::string label,
                     std::string y_title, Measure measure, Value value) {
  LineChart chart{.label = std::move(label),
                  .x_title = "time from the exit of the shadow, or from opposite the sun [min]",
                  .y_title = std::move(y_title),
                  .x_unit = "min",
                  .measure = std::move(measure),
                  .height = 320};
  for (std::size_t k = 0; k < orbits.size(); ++k) {
    const field::OrbitCycle& cycle = orbits[k].cycle;
    LineChart::Line line{.name = name_of(orbits[k], k == 0), .colour = static_cast<int>(k) + 1};
    for (std::size_t i = 0; i < cycle.time.size(); ++i) {
      line.x.push_back(cycle.time[i] / unit::min);
      line.y.push_back(value(cycle, i));
    }
    chart.lines.push_back(std::move(line));
  }
  return chart;
}

Table orbits_table(const std::vector<twin::OrbitCase>& orbits) {
  Table table{{{"sun above the plane [°]", true},
               {"in shadow [%]", true},
               {"coldest [°C]", true},
               {"hottest [°C]", true},
               {"mean power [W/m²]", true},
               {"energy of a revolution [Wh/m²]", true}},
              {}};
  for (const twin::OrbitCase& orbit : orbits) {
    table.rows.push_back(
        {fixed(orbit.beta / unit::deg, 1), fixed(100 * orbit.eclipse, 1),
         fixed(orbit.cycle.coldest / unit::degC, 1), fixed(orbit.cycle.hottest / unit::degC, 1),
         fixed(orbit.cycle.mean_power, 2), fixed(1000 * orbit.cycle.energy / unit::kWh, 2)});
  }
  return table;
}

}  // namespace

std::string orbit_section(const ProductView& p, const std::vector<twin::OrbitCase>& orbits) {
  const LineChart heat = over_orbit(
      orbits, "Temperature of the panel over a revolution", "temperature [°C]", {"°C", 1},
      [](const field::OrbitCycle& c, std::size_t i) { return c.temperature[i] / unit::degC; });
  LineChart power =
      over_orbit(orbits, "Power of the panel over a revolution", "power [W/m²]", {"W/m²", 1},
                 [](const field::OrbitCycle& c, std::size_t i) { return c.power[i]; });
  power.y_from = 0;
  const auto attitude = static_cast<std::size_t>(p.plan.mission.pointing.attitude);
  return figure_of("Temperature over a revolution", heat) +
         with_origin(
             figure_of("Power over a revolution", power),
             fmt::format("heat and power in balance at every step of a revolution until it repeats "
                         "itself, attitude '{}'; docs/theory/field.md (9.6) to (9.8), power by the "
                         "module's table. New, without damage by particles. Over a year the sun "
                         "moves between the heights shown, as far as the orbit's inclination lets "
                         "it; own is that of the input. Own rows: --series.",
                         field::names_of(field::Attitude{})[attitude])) +
         "<h3>What each orbit gives</h3>\n" + html_table(orbits_table(orbits));
}

std::string mission_section(const ProductView& p) {
  const field::OrbitYield& o = p.space->orbit;
  LineChart chart{.label = "Power that remains over the mission",
                  .x_title = "years in orbit",
                  .y_title = "of new power [%]",
                  .x_unit = "a",
                  .measure = {"%", 3}};
  LineChart::Line line{.name = "remaining", .colour = 4};
  for (std::size_t k = 0; k < o.course.size(); ++k) {
    line.x.push_back(p.plan.mission.years * static_cast<double>(k) /
                     static_cast<double>(o.course.size() - 1));
    line.y.push_back(100 * o.course[k]);
  }
  const double least = *std::ranges::min_element(line.y);
  chart.lines.push_back(std::move(line));
  if (least > 99) {  // what cannot be seen is not drawn large
    chart.y_from = 99;
    chart.y_to = 100;
  }
  return paragraph(fmt::format(
             "{} of the power is left after {:g} years and {} cycles of temperature of {:.0f} K "
             "each; the mission gives {} kWh for each square metre.",
             percent(o.remaining, 2), p.plan.mission.years, grouped(o.thermal_cycles), o.swing,
             four_digits(o.mission_energy / unit::kWh))) +
         with_origin(
             figure_of("Power that remains", chart),
             fmt::format("{:g} electrons of 1 MeV a cm² and year that do the same, {}; "
                         "docs/theory/field.md (9.9), (9.10). Atomic oxygen, ultraviolet light and "
                         "the cycles of temperature are counted or left out, not simulated.",
                         p.plan.mission.yearly_fluence / unit::per_cm2,
                         p.plan.mission.anneals ? "mended by heat and light" : "never mended"));
}

}  // namespace heliofab::report
