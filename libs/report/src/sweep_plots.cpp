// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "format.hpp"
#include "sweep_panels.hpp"
#include "sweep_values.hpp"

namespace heliofab::report {

namespace {

// "thickness 1.5 um, bare: Jsc 30.72 mA/cm2"
std::string tip_of(const Sweep& sweep, const SweepColumn& figure, std::size_t i) {
  const auto say = [i](const SweepColumn& column) {
    return fmt::format("{} {}{}{}", column.label,
                       cell_text(column, column.values[i], decimals_of(column)),
                       column.unit.empty() ? "" : " ", column.unit);
  };
  std::string text;
  for (const SweepColumn& input : sweep.inputs) {
    text += (text.empty() ? "" : ", ") + say(input);
  }
  return text + ": " + say(figure);
}

std::size_t index_of(const std::vector<double>& levels, double value) {
  return static_cast<std::size_t>(std::ranges::lower_bound(levels, value) - levels.begin());
}

constexpr int colours = 10;

// From the least to the largest value of a figure, in steps of one colour.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  double edge(int c) const { return low + (high - low) * c / colours; }
  int colour_of(double value) const {
    return std::min(static_cast<int>((value - low) / (high - low) * colours), colours - 1);
  }
};

Range range_of(const SweepColumn& figure) {
  Range range;
  for (const double value : figure.values) {
    if (std::isfinite(value)) {
      range.low = std::min(range.low, value);
      range.high = std::max(range.high, value);
    }
  }
  return range;
}

// Ten swatches from the least to the largest value.
void draw_legend(Drawing& svg, double x, double y, const std::string& low,
                 const std::string& high) {
  constexpr double side = 12;
  svg.text(x, y, "start", low);
  x += character_width * static_cast<double>(low.size()) + 6;
  for (std::size_t c = 0; c < colours; ++c) {
    svg.rect(x + side * static_cast<double>(c), y - side / 2, side, side, scale_paint(c, colours));
  }
  svg.text(x + side * colours + 6, y, "start", high);
}

}  // namespace

std::vector<double> levels_of(const SweepColumn& column) {
  if (!column.words.empty()) {
    std::vector<double> all(column.words.size());
    std::iota(all.begin(), all.end(), 0.0);
    return all;
  }
  std::vector<double> levels = column.values;
  std::ranges::sort(levels);
  const auto same = std::ranges::unique(levels);
  levels.erase(same.begin(), same.end());
  return levels;
}

std::vector<std::string> names_of(const SweepColumn& column, const std::vector<double>& levels) {
  std::vector<std::string> names;
  for (const double level : levels) {
    names.push_back(cell_text(column, level, decimals_of(column)));
  }
  return names;
}

void draw_lines(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure,
                const SweepColumn& x, const SweepColumn* series) {
  svg.text(panel.left, panel.top + 8, "start", title_of(figure), "panel");
  Frame frame{panel.left, panel.top + 24, panel.right, panel.bottom - axis_height};
  const PlotAxis up = axis_of(figure, frame.bottom, frame.top);
  frame.left += room_for(up.ticks) + 8;
  const PlotAxis along = axis_of(x, frame.left, frame.right);
  draw_axes(svg, frame, along, up);
  std::vector<std::size_t> order(sweep.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return x.values[i]; });
  const std::vector<double> levels = series == nullptr ? std::vector{0.0} : levels_of(*series);
  for (std::size_t s = 0; s < levels.size(); ++s) {
    const std::string colour = std::to_string(s % 8 + 1);
    std::vector<PlotPoint> line;
    std::vector<std::string> tips;
    for (const std::size_t i : order) {
      if (series == nullptr || series->values[i] == levels[s]) {
        line.push_back({along(x.values[i]), up(figure.values[i])});
        tips.push_back(tip_of(sweep, figure, i));
      }
    }
    const std::string path = line_path(line, frame.top, frame.bottom);
    if (x.words.empty() && !path.empty()) {
      svg.path(path, "line l" + colour);
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (std::isfinite(line[i].y)) {
        svg.dot(line[i].x, line[i].y, 3, "s" + colour, tips[i]);
      }
    }
  }
}

