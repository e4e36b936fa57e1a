// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "heliofab/core/unit.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;
using twin::Summary;

// Names and colours by code: SEMI E10, OPC 40100-1.
constexpr std::array<std::string_view, 6> state_names = {
    "productive", "standby", "engineering", "scheduled down", "unscheduled down", "non-scheduled"};

Table state_table(const RunRecord& record) {
  Table table{{{"tool"}, {"state"}, {"reason"}, {"hours", true}}, {}};
  struct Sum {
    std::vector<std::string> key;
    double hours = 0;
  };
  std::vector<Sum> sums;
  for (const twin::StateRow& row : record.states) {
    const auto code = static_cast<std::int64_t>(row.state);
    if (code < 1 || code > 6) {
      continue;
    }
    const std::vector<std::string> key = {
        row.tool, std::string(state_names.at(static_cast<std::size_t>(code - 1))), row.reason};
    auto at = std::ranges::find(sums, key, &Sum::key);
    if (at == sums.end()) {
      at = sums.insert(sums.end(), {key, 0});
    }
    at->hours += to_s(row.to - row.from) / unit::h.scale;
  }
  std::ranges::stable_sort(sums, {},
                           [](const Sum& sum) { return std::pair(sum.key[0], -sum.hours); });
  for (const Sum& sum : sums) {
    table.rows.push_back({sum.key[0], sum.key[1], sum.key[2], fixed(sum.hours, 1)});
  }
  return table;
}

// Tools that alarms stopped, and why.
std::string stops_details(const RunRecord& record) {
  Table table{{{"time"}, {"tool"}, {"roll"}, {"cause"}}, {}};
  for (const twin::EventRow& row : events_of(record, "stopped")) {
    table.rows.push_back({format_time(row.time), row.tool, row.subject, row.detail});
  }
  return table.rows.empty()
             ? ""
             : fmt::format("<details><summary>Stops for alarms, {}</summary>\n{}</details>\n",
                           table.rows.size(), html_table(table));
}

std::string market_figure(const RunRecord& record, const MarketTotal& market) {
  ColumnChart chart;
  chart.label =
      fmt::format("Watts shipped and demanded each month: {}, {}", market.segment, market.product);
  chart.y_title = "power [kW]";
  chart.measure = {"kW", 2};
  chart.width = 470;
  chart.height = 240;
  chart.series = {{"shipped", "s1", {}}};
  chart.levels = {{"demanded", "s2", {}}};
  std::vector<twin::DemandRow> rows;
  std::ranges::copy_if(record.demands, std::back_inserter(rows), [&](const twin::DemandRow& row) {
    return row.segment == market.segment && row.product == market.product;
  });
  std::ranges::stable_sort(rows, {}, &twin::DemandRow::month);
  Table table{{{"month"},
               {"shipped [kW]", true},
               {"demanded [kW]", true},
               {"backlog [kW]", true},
               {"price [USD/W]", true}},
              {}};
  for (const twin::DemandRow& row : rows) {
    chart.names.push_back(format_month(row.month));
    chart.series[0].values.push_back(row.shipped_W / unit::kW);
    chart.levels[0].values.push_back(row.demand_W / unit::kW);
    table.rows.push_back({format_month(row.month), fixed(row.shipped_W / unit::kW, 2),
                          fixed(row.demand_W / unit::kW, 2), fixed(row.backlog_W / unit::kW, 2),
                          fixed(row.price_usd_per_W, 2)});
  }
  std::vector<LegendItem> legend = legend_of(chart.series);
  legend.push_back({chart.levels[0].paint, chart.levels[0].name});
  return html_figure(market.segment + ": " + market.product, legend, draw(chart), table);
}

}  // namespace

