// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "chart.hpp"
#include "format.hpp"
#include "heliofab/report/cell_tables.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using device::CertifiedCurve;
using device::CertifiedPoint;
using twin::CellAnalysis;

RowChart elasticity_chart(const std::vector<Elasticity>& largest) {
  RowChart chart{.label = "Elasticities of the efficiency",
                 .x_title = "change of the efficiency for 1 % more of the input [% of itself]",
                 .measure = {"%", 3},
                 .names = {},
                 .series = {{"more of it helps", "good", {}}, {"more of it harms", "bad", {}}},
                 .shows_totals = true};
  for (const Elasticity& e : largest) {
    chart.names.push_back(e.input.substr(e.input.find('.') + 1));
    chart.series[0].values.push_back(std::max(e.efficiency, 0.0));
    chart.series[1].values.push_back(std::max(-e.efficiency, 0.0));
  }
  return chart;
}

std::string amperes(double current_density) {
  return std::isfinite(current_density)
             ? fmt::format("{:.1e} mA/cm²", milliamperes_per_cm2(current_density))
             : "-";
}

// The largest of a curve, as a share of the current and of that at short circuit [-].
double mesh_error_of(const CertifiedCurve& curve) {
  double most = 0;
  for (const CertifiedPoint& p : curve.points) {
    const double whole = std::abs(p.current_density) + curve.jsc;
    most = whole > 0 ? std::max(most, std::abs(p.mesh_error) / whole) : most;
  }
  return most;
}

}  // namespace

std::string cell_slopes_section(const CellAnalysis& a) {
  if (a.slopes.empty()) {
    return paragraph("There are no derivatives of the efficiency: they take light.");
  }
  constexpr std::size_t most = 20;
  const std::vector<Elasticity> all = elasticities_of(a);
  const std::vector<Elasticity> largest(
      all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), most)));
  const RowChart chart = elasticity_chart(largest);
  Table table{{{"input"},
               {"value", true},
               {"efficiency [%]", true},
               {"Jsc [%]", true},
               {"Voc [%]", true},
               {"fill factor [%]", true}},
              {}};
  for (const Elasticity& e : all) {
    table.rows.push_back({e.input, e.value, fixed(e.efficiency, 4), fixed(e.jsc, 4),
                          fixed(e.voc, 4), fixed(e.fill_factor, 4)});
  }
  return paragraph(
             "Exact derivatives by every number of the input that is not 0: by what share of "
             "itself a figure grows when the input grows by 1 % of its value, an energy by 1 % of "
             "its eV.") +
         html_figure("The largest", legend_of(chart.series), draw(chart),
                     table_of("input", chart.names, chart.series, chart.measure)) +
         "<h3>All inputs</h3>\n" + html_table(table, "slope-rows");
}

std::string cell_certificate_section(const CellAnalysis& a) {
  Table table{{{"evidence"}, {"in light", true}, {"in the dark", true}, {"what it means"}}, {}};
  const auto add = [&](std::string_view name, auto text, std::string_view meaning) {
    table.rows.push_back({std::string(name), a.light.points.empty() ? "-" : text(a.light),
                          a.dark.points.empty() ? "-" : text(a.dark), std::string(meaning)});
  };
  add(
      "points",
      [](const CertifiedCurve& c) { return grouped(static_cast<std::int64_t>(c.points.size())); },
      "of the curve, each with all of the evidence below");
  add(
      "nodes", [](const CertifiedCurve& c) { return grouped(static_cast<std::int64_t>(c.nodes)); },
      "of the mesh; it was refined until its error was small enough");
  add(
      "residual",
      [](const CertifiedCurve& c) { return amperes(worst(c, &CertifiedPoint::residual)); },
      "carriers that any small volume gains or loses too much");
  add(
      "spread", [](const CertifiedCurve& c) { return amperes(worst(c, &CertifiedPoint::spread)); },
      "how much the current differs over depth, where it must not");
  add(
      "balance",
      [](const CertifiedCurve& c) { return amperes(worst(c, &CertifiedPoint::balance)); },
      "current delivered, against pairs made less pairs lost");
  add(
      "mesh error", [](const CertifiedCurve& c) { return percent(mesh_error_of(c), 4); },
      "excess over an infinitely fine mesh at the worst point, of its current and Jsc");
  std::string html = paragraph(
                         "Largest values over each curve. A curve in light that fails one of these "
                         "tests is no result but an error; one in the dark is shown with what is "
                         "doubtful about it.") +
                     html_table(table);
  for (const CertifiedCurve* c : {&a.light, &a.dark}) {
    for (const std::string& doubt : c->doubts) {
      html += "<p class=\"warning\">" + escape(doubt) + "</p>\n";
    }
  }
  return html;
}

}  // namespace heliofab::report
