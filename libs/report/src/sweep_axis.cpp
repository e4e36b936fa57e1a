// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "format.hpp"
#include "sweep_panels.hpp"
#include "sweep_values.hpp"

namespace heliofab::report {

namespace {

// Powers of ten, about `count` of them; with few of them their doubles and fives too.
std::vector<Tick> decades(double from, double to, int count) {
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
  return ticks;
}

}  // namespace

SweepAxis axis_of(const SweepColumn& column, double start, double end) {
  SweepAxis axis{.title = title_of(column),
                 .scale = {0, 1, start, end},
                 .is_logarithmic = column.is_logarithmic,
                 .unit = column.scale};
  if (!column.words.empty()) {
    axis.scale.from = -0.5;
    axis.scale.to = static_cast<double>(column.words.size()) - 0.5;
    for (std::size_t i = 0; i < column.words.size(); ++i) {
      axis.ticks.push_back({static_cast<double>(i), clean(column.words[i])});
    }
    return axis;
  }
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : column.values) {
    const double place = axis.is_logarithmic ? std::log10(value) : value * axis.unit;
    low = std::isfinite(place) ? std::min(low, place) : low;
    high = std::isfinite(place) ? std::max(high, place) : high;
  }
  if (!(low <= high)) {
    low = high = 0;
  }
  // Dots at the ends have room, and a single value has a range around it.
  const double margin = high > low ? 0.05 * (high - low) : std::max(0.1 * std::abs(high), 1e-12);
  axis.scale.from = low - margin;
  axis.scale.to = high + margin;
  const int count = static_cast<int>(std::abs(end - start) / (start > end ? 40 : 55));
  axis.ticks = axis.is_logarithmic ? decades(axis.scale.from, axis.scale.to, count)
                                   : ticks_of(axis.scale.from, axis.scale.to, count);
  return axis;
}

void draw_axes(Drawing& svg, const Frame& frame, const SweepAxis& x, const SweepAxis& y) {
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

}  // namespace heliofab::report
