// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "axis.hpp"
#include "format.hpp"
#include "heliofab/report/ramp.hpp"
#include "plot_axis.hpp"

namespace heliofab::report {

namespace {

constexpr double ramp_head = 64;  // title and what the bands are
constexpr double ramp_edge = 24;
constexpr double panel_width = 440;
constexpr double panel_height = 210;
// Of a file of its own: what the page has no class for.
constexpr std::string_view ramp_style =
    ".band { fill-opacity: .25; } .l0 { stroke: #444; stroke-width: 1.5; } .dashed { "
    "stroke-dasharray: 5 3; }";

struct PanelLine {
  const char* name;
  double twin::RampMonth::*figure;
  double scale;  // SI per unit shown
  int colour;
};
struct Panel {
  const char* title;
  std::vector<PanelLine> lines;
  std::string_view goal;  // name of a dashed level
  double level = 0;
};

std::vector<Panel> panels() {
  using Month = twin::RampMonth;
  return {{"shifts a day, CIGS tools",
           {{"shifts", &Month::shifts, 1, 1}, {"CIGS tools", &Month::cigs_tools, 1, 2}},
           {}},
          {"people on the pay roll", {{"staff", &Month::staff, 1, 1}}, {}},
          {"kW a month",
           {{"demand", &Month::demand_W, 1e3, 2}, {"output", &Month::output_W, 1e3, 1}},
           {}},
          {"kW at the end of the month",
           {{"backlog", &Month::backlog_W, 1e3, 1}, {"stock", &Month::stock_W, 1e3, 3}},
           {}},
          {"aperture efficiency, %", {{"median module", &Month::efficiency, 0.01, 1}}, {}},
          {"line yield, %", {{"line yield", &Month::line_yield, 0.01, 1}}, {}},
          {"USD a watt", {{"cost", &Month::cost_usd_per_W, 1, 1}}, "the company's goal", 1},
          {"MUSD a month",
           {{"revenue", &Month::revenue_usd, 1e6, 3}, {"cost", &Month::cost_usd, 1e6, 1}},
           {}}};
}

std::string band_path(const std::vector<twin::Band>& bands, const PlotAxis& x, const PlotAxis& y) {
  std::string path;
  const auto add = [&](std::size_t m, double value) {
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", x(static_cast<double>(m)),
                        y(value));
  };
  for (std::size_t m = 0; m < bands.size(); ++m) {
    if (std::isfinite(bands[m].high)) {
      add(m, bands[m].high);
    }
  }
  for (std::size_t m = bands.size(); m-- > 0;) {
    if (std::isfinite(bands[m].low)) {
      add(m, bands[m].low);
    }
  }
  return path.empty() ? path : path + "Z";
}

void draw_panel(Drawing& svg, const Panel& panel, const twin::RampStudy& study) {
  svg.text(0, 8, "start", panel.title, "panel");
  std::vector<std::vector<twin::Band>> bands;
  std::vector<double> values{0};
  for (const PanelLine& line : panel.lines) {
    bands.push_back(twin::bands(study, line.figure));
    for (twin::Band& b : bands.back()) {
      b = {b.low / line.scale, b.median / line.scale, b.high / line.scale};
      values.insert(values.end(), {b.low, b.high});
    }
  }
  if (!panel.goal.empty()) {
    values.push_back(panel.level);
  }
  Frame frame{0, 24, panel_width, panel_height - axis_height};
  const bool from_zero = panel.lines.front().figure != &twin::RampMonth::efficiency;
  if (!from_zero) {
    values.erase(values.begin());
  }
  const PlotAxis y = axis_over({}, values, frame.bottom, frame.top);
  frame.left = room_for(y.ticks) + 8;
  const double last = std::max(1.0, static_cast<double>(bands.front().size()) - 1);
  const PlotAxis x = axis_between({.title = "months"}, 0, last, frame.left, frame.right);
  draw_axes(svg, frame, x, y);
  double right = panel_width;
  for (std::size_t l = panel.lines.size(); l-- > 0;) {
    const PanelLine& line = panel.lines[l];
    if (const std::string path = band_path(bands[l], x, y); !path.empty()) {
      svg.path(path, fmt::format("band s{}", line.colour));
    }
    std::vector<PlotPoint> median;
    for (std::size_t m = 0; m < bands[l].size(); ++m) {
      median.push_back({x(static_cast<double>(m)), y(bands[l][m].median)});
    }
    if (const std::string path = line_path(median, frame.top, frame.bottom); !path.empty()) {
      svg.path(path, fmt::format("line l{}", line.colour), line.name);
    }
    svg.text(right, 8, "end", line.name, "name");
    right -= character_width * static_cast<double>(std::string_view(line.name).size()) + 8;
    svg.rect(right - 10, 3, 10, 10, fmt::format("s{}", line.colour));
    right -= 24;
  }
  if (!panel.goal.empty()) {
    svg.line(frame.left, y(panel.level), frame.right, y(panel.level), "l0 dashed");
    svg.text(frame.left + 6, y(panel.level) - 8, "start", panel.goal);
  }
}

// Cost over all that was made so far, with Wright's law through its first point: a comparison.
void draw_experience(Drawing& svg, const twin::RampStudy& study) {
  constexpr double per_doubling = 0.8;  // of the price of modules, by the trade
  svg.text(0, 8, "start", "USD a watt over kW made", "panel");
  const auto output = twin::bands(study, &twin::RampMonth::output_W);
  const auto cost = twin::bands(study, &twin::RampMonth::cost_usd_per_W);
  std::vector<double> made;
  std::vector<double> usd;
  double sum = 0;
  for (std::size_t m = 0; m < output.size(); ++m) {
    sum += output[m].median / 1e3;
    if (sum > 0 && cost[m].median > 0) {
      made.push_back(sum);
      usd.push_back(cost[m].median);
    }
  }
  if (made.size() < 2) {
    return;
  }
  const auto wright = [&](double kW) {
    return usd.front() * std::pow(kW / made.front(), std::log2(per_doubling));
  };
  std::vector<double> all = usd;
  all.push_back(wright(made.back()));
  Frame frame{0, 24, panel_width, panel_height - axis_height};
  const PlotAxis y = axis_over({.is_logarithmic = true}, all, frame.bottom, frame.top);
  frame.left = room_for(y.ticks) + 8;
  const PlotAxis x =
      axis_over({.title = "kW", .is_logarithmic = true}, made, frame.left, frame.right);
  draw_axes(svg, frame, x, y);
  std::vector<PlotPoint> line;
  std::vector<PlotPoint> law;
  for (std::size_t i = 0; i < made.size(); ++i) {
    line.push_back({x(made[i]), y(usd[i])});
    law.push_back({x(made[i]), y(wright(made[i]))});
  }
  svg.path(line_path(line, frame.top, frame.bottom), "line l1", "median of the ramp");
  svg.path(line_path(law, frame.top, frame.bottom), "line l0 dashed",
           "20 % less for each doubling");
  svg.text(panel_width, 8, "end", "dashed: 20 % less a doubling", "name");
}

}  // namespace

std::string ramp_svg(const Ramp& ramp) {
  const std::vector<Panel> all = panels();
  const double rows = std::ceil((static_cast<double>(all.size()) + 1) / 2);
  Drawing svg(page_width, ramp_head + rows * (panel_height + ramp_edge / 2) + 8,
              fmt::format("Ramp of {}", clean(ramp.title)));
  svg.text(ramp_edge, 20, "start", ramp.title, "title");
  const auto answered = twin::sums(ramp.study, &twin::RampTotals::output_W).size();
  svg.text(ramp_edge, 42, "start",
           fmt::format("{} replications: median, and the band that holds four of five of them",
                       answered));
  for (std::size_t p = 0; p <= all.size(); ++p) {
    svg.begin_group(ramp_edge + static_cast<double>(p % 2) * (panel_width + ramp_edge),
                    ramp_head + static_cast<double>(p / 2) * (panel_height + ramp_edge / 2));
    if (p < all.size()) {
      draw_panel(svg, all[p], ramp.study);
    } else {
      draw_experience(svg, ramp.study);
    }
    svg.end_group();
  }
  return svg.file(ramp_style);
}

}  // namespace heliofab::report
