// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/text_summary.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "answer.hpp"
#include "format.hpp"
#include "gate_views.hpp"
#include "line_views.hpp"
#include "run_sections.hpp"
#include "tally.hpp"
#include "terminal.hpp"
#include "web_views.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;
using twin::Summary;
using Ink = Terminal::Ink;

void write_answer(Terminal& out, const RunRecord& record, const Summary& s) {
  for (const std::string& sentence : answer_of(record, s, "+-")) {
    out.paragraph(clean(sentence));
  }
  out.blank();
  write_gates(out, gates_of(record, s));
}

void write_key_figures(Terminal& out, const RunRecord& record, const Summary& s) {
  const twin::Distribution& e = s.aperture_efficiency;
  out.row("modules made", grouped(s.modules_made),
          fmt::format("{} good, rolls finished: {}", grouped(s.modules_good),
                      grouped(s.rolls_finished)));
  out.row("line yield", percent(s.line_yield),
          fmt::format("of {} m2 finished web", grouped(s.web_finished_m2)));
  write_web(out, s.web);
  out.row("aperture efficiency, median", percent(e.median, 2),
          fmt::format("p10 {}, p90 {}", percent(e.p10), percent(e.p90)));
  out.row("  best of the first 1,000", percent(e.best, 2));
  const Histogram histogram = histogram_of(flashed_efficiencies(record), 12);
  if (!histogram.counts.empty()) {
    out.row("  histogram", "",
            fmt::format("{} {} {}", percent(histogram.edges.front()),
                        out.spark({histogram.counts.begin(), histogram.counts.end()}),
                        percent(histogram.edges.back())));
  }
  out.row("fill factor, median", percent(s.fill_factor_median));
  out.row("Voc per cell, median", with_unit(s.voc_per_cell_median_V, 3, "V"));
  out.row("power shipped", power_text(s.power_shipped_W),
          "of " + power_text(total_demand(record)) + " demanded");
  out.row("  backlog at the end", power_text(s.backlog_W),
          fmt::format("{} in stock, {} cancelled", power_text(s.stock_W), power_text(s.lost_W)));
  write_module_flow(out, s.flow);
  out.row("bottleneck", clean(s.bottleneck.empty() ? "-" : s.bottleneck),
          fmt::format("OEE (SEMI E79) {}", percent(s.oee_e79)));
  const auto slowest = std::ranges::find(s.stations, s.bottleneck, &twin::StationOee::station);
  if (!s.bottleneck.empty() && slowest != s.stations.end()) {
    out.remark(fmt::format("= availability {} x operational {} x rate {} x quality {}",
                           percent(slowest->availability), percent(slowest->operational),
                           percent(slowest->rate), percent(slowest->quality)));
    out.remark(fmt::format("OEE index (ISO 22400-2) {} = {} x {} x {}",
                           percent(slowest->iso.oee_index), percent(slowest->iso.availability),
                           percent(slowest->iso.effectiveness),
                           percent(slowest->iso.quality_ratio)));
  }
}

void write_bins(Terminal& out, const Summary& s) {
  constexpr std::size_t most = 5;
  if (s.bins.empty()) {
    return;
  }
  out.blank();
  out.heading("Bins, modules");
  std::int64_t largest = 0;
  for (const twin::BinCount& bin : s.bins) {
    largest = std::max(largest, bin.modules);
  }
  for (std::size_t i = 0; i < std::min(most, s.bins.size()); ++i) {
    const twin::BinCount& bin = s.bins[i];
    const double share =
        largest > 0 ? static_cast<double>(bin.modules) / static_cast<double>(largest) : 0;
    out.bar_row(bin.bin, grouped(bin.modules), 0, share);
  }
  if (s.bins.size() > most) {
    out.remark(fmt::format("and {} more bins", s.bins.size() - most));
  }
}

void write_costs(Terminal& out, const RunRecord& record, const Summary& s) {
  const auto costs = cost_by(record, &twin::CostRow::category);
  if (costs.empty()) {
    return;
  }
  const bool is_per_watt = s.power_good_W > 0;
  out.blank();
  out.heading(is_per_watt ? fmt::format("Cost, {} USD/W", fixed(s.cost_usd_per_W, 2))
                          : "Cost, no good module to share it",
              money_text(s.cost_usd) + " in all");
  const double largest = costs.front().value;
  for (const Share& cost : costs) {
    out.bar_row(cost.name,
                is_per_watt ? fixed(cost.value / s.power_good_W, 3) : money_text(cost.value), 0,
                largest > 0 ? cost.value / largest : 0);
  }
}

void write_yields(Terminal& out, const RunRecord& record) {
  if (record.yields.empty()) {
    return;
  }
  out.blank();
  out.heading("In the field, a year", "from 5 to 95 % of the modules");
  for (const twin::YieldRow& row : record.yields) {
    out.row(clean(row.bin.empty() ? row.product : row.product + ", " + row.bin),
            four_digits(row.yearly(row.yield_kWh_per_kWp)) + " kWh/kWp",
            fmt::format("{} to {}; {} USD a/kWh", four_digits(row.yearly(row.yield_p5_kWh_per_kWp)),
                        four_digits(row.yearly(row.yield_p95_kWh_per_kWp)),
                        row.cost_usd_per_kWh_a > 0 ? four_digits(row.cost_usd_per_kWh_a) : "-"));
  }
}

void write_targets(Terminal& out, const RunRecord& record, bool is_fitted) {
  const auto count = std::ranges::count(record.targets, is_fitted, &twin::TargetRow::is_fitted);
  if (count == 0) {
    return;
  }
  const auto met = std::ranges::count_if(record.targets, [&](const twin::TargetRow& target) {
    return target.is_fitted == is_fitted && is_met(target);
  });
  out.blank();
  out.heading(is_fitted ? "Targets a constant was fitted to" : "Targets predicted",
              fmt::format("{} of {} met", met, count));
  for (const twin::TargetRow& target : record.targets) {
    if (target.is_fitted == is_fitted) {
      const bool is_good = is_met(target);
      out.row(target.name, figure_text(target.obtained, target.unit),
              (is_good ? "ok, wanted " : "missed, wanted ") +
                  range_text(target.expected, target.tolerance, target.unit, "+-"),
              is_good ? Ink::good : Ink::bad);
    }
  }
}

}  // namespace

std::string text_summary(const RunRecord& record, const Summary& summary, const TextStyle& style) {
  const Summary s = with_gaps(summary);
  Terminal out(style);
  write_title(out, record, s);
  write_answer(out, record, s);
  if (s.is_line) {
    write_line(out, record, s);
    return out.text();
  }
  write_key_figures(out, record, s);
  write_bins(out, s);
  constexpr std::size_t most_losses = 6;
  write_area_losses(out, s, most_losses);
  write_waterfall(out, record);
  write_what_ifs(out, record);
  write_costs(out, record, s);
  write_yields(out, record);
  write_targets(out, record, true);
  write_targets(out, record, false);
  return out.text();
}

}  // namespace heliofab::report
