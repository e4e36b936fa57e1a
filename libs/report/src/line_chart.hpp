// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chart.hpp"
#include "plot_axis.hpp"

namespace heliofab::report {

inline constexpr double half_width = 470;  // of a chart beside another

/// Lines over x, above areas that are stacked, on straight or logarithmic axes. Values that are not
/// finite, or have no logarithm, break a line; lines are cut where they leave the axes.
struct LineChart {
  struct Line {
    std::string name;
    int colour = 1;  // l1..l8 of page.cpp; 0: ink
    std::vector<double> x, y;
    bool is_dashed = false;
    bool has_dots = false;  // at its points, where they are few
  };
  struct Dots {      // single points on top, which readings and legend leave out
    int colour = 1;  // s1..s8 of page.cpp
    std::vector<double> x, y;
    std::vector<std::string> tips;  // one each, or none
  };
  struct Mark {  // across the chart
    double x = 0;
    std::string name;
  };
  struct Zone {  // between two x, named above the chart
    double from = 0, to = 0;
    std::string name;
  };
  std::string label;  // for a screen reader
  std::string x_title, y_title;
  std::string x_unit;  // of readings
  Measure measure;     // of readings; decimals < 0: four digits
  bool is_x_logarithmic = false;
  bool is_y_logarithmic = false;
  bool joins_jumps = true;  // false: lines are broken between two points at one x
  std::vector<Line> lines;
  std::vector<Dots> dots;
  std::vector<double> area_x;
  std::vector<Series> areas;           // over area_x, the first below
  std::vector<AxisPart> x_parts;       // of the axis, with a scale each; empty: one
  std::optional<double> y_from, y_to;  // ends of the axis; without them it holds all values
  std::vector<Mark> marks;
  std::vector<Zone> zones;
  double width = 960, height = 320;
};
std::string draw(const LineChart& chart);

/// Of areas and lines.
std::vector<LegendItem> legend_of(const LineChart& chart);
/// The values of areas and lines at the x of the first of them, about 50 rows at most.
Table table_of(const LineChart& chart);
/// The chart with its legend and its table.
std::string figure_of(std::string_view caption, const LineChart& chart);

}  // namespace heliofab::report
