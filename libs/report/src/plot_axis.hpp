// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "axis.hpp"
#include "svg.hpp"

namespace heliofab::report {

// Axes and lines of plots of numbers over numbers: pictures of sweeps and LineChart.

/// A part of a straight axis with a scale of its own, such as a film within a cell.
struct AxisPart {
  double from = 0, to = 0;  // values; where one part ends the next begins
  double share = 1;         // of the axis
};

/// Where values lie on an axis, as people read them: straight, in parts, by factors, or words side
/// by side.
struct PlotAxis {
  std::string title;
  Scale scale;  // of values, of their logarithm to base 10, of indices of words, or of shares
  bool is_logarithmic = false;
  double factor = 1;            // on values before they are placed, 100 for percent
  double tick_room = 55;        // from one tick to the next, along x
  std::vector<AxisPart> parts;  // empty: one scale
  std::vector<Tick> ticks;      // `at` as on the scale

  double operator()(double value) const { return scale(place(value)); }
  /// On the scale.
  double place(double value) const;
};

/// The axis over all finite values, from `start` to `end` in user units, with its ticks.
/// @param axis    title, kind, factor
/// @param margin  beyond the values at each end, of their range; dots need room
PlotAxis axis_over(PlotAxis axis, std::span<const double> values, double start, double end,
                   double margin = 0.05);
/// The axis from one place of its scale to another.
PlotAxis axis_between(PlotAxis axis, double from, double to, double start, double end);
/// The axis over all of its parts.
PlotAxis axis_in_parts(PlotAxis axis, double start, double end);

/// The place that a plot has within its panel.
struct Frame {
  double left = 0, top = 0, right = 0, bottom = 0;
};
/// Lines of the ticks, their texts, and the title of x.
void draw_axes(Drawing& svg, const Frame& frame, const PlotAxis& x, const PlotAxis& y);

/// A point of a line in user units; y is NaN where there is none, which breaks the line.
struct PlotPoint {
  double x = 0, y = 0;
};
/// A path from point to point, cut off where it leaves the heights `top` to `bottom`.
std::string line_path(std::span<const PlotPoint> line, double top, double bottom);

}  // namespace heliofab::report