std::string yield_section(const RunRecord& record, const Summary& s) {
  Table flow{{{"web and modules"}, {"amount", true}}, {}};
  double length = 0, cut = 0, scrap = 0;
  for (const twin::RollRow& roll : record.rolls) {
    length += roll.length_m;
    cut += roll.cut_m;
    scrap += roll.scrap_m;
  }
  flow.rows = {{"web of finished rolls", grouped(length) + " m"},
               {"cut into sheets", grouped(cut) + " m"},
               {"scrapped as web", grouped(scrap) + " m"},
               {"modules made and flashed", grouped(s.modules_made)},
               {"modules good", grouped(s.modules_good)},
               {"line yield, by aperture area", percent(s.line_yield)}};
  if (s.area_losses.empty()) {
    return paragraph("No finished web was lost in this run.") + html_table(flow);
  }
  RowChart chart;
  chart.label = "Yield lost by station and cause";
  chart.x_title = "share of the aperture area of finished web [%]";
  chart.measure = {"%", 2};
  chart.shows_totals = true;
  chart.series = {{"web scrapped", "s2", {}}, {"modules rejected", "s4", {}}};
  Table table{{{"station"}, {"cause"}, {"modules", true}, {"area [m²]", true}, {"share", true}},
              {}};
  constexpr std::size_t most = 20;
  for (const twin::AreaLoss& loss : s.area_losses) {
    table.rows.push_back({loss.station, loss.cause, grouped(loss.modules), fixed(loss.area_m2, 2),
                          percent(loss.share, 2)});
    if (chart.names.size() < most) {
      const bool is_web = loss.modules == 0;
      chart.names.push_back(loss.station + ": " + loss.cause);
      chart.series[0].values.push_back(is_web ? loss.share * 100 : 0);
      chart.series[1].values.push_back(is_web ? 0 : loss.share * 100);
    }
  }
  return html_figure("Yield lost by station and cause, the largest first", legend_of(chart.series),
                     draw(chart), table) +
         html_table(flow);
}

std::string time_section(const RunRecord& record) {
  if (record.states.empty()) {
    return paragraph("The record has no states of tools.");
  }
  RowChart chart;
  chart.label = "Share of time of each tool in each state of SEMI E10";
  chart.x_title = "share of the run [%]";
  chart.measure = {"%", 1};
  chart.full = 100;
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    chart.series.push_back({std::string(state_names.at(i)), fmt::format("e{}", i + 1), {}});
  }
  for (const twin::StateRow& row : record.states) {
    const auto at =
        static_cast<std::size_t>(std::ranges::find(chart.names, row.tool) - chart.names.begin());
    if (at == chart.names.size()) {
      chart.names.push_back(row.tool);
      for (Series& s : chart.series) {
        s.values.push_back(0);
      }
    }
    const auto code = static_cast<std::int64_t>(row.state);
    if (code >= 1 && code <= 6) {
      chart.series[static_cast<std::size_t>(code - 1)].values[at] += to_s(row.to - row.from);
    }
  }
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    double sum = 0;
    for (const Series& s : chart.series) {
      sum += s.values[i];
    }
    for (Series& s : chart.series) {
      s.values[i] *= sum > 0 ? 100 / sum : 0;
    }
  }
  return html_figure("States of the tools (SEMI E10)", legend_of(chart.series), draw(chart),
                     table_of("tool", chart.names, chart.series, chart.measure)) +
         "<details><summary>Hours by reason</summary>\n" + html_table(state_table(record)) +
         "</details>\n" + stops_details(record);
}

std::string oee_section(const Summary& s) {
  if (s.stations.empty()) {
    return paragraph("The record has no states of tools.");
  }
  RowChart chart;
  chart.label = "Overall equipment efficiency of each station";
  chart.x_title = "overall equipment efficiency, SEMI E79 [%]";
  chart.measure = {"%", 1};
  chart.full = 100;
  chart.shows_totals = true;
  chart.series = {{"bottleneck", "s2", {}}, {"other stations", "s1", {}}};
  Table table{{{"station"},
               {"OEE", true},
               {"availability", true},
               {"operational", true},
               {"rate", true},
               {"quality", true},
               {"busy", true},
               {"blocked", true},
               {"starved", true},
               {"OEE index, ISO 22400-2", true}},
              {}};
  for (const twin::StationOee& row : s.stations) {
    const bool is_bottleneck = row.station == s.bottleneck;
    chart.names.push_back(row.station);
    chart.series[0].values.push_back(is_bottleneck ? row.oee * 100 : 0);
    chart.series[1].values.push_back(is_bottleneck ? 0 : row.oee * 100);
    table.rows.push_back({row.station, percent(row.oee), percent(row.availability),
                          percent(row.operational), percent(row.rate), percent(row.quality),
                          percent(row.busy_share), percent(row.blocked), percent(row.starved),
                          percent(row.iso.oee_index)});
  }
  return html_figure("Overall equipment efficiency", legend_of(chart.series), draw(chart), table) +
         paragraph(
             "OEE is availability x operational x rate x quality, of all time. The OEE index of "
             "ISO "
             "22400-2 is of planned busy time: without hours off, maintenance, warm-up and trials. "
             "The bottleneck is the station "
             "that stands by the least share of its operations time.");
}

