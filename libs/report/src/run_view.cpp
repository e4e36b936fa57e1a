// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/run_view.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/core/estimate.hpp"
#include "run_sections.hpp"
#include "tally.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;
using twin::Summary;
using Ink = Terminal::Ink;

void write_scatter(Terminal& out, const RunRecord& record) {
  const auto variances = ordered_variances(record);
  if (variances.empty()) {
    return;
  }
  out.blank();
  out.heading("Scatter, a cause alone, share of the variance", "median, standard deviation");
  for (const twin::VarianceRow& row : variances) {
    out.row(row.cause, percent(row.variance_share),
            fmt::format("{}  {} points", percent(row.median_efficiency, 2),
                        fixed(100 * row.std_efficiency, 2)));
  }
}

void view_waterfall(Terminal& out, const RunRecord& record) {
  if (record.losses.empty()) {
    out.remark("no waterfall: no good module, or a line alone");
    return;
  }
  write_waterfall(out, record);
  write_scatter(out, record);
}

void view_pareto(Terminal& out, const Summary& s) {
  if (s.area_losses.empty()) {
    out.remark("no web was finished");
    return;
  }
  write_area_losses(out, s, s.area_losses.size());
  out.blank();
  out.heading("Running sum, share of all that was lost", "m2, rejected modules");
  const double all = std::accumulate(s.area_losses.begin(), s.area_losses.end(), 0.0,
                                     [](double sum, const auto& l) { return sum + l.share; });
  double sum = 0;
  for (const twin::AreaLoss& loss : s.area_losses) {
    sum += loss.share;
    out.row(loss.station + ": " + loss.cause, percent(all > 0 ? sum / all : 0),
            fmt::format("{:>9}  {}", fixed(loss.area_m2, 1),
                        loss.modules > 0 ? grouped(loss.modules) : ""));
  }
}

// Hours of all tools of a station by reason.
using ReasonHours = std::map<std::string, double>;

std::map<std::string, ReasonHours> hours_by_station(const RunRecord& record) {
  std::map<std::string, ReasonHours> hours;
  for (const twin::StateRow& row : record.states) {
    hours[row.station][row.reason] += to_s(row.to - row.from) / 3600;
  }
  for (const twin::ToolTimeRow& row : record.tool_times) {
    hours[row.station][row.reason] += static_cast<double>(row.time_us) / 3.6e9;
  }
  return hours;
}

void view_oee(Terminal& out, const RunRecord& record, const Summary& s) {
  out.blank();
  out.heading("OEE of stations (SEMI E79), and of ISO 22400-2");
  out.plain_line(fmt::format("{:<14}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}", "", "avail.",
                             "operat.", "rate", "quality", "OEE", "OEE ISO", "units", "failed"),
                 Ink::dim);
  for (const twin::StationOee& t : s.stations) {
    out.plain_line(
        fmt::format("{:<14}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}", to_width(t.station, 14),
                    percent(t.availability), percent(t.operational), percent(t.rate),
                    percent(t.quality), percent(t.oee), percent(t.iso.oee_index), grouped(t.units),
                    grouped(t.failures)),
        t.station == s.bottleneck ? Ink::bold : Ink::plain);
  }
  out.remark(fmt::format("bottleneck: {}, which stands by the least", s.bottleneck));
  const auto hours = hours_by_station(record);
  for (const twin::StationOee& t : s.stations) {
    const auto found = hours.find(t.station);
    if (found == hours.end()) {
      continue;
    }
    std::vector<Share> shares;
    double all = 0;
    for (const auto& [reason, h] : found->second) {
      shares.push_back({reason, h});
      all += h;
    }
    std::ranges::stable_sort(shares, std::ranges::greater(), &Share::value);
    out.blank();
    out.heading(t.station, fmt::format("{} tool hours", grouped(all)));
    for (const Share& share : shares) {
      out.bar_row(share.name, percent(all > 0 ? share.value / all : 0), 0,
                  all > 0 ? share.value / all : 0);
    }
  }
}

// One control chart: what one gauge of one tool read of one quantity.
struct Chart {
  std::vector<double> values;         // in the order of the record
  double target = 0, sigma = 0;       // that the last was judged by; sigma 0: no chart does
  std::map<std::string, int> alarms;  // by rule
};

std::map<std::pair<std::string, std::string>, Chart> charts_of(const RunRecord& record) {
  std::map<std::pair<std::string, std::string>, Chart> charts;
  for (const twin::ReadingRow& row : record.readings) {
    Chart& chart = charts[{row.tool, row.quantity}];
    chart.values.push_back(row.value);
    chart.target = row.target;
    chart.sigma = row.sigma;
  }
  for (const twin::AlarmRow& row : record.alarms) {
    ++charts[{row.tool, row.quantity}].alarms[row.rule];
  }
  return charts;
}

