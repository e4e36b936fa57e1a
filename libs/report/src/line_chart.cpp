// SPDX-License-Identifier: Apache-2.0
#include "line_chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "format.hpp"
#include "svg.hpp"

namespace heliofab::report {

namespace {

constexpr std::size_t most_readings = 50;

// What the legend, the table and the tips name: areas, then lines, each over its own x.
struct Curve {
  std::string_view name;
  const std::vector<double>* x;
  const std::vector<double>* y;
};

std::vector<Curve> curves_of(const LineChart& chart) {
  std::vector<Curve> curves;
  for (const Series& area : chart.areas) {
    curves.push_back({area.name, &chart.area_x, &area.values});
  }
  for (const LineChart::Line& line : chart.lines) {
    curves.push_back({line.name, &line.x, &line.y});
  }
  return curves;
}

// At the k-th x of the first curve: there itself, or between two points around it.
double curve_at(const Curve& curve, const std::vector<double>& x, std::size_t k) {
  const std::vector<double>& own = *curve.x;
  if (own == x) {
    return (*curve.y)[k];
  }
  const auto above = std::ranges::lower_bound(own, x[k]);
  if (above == own.end() || (above == own.begin() && *above > x[k])) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const auto i = static_cast<std::size_t>(above - own.begin());
  if (own[i] == x[k]) {
    return (*curve.y)[i];
  }
  return std::lerp((*curve.y)[i - 1], (*curve.y)[i], (x[k] - own[i - 1]) / (own[i] - own[i - 1]));
}

std::string value_text(double value, const Measure& measure) {
  return measure.decimals < 0 ? four_digits(value) : fixed(value, measure.decimals);
}

std::string in_unit(const std::string& value, std::string_view unit) {
  return unit.empty() ? value : value + " " + std::string(unit);
}

void draw_areas(Drawing& svg, const LineChart& chart, const PlotAxis& x, const PlotAxis& y) {
  std::vector<double> below(chart.area_x.size(), 0.0);
  for (const Series& area : chart.areas) {
    std::string back;  // the lower edge, from right to left
    std::string path;
    for (std::size_t k = 0; k < chart.area_x.size(); ++k) {
      const double at = x(chart.area_x[k]);
      const double above = below[k] + value_at(area, k);
      path += fmt::format("{}{:.1f} {:.1f}", k == 0 ? "M" : "L", at, y(above));
      back.insert(0, fmt::format("L{:.1f} {:.1f}", at, y(below[k])));
      below[k] = above;
    }
    if (!path.empty()) {
      svg.path(path + back + "z", area.paint);
    }
  }
}

void draw_lines(Drawing& svg, const LineChart& chart, const Frame& frame, const PlotAxis& x,
                const PlotAxis& y) {
  for (const LineChart::Line& line : chart.lines) {
    std::vector<PlotPoint> course;
    for (std::size_t k = 0; k < line.x.size(); ++k) {
      if (!chart.joins_jumps && k > 0 && line.x[k] == line.x[k - 1]) {
        course.push_back({x(line.x[k]), std::numeric_limits<double>::quiet_NaN()});
      }
      course.push_back({x(line.x[k]), y(line.y[k])});
    }
    const std::string path = line_path(course, frame.top, frame.bottom);
    if (!path.empty()) {
      svg.path(path, fmt::format("line l{}{}", line.colour, line.is_dashed ? " dashed" : ""));
    }
    for (const PlotPoint& point : course) {
      if (line.has_dots && point.y >= frame.top && point.y <= frame.bottom) {
        svg.dot(point.x, point.y, 3, fmt::format("s{}", line.colour), {});
      }
    }
  }
}

// What lies between two x, and what stands at one, with names above the chart; a name that has no
// room is left out.
void draw_places(Drawing& svg, const LineChart& chart, const Frame& frame, const PlotAxis& x) {
  for (const LineChart::Zone& zone : chart.zones) {
    const double width = x(zone.to) - x(zone.from);
    if (character_width * static_cast<double>(count_columns(zone.name)) < width) {
      svg.text(x(zone.from) + width / 2, frame.top - 10, "middle", zone.name, "name");
    }
    if (&zone != &chart.zones.front()) {
      svg.line(x(zone.from), frame.top - 18, x(zone.from), frame.bottom, "base");
    }
  }
  for (std::size_t k = 1; k < chart.x_parts.size(); ++k) {
    const double at = x(chart.x_parts[k].from);
    const bool is_inside = std::ranges::none_of(
        chart.zones, [&](const LineChart::Zone& zone) { return x(zone.from) == at; });
    if (is_inside) {
      svg.line(at, frame.top, at, frame.bottom, "mark");
    }
  }
  for (const LineChart::Mark& mark : chart.marks) {
    svg.line(x(mark.x), frame.top, x(mark.x), frame.bottom, "mark");
    svg.text(x(mark.x), frame.top - 10, "middle", mark.name);
  }
}

// An upright strip around each row of the table that reads it to the pointer.
void draw_tips(Drawing& svg, const LineChart& chart, const Frame& frame, const PlotAxis& x) {
  const std::vector<Curve> curves = curves_of(chart);
  const std::vector<double>& first = *curves.front().x;
  const std::vector<std::size_t> rows = some_rows(first.size(), most_readings);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const double at = x(first[rows[k]]);
    const double left = k == 0 ? frame.left : (x(first[rows[k - 1]]) + at) / 2;
    const double right = k + 1 == rows.size() ? frame.right : (x(first[rows[k + 1]]) + at) / 2;
    std::string tip = in_unit(four_digits(first[rows[k]]), chart.x_unit);
    for (const Curve& curve : curves) {
      const double value = curve_at(curve, first, rows[k]);
      if (std::isfinite(value)) {
        tip += fmt::format("{} {} {}", &curve == &curves.front() ? ":" : ",", curve.name,
                           in_unit(value_text(value, chart.measure), chart.measure.unit));
      }
    }
    svg.rect(left, frame.top, right - left, frame.bottom - frame.top, "strip", tip);
  }
}

void draw_dots(Drawing& svg, const LineChart& chart, const Frame& frame, const PlotAxis& x,
               const PlotAxis& y) {
  for (const LineChart::Dots& dots : chart.dots) {
    for (std::size_t k = 0; k < dots.x.size(); ++k) {
      const double height = y(dots.y[k]);
      if (height >= frame.top && height <= frame.bottom) {
        svg.dot(x(dots.x[k]), height, 2.5, fmt::format("s{}", dots.colour),
                k < dots.tips.size() ? std::string_view(dots.tips[k]) : std::string_view());
      }
    }
  }
}

// All values that the axis of y holds.
std::vector<double> heights_of(const LineChart& chart) {
  std::vector<double> heights;
  for (const LineChart::Line& line : chart.lines) {
    heights.insert(heights.end(), line.y.begin(), line.y.end());
  }
  for (const LineChart::Dots& dots : chart.dots) {
    heights.insert(heights.end(), dots.y.begin(), dots.y.end());
  }
  for (std::size_t k = 0; k < chart.area_x.size(); ++k) {
    heights.push_back(total_at(chart.areas, k));
  }
  return heights;
}

PlotAxis upright_axis(const LineChart& chart, const Frame& frame) {
  const PlotAxis kind{.title = "", .scale = {}, .is_logarithmic = chart.is_y_logarithmic};
  const PlotAxis all = axis_over(kind, heights_of(chart), frame.bottom, frame.top);
  return axis_between(kind, chart.y_from ? kind.place(*chart.y_from) : all.scale.from,
                      chart.y_to ? kind.place(*chart.y_to) : all.scale.to, frame.bottom, frame.top);
}

PlotAxis level_axis(const LineChart& chart, const Frame& frame) {
  PlotAxis axis{.title = chart.x_title,
                .scale = {},
                .is_logarithmic = chart.is_x_logarithmic,
                .tick_room = 75,
                .parts = chart.x_parts};
  if (!axis.parts.empty()) {
    return axis_in_parts(std::move(axis), frame.left, frame.right);
  }
  std::vector<double> places = chart.area_x;
  for (const LineChart::Line& line : chart.lines) {
    places.insert(places.end(), line.x.begin(), line.x.end());
  }
  for (const LineChart::Dots& dots : chart.dots) {
    places.insert(places.end(), dots.x.begin(), dots.x.end());
  }
  return axis_over(std::move(axis), places, frame.left, frame.right, 0);
}

}  // namespace

