// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chart.hpp"
#include "svg.hpp"

namespace heliofab::report {

// What the charts share: room, values, words and axes.

inline constexpr double page_width = 960;
inline constexpr double axis_height = 46;       // ticks and title below a chart
inline constexpr double character_width = 7.5;  // of a tick, on average

/// A value that can be drawn: 0 for what is not finite or below 0, at most 1e30.
double sound(double value);
double value_at(const Series& series, std::size_t i);
/// Of all series stacked.
double total_at(const std::vector<Series>& series, std::size_t i);

/// "10.5 %"
std::string reading(double value, const Measure& measure);
/// "cigs-1, standby: 6.0 %"
std::string tip_text(std::string_view name, std::string_view series, std::string_view value);
/// A name of a row, cut in the middle: tools of one kind differ at the end of their names.
std::string short_name(std::string_view name);

/// A round number on an axis and how it reads.
struct Tick {
  double at = 0;
  std::string text;
};
/// About `count` of them in [from, to].
std::vector<Tick> ticks_of(double from, double to, int count);
/// Width of the longest text.
double room_for(const std::vector<Tick>& ticks);

/// Ticks from left to right, their lines from top to bottom, the title below.
void draw_value_axis_below(Drawing& svg, const Scale& x, double top, double bottom,
                           std::string_view title);
/// Where a chart begins beside an axis of such values: numbers take the room they need.
double left_of_values(const Scale& y, bool is_count);
/// Ticks upwards, their lines up to `right`, the title at the left; no fractions for a count.
/// Returns where the chart begins.
double draw_value_axis_left(Drawing& svg, const Scale& y, double right, bool is_count,
                            std::string_view title);
/// Ticks of the numbers of a scale that runs from left to right, without lines across the chart.
void draw_ticks_below(Drawing& svg, const Scale& x, double bottom);
/// Names of columns, as many as have room.
void draw_names_below(Drawing& svg, const std::vector<std::string>& names, const Scale& x,
                      double y);

/// Cells of one class as one path: runs of cells along each column of values[column][row].
std::string cells_of_class(const std::vector<std::vector<int>>& values, int wanted, const Scale& x,
                           const Scale& row);

}  // namespace heliofab::report
