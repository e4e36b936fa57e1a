// SPDX-License-Identifier: Apache-2.0
#include "flash_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace heliofab::exchange {

namespace {

struct Point {
  double v = 0;
  double i = 0;
};

double line_at(double x, double x0, double y0, double x1, double y1) {
  return x1 == x0 ? (y0 + y1) / 2 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

// The vertex of the parabola of the power through three points, or the middle one where it bends
// the wrong way.
double best_power(const Point& a, const Point& b, const Point& c) {
  const double pa = a.v * a.i;
  const double pb = b.v * b.i;
  const double pc = c.v * c.i;
  if (a.v == b.v || b.v == c.v) {
    return std::max({pa, pb, pc});
  }
  const double slope_ab = (pb - pa) / (b.v - a.v);
  const double slope_bc = (pc - pb) / (c.v - b.v);
  const double bend = (slope_bc - slope_ab) / (c.v - a.v);
  if (!(bend < 0)) {
    return pb;
  }
  const double slope_at_b = slope_ab + bend * (b.v - a.v);
  const double vertex = b.v - slope_at_b / (2 * bend);
  return vertex > a.v && vertex < c.v ? pb - slope_at_b * slope_at_b / (4 * bend) : pb;
}

}  // namespace

std::optional<CurveFigures> figures_of(std::span<const double> voltage,
                                       std::span<const double> current) {
  constexpr std::size_t fewest = 5;
  constexpr double reach = 0.1;  // [-] of Voc or Isc that an end may be away
  std::vector<Point> points;
  for (std::size_t k = 0; k < voltage.size(); ++k) {
    points.push_back({voltage[k], current[k]});
  }
  if (points.size() < fewest) {
    return std::nullopt;
  }
  std::ranges::stable_sort(points, {}, &Point::v);
  const auto above = std::ranges::find_if(points, [](const Point& p) { return p.v >= 0; });
  const auto past = std::find_if(above, points.end(), [](const Point& p) { return p.i <= 0; });
  if (points.end() - above < 3 || past == above) {
    return std::nullopt;
  }
  const auto first = above == points.begin() ? above + 1 : above;
  CurveFigures figures;
  figures.isc = line_at(0, (first - 1)->v, (first - 1)->i, first->v, first->i);
  const auto last = past == points.end() ? past - 1 : past;
  figures.voc = line_at(0, (last - 1)->i, (last - 1)->v, last->i, last->v);
  const bool has_ends = points.front().v <= reach * figures.voc &&
                        (past != points.end() || points.back().i <= reach * figures.isc);
  if (!has_ends || !(figures.isc > 0) || !(figures.voc > 0)) {
    return std::nullopt;
  }
  const auto best = std::ranges::max_element(points, {}, [](const Point& p) { return p.v * p.i; });
  const bool is_inside = best != points.begin() && best + 1 != points.end();
  figures.pmax = is_inside ? best_power(*(best - 1), *best, *(best + 1)) : best->v * best->i;
  return figures.pmax > 0 ? std::optional(figures) : std::nullopt;
}

}  // namespace heliofab::exchange
