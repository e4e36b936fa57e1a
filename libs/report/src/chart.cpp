// SPDX-License-Identifier: Apache-2.0
#include "chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "axis.hpp"
#include "format.hpp"
#include "svg.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

void draw_columns(Drawing& svg, const ColumnChart& chart, const Scale& place, const Scale& y) {
  const double gap = chart.edges.empty() ? place(0.15) - place(0) : 0.5;
  const double width = place(1) - place(0) - 2 * gap;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    const double x = place(static_cast<double>(i)) + gap;
    double below = 0;
    for (const Series& s : chart.series) {
      const double value = value_at(s, i);
      svg.rect(x, y(below + value), width, y(below) - y(below + value), s.paint,
               tip_text(chart.names[i], s.name, reading(value, chart.measure)));
      below += value;
    }
    for (const Series& level : chart.levels) {
      const double value = value_at(level, i);
      svg.rect(x - gap / 2, y(value) - 1.5, width + gap, 3, level.paint,
               tip_text(chart.names[i], level.name, reading(value, chart.measure)));
    }
  }
}

// Ticks of the classes' own number, and the marks. A name that has no room is left out.
void draw_classes_below(Drawing& svg, const ColumnChart& chart, const Scale& x, const Scale& y) {
  draw_ticks_below(svg, x, y.start);
  std::vector<double> named;
  for (const ColumnChart::Mark& mark : chart.marks) {
    if (!(mark.x >= x.from && mark.x <= x.to)) {
      continue;
    }
    svg.line(x(mark.x), y.end - 8, x(mark.x), y.start, "mark");
    const double room = character_width * static_cast<double>(mark.name.size()) + 8;
    if (std::ranges::none_of(named, [&](double at) { return std::abs(at - x(mark.x)) < room; })) {
      svg.text(x(mark.x), y.end - 18, "middle", mark.name);
      named.push_back(x(mark.x));
    }
  }
}

}  // namespace

// One path a class, its cells as runs down a column: a tenth of the text of single rectangles.
std::string cells_of_class(const std::vector<std::vector<int>>& values, int wanted, const Scale& x,
                           const Scale& row) {
  const double width = x(1) - x(0) - 0.5;
  std::string path;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& column = values[i];
    for (std::size_t j = 0; j < column.size(); ++j) {
      const std::size_t first = j;
      while (j < column.size() && column[j] == wanted) {
        ++j;
      }
      if (j > first) {
        path += fmt::format("M{:.1f} {:.1f}h{:.1f}V{:.1f}h{:.1f}z", x(static_cast<double>(i)),
                            row(static_cast<double>(first)), width, row(static_cast<double>(j)),
                            -width);
      }
    }
  }
  return path;
}

std::string draw(const ColumnChart& chart) {
  const double top = chart.marks.empty() ? 12 : 30;
  const double right = chart.width - 24;
  const double bottom = chart.height - axis_height;
  Drawing svg(chart.width, chart.height, chart.label);
  double most = 0;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    most = std::max(most, total_at(chart.series, i));
    for (const Series& level : chart.levels) {
      most = std::max(most, value_at(level, i));
    }
  }
  const Scale y{0, most > 0 ? most * 1.05 : 1, bottom, top};
  const double left =
      draw_value_axis_left(svg, y, right, chart.measure.decimals == 0, chart.y_title);
  const Scale place{0, static_cast<double>(std::max<std::size_t>(chart.names.size(), 1)), left,
                    right};
  draw_columns(svg, chart, place, y);
  svg.line(left, bottom, right, bottom, "base");
  if (chart.edges.size() < 2) {
    draw_names_below(svg, chart.names, place, bottom + 14);
  } else {
    draw_classes_below(svg, chart, {chart.edges.front(), chart.edges.back(), left, right}, y);
  }
  svg.text((left + right) / 2, bottom + 36, "middle", chart.x_title, "axis");
  return svg.svg();
}

std::string scale_paint(std::size_t i, std::size_t n) {
  return fmt::format("h{}", n < 2 ? 5 : std::min<std::size_t>(i * 9 / (n - 1), 9));
}

std::vector<LegendItem> legend_of(const std::vector<Series>& series) {
  std::vector<LegendItem> items;
  items.reserve(series.size());
  for (const Series& s : series) {
    items.push_back({s.paint, s.name});
  }
  return items;
}

Table table_of(std::string_view name_title, const std::vector<std::string>& names,
               const std::vector<Series>& series, const Measure& measure) {
  Table table;
  table.columns.push_back({std::string(name_title)});
  for (const Series& s : series) {
    const std::string unit = measure.unit.empty() ? "" : " [" + measure.unit + "]";
    table.columns.push_back({s.name + unit, true});
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string> row = {names[i]};
    for (const Series& s : series) {
      const double value = i < s.values.size() ? s.values[i] : 0;
      row.push_back(reading(value, {"", measure.decimals}));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace heliofab::report
