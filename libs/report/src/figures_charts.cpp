// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "control_chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;

constexpr std::size_t most_charts = 24;
constexpr std::size_t stretches = 150;  // of a chart, two points each at most
constexpr std::size_t table_stretches = 25;

// A point of a chart and what it was judged by.
struct JudgedPoint {
  double x = 0;  // metres of web, or sheets, through the tool
  double y = 0;
  ControlChart::Limits limits;
};

// What one tool made of one quantity, as its gauge read it.
struct Track {
  std::string quantity, tool, gauge;
  bool is_of_sheets = false;  // no web tool: its points are counted
  std::vector<JudgedPoint> points;
  std::vector<ControlChart::Point> signals;
  std::map<std::pair<std::string, std::string>, std::int64_t> rules;  // by rule and action
};

// [m] of web that went through each tool before a roll.
using Lengths = std::map<std::pair<std::string, std::int64_t>, double>;

Lengths lengths_before(const RunRecord& record) {
  std::unordered_map<std::int64_t, double> length;
  for (const twin::RollRow& roll : record.rolls) {
    length[static_cast<std::int64_t>(roll.roll)] = std::isfinite(roll.length_m) ? roll.length_m : 0;
  }
  std::vector<std::tuple<SimTime, std::string, std::int64_t>> passes;
  for (const twin::PassRow& pass : record.passes) {
    passes.emplace_back(pass.started, pass.tool, static_cast<std::int64_t>(pass.roll));
  }
  std::ranges::sort(passes);
  std::map<std::string, double> through;
  Lengths before;
  for (const auto& [started, tool, roll] : passes) {
    before[{tool, roll}] = through[tool];
    through[tool] += length[roll];
  }
  return before;
}

bool is_sound(const twin::ReadingRow& row) {
  return std::isfinite(row.value) && std::isfinite(row.position_m) && std::isfinite(row.target) &&
         std::isfinite(row.sigma);
}

std::vector<Track> tracks_of(const RunRecord& record) {
  const Lengths before = lengths_before(record);
  std::set<std::string_view> web_tools;
  for (const auto& [key, length] : before) {
    web_tools.insert(key.first);
  }
  std::vector<Track> tracks;
  std::map<std::pair<std::string, std::string>, std::size_t> place;
  std::map<std::tuple<std::size_t, std::int64_t, double>, ControlChart::Point> read_at;
  for (const twin::ReadingRow& row : record.readings) {
    const auto start = before.find({row.tool, static_cast<std::int64_t>(row.roll)});
    const bool is_of_sheets = !web_tools.contains(row.tool);
    if (!is_sound(row) || (start == before.end() && !is_of_sheets)) {
      continue;
    }
    const auto [at, is_new] = place.try_emplace({row.quantity, row.tool}, tracks.size());
    if (is_new) {
      tracks.push_back({row.quantity, row.tool, row.gauge, is_of_sheets});
    }
    std::vector<JudgedPoint>& points = tracks[at->second].points;
    const double x =
        is_of_sheets ? static_cast<double>(points.size() + 1) : start->second + row.position_m;
    points.push_back({x, row.value, {x, row.target, row.sigma}});
    read_at[{at->second, static_cast<std::int64_t>(row.roll), row.position_m}] = {x, row.value};
  }
  for (const twin::AlarmRow& row : record.alarms) {
    if (const auto at = place.find({row.quantity, row.tool}); at != place.end()) {
      Track& track = tracks[at->second];
      ++track.rules[{row.rule, row.action}];
      const auto point =
          read_at.find({at->second, static_cast<std::int64_t>(row.roll), row.position_m});
      if (point != read_at.end()) {
        track.signals.push_back(point->second);
      }
    }
  }
  for (Track& track : tracks) {
    std::ranges::stable_sort(track.points, {}, &JudgedPoint::x);
    std::ranges::stable_sort(track.signals, {}, &ControlChart::Point::x);
  }
  return tracks;
}

// One for each stretch of points that are judged alike. It begins behind the point before, for a
// point is of the web since then.
std::vector<ControlChart::Limits> limits_of(const std::vector<JudgedPoint>& points) {
  std::vector<ControlChart::Limits> limits;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ControlChart::Limits& own = points[i].limits;
    if (limits.empty() || own.centre != limits.back().centre || own.sigma != limits.back().sigma) {
      limits.push_back({i == 0 ? 0 : points[i - 1].x, own.centre, own.sigma});
    }
  }
  return limits;
}

