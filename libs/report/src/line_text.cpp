// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "answer.hpp"
#include "format.hpp"
#include "gate_views.hpp"
#include "heliofab/report/summary_json.hpp"
#include "line_views.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

std::string within(const plant::MeanEstimate& e) {
  return fmt::format("+- {} (95 %)", four_digits(e.half_width));
}

std::string hours_text(double seconds) { return with_unit(seconds / 3600, 2, "h"); }

std::string little_text(const twin::FlowFigures& flow) {
  return fmt::format("{} by Little's law: {}", hours_text(cycle_time_by_little(flow)),
                     flow.holds_littles_law ? "holds" : "broken");
}

std::string at_the_end(const twin::FlowFigures& flow) {
  return fmt::format("from cut to door; {} at the end", grouped(flow.in_line));
}

std::string gain_text(const twin::WhatIfRow& row, double now) {
  const std::string gain = percent(now > 0 ? row.gain_per_s / now : 0);
  return gain.starts_with('-') || gain == "0.0 %" ? gain : "+" + gain;
}

std::string name_of_change(const twin::WhatIfRow& row) {
  return row.station.empty() ? row.change : row.change + ", " + row.station;
}

}  // namespace

void write_line(Terminal& out, const twin::RunRecord& record, const twin::Summary& s) {
  const twin::FlowFigures& line = s.flow;
  out.row("parts", grouped(line.parts),
          fmt::format("in {} s behind {} s of warm-up", grouped(line.duration_s),
                      grouped(line.warm_up_s)));
  out.row("throughput, 1/s", four_digits(line.throughput_per_s.mean),
          within(line.throughput_per_s));
  out.row("parts in the line, mean", four_digits(line.wip.mean), within(line.wip));
  out.row("cycle time, mean", four_digits(line.cycle_time_s.mean) + " s",
          within(line.cycle_time_s));
  out.row("Little's law", line.holds_littles_law ? "holds" : "broken",
          "to the tick, with the ages of what is in the line at both ends");
  out.row("bottleneck", clean(s.bottleneck), fmt::format("OEE (SEMI E79) {}", percent(s.oee_e79)));
  out.blank();
  out.heading("Stations, share of all time");
  out.plain_line(fmt::format("{:<14}{:>9}{:>9}{:>9}{:>9}{:>11}{:>11}", "", "in use", "blocked",
                             "starved", "down", "OEE E79", "OEE ISO"),
                 Terminal::Ink::dim);
  for (const twin::StationOee& t : s.stations) {
    out.plain_line(fmt::format("{:<14}{:>9}{:>9}{:>9}{:>9}{:>11}{:>11}", to_width(t.station, 14),
                               percent(t.e10.total_utilization), percent(t.blocked),
                               percent(t.starved), percent(t.down), percent(t.oee),
                               percent(t.iso.oee_index)));
  }
  write_what_ifs(out, record);
}

void write_module_flow(Terminal& out, const twin::FlowFigures& flow) {
  if (flow.parts == 0) {
    return;
  }
  out.row("modules in the line, mean", four_digits(flow.wip.mean), at_the_end(flow));
  out.row("  cycle time, mean", hours_text(flow.cycle_time_s.mean), little_text(flow));
}

std::string module_flow_tiles(const twin::FlowFigures& flow) {
  if (flow.parts == 0) {
    return {};
  }
  return html_tile("modules in the line, mean", four_digits(flow.wip.mean), at_the_end(flow)) +
         html_tile("cycle time of a module, mean", hours_text(flow.cycle_time_s.mean),
                   little_text(flow));
}

void write_what_ifs(Terminal& out, const twin::RunRecord& record) {
  if (record.what_ifs.empty()) {
    return;
  }
  const double now = record.what_ifs.front().throughput_per_s;
  out.blank();
  out.heading("What a change would bring",
              fmt::format("the line alone, {} parts an hour", four_digits(now * 3600)));
  constexpr std::size_t most = 8;
  const std::size_t last = std::min(record.what_ifs.size(), most + 1);
  for (std::size_t i = 1; i < last; ++i) {
    const twin::WhatIfRow& row = record.what_ifs[i];
    out.row(clean(name_of_change(row)), gain_text(row, now),
            fmt::format("+- {} (95 %)", percent(now > 0 ? row.half_width_per_s / now : 0)));
  }
  if (last < record.what_ifs.size()) {
    out.remark(fmt::format("and {} that bring less", record.what_ifs.size() - last));
  }
}

std::string line_answer_section(const twin::RunRecord& record, const twin::Summary& s) {
  const twin::FlowFigures& line = s.flow;
  std::string html;
  if (!s.is_complete) {
    html +=
        "<p class=\"warning\">The run was interrupted: the figures cover what was finished.</p>\n";
  }
  for (const std::string& sentence : answer_of(record, s, "±")) {
    html += paragraph(sentence);
  }
  html += paragraph(fmt::format(
      "A line alone, without film and market. Intervals are of 95 %, by batch means. Little's law "
      "{} to the tick of a microsecond.",
      line.holds_littles_law ? "holds" : "is broken"));
  html += gates_table(gates_of(record, s));
  html += "<dl class=\"tiles\">\n";
  html += html_tile("parts", grouped(line.parts),
                    fmt::format("{} in the line at the end", grouped(line.in_line)));
  html += html_tile("throughput", four_digits(line.throughput_per_s.mean) + " 1/s",
                    within(line.throughput_per_s));
  html += html_tile("parts in the line, mean", four_digits(line.wip.mean), within(line.wip));
  html += html_tile("cycle time, mean", four_digits(line.cycle_time_s.mean) + " s",
                    within(line.cycle_time_s));
  return html + "</dl>\n";
}

std::string line_time_section(const twin::RunRecord& record) {
  if (record.tool_times.empty()) {
    return paragraph("The record has no times of tools.");
  }
  Table table{{{"tool"}, {"reason"}, {"hours", true}, {"share", true}}, {}};
  std::vector<std::pair<std::string, std::int64_t>> whole;
  for (const twin::ToolTimeRow& row : record.tool_times) {
    if (whole.empty() || whole.back().first != row.tool) {
      whole.emplace_back(row.tool, 0);
    }
    whole.back().second += row.time_us;
  }
  for (const twin::ToolTimeRow& row : record.tool_times) {
    const auto of =
        std::ranges::find(whole, row.tool, &std::pair<std::string, std::int64_t>::first);
    table.rows.push_back(
        {row.tool, row.reason, fixed(static_cast<double>(row.time_us) / 3.6e9, 1),
         percent(static_cast<double>(row.time_us) / static_cast<double>(of->second))});
  }
  return html_table(table);
}

std::string what_ifs_section(const twin::RunRecord& record) {
  if (record.what_ifs.empty()) {
    return paragraph(
        "Not asked for: run --what-if tells what one more tool, one more shift or an "
        "hour more of uptime would bring.");
  }
  const double now = record.what_ifs.front().throughput_per_s;
  Table table{{{"change"}, {"station"}, {"parts an hour", true}, {"gain", true}, {"95 % ±", true}},
              {}};
  for (const twin::WhatIfRow& row : record.what_ifs) {
    table.rows.push_back({row.change, row.station, four_digits(row.throughput_per_s * 3600),
                          gain_text(row, now), percent(now > 0 ? row.half_width_per_s / now : 0)});
  }
  return paragraph(
             "The line alone, never short of web and orders, with the same random numbers for "
             "all: each line differs from the first by its change only.") +
         html_table(table);
}

}  // namespace heliofab::report