void draw_map(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure) {
  const SweepColumn& across = sweep.inputs[0];
  const SweepColumn& up = sweep.inputs[1];
  const std::vector<double> columns = levels_of(across);
  const std::vector<double> rows = levels_of(up);
  const Range range = range_of(figure);
  std::vector<std::vector<int>> cells(columns.size(), std::vector<int>(rows.size(), -1));
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    if (std::isfinite(figure.values[i])) {
      cells[index_of(columns, across.values[i])][index_of(rows, up.values[i])] =
          range.colour_of(figure.values[i]);
    }
  }
  const int decimals = decimals_of(figure);
  const auto edge = [&](int c) { return cell_text(figure, range.edge(c), decimals); };
  svg.text(panel.left, panel.top + 8, "start", title_of(figure), "panel");
  draw_legend(svg, panel.left, panel.top + 28, edge(0), edge(colours));

  const std::vector<std::string> row_names = names_of(up, rows);
  std::size_t longest = 0;
  for (const std::string& name : row_names) {
    longest = std::max(longest, count_columns(name));
  }
  const Frame frame{panel.left + 30 + character_width * static_cast<double>(longest),
                    panel.top + 44, panel.right, panel.bottom - axis_height};
  const Scale x{0, static_cast<double>(columns.size()), frame.left, frame.right};
  const Scale y{0, static_cast<double>(rows.size()), frame.bottom, frame.top};
  svg.rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top, "nothing");
  for (int c = 0; c < colours; ++c) {
    const std::string path = cells_of_class(cells, c, x, y);
    if (!path.empty()) {
      svg.path(path, scale_paint(static_cast<std::size_t>(c), colours),
               fmt::format("{} to {} {}", edge(c), edge(c + 1), figure.unit));
    }
  }
  draw_names_below(svg, names_of(across, columns), x, frame.bottom + 14);
  svg.text((frame.left + frame.right) / 2, frame.bottom + 33, "middle", title_of(across), "axis");
  const auto every = static_cast<std::size_t>(std::ceil(18 / (y(0) - y(1))));
  for (std::size_t j = 0; j < rows.size(); j += every) {
    svg.text(frame.left - 6, y(static_cast<double>(j) + 0.5), "end", row_names[j]);
  }
  svg.upward_text(panel.left + 8, (frame.top + frame.bottom) / 2, title_of(up));
}

namespace {

constexpr double row_of_dots = 140;
constexpr double top_of_dots = 22;  // the figure's title

void silence(PlotAxis& axis) {
  axis.title.clear();
  for (Tick& tick : axis.ticks) {
    tick.text.clear();
  }
}

}  // namespace

double height_of_dots(std::size_t figures) noexcept {
  return row_of_dots * static_cast<double>(figures) + axis_height;
}

void draw_dots(Drawing& svg, const Sweep& sweep, const std::vector<SweepColumn>& figures) {
  constexpr double gap = 24;
  std::vector<PlotAxis> up;
  double left = 0;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    up.push_back(axis_of(figures[f], row_of_dots * static_cast<double>(f + 1) - 4,
                         row_of_dots * static_cast<double>(f) + top_of_dots));
    left = std::max(left, gap + 8 + room_for(up.back().ticks));
  }
  const double width = (page_width - left) / static_cast<double>(sweep.inputs.size()) - gap;
  for (std::size_t f = 0; f < figures.size(); ++f) {
    svg.text(left, up[f].scale.end - 10, "start", title_of(figures[f]), "panel");
    for (std::size_t k = 0; k < sweep.inputs.size(); ++k) {
      const double begin = left + (width + gap) * static_cast<double>(k);
      PlotAxis x = axis_of(sweep.inputs[k], begin, begin + width);
      x.title = to_width(x.title, static_cast<std::size_t>((width + gap) / character_width));
      // Numbers of y stand at the first panel, those of x below the last.
      if (k > 0) {
        silence(up[f]);
      }
      if (f + 1 < figures.size()) {
        silence(x);
      }
      draw_axes(svg, {begin, up[f].scale.end, begin + width, up[f].scale.start}, x, up[f]);
      std::string path;
      for (std::size_t i = 0; i < sweep.size(); ++i) {
        if (std::isfinite(figures[f].values[i])) {
          path += fmt::format("M{:.1f} {:.1f}h0", x(sweep.inputs[k].values[i]),
                              up[f](figures[f].values[i]));
        }
      }
      svg.path(path, "dots l1");
    }
  }
}

}  // namespace heliofab::report
