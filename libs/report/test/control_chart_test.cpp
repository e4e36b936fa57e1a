// SPDX-License-Identifier: Apache-2.0
#include "../src/control_chart.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "html_check.hpp"

namespace heliofab::report {
namespace {

// Limits of two rolls with a sigma each: two levels, each a line from its roll's begin on, and
// nothing but the centre where no chart judges.
TEST(ControlChart, DrawsLimitsAsSteps) {
  ControlChart chart;
  chart.points = {{10, 0}, {20, 1}};
  chart.limits = {{0, 0, 1}, {10, 0, 2}};
  const std::string svg = draw(chart);
  EXPECT_EQ(count_of(svg, "class=\"mark\""), 6U);  // four levels, two risers
  chart.limits = {{0, 0.5, 0}};
  EXPECT_EQ(count_of(draw(chart), "class=\"mark\""), 0U);
}

TEST(ControlChart, KeepsTheLowestAndTheHighestWherePointsAreMany) {
  std::vector<ControlChart::Point> points;
  for (int i = 0; i < 10'000; ++i) {
    points.push_back({static_cast<double>(i), i == 4321 ? 50.0 : i == 1234 ? -50.0 : i % 7});
  }
  const auto kept = extremes_of(points, 150);
  EXPECT_LE(kept.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(kept, {}, &ControlChart::Point::x));
  const auto [low, high] = std::ranges::minmax(kept, {}, &ControlChart::Point::y);
  EXPECT_EQ(low.x, 1234);
  EXPECT_EQ(high.x, 4321);
}

}  // namespace
}  // namespace heliofab::report
