// SPDX-License-Identifier: Apache-2.0
#include "control_chart.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "axis.hpp"
#include "svg.hpp"

namespace heliofab::report {

namespace {

struct Extent {
  double low = 0, high = 1;
};

// Of points, signals and lines, with some air about them.
Extent extent_of(const ControlChart& chart) {
  Extent extent{std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest()};
  const auto take = [&](double y) {
    if (std::isfinite(y)) {
      extent = {std::min(extent.low, y), std::max(extent.high, y)};
    }
  };
  for (const auto* points : {&chart.points, &chart.signals}) {
    for (const ControlChart::Point& point : *points) {
      take(point.y);
    }
  }
  for (const ControlChart::Limits& limits : chart.limits) {
    take(limits.low());
    take(limits.high());
  }
  if (extent.high < extent.low) {
    return {};
  }
  const double air =
      std::max(0.06 * (extent.high - extent.low), std::max(1e-6 * std::abs(extent.high), 1e-12));
  return {extent.low - air, extent.high + air};
}

// A line from left to right that steps where the limits change.
void draw_steps(Drawing& svg, const ControlChart& chart, const Scale& x, const Scale& y,
                double (*height)(const ControlChart::Limits&), std::string_view paint) {
  for (std::size_t i = 0; i < chart.limits.size(); ++i) {
    const bool is_last = i + 1 == chart.limits.size();
    const double left = i == 0 ? x.start : x(chart.limits[i].from);
    const double right = is_last ? x.end : x(chart.limits[i + 1].from);
    const double at = y(height(chart.limits[i]));
    svg.line(left, at, right, at, paint);
    if (!is_last) {
      svg.line(right, at, right, y(height(chart.limits[i + 1])), paint);
    }
  }
}

}  // namespace

std::string draw(const ControlChart& chart) {
  const double right = chart.width - 26;
  const double bottom = chart.height - axis_height;
  Drawing svg(chart.width, chart.height, chart.label);
  const Extent extent = extent_of(chart);
  const Scale y{extent.low, extent.high, bottom, 8};
  const double left = draw_value_axis_left(svg, y, right, false, chart.y_title);
  const double end = chart.points.empty() ? 1 : chart.points.back().x;
  const Scale x{0, end > 0 ? end : 1, left, right};
  for (const Tick& tick : ticks_of(x.from, x.to, 5)) {
    svg.line(x(tick.at), bottom, x(tick.at), bottom + 5, "base");
    svg.text(x(tick.at), bottom + 16, "middle", tick.text);
  }
  svg.text((left + right) / 2, bottom + 36, "middle", chart.x_title, "axis");
  std::string dots;
  for (const ControlChart::Point& point : chart.points) {
    dots += fmt::format("M{:.1f} {:.1f}h0", x(point.x), y(point.y));
  }
  svg.path(dots, "dots fine l1");
  using Limits = ControlChart::Limits;
  draw_steps(
      svg, chart, x, y, [](const Limits& l) { return l.centre; }, "base");
  if (std::ranges::any_of(chart.limits, [](const Limits& l) { return l.sigma > 0; })) {
    draw_steps(
        svg, chart, x, y, [](const Limits& l) { return l.low(); }, "mark");
    draw_steps(
        svg, chart, x, y, [](const Limits& l) { return l.high(); }, "mark");
  }
  // A shape and a colour of their own: neither eyes nor paper need the colour.
  std::string crosses;
  for (const ControlChart::Point& point : chart.signals) {
    crosses += fmt::format("M{:.1f} {:.1f}l6 6m-6 0l6 -6", x(point.x) - 3, y(point.y) - 3);
  }
  if (!crosses.empty()) {
    svg.path(crosses, "line l4");
  }
  return svg.svg();
}

std::vector<ControlChart::Point> extremes_of(const std::vector<ControlChart::Point>& points,
                                             std::size_t buckets) {
  if (points.size() <= 2 * buckets) {
    return points;
  }
  std::vector<ControlChart::Point> kept;
  for (std::size_t b = 0; b < buckets; ++b) {
    const auto at = [&](std::size_t bucket) {
      return points.begin() + static_cast<std::ptrdiff_t>(bucket * points.size() / buckets);
    };
    const auto [low, high] =
        std::ranges::minmax_element(at(b), at(b + 1), {}, &ControlChart::Point::y);
    kept.push_back(*std::min(low, high));
    if (low != high) {
      kept.push_back(*std::max(low, high));
    }
  }
  return kept;
}

}  // namespace heliofab::report