// The course of a chart in few values: means of stretches, from the least to the greatest.
std::vector<double> course_of(const std::vector<double>& values, std::size_t most) {
  const std::size_t parts = std::min(most, values.size());
  std::vector<double> means;
  for (std::size_t p = 0; p < parts; ++p) {
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(p * values.size() / parts);
    const auto end = values.begin() + static_cast<std::ptrdiff_t>((p + 1) * values.size() / parts);
    means.push_back(std::accumulate(begin, end, 0.0) / static_cast<double>(end - begin));
  }
  const auto [low, high] = std::ranges::minmax(means);
  for (double& mean : means) {
    // The least is the lowest block, not a blank.
    mean = high > low ? (1 + 6 * (mean - low) / (high - low)) / 7 : 0.5;
  }
  return means;
}

void view_spc(Terminal& out, const RunRecord& record) {
  if (record.readings.empty()) {
    out.remark("no readings: films follow from the recipe, or the line has no gauges");
    return;
  }
  out.blank();
  out.heading("Control charts", "sigma: of the tool's own chart, whose limits are 3 of them off");
  out.plain_line(fmt::format("{:<14}{:<19}{:>7} {:>8} {:>8} {:>8} {:>8}{:>7}  {}", "", "", "points",
                             "mean", "std", "target", "sigma", "alarms", "course"),
                 Ink::dim);
  for (const auto& [name, chart] : charts_of(record)) {
    const auto alarms = std::accumulate(chart.alarms.begin(), chart.alarms.end(), 0,
                                        [](int n, const auto& a) { return n + a.second; });
    if (chart.values.empty()) {
      continue;
    }
    const Estimate mean = estimate(chart.values);
    const double std = mean.error * std::sqrt(static_cast<double>(chart.values.size()));
    out.plain_line(
        fmt::format("{}{}{:>7} {:>8} {:>8} {:>8} {:>8}{:>7}  {}", to_width(name.first, 14),
                    to_width(name.second, 19), chart.values.size(), four_digits(mean.value),
                    four_digits(std), four_digits(chart.target),
                    chart.sigma > 0 ? four_digits(chart.sigma) : "-", alarms,
                    out.spark(course_of(chart.values, 12))),
        alarms > 0 ? Ink::bold : Ink::plain);
    for (const auto& [rule, count] : chart.alarms) {
      out.remark(fmt::format("  {}: {}", clean(rule), count));
    }
  }
}

void write_costs_by(Terminal& out, const RunRecord& record, const Summary& s,
                    std::string twin::CostRow::*key) {
  const auto costs = cost_by(record, key);
  const double largest = costs.empty() ? 0 : costs.front().value;
  for (const Share& cost : costs) {
    out.bar_row(cost.name,
                s.power_good_W > 0 ? fixed(cost.value / s.power_good_W, 3) : money_text(cost.value),
                0, largest > 0 ? cost.value / largest : 0);
  }
}

void view_cost(Terminal& out, const RunRecord& record, const Summary& s) {
  if (record.costs.empty()) {
    out.remark("no costs: a line alone");
    return;
  }
  const std::string unit = s.power_good_W > 0 ? "USD/W" : "no good module to share them";
  out.blank();
  out.heading("Cost by step, " + unit, money_text(s.cost_usd) + " in all");
  write_costs_by(out, record, s, &twin::CostRow::step);
  out.blank();
  out.heading("Cost by category, " + unit, fixed(s.cost_usd_per_W, 3) + " USD/W in all");
  write_costs_by(out, record, s, &twin::CostRow::category);
  out.blank();
  out.heading("Markets", "revenue, shipped, cancelled");
  for (const MarketTotal& m : market_totals(record)) {
    out.row(m.segment, money_text(m.revenue_usd),
            fmt::format("{} of {}, {}", power_text(m.shipped_W), power_text(m.demand_W),
                        power_text(m.lost_W)));
  }
}

}  // namespace

std::string run_view(const RunRecord& record, const Summary& summary, RunView view,
                     const TextStyle& style) {
  if (view == RunView::summary) {
    return text_summary(record, summary, style);
  }
  const Summary s = with_gaps(summary);
  Terminal out(style);
  write_title(out, record, s);
  switch (view) {
    case RunView::waterfall:
      view_waterfall(out, record);
      break;
    case RunView::pareto:
      view_pareto(out, s);
      break;
    case RunView::oee:
      view_oee(out, record, s);
      break;
    case RunView::spc:
      view_spc(out, record);
      break;
    case RunView::cost:
    case RunView::summary:
      view_cost(out, record, s);
      break;
  }
  return out.text();
}

}  // namespace heliofab::report