Table stretch_table(const Track& track) {
  Table table{{{track.is_of_sheets ? "from sheet" : "web from [m]", true},
               {"points", true},
               {"lowest", true},
               {"mean", true},
               {"highest", true},
               {"wanted", true},
               {"sigma of the chart", true},
               {"signals", true}},
              {}};
  const std::size_t count = track.points.size();
  const std::size_t rows = std::min(count, table_stretches);
  for (std::size_t b = 0; b < rows; ++b) {
    const std::size_t from = b * count / rows;
    const std::size_t to = (b + 1) * count / rows;
    double low = track.points[from].y, high = low, sum = 0;
    for (std::size_t i = from; i < to; ++i) {
      low = std::min(low, track.points[i].y);
      high = std::max(high, track.points[i].y);
      sum += track.points[i].y;
    }
    const double begin = track.points[from].x;
    const double end = to < count ? track.points[to].x : std::numeric_limits<double>::infinity();
    const auto signals = std::ranges::count_if(
        track.signals, [&](const ControlChart::Point& p) { return p.x >= begin && p.x < end; });
    const ControlChart::Limits& limits = track.points[from].limits;
    table.rows.push_back({grouped(begin), std::to_string(to - from), four_digits(low),
                          four_digits(sum / static_cast<double>(to - from)), four_digits(high),
                          four_digits(limits.centre),
                          limits.sigma > 0 ? four_digits(limits.sigma) : "-",
                          grouped(static_cast<std::int64_t>(signals))});
  }
  return table;
}

std::string chart_of(const Track& track) {
  ControlChart chart;
  chart.label = fmt::format("Control chart of {} behind {}: {} points, {} signals", track.quantity,
                            track.tool, track.points.size(), track.signals.size());
  std::string gauge = track.gauge;
  std::ranges::replace(gauge, '_', ' ');
  chart.x_title = track.is_of_sheets ? "sheets through the tool" : "web through the tool [m]";
  chart.y_title = track.quantity;
  chart.limits = limits_of(track.points);
  std::vector<ControlChart::Point> points;
  points.reserve(track.points.size());
  for (const JudgedPoint& point : track.points) {
    points.push_back({point.x, point.y});
  }
  chart.points = extremes_of(points, stretches);
  chart.signals = extremes_of(track.signals, stretches);
  return html_figure(fmt::format("{} behind {}, by {}", track.quantity, track.tool, gauge), {},
                     draw(chart), stretch_table(track));
}

}  // namespace

std::string spc_section(const RunRecord& record) {
  const std::vector<Track> tracks = tracks_of(record);
  if (tracks.empty()) {
    return paragraph("The record has no readings: no gauge watched this run.");
  }
  Table rules{{{"quantity"}, {"tool"}, {"rule"}, {"action"}, {"signals", true}}, {}};
  std::string html = paragraph(
      "Each dot is the mean of some readings in a row. The line is what the recipe wants; the "
      "dashed lines are the limits of the tool's own chart, three standard deviations from it, "
      "which it learned from rolls of a tool that is set right. A cross is a point at which it "
      "found a rule broken. Without dashed lines no chart judges the quantity. While a tool is "
      "about to stop for an alarm its charts are not read. Where points are many, the lowest and "
      "the highest of each stretch are drawn.");
  html += "<div class=\"pairs\">\n";
  for (std::size_t i = 0; i < std::min(tracks.size(), most_charts); ++i) {
    html += chart_of(tracks[i]);
  }
  html += "</div>\n";
  for (const Track& track : tracks) {
    for (const auto& [rule, count] : track.rules) {
      rules.rows.push_back({track.quantity, track.tool, rule.first, rule.second, grouped(count)});
    }
  }
  if (tracks.size() > most_charts) {
    html += paragraph(fmt::format("{} of {} charts; the run store has all readings.", most_charts,
                                  tracks.size()));
  }
  return html + "<h3>Rules that were broken</h3>\n" +
         (rules.rows.empty() ? paragraph("None.") : html_table(rules));
}

}  // namespace heliofab::report