std::string draw(const LineChart& chart) {
  Drawing svg(chart.width, chart.height, chart.label);
  Frame frame{0, chart.marks.empty() && chart.zones.empty() ? 12.0 : 30.0, chart.width - 24,
              chart.height - axis_height};
  const PlotAxis y = upright_axis(chart, frame);
  frame.left = 34 + room_for(y.ticks);
  const PlotAxis x = level_axis(chart, frame);
  draw_areas(svg, chart, x, y);
  draw_axes(svg, frame, x, y);
  if (!chart.is_y_logarithmic && y.scale.from < 0 && y.scale.to > 0) {
    svg.line(frame.left, y(0), frame.right, y(0), "base");
  }
  svg.upward_text(14, (frame.top + frame.bottom) / 2, chart.y_title);
  draw_places(svg, chart, frame, x);
  draw_lines(svg, chart, frame, x, y);
  if (!chart.lines.empty() || !chart.areas.empty()) {
    draw_tips(svg, chart, frame, x);
  }
  draw_dots(svg, chart, frame, x, y);  // over the strips, or none would be pointed at
  return svg.svg();
}

std::vector<LegendItem> legend_of(const LineChart& chart) {
  std::vector<LegendItem> items = legend_of(chart.areas);
  for (const LineChart::Line& line : chart.lines) {
    items.push_back(
        {fmt::format("line l{}{}", line.colour, line.is_dashed ? " dashed" : ""), line.name});
  }
  return items;
}

Table table_of(const LineChart& chart) {
  const std::vector<Curve> curves = curves_of(chart);
  Table table{{{chart.x_title, true}}, {}};
  const std::string unit =
      chart.measure.unit.empty() ? "" : fmt::format(" [{}]", chart.measure.unit);
  for (const Curve& curve : curves) {
    table.columns.push_back({std::string(curve.name) + unit, true});
  }
  if (curves.empty()) {
    return table;
  }
  const std::vector<double>& first = *curves.front().x;
  for (const std::size_t k : some_rows(first.size(), most_readings)) {
    std::vector<std::string> row{four_digits(first[k])};
    for (const Curve& curve : curves) {
      row.push_back(value_text(curve_at(curve, first, k), chart.measure));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string figure_of(std::string_view caption, const LineChart& chart) {
  std::vector<LegendItem> legend = legend_of(chart);
  if (legend.size() < 2) {
    legend.clear();  // the title of y says it
  }
  return html_figure(caption, legend, draw(chart), table_of(chart));
}

}  // namespace heliofab::report
