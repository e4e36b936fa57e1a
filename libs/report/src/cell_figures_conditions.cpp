// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "format.hpp"
#include "line_chart.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using device::AdmittancePoint;
using twin::CellAnalysis;

// One line over x, half as wide as the page.
template <class Rows, class X, class Y>
LineChart small_chart(std::string name, int colour, const Rows& rows, X x, Y y) {
  LineChart chart{.width = half_width, .height = 280};
  LineChart::Line line{.name = std::move(name), .colour = colour};
  for (const auto& row : rows) {
    line.x.push_back(x(row));
    line.y.push_back(y(row));
  }
  chart.lines.push_back(std::move(line));
  return chart;
}

LineChart over_voltage(const CellAnalysis& a, std::string name,
                       double (*value)(const AdmittancePoint&)) {
  LineChart chart = small_chart(
      std::move(name), 1, a.capacitance_voltage, [](const AdmittancePoint& p) { return p.voltage; },
      value);
  chart.x_title = "bias [V]";
  chart.x_unit = "V";
  return chart;
}

std::string doping_figure(const CellAnalysis& a) {
  // Width shrinks over voltage; an axis runs upwards.
  LineChart chart = small_chart(
      "apparent doping", 3, a.doping,
      [](const device::ProfilePoint& p) { return p.width / unit::um; },
      [](const device::ProfilePoint& p) { return p.doping / unit::per_cm3; });
  std::ranges::reverse(chart.lines[0].x);
  std::ranges::reverse(chart.lines[0].y);
  chart.label = "Apparent doping over the width of the depleted region";
  chart.x_title = "width of the depleted region [µm]";
  chart.y_title = "apparent doping [1/cm³]";
  chart.x_unit = "µm";
  chart.measure = {"1/cm³", -1};
  chart.is_y_logarithmic = true;
  return figure_of("Apparent doping over depth", chart);
}

std::string frequency_figure(const CellAnalysis& a) {
  LineChart chart = small_chart(
      "capacitance", 1, a.capacitance_frequency,
      [](const AdmittancePoint& p) { return p.frequency; },
      [](const AdmittancePoint& p) { return p.capacitance / nF_per_cm2; });
  chart.label = "Capacitance over frequency at 0 V";
  chart.x_title = "frequency [Hz]";
  chart.y_title = "capacitance [nF/cm²]";
  chart.x_unit = "Hz";
  chart.measure = {"nF/cm²", 3};
  chart.is_x_logarithmic = true;
  chart.y_from = 0;
  return figure_of("C-f at 0 V in the dark", chart);
}

// A figure of the curves at all temperatures.
template <class Value>
std::string temperature_figure(const CellAnalysis& a, std::string name, Measure measure,
                               Value value) {
  LineChart chart{.label = name + " over temperature",
                  .x_title = "temperature [K]",
                  .y_title = fmt::format("{} [{}]", name, measure.unit),
                  .x_unit = "K",
                  .measure = measure,
                  .width = half_width,
                  .height = 280};
  LineChart::Line line{.name = name, .colour = 2, .x = a.temperatures, .has_dots = true};
  for (const device::CertifiedCurve& curve : a.at_temperatures) {
    line.y.push_back(value(curve));
  }
  chart.lines.push_back(std::move(line));
  return figure_of(name, chart);
}

std::string coefficients_table(const CellAnalysis& a) {
  if (!a.coefficients) {
    return "";
  }
  const device::TemperatureCoefficients& t = *a.coefficients;
  const auto row = [](std::string_view name, double coefficient) {
    return std::vector<std::string>{std::string(name), signed_text(coefficient / unit::percent, 4)};
  };
  const Table table{{{"figure"}, {"change [% of itself per K]", true}},
                    {row("Jsc", t.jsc), row("Voc", t.voc), row("fill factor", t.fill_factor),
                     row("efficiency", t.pmax)}};
  return fmt::format("<h3>Coefficients at {:.2f} K</h3>\n", a.temperature) + html_table(table);
}

