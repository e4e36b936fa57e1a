// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/report/sweep.hpp"
#include "plot_axis.hpp"
#include "svg.hpp"

namespace heliofab::report {

// Panels of a picture of a sweep. Each is drawn within the group that the caller began.

/// Over all values of a column, from `start` to `end` in user units.
PlotAxis axis_of(const SweepColumn& column, double start, double end);

/// The values of an input in a grid, in rising order; of a choice, of all its words.
std::vector<double> levels_of(const SweepColumn& column);
/// What these are called.
std::vector<std::string> names_of(const SweepColumn& column, const std::vector<double>& levels);

/// A figure over an input: a line in the order of x, one for each level of `series`, which may be
/// null; dots alone when the input is a choice.
void draw_lines(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure,
                const SweepColumn& x, const SweepColumn* series);

/// A figure over the first two inputs of a grid as cells of ten colours, with their legend above.
void draw_map(Drawing& svg, const Frame& panel, const Sweep& sweep, const SweepColumn& figure);

/// Figures down, inputs across, a dot for each point.
void draw_dots(Drawing& svg, const Sweep& sweep, const std::vector<SweepColumn>& figures);
double height_of_dots(std::size_t figures) noexcept;

}  // namespace heliofab::report
