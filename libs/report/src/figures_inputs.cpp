// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

// A figure and how its changes are shown.
struct Output {
  std::string_view figure;
  std::string_view caption;
  std::string_view x_title;
  Measure measure;  // of changes
  double scale;     // what is shown over what the record has
};

std::string short_path(std::string_view path) {
  for (const std::string_view root : {"fab.process.", "fab."}) {
    if (path.starts_with(root)) {
      return std::string(path.substr(root.size()));
    }
  }
  return std::string(path);
}

std::string step_text(const twin::SensitivityRow& row) {
  return row.unit.empty() ? four_digits(row.step) : four_digits(row.step) + " " + row.unit;
}

std::string output_figure(const twin::RunRecord& record, const Output& output) {
  const std::vector<twin::SensitivityRow> rows = top_inputs(record, output.figure);
  if (rows.empty()) {
    return {};
  }
  Tornado chart;
  chart.label = std::string(output.caption);
  chart.x_title = std::string(output.x_title);
  chart.measure = output.measure;
  chart.lower = {"a step less", "s2", {}};
  chart.upper = {"a step more", "s1", {}};
  const std::string unit = fmt::format(" [{}]", output.measure.unit);
  Table table{{{"input"},
               {"value", true},
               {"step", true},
               {"change by a step" + unit, true},
               {"a step less" + unit, true},
               {"a step more" + unit, true},
               {"change by 1 % [%]", true},
               {"error" + unit, true}},
              {}};
  for (const twin::SensitivityRow& row : rows) {
    chart.names.push_back(short_path(row.path));
    chart.lower.values.push_back(output.scale * row.lower);
    chart.upper.values.push_back(output.scale * row.upper);
    table.rows.push_back(
        {row.path, row.value, step_text(row), four_digits(output.scale * row.change),
         four_digits(output.scale * row.lower), four_digits(output.scale * row.upper),
         fixed(row.elasticity, 3), fmt::format("{:.1g}", output.scale * row.error)});
  }
  return html_figure(output.caption, legend_of({chart.lower, chart.upper}), draw(chart), table);
}

}  // namespace

std::string sensitivities_section(const twin::RunRecord& record) {
  const std::string html = output_figure(record, {twin::efficiency_figure,
                                                  "Inputs that the efficiency follows most",
                                                  "change of aperture efficiency [points]",
                                                  {"points", 3},
                                                  100}) +
                           output_figure(record, {twin::cost_figure,
                                                  "Inputs that the cost of a watt follows most",
                                                  "change of cost [USD/W]",
                                                  {"USD/W", 3},
                                                  1});
  if (html.empty()) {
    return paragraph("The record has no sensitivities: the run was interrupted.");
  }
  return paragraph(
             "What a step of one input does with all others held: 1 % of its value, of a "
             "temperature 1 % of its kelvins. The efficiency is that of the flawless module of the "
             "plan's first product, with recipe, physics, scribes, bus bars and layout; the cost "
             "is the run's own books again with another price, at the hours, areas and watts of "
             "the run. Ten inputs each, the strongest first.") +
         html;
}

}  // namespace heliofab::report
