// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace heliofab::report {

/// Points in their order, the lines they are judged by, and those that a rule was broken at.
struct ControlChart {
  struct Point {
    double x = 0, y = 0;
  };
  /// What points from one place on are judged by.
  struct Limits {
    double from = 0;
    double centre = 0;
    double sigma = 0;  // limits lie 3 of them off the centre; 0: there are none

    double low() const { return centre - 3 * sigma; }
    double high() const { return centre + 3 * sigma; }
  };
  std::string label;  // for a screen reader
  std::string x_title, y_title;
  std::vector<Point> points;   // by x
  std::vector<Point> signals;  // drawn over them, as crosses
  std::vector<Limits> limits;  // by `from`; the first hold from the left edge on
  double width = 470, height = 230;
};
std::string draw(const ControlChart& chart);

/// At most 2 * `buckets` of the points: of each of so many stretches of equal count the lowest and
/// the highest, in their order. Nothing that stands out is lost.
std::vector<ControlChart::Point> extremes_of(const std::vector<ControlChart::Point>& points,
                                             std::size_t buckets);

}  // namespace heliofab::report
