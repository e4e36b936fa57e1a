// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "line_chart.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using twin::CellAnalysis;

std::vector<double> nanometres(const std::vector<double>& wavelength) {
  std::vector<double> numbers;
  numbers.reserve(wavelength.size());
  for (const double w : wavelength) {
    numbers.push_back(w / unit::nm);
  }
  return numbers;
}

std::vector<double> as_percent(const std::vector<double>& fractions) {
  std::vector<double> numbers;
  numbers.reserve(fractions.size());
  for (const double f : fractions) {
    numbers.push_back(f / unit::percent);
  }
  return numbers;
}

// The layers from the back to the front, so that the absorber lies below, then what is in front of
// them, the back contact, and what is reflected on top.
void stack_optics(const CellAnalysis& a, LineChart& chart) {
  const twin::CellOptics& optics = *a.optics;
  std::vector<std::size_t> order;
  const auto is_layer = [&](std::size_t k) {
    return std::ranges::find(a.layers, optics.names[k]) != a.layers.end();
  };
  for (std::size_t k = optics.names.size(); k-- > 0;) {
    if (is_layer(k)) {
      order.push_back(k);
    }
  }
  for (std::size_t k = optics.names.size(); k-- > 0;) {
    if (!is_layer(k)) {
      order.push_back(k);
    }
  }
  chart.area_x = nanometres(optics.wavelength);
  for (std::size_t i = 0; i < order.size(); ++i) {
    chart.areas.push_back({optics.names[order[i]], fmt::format("s{}", i % 7 + 1),
                           as_percent(optics.absorbed[order[i]])});
  }
  chart.areas.push_back({"reflected", "nothing", as_percent(optics.reflected)});
}

// The same, of all photons of the light.
std::string photons_table(const twin::CellOptics& optics) {
  Table table{{{"photons of the light"}, {"mA/cm2", true}, {"share, %", true}}, {}};
  const auto add = [&](const std::string& name, double current) {
    table.rows.push_back(
        {name, fmt::format("{:.3f}", milliamperes_per_cm2(current)),
         fmt::format("{:.2f}", current / optics.incident_current / unit::percent)});
  };
  add("incident", optics.incident_current);
  add("reflected", optics.reflected_current);
  for (std::size_t k = 0; k < optics.names.size(); ++k) {
    add(optics.names[k], optics.currents[k]);
  }
  return html_table(table);
}

}  // namespace

std::string cell_photons_section(const CellAnalysis& a) {
  if (!a.quantum_efficiency) {
    return paragraph("There is no quantum efficiency: it takes light with a spectrum.");
  }
  const device::QuantumEfficiency& q = *a.quantum_efficiency;
  LineChart chart{.label = "Shares of photons over wavelength",
                  .x_title = "wavelength [nm]",
                  .y_title = "share of photons [%]",
                  .x_unit = "nm",
                  .measure = {"%", 1},
                  .lines = {{"external quantum efficiency", 0, nanometres(q.wavelength),
                             as_percent(q.external)},
                            {"internal, of what is not reflected", 0, nanometres(q.wavelength),
                             as_percent(q.internal), true}},
                  .y_from = 0,
                  .height = 420};
  if (a.optics) {
    stack_optics(a, chart);
    chart.y_to = 100;
  }
  return figure_of(a.optics ? "Absorbed by each film, reflected, and collected"
                            : fmt::format("Quantum efficiency at {:g} V, in the light of the cell",
                                          a.bias),
                   chart) +
         (a.optics ? photons_table(*a.optics)
                   : paragraph("This light goes by rays: what each film absorbs is known of light "
                               "by transfer_matrix only."));
}

}  // namespace heliofab::report
