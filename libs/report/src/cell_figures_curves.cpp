// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "format.hpp"
#include "line_chart.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using device::CertifiedCurve;
using device::CertifiedPoint;
using twin::CellAnalysis;

std::string mesh_remark(double error, int decimals) {
  return "mesh error " + signed_text(error, decimals);
}

// Points up to a voltage as a line, each as `value` makes it.
template <class Value>
LineChart::Line line_to(double end, std::string name, int colour, const CertifiedCurve& curve,
                        Value value) {
  LineChart::Line line{.name = std::move(name), .colour = colour};
  for (const CertifiedPoint& point : curve.points) {
    if (point.voltage <= end) {
      line.x.push_back(point.voltage);
      line.y.push_back(value(point));
    }
  }
  return line;
}

LineChart straight_chart(const CellAnalysis& a, double end) {
  const auto current = [](const CertifiedPoint& p) {
    return milliamperes_per_cm2(p.current_density);
  };
  LineChart chart{.label = "Current density over voltage, in light and in the dark",
                  .x_title = "voltage [V]",
                  .y_title = "current delivered [mA/cm²]",
                  .x_unit = "V",
                  .measure = {"mA/cm²", 3},
                  .height = 340};
  if (!a.light.points.empty()) {
    chart.lines.push_back(line_to(end, "in light", 2, a.light, current));
    const double jsc = milliamperes_per_cm2(a.light.jsc);
    chart.y_from = -0.4 * jsc;
    chart.y_to = 1.12 * jsc;
    chart.marks = {{a.light.vmp, "Vmp"}, {a.light.voc, "Voc"}};
  }
  chart.lines.push_back(line_to(end, "in the dark", 1, a.dark, current));
  return chart;
}

// Dark current, and light current less its value at short circuit: alike where they superpose.
LineChart logarithmic_chart(const CellAnalysis& a, double end) {
  const auto missing = [](double jsc) {
    return [jsc](const CertifiedPoint& p) {
      return p.voltage > 0 ? milliamperes_per_cm2(jsc - p.current_density)
                           : std::numeric_limits<double>::quiet_NaN();
    };
  };
  LineChart chart{.label = "Current density over voltage on a logarithmic axis",
                  .x_title = "voltage [V]",
                  .y_title = "|J| or Jsc - J [mA/cm²]",
                  .x_unit = "V",
                  .measure = {"mA/cm²", -1},
                  .is_y_logarithmic = true,
                  .lines = {line_to(end, "in the dark", 1, a.dark, missing(0))},
                  .width = half_width,
                  .height = 300};
  if (!a.light.points.empty()) {
    chart.lines.push_back(line_to(end, "in light, less Jsc", 2, a.light, missing(a.light.jsc)));
    chart.y_from = 1e-9 * milliamperes_per_cm2(a.light.jsc);
    chart.y_to = 1e2 * milliamperes_per_cm2(a.light.jsc);
  }
  return chart;
}

// dV / d ln J over kT/q, between each point of the dark curve and the next, and dVoc / d ln(suns).
LineChart ideality_chart(const CellAnalysis& a, double end) {
  const double thermal = constants::boltzmann_eV * a.temperature;
  LineChart::Line line{.name = "in the dark", .colour = 1};
  const auto& points = a.dark.points;
  for (std::size_t k = 1; k < points.size(); ++k) {
    const double low = -points[k - 1].current_density;
    const double high = -points[k].current_density;
    const double middle = (points[k - 1].voltage + points[k].voltage) / 2;
    if (low > 0 && high > low && points[k - 1].voltage > 2 * thermal && middle <= end) {
      line.x.push_back(middle);
      line.y.push_back((points[k].voltage - points[k - 1].voltage) /
                       (std::log(high / low) * thermal));
    }
  }
  LineChart chart{.label = "Local ideality over voltage",
                  .x_title = "voltage [V]",
                  .y_title = "ideality",
                  .x_unit = "V",
                  .measure = {"", 3},
                  .lines = {line},
                  .y_from = 0,
                  .y_to = 4,
                  .width = half_width,
                  .height = 300};
  if (a.suns_voc) {
    LineChart::Line open{.name = "of Voc over light", .colour = 2};
    for (const device::SunsVocPoint& point : a.suns_voc->points) {
      open.x.push_back(point.voc);
      open.y.push_back(point.ideality);
    }
    chart.lines.push_back(std::move(open));
  }
  return chart;
}

}  // namespace

std::string cell_answer_section(const CellAnalysis& a) {
  const CertifiedCurve& c = a.light;
  if (c.points.empty()) {
    return paragraph("The cell is dark: it has no efficiency.");
  }
  const device::MeshError& e = c.mesh_error;
  std::string text = fmt::format("The cell turns {} of {:.4g} W/m² into power",
                                 percent(a.efficiency(), 2), a.irradiance);
  if (a.losses) {
    text += fmt::format("; a gap of {:.3f} eV would allow {}", a.losses->gap_eV,
                        percent(a.losses->limit.pmax() / a.irradiance, 2));
  }
  std::string html = paragraph(text + ".");
  if (!a.slopes.empty()) {
    const Elasticity first = elasticities_of(a).front();
    html += paragraph(fmt::format(
        "What matters most is {}: 1 % more of it changes the efficiency by {} % of itself.",
        first.input, signed_text(first.efficiency, 2)));
  }
  html += "<dl class=\"tiles\">\n";
  html += html_tile("efficiency", percent(a.efficiency(), 3),
                    mesh_remark(e.pmax / a.irradiance / unit::percent, 4) + " points");
  html += html_tile("Jsc", with_unit(milliamperes_per_cm2(c.jsc), 3, "mA/cm²"),
                    mesh_remark(milliamperes_per_cm2(e.jsc), 4));
  html += html_tile("Voc", with_unit(c.voc / unit::mV, 2, "mV"), mesh_remark(e.voc / unit::mV, 3));
  html += html_tile("fill factor", percent(c.fill_factor, 2),
                    mesh_remark(e.fill_factor / unit::percent, 4) + " points");
  if (a.terminals) {
    html += html_tile("fill factor at the terminals", percent(a.terminals->fill_factor, 2),
                      "behind the resistances, as the efficiency");
  }
  html += html_tile("maximum power", with_unit(c.vmp / unit::mV, 1, "mV"),
                    "at " + with_unit(milliamperes_per_cm2(c.jmp), 3, "mA/cm²"));
  if (a.coefficients) {
    html += html_tile(
        "efficiency per kelvin", signed_text(a.coefficients->pmax / unit::percent, 3) + " %",
        fmt::format("of itself; Voc {} %", signed_text(a.coefficients->voc / unit::percent, 3)));
  }
  if (a.suns_voc) {
    html += html_tile("fill factor without transport", percent(a.suns_voc->fill_factor, 2),
                      "pseudo, from Voc over light");
  }
  html += html_tile("certified", fmt::format("{} points", c.points.size()),
                    fmt::format("on {} nodes", c.nodes));
  return html + "</dl>\n";
}

std::string cell_curves_section(const CellAnalysis& a) {
  const double last = a.dark.points.empty() ? 0 : a.dark.points.back().voltage;
  const double end =
      a.light.voc > 0 ? std::min(1.12 * a.light.voc, a.light.points.back().voltage) : last;
  return figure_of("Current and voltage", straight_chart(a, end)) + "<div class=\"pairs\">\n" +
         figure_of("On a logarithmic axis", logarithmic_chart(a, end)) +
         figure_of("Local ideality", ideality_chart(a, end)) + "</div>\n";
}

}  // namespace heliofab::report
