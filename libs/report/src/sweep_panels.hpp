// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "axis.hpp"
#include "heliofab/report/sweep.hpp"
#include "svg.hpp"

namespace heliofab::report {

// Panels of a picture of a sweep. Each is drawn within the group that the caller began.

/// Where the values of a column lie, as people read them: straight, by factors, or words side by
/// side.
struct SweepAxis {
  std::string title;
  Scale scale;  // of values, of their logarithm to base 10, or of indices of words
  bool is_logarithmic = false;
  double unit = 1;          // SweepColumn::scale
  std::vector<Tick> ticks;  // `at` as on the scale

  double operator()(double value) const {
    return scale(is_logarithmic ? std::log10(value) : value * unit);
  }
};

/// Over all values of a column, from `start` to `end` in user units.
SweepAxis axis_of(const SweepColumn& column, double start, double end);

/// The place that a plot has within its panel.
struct Frame {
  double left = 0, top = 0, right = 0, bottom = 0;
};
/// Lines of the ticks, their texts, and the title of x.
void draw_axes(Drawing& svg, const Frame& frame, const SweepAxis& x, const SweepAxis& y);

/// A figure over an input: a line in the order of x, one for each word of `series`, which may be
/// null; dots alone when the input is a choice.
void draw_lines(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure,
                const SweepColumn& x, const SweepColumn* series);

/// A figure over the first two inputs of a grid as cells of ten colours, with their legend above.
void draw_map(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure);

/// Figures down, inputs across, a dot for each point.
void draw_dots(Drawing& svg, const Sweep& sweep, const std::vector<SweepColumn>& figures);
double height_of_dots(std::size_t figures) noexcept;

}  // namespace heliofab::report
