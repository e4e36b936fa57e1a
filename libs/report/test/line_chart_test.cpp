// SPDX-License-Identifier: Apache-2.0
#include "../src/line_chart.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "html_check.hpp"

namespace heliofab::report {
namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

// From 0 at the bottom to 100 at the top, as a screen counts downwards.
std::string path_of(std::vector<PlotPoint> points) { return line_path(points, 0, 100); }

TEST(LinePath, JoinsPointsAndBreaksWhereOneIsMissing) {
  EXPECT_EQ(path_of({{0, 10}, {1, 20}, {2, 30}}), "M0.0 10.0L1.0 20.0L2.0 30.0");
  EXPECT_EQ(path_of({{0, 10}, {1, 20}, {2, no_number}, {3, 10}, {4, 10}}),
            "M0.0 10.0L1.0 20.0M3.0 10.0L4.0 10.0");
  EXPECT_EQ(path_of({}), "");
}

TEST(LinePath, EndsWhereItLeavesThePlot) {
  EXPECT_EQ(path_of({{0, 50}, {10, 150}, {20, 50}}), "M0.0 50.0L5.0 100.0M15.0 100.0L20.0 50.0");
  EXPECT_EQ(path_of({{0, -100}, {10, 300}}), "M2.5 0.0L5.0 100.0") << "through all of it";
  EXPECT_EQ(path_of({{0, 120}, {10, 130}, {20, 130}}), "");
}

TEST(PlotAxis, GivesEachPartItsShare) {
  PlotAxis axis{.title = "", .scale = {}, .parts = {{0, 1, 3}, {1, 101, 1}}};
  axis = axis_in_parts(std::move(axis), 100, 500);
  EXPECT_DOUBLE_EQ(axis(0), 100);
  EXPECT_DOUBLE_EQ(axis(0.5), 250);
  EXPECT_DOUBLE_EQ(axis(1), 400);
  EXPECT_DOUBLE_EQ(axis(51), 450);
  EXPECT_DOUBLE_EQ(axis(101), 500);
}

TEST(PlotAxis, HasTicksWithinOneDecade) {
  PlotAxis axis{.title = "", .scale = {}, .is_logarithmic = true};
  const std::vector<double> values{5.7e15, 7.9e15};
  axis = axis_over(std::move(axis), values, 300, 0);
  ASSERT_GE(axis.ticks.size(), 2U);
  EXPECT_NEAR(axis.scale(axis.ticks[0].at), axis(std::stod(axis.ticks[0].text)), 1e-9);
}

LineChart two_lines() {
  return {.label = "two",
          .x_title = "x [V]",
          .y_title = "y",
          .x_unit = "V",
          .measure = {"mA", 1},
          .lines = {{"one", 1, {0, 1, 2}, {0, 10, 20}}, {"other", 2, {0, 2}, {5, 9}, true}}};
}

TEST(LineChart, ReadsEveryLineAtTheXOfTheFirst) {
  const Table table = table_of(two_lines());
  EXPECT_EQ(table.columns[2].title, "other [mA]");
  EXPECT_EQ(table.rows, (std::vector<std::vector<std::string>>{
                            {"0", "0.0", "5.0"}, {"1", "10.0", "7.0"}, {"2", "20.0", "9.0"}}));
  EXPECT_NE(draw(two_lines()).find("<title>1 V: one 10.0 mA, other 7.0 mA</title>"),
            std::string::npos);
}

TEST(LineChart, ThinsLongTables) {
  LineChart chart = two_lines();
  chart.lines.resize(1);
  chart.lines[0].x.clear();
  chart.lines[0].y.clear();
  for (int k = 0; k < 1000; ++k) {
    chart.lines[0].x.push_back(k);
    chart.lines[0].y.push_back(k);
  }
  const Table table = table_of(chart);
  EXPECT_EQ(table.rows.size(), 50U);
  EXPECT_EQ(table.rows.front()[0], "0");
  EXPECT_EQ(table.rows.back()[0], "999");
}

TEST(LineChart, StacksAreasFromTheFirstUpwards) {
  LineChart chart = two_lines();
  chart.lines.clear();
  chart.area_x = {0, 1};
  chart.areas = {{"a", "s1", {1, 1}}, {"b", "s2", {3, 3}}};
  chart.y_from = 0;
  chart.y_to = 4;
  const std::string svg = draw(chart);
  const auto top_of = [&](const std::string& paint) {
    const auto at = svg.find("<path class=\"" + paint + "\" d=\"M");
    double x = 0;
    double y = 0;
    std::sscanf(svg.c_str() + at, "<path class=\"s%*d\" d=\"M%lf %lf", &x, &y);
    return y;
  };
  const double bottom = 320 - 46;
  EXPECT_NEAR(top_of("s1"), bottom - (bottom - 12) / 4, 0.06);
  EXPECT_NEAR(top_of("s2"), 12, 0.06);
}

TEST(LineChart, DrawsNothingOfNothing) {
  const LineChart empty{.label = "nothing"};
  EXPECT_EQ(count_of(draw(empty), "<path"), 0U);
  EXPECT_EQ(table_of(empty).rows.size(), 0U);
}

}  // namespace
}  // namespace heliofab::report