std::string suns_figures(const CellAnalysis& a) {
  using device::SunsVocPoint;
  const auto& points = a.suns_voc->points;
  const auto voc = [](const SunsVocPoint& p) { return p.voc; };
  LineChart suns = small_chart(
      "Voc", 2, points, [](const SunsVocPoint& p) { return p.suns; }, voc);
  suns.label = "Voc over light";
  suns.lines[0].has_dots = true;
  suns.x_title = "light [times that of the cell]";
  suns.y_title = "Voc [V]";
  suns.measure = {"V", 4};
  suns.is_x_logarithmic = true;
  LineChart::Line ideal{.name = "ideality 1", .colour = 8, .is_dashed = true};
  for (const SunsVocPoint& point : points) {
    ideal.x.push_back(point.suns);
    ideal.y.push_back(a.suns_voc->voc +
                      constants::boltzmann_eV * a.temperature * std::log(point.suns));
  }
  suns.lines.push_back(std::move(ideal));
  LineChart pseudo = small_chart("without transport", 3, points, voc, [](const SunsVocPoint& p) {
    return milliamperes_per_cm2(p.pseudo_current);
  });
  LineChart::Line curve{.name = "J-V", .colour = 2};
  for (const device::CertifiedPoint& point : a.light.points) {
    if (point.voltage <= 1.05 * a.light.voc) {
      curve.x.push_back(point.voltage);
      curve.y.push_back(milliamperes_per_cm2(point.current_density));
    }
  }
  pseudo.lines.insert(pseudo.lines.begin(), std::move(curve));
  pseudo.label = "The curve and the one without transport";
  pseudo.x_title = "voltage [V]";
  pseudo.y_title = "current [mA/cm²]";
  pseudo.x_unit = "V";
  pseudo.measure = {"mA/cm²", 3};
  pseudo.y_from = 0;
  pseudo.y_to = 1.12 * milliamperes_per_cm2(a.light.jsc);
  return "<div class=\"pairs\">\n" + figure_of("Voc over light", suns) +
         figure_of(
             fmt::format("Fill factor {} without transport, {} with it",
                         percent(a.suns_voc->fill_factor, 1), percent(a.light.fill_factor, 1)),
             pseudo) +
         "</div>\n";
}

}  // namespace

std::string cell_capacitance_section(const CellAnalysis& a) {
  if (a.capacitance_voltage.empty()) {
    return paragraph("No capacitance was computed.");
  }
  LineChart direct = over_voltage(
      a, "capacitance", [](const AdmittancePoint& p) { return p.capacitance / nF_per_cm2; });
  direct.label = "Capacitance over bias";
  direct.y_title = "capacitance [nF/cm²]";
  direct.measure = {"nF/cm²", 3};
  direct.y_from = 0;
  LineChart inverse = over_voltage(a, "1/C²", [](const AdmittancePoint& p) {
    return 1 / (p.capacitance * p.capacitance) * (nF_per_cm2 * nF_per_cm2);
  });
  inverse.label = "Inverse square of the capacitance over bias";
  inverse.y_title = "1/C² [cm⁴/nF²]";
  inverse.measure = {"cm⁴/nF²", -1};
  inverse.y_from = 0;
  return "<div class=\"pairs\">\n" + figure_of("C-V at 100 kHz in the dark", direct) +
         figure_of("1/C²: straight where doping is even", inverse) + doping_figure(a) +
         frequency_figure(a) + "</div>\n";
}

std::string cell_series_section(const CellAnalysis& a) {
  if (a.temperatures.empty()) {
    return paragraph("There are no figures over temperature and light: they take light.");
  }
  using device::CertifiedCurve;
  std::string html = "<div class=\"pairs\">\n";
  html += temperature_figure(a, "Voc", {"V", 4}, [](const CertifiedCurve& c) { return c.voc; });
  html += temperature_figure(a, "Jsc", {"mA/cm²", 3},
                             [](const CertifiedCurve& c) { return milliamperes_per_cm2(c.jsc); });
  html += temperature_figure(a, "Fill factor", {"%", 2},
                             [](const CertifiedCurve& c) { return c.fill_factor / unit::percent; });
  html += temperature_figure(a, "Efficiency", {"%", 3}, [&](const CertifiedCurve& c) {
    return c.pmax() / a.irradiance / unit::percent;
  });
  html += "</div>\n" + coefficients_table(a);
  return a.suns_voc ? html + suns_figures(a) : html;
}

}  // namespace heliofab::report
