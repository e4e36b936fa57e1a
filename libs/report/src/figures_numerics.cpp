// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "figures.hpp"
#include "format.hpp"
#include "heliofab/core/grid.hpp"
#include "intervals.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using twin::ModuleRow;
using twin::RunRecord;
using twin::Summary;

void add_bound(Table& table, const RunRecord& record, std::string what, double ModuleRow::*bound) {
  std::vector<double> sample;
  for (const ModuleRow& module : record.modules) {
    if (std::isfinite(module.*bound)) {
      sample.push_back(module.*bound);
    }
  }
  if (sample.empty()) {
    return;
  }
  const auto in_percent = [](double share) { return four_digits(100 * share) + " %"; };
  const double most = *std::ranges::max_element(sample);
  table.rows.push_back({std::move(what), in_percent(quantile(sample, 0.5)),
                        in_percent(quantile(sample, 0.99)), in_percent(most)});
}

std::string interval_row(double value, int decimals) {
  return fmt::format("± {} points", fixed(100 * value, decimals));
}

}  // namespace

std::string numerics_section(const RunRecord& record, const Summary& s) {
  Table bounds{{{"bound on the relative error of a module's power"},
                {"median", true},
                {"99 of 100 modules below", true},
                {"largest", true}},
               {}};
  add_bound(bounds, record, "from the table of cell curves that modules share",
            &ModuleRow::curve_error);
  add_bound(bounds, record, "from solving the string with its faults", &ModuleRow::solve_error);
  std::string html =
      bounds.rows.empty() ? paragraph("No module was solved in this run.") : html_table(bounds);
  const auto in_full = std::ranges::count(record.modules, true, &ModuleRow::solved_in_full);
  Table checks{{{"check"}, {"result"}}, {}};
  checks.rows = {
      {"modules without a solution", "none: a run ends with an error at the first"},
      {"modules solved again on a fine mesh, their bound being too large",
       fmt::format("{} of {}", grouped(in_full),
                   grouped(static_cast<std::int64_t>(record.modules.size())))},
      {"metres of web that are not accounted for",
       s.web.gap_um == 0 ? "none, to the micrometre" : fmt::format("{} um", grouped(s.web.gap_um))},
      {"Little's law, modules in the line", s.flow.parts == 0 ? "no module left the line"
                                            : s.flow.holds_littles_law
                                                ? "holds to the microsecond, month by month"
                                                : "broken"}};
  html += html_table(checks);
  const Intervals within = intervals_of(record);
  if (within.batches == 0) {
    return html + paragraph(fmt::format(
                      "Fewer than {} rolls were finished: too few to say how far the figures of "
                      "this run stray by chance.",
                      least_batches));
  }
  Table intervals{{{"figure"}, {"95 % interval", true}}, {}};
  intervals.rows = {
      {"line yield", interval_row(within.line_yield, 2)},
      {"median aperture efficiency", interval_row(within.efficiency_median, 3)},
      {"median fill factor", interval_row(within.fill_factor_median, 2)},
      {"median Voc per cell", "± " + with_unit(1e3 * within.voc_per_cell_median_V, 2, "mV")}};
  return html + "<h3>How far chance moves the figures</h3>\n" +
         paragraph(fmt::format(
             "By {} batches of rolls that were started one after another: the scatter of the "
             "batches' own figures over the root of their number, by Student. A trend over the run "
             "widens it. The run was made once; heliofab ramp repeats it with other seeds and "
             "inputs.",
             within.batches)) +
         html_table(intervals);
}

}  // namespace heliofab::report
