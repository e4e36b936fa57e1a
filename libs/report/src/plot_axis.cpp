// SPDX-License-Identifier: Apache-2.0
#include "plot_axis.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "format.hpp"

namespace heliofab::report {

namespace {

// Powers of ten, about `count` of them; with few of them their doubles and fives too.
std::vector<Tick> ticks_by_factors(double from, double to, int count) {
  std::vector<Tick> ticks;
  const int step = std::max(1, static_cast<int>(std::ceil((to - from) / std::max(count, 2))));
  for (int power = static_cast<int>(std::floor(from)); power <= to; power += step) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double at = power + std::log10(factor);
      if (at >= from && at <= to && (factor == 1 || to - from < 1.5)) {
        ticks.push_back({at, four_digits(std::pow(10, at))});
      }
    }
  }
  if (ticks.size() < 2) {  // within one decade
    ticks = ticks_of(std::pow(10, from), std::pow(10, to), count);
    for (Tick& tick : ticks) {
      tick.at = std::log10(tick.at);
    }
  }
  return ticks;
}

// As many ticks as have room; upright axes need less of it.
int count_of_ticks(const PlotAxis& axis, double start, double end) {
  return static_cast<int>(std::abs(end - start) / (start > end ? 40 : axis.tick_room));
}

// The shares of a step from one height to another between which it lies within two heights; the
// first is the larger one when it does not.
std::pair<double, double> shares_within(double from, double to, double top, double bottom) {
  const bool is_level_inside = from == to && from >= top && from <= bottom;
  if (is_level_inside) {
    return {0, 1};
  }
  if (!std::isfinite(from) || !std::isfinite(to) || from == to) {
    return {1, 0};
  }
  const double at_top = (top - from) / (to - from);
  const double at_bottom = (bottom - from) / (to - from);
  return {std::max(0.0, std::min(at_top, at_bottom)), std::min(1.0, std::max(at_top, at_bottom))};
}

}  // namespace

double PlotAxis::place(double value) const {
  if (is_logarithmic) {
    return std::log10(value);
  }
  if (parts.empty()) {
    return value * factor;
  }
  double before = 0;
  for (const AxisPart& part : parts) {
    if (value <= part.to || &part == &parts.back()) {
      return before + (value - part.from) / (part.to - part.from) * part.share;
    }
    before += part.share;
  }
  return before;
}

PlotAxis axis_between(PlotAxis axis, double from, double to, double start, double end) {
  axis.scale = {from, to, start, end};
  const int count = count_of_ticks(axis, start, end);
  axis.ticks = axis.is_logarithmic ? ticks_by_factors(from, to, count) : ticks_of(from, to, count);
  return axis;
}

PlotAxis axis_over(PlotAxis axis, std::span<const double> values, double start, double end,
                   double margin) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    const double place = axis.place(value);
    low = std::isfinite(place) ? std::min(low, place) : low;
    high = std::isfinite(place) ? std::max(high, place) : high;
  }
  if (!(low <= high)) {
    low = high = 0;
  }
  // A single value has a range around it.
  const double room = high > low ? margin * (high - low) : std::max(0.1 * std::abs(high), 1e-12);
  return axis_between(std::move(axis), low - room, high + room, start, end);
}

PlotAxis axis_in_parts(PlotAxis axis, double start, double end) {
  double whole = 0;
  for (const AxisPart& part : axis.parts) {
    whole += part.share;
  }
  axis.scale = {0, whole, start, end};
  double taken = -std::numeric_limits<double>::infinity();  // end of the last text
  for (const AxisPart& part : axis.parts) {
    const double width = std::abs(axis(part.to) - axis(part.from));
    for (const Tick& tick :
         ticks_of(part.from, part.to, std::max(static_cast<int>(width / 55), 1))) {
      const double half = character_width * static_cast<double>(count_columns(tick.text)) / 2;
      const double at = axis(tick.at);
      if (at - half > taken) {
        axis.ticks.push_back({axis.place(tick.at), tick.text});
        taken = at + half + 6;
      }
    }
  }
  return axis;
}

void draw_axes(Drawing& svg, const Frame& frame, const PlotAxis& x, const PlotAxis& y) {
  for (const Tick& tick : y.ticks) {
    svg.line(frame.left, y.scale(tick.at), frame.right, y.scale(tick.at), "grid");
    svg.text(frame.left - 8, y.scale(tick.at), "end", tick.text);
  }
  for (const Tick& tick : x.ticks) {
    svg.line(x.scale(tick.at), frame.top, x.scale(tick.at), frame.bottom, "grid");
    svg.text(x.scale(tick.at), frame.bottom + 14, "middle", tick.text);
  }
  svg.line(frame.left, frame.bottom, frame.right, frame.bottom, "base");
  svg.text((frame.left + frame.right) / 2, frame.bottom + 33, "middle", x.title, "axis");
}

std::string line_path(std::span<const PlotPoint> line, double top, double bottom) {
  std::string path;
  bool is_there = false;  // the pen, at the point before
  for (std::size_t i = 1; i < line.size(); ++i) {
    const PlotPoint& from = line[i - 1];
    const PlotPoint& to = line[i];
    const auto [enters, leaves] = shares_within(from.y, to.y, top, bottom);
    if (enters > leaves) {
      is_there = false;
      continue;
    }
    for (const double share : {enters, leaves}) {
      if (share != enters || !is_there || enters > 0) {
        path += fmt::format("{}{:.1f} {:.1f}", share == enters ? "M" : "L",
                            std::lerp(from.x, to.x, share), std::lerp(from.y, to.y, share));
      }
    }
    is_there = leaves == 1;
  }
  return path;
}

}  // namespace heliofab::report
