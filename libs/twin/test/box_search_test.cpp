// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/box_search.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/parallel.hpp"

namespace heliofab::twin {
namespace {

using Place = std::span<const double>;

// A hill as flat as that of a module's pitch: gain by less dead width, loss by more sheet.
double pitch_hill(double pitch) { return (1 - 0.3 / pitch) * (1 - 0.002 * pitch * pitch); }

TEST(FindMaxima, ClimbsASmoothHillInAFewPoints) {
  const auto f = [](Place x) { return std::optional(pitch_hill(2 + 6 * x[0])); };
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>(1), std::vector{0.7}).front();
  // The slope 0.3 / p^2 - 0.004 p + 0.0006 is zero there.
  const double pitch = 2 + 6 * end.point[0];
  EXPECT_NEAR(0.3 / (pitch * pitch) - 0.004 * pitch + 0.0006, 0, 1e-5);
  EXPECT_TRUE(end.is_converged);
  EXPECT_LE(end.points, 20);
}

TEST(FindMaxima, FollowsACurvedRidgeInTwoInputs) {
  const auto f = [](Place x) {
    const double a = 4 * x[0] - 2;
    const double b = 4 * x[1] - 2;
    return std::optional(-100 * std::pow(b - a * a, 2) - std::pow(1 - a, 2));
  };
  const std::vector start{0.2, 0.6};
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>(2), start).front();
  EXPECT_NEAR(end.point[0], 0.75, 2e-3);
  EXPECT_NEAR(end.point[1], 0.75, 2e-3);
}

TEST(FindMaxima, EndsExactlyAtABoundThatHoldsIt) {
  const auto f = [](Place x) { return std::optional(x[0] - (x[1] - 0.4) * (x[1] - 0.4)); };
  const std::vector start{0.3, 0.9};
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>(2), start).front();
  EXPECT_EQ(end.point[0], 1);
  EXPECT_NEAR(end.point[1], 0.4, 1e-3);
}

TEST(FindMaxima, FindsTheHigherOfTwoHillsFromSeveralStarts) {
  const auto f = [](Place x) {
    return std::optional(std::exp(-80 * std::pow(x[0] - 0.85, 2)) +
                         2 * std::exp(-80 * std::pow(x[0] - 0.2, 2)));
  };
  const std::vector start{0.9};
  const std::vector<SearchAxis> axes(1);
  EXPECT_NEAR(find_maxima(f, axes, start).front().point[0], 0.85, 1e-2)
      << "one start sees one hill";
  const std::vector<SearchEnd> ends = find_maxima(f, axes, start, {.starts = 5});
  ASSERT_EQ(ends.size(), 5);
  EXPECT_NEAR(std::ranges::max_element(ends, {}, &SearchEnd::value)->point[0], 0.2, 1e-2);
}

TEST(FindMaxima, IsTheSameForAnyNumberOfThreads) {
  const auto f = [](Place x) { return std::optional(std::sin(15 * x[0]) + std::cos(9 * x[1])); };
  const std::vector start{0.9, 0.6};
  const std::vector<SearchAxis> axes{{}, {8}};
  const SearchRequest request{.starts = 6, .seed = 3};
  const std::vector<SearchEnd> many = find_maxima(f, axes, start, request);
  const ThreadLimit one(1);
  EXPECT_EQ(find_maxima(f, axes, start, request), many);
  SearchRequest other = request;
  other.seed = 4;
  EXPECT_NE(find_maxima(f, axes, start, other), many);
}

TEST(FindMaxima, TakesLevelsAndTheBestOfTheOtherPlacesAtEach) {
  const auto f = [](Place x) {
    EXPECT_NEAR(x[0] * 100, std::round(x[0] * 100), 1e-9) << "not a level";
    return std::optional(-std::pow(x[0] - 0.4312, 2) - std::pow(x[1] - 0.3 - 0.2 * x[0], 2));
  };
  const std::vector start{0.9, 0.6};
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>{{101}, {}}, start).front();
  EXPECT_EQ(std::round(end.point[0] * 100), 43);
  EXPECT_NEAR(end.point[1], 0.386, 1e-3);
}

TEST(FindMaxima, GoesRoundPlacesWithoutAValue) {
  const auto f = [](Place x) {
    return std::optional(x[0] < 0.3 ? std::nan("") : -std::pow(x[0] - 0.35, 2));
  };
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>(1), std::vector{0.8}).front();
  EXPECT_NEAR(end.point[0], 0.35, 1e-2);
  const auto none = [](Place) { return std::optional(std::nan("")); };
  EXPECT_TRUE(
      find_maxima(none, std::vector<SearchAxis>(1), std::vector{0.8}).front().point.empty());
}

TEST(FindMaxima, StopsWhenToldToWithTheBestSoFar) {
  std::atomic<int> calls = 0;
  const auto f = [&](Place x) {
    return ++calls > 4 ? std::nullopt : std::optional(-std::pow(x[0] - 0.4, 2));
  };
  const SearchEnd end = find_maxima(f, std::vector<SearchAxis>(1), std::vector{0.9}).front();
  EXPECT_FALSE(end.is_converged);
  EXPECT_EQ(end.points, 4);
  EXPECT_EQ(end.value, -std::pow(end.point[0] - 0.4, 2));
}

TEST(FindMaxima, EndsWhenItsPointsAreUsedUp) {
  const auto f = [](Place x) { return std::optional(-std::pow(x[0] - 0.4, 2) - std::abs(x[1])); };
  const std::vector start{0.9, 0.9};
  const SearchEnd end =
      find_maxima(f, std::vector<SearchAxis>(2), start, {.most_points = 8}).front();
  EXPECT_FALSE(end.is_converged);
  EXPECT_LE(end.points, 9);
}

}  // namespace
}  // namespace heliofab::twin
