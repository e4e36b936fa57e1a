// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "markup.hpp"

namespace heliofab::report {

// Charts of the report, as values, and their drawing as SVG. Values that are not finite
// are not drawn. `paint` is a class of page.cpp: "s1".."s8", "h0".."h9", "e1".."e6", "good", "bad".

/// One colour of a chart: a value for each column or row.
struct Series {
  std::string name;
  std::string paint;
  std::vector<double> values;
};

/// How a value reads under the pointer: "10.5 %".
struct Measure {
  std::string unit;
  int decimals = 1;
};

/// Columns of stacked series (values >= 0) over names, or over classes of a number.
struct ColumnChart {
  std::string label;  // for a screen reader
  std::string x_title, y_title;
  Measure measure;
  std::vector<std::string> names;  // one a column; with edges: what the class is called in a tip
  std::vector<double> edges;       // of the classes, one more than columns; empty for names
  std::vector<Series> series;      // stacked, the first below
  std::vector<Series> levels;      // drawn across each column, for what was wanted
  struct Mark {
    double x = 0;  // on the axis of the edges
    std::string name;
    std::string paint = "mark";  // of its line: mark, announced, base
  };
  std::vector<Mark> marks;  // across the chart, with names above it in as many rows as they need
  double width = 960, height = 320;
};
std::string draw(const ColumnChart& chart);

/// Rows of stacked series (values >= 0), one below the other, each with a name.
struct RowChart {
  std::string label;
  std::string x_title;
  Measure measure;
  std::vector<std::string> names;
  std::vector<Series> series;
  double full = 0;            // end of the axis; 0 for the largest row
  bool shows_totals = false;  // behind each row
};
std::string draw(const RowChart& chart);

/// What a step below a value and a step above it do, a row each, to either side of nothing.
struct Tornado {
  std::string label;
  std::string x_title;
  Measure measure;
  std::vector<std::string> names;
  Series lower, upper;  // of either sign
};
std::string draw(const Tornado& chart);

/// What is left after each step of a chain of losses.
struct Waterfall {
  struct Step {
    std::string name;
    double before = 0;
    double after = 0;
    bool is_total = false;  // drawn from 0 to `after`
  };
  std::string label;
  std::string x_title;
  Measure measure;
  std::vector<Step> steps;
};
std::string draw(const Waterfall& chart);
/// The same as a file of its own.
std::string file_of(const Waterfall& chart);

/// The i-th of n colours of the scale from low to high.
std::string scale_paint(std::size_t i, std::size_t n);
/// Colours and names of the series, for a legend.
std::vector<LegendItem> legend_of(const std::vector<Series>& series);
/// Names down, one column a series.
Table table_of(std::string_view name_title, const std::vector<std::string>& names,
               const std::vector<Series>& series, const Measure& measure);

}  // namespace heliofab::report
