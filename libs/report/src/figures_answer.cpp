// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "answer.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "gate_views.hpp"
#include "heliofab/report/summary_json.hpp"
#include "intervals.hpp"
#include "line_views.hpp"
#include "markup.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;
using twin::Summary;

std::string count_of_met(const RunRecord& record, bool is_fitted) {
  const auto count = std::ranges::count(record.targets, is_fitted, &twin::TargetRow::is_fitted);
  const auto met = std::ranges::count_if(record.targets, [&](const twin::TargetRow& target) {
    return target.is_fitted == is_fitted && is_met(target);
  });
  return fmt::format("{} of {}", met, count);
}

// "± 0.05 points, as flashed"
std::string within_text(double half_width, const std::string& remark) {
  return std::isfinite(half_width)
             ? fmt::format("± {} points, {}", fixed(100 * half_width, 2), remark)
             : remark;
}

std::string target_table(const RunRecord& record, bool is_fitted) {
  Table table{{{"figure"}, {"the twin", true}, {"wanted", true}, {"verdict"}, {"source"}}, {}};
  for (const twin::TargetRow& target : record.targets) {
    if (target.is_fitted == is_fitted) {
      table.rows.push_back({target.name, figure_text(target.obtained, target.unit),
                            range_text(target.expected, target.tolerance, target.unit, "±"),
                            is_met(target) ? "ok" : "missed", target.source});
    }
  }
  return table.rows.empty() ? paragraph("None.") : html_table(table);
}

}  // namespace

std::string answer_section(const RunRecord& record, const Summary& s) {
  const twin::Distribution& e = s.aperture_efficiency;
  std::string html;
  if (!s.is_complete) {
    html +=
        "<p class=\"warning\">The run was interrupted: the figures cover what was finished.</p>\n";
  }
  for (const twin::EventRow& warning : events_of(record, twin::warning_event)) {
    html += fmt::format("<p class=\"warning\">Warning: {}: {}</p>\n", escape(warning.subject),
                        escape(warning.detail));
  }
  for (const std::string& sentence : answer_of(record, s, "±")) {
    html += paragraph(sentence);
  }
  if (!record.targets.empty()) {
    html +=
        paragraph(fmt::format("Of the real fab's figures, {} that were fitted and {} that were "
                              "predicted lie within their tolerance.",
                              count_of_met(record, true), count_of_met(record, false)));
  }
  html += gates_table(gates_of(record, s));
  const Intervals within = intervals_of(record);
  html += "<dl class=\"tiles\">\n";
  html += html_tile("modules made", grouped(s.modules_made), grouped(s.modules_good) + " good");
  html += html_tile("line yield", percent(s.line_yield),
                    within_text(within.line_yield, "of finished web"));
  html += html_tile(
      "aperture efficiency, median", percent(e.median, 2),
      within_text(within.efficiency_median, "p10 " + percent(e.p10) + ", p90 " + percent(e.p90)));
  html += html_tile("best of the first 1,000", percent(e.best, 2), "aperture efficiency");
  html += html_tile("fill factor, median", percent(s.fill_factor_median),
                    within_text(within.fill_factor_median, "as flashed"));
  html += html_tile("Voc per cell, median", with_unit(s.voc_per_cell_median_V, 3, "V"),
                    std::isfinite(within.voc_per_cell_median_V)
                        ? "± " + with_unit(1e3 * within.voc_per_cell_median_V, 1, "mV, as flashed")
                        : "as flashed");
  html += html_tile("power shipped", power_text(s.power_shipped_W),
                    "of " + power_text(total_demand(record)) + " demanded");
  html += html_tile("cost", with_unit(s.cost_usd_per_W, 2, "USD/W"),
                    money_text(s.cost_usd) + " in all");
  html += html_tile("bottleneck", s.bottleneck.empty() ? "-" : s.bottleneck,
                    "OEE (SEMI E79) " + percent(s.oee_e79));
  html += module_flow_tiles(s.flow);
  html += "</dl>\n";
  if (within.batches > 0) {
    html += paragraph(fmt::format(
        "± is half of a 95 % interval, by {} batches of rolls; see How sure the numbers are.",
        within.batches));
  }
  return html;
}

std::string targets_section(const RunRecord& record) {
  if (record.targets.empty()) {
    return paragraph("The plan names no figures of a real fab to compare with.");
  }
  return "<h3>Predicted</h3>\n" + target_table(record, false) +
         "<h3>Fitted: a constant was adjusted so that these are met</h3>\n" +
         target_table(record, true);
}

std::string inputs_table(std::span<const twin::InputRow> inputs, std::string_view id) {
  Table table{
      {{"input"}, {"value", true}, {"grade"}, {"source"}, {"origin"}, {"place"}, {"fitted to"}},
      {}};
  for (const twin::InputRow& input : inputs) {
    table.rows.push_back({input.path, input.value, input.grade, input.source, input.origin,
                          input.where, input.fitted_to});
  }
  return html_table(table, id);
}

std::string inputs_section(std::span<const twin::InputRow> inputs) {
  if (inputs.empty()) {
    return paragraph("The record lists no inputs.");
  }
  return paragraph(
             "Grades: A stated by the source, B derived from A, C typical, D our estimate. "
             "Sources are keys of docs/references.bib.") +
         inputs_table(inputs, "input-rows");
}

std::string provenance_section(const RunRecord& record, const Summary& s) {
  const twin::Provenance& p = record.provenance;
  const Table table{{{"what"}, {"value"}},
                    {{"plan", p.name},
                     {"from", format_time(p.from)},
                     {"to", format_time(p.to)},
                     {"seed", std::to_string(p.seed)},
                     {"hash of the plan", p.plan_hash},
                     {"hash of the data", p.data_hash},
                     {"version", p.version},
                     {"fingerprint of all rows", s.fingerprint},
                     {"command that repeats the run", p.command}}};
  return html_table(table);
}

}  // namespace heliofab::report
