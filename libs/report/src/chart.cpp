// SPDX-License-Identifier: Apache-2.0
#include "chart.hpp"

#include <algorithm>
#include <cmath>
#include <span>

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

// A mark and where its name stands: in the middle of `at`, in a row counted from the chart up.
struct PlacedName {
  const ColumnChart::Mark* mark;
  double at;
  double half;  // of its width
  std::size_t row = 0;
};

constexpr double name_row = 18;

// Names in the order of the marks, each in the lowest row that has room for it.
std::vector<PlacedName> placed_names(const ColumnChart& chart, const Scale& x) {
  std::vector<PlacedName> names;
  for (const ColumnChart::Mark& mark : chart.marks) {
    if (!(mark.x >= x.from && mark.x <= x.to)) {
      continue;
    }
    const double half = character_width * static_cast<double>(count_columns(mark.name)) / 2 + 4;
    PlacedName name{&mark, std::clamp(x(mark.x), half, std::max(half, chart.width - half)), half};
    while (std::ranges::any_of(names, [&](const PlacedName& other) {
      return other.row == name.row && std::abs(other.at - name.at) < other.half + name.half;
    })) {
      ++name.row;
    }
    names.push_back(name);
  }
  return names;
}

// Ticks of the classes' own number, and the marks.
void draw_classes_below(Drawing& svg, std::span<const PlacedName> names, const Scale& x,
                        const Scale& y) {
  draw_ticks_below(svg, x, y.start);
  const auto bottom_of = [&](const PlacedName& name) {
    return y.end - 8 - name_row * static_cast<double>(name.row);
  };
  for (const PlacedName& name : names) {
    svg.line(x(name.mark->x), bottom_of(name), x(name.mark->x), y.start, name.mark->paint);
  }
  for (const PlacedName& name : names) {  // over the lines of names above them
    const double below = bottom_of(name);
    svg.rect(name.at - name.half + 4, below - name_row + 1, 2 * name.half - 8, name_row - 2,
             "paper");
    svg.text(name.at, below - 8, "middle", name.mark->name);
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
  const double right = chart.width - 24;
  double most = 0;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    most = std::max(most, total_at(chart.series, i));
    for (const Series& level : chart.levels) {
      most = std::max(most, value_at(level, i));
    }
  }
  Scale y{0, most > 0 ? most * 1.05 : 1, chart.height - axis_height, 12};
  const bool is_count = chart.measure.decimals == 0;
  const double left = left_of_values(y, is_count);
  const bool has_classes = chart.edges.size() > 1;
  const Scale x = has_classes ? Scale{chart.edges.front(), chart.edges.back(), left, right}
                              : Scale{0, 1, left, right};
  const std::vector<PlacedName> names =
      has_classes ? placed_names(chart, x) : std::vector<PlacedName>();
  double raised = 0;  // by the rows of names
  for (const PlacedName& name : names) {
    raised = std::max(raised, name_row * static_cast<double>(name.row + 1));
  }
  y.start += raised;
  y.end += raised;
  Drawing svg(chart.width, chart.height + raised, chart.label);
  draw_value_axis_left(svg, y, right, is_count, chart.y_title);
  const Scale place{0, static_cast<double>(std::max<std::size_t>(chart.names.size(), 1)), left,
                    right};
  draw_columns(svg, chart, place, y);
  svg.line(left, y.start, right, y.start, "base");
  if (has_classes) {
    draw_classes_below(svg, names, x, y);
  } else {
    draw_names_below(svg, chart.names, place, y.start + 14);
  }
  svg.text((left + right) / 2, y.start + 36, "middle", chart.x_title, "axis");
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