namespace {

// Of each market and bin over the run.
std::string sales_table(const RunRecord& record) {
  Table table{{{"segment"},
               {"bin"},
               {"made", true},
               {"shipped", true},
               {"stock at the end", true},
               {"revenue", true}},
              {}};
  for (const twin::SalesRow& bin : sales_totals(record)) {
    table.rows.push_back({bin.segment, bin.is_taken ? bin.bin : bin.bin + ", not taken",
                          power_text(bin.made_W), power_text(bin.shipped_W),
                          power_text(bin.stock_W), money_text(bin.revenue_usd)});
  }
  return html_table(table);
}

}  // namespace

std::string market_section(const RunRecord& record) {
  const auto totals = market_totals(record);
  if (totals.empty()) {
    return paragraph("The record has no market.");
  }
  std::string html = "<div class=\"pairs\">\n";
  Table table{{{"segment"},
               {"product"},
               {"shipped", true},
               {"demanded", true},
               {"backlog at the end", true},
               {"cancelled, late", true},
               {"stock at the end", true},
               {"revenue", true}},
              {}};
  for (const MarketTotal& market : totals) {
    html += market_figure(record, market);
    table.rows.push_back({market.segment, market.product, power_text(market.shipped_W),
                          power_text(market.demand_W), power_text(market.backlog_W),
                          power_text(market.lost_W), power_text(market.stock_W),
                          money_text(market.revenue_usd)});
  }
  return html + "</div>\n" + html_table(table) + "<h3>By bin</h3>\n" + sales_table(record);
}

std::string cost_section(const RunRecord& record, const Summary& s) {
  const auto steps = cost_by(record, &twin::CostRow::step);
  const auto categories = cost_by(record, &twin::CostRow::category);
  if (steps.empty()) {
    return paragraph("The record has no costs.");
  }
  const bool is_per_watt = s.power_good_W > 0;
  RowChart chart;
  chart.label = "Cost by step and category";
  chart.x_title = is_per_watt ? "cost per watt of good modules [USD/W]" : "cost [USD]";
  chart.measure = is_per_watt ? Measure{"USD/W", 3} : Measure{"USD", 0};
  chart.shows_totals = true;
  for (const Share& step : steps) {
    chart.names.push_back(step.name);
  }
  for (std::size_t i = 0; i < categories.size(); ++i) {
    chart.series.push_back(
        {categories[i].name, fmt::format("s{}", i % 8 + 1), std::vector<double>(steps.size())});
  }
  for (const twin::CostRow& row : record.costs) {
    const auto step = std::ranges::find(steps, row.step, &Share::name) - steps.begin();
    const auto category =
        std::ranges::find(categories, row.category, &Share::name) - categories.begin();
    chart.series[static_cast<std::size_t>(category)].values[static_cast<std::size_t>(step)] +=
        is_per_watt ? row.usd / s.power_good_W : row.usd;
  }
  std::string html = paragraph(
      is_per_watt
          ? fmt::format("{} in all, {} USD/W of good modules, in real USD of the plan's base year.",
                        money_text(s.cost_usd), fixed(s.cost_usd_per_W, 2))
          : fmt::format("{} in all; no good module to share it.", money_text(s.cost_usd)));
  return html + html_figure("Cost by step and category", legend_of(chart.series), draw(chart),
                            table_of("step", chart.names, chart.series, chart.measure));
}

}  // namespace heliofab::report
