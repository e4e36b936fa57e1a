// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/sampling.hpp"

#include <cmath>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(GridPoints, RunTheLastAxisFastest) {
  const std::vector<std::size_t> sizes{2, 3};
  EXPECT_THAT(grid_points(sizes),
              ElementsAre(ElementsAre(0, 0), ElementsAre(0, 1), ElementsAre(0, 2),
                          ElementsAre(1, 0), ElementsAre(1, 1), ElementsAre(1, 2)));
}

TEST(GridPoints, AreOnePointWithoutAxesAndNoneWithoutValues) {
  EXPECT_THAT(grid_points({}), ElementsAre(IsEmpty()));
  EXPECT_THAT(grid_points(std::vector<std::size_t>{3, 0}), IsEmpty());
}

TEST(LatinHypercube, HitsEachStratumOfEachAxisOnce) {
  for (const std::size_t samples : {1, 2, 7, 100}) {
    const auto points = latin_hypercube(samples, 5, 20100512);
    ASSERT_EQ(points.size(), samples);
    for (std::size_t axis = 0; axis < 5; ++axis) {
      std::set<std::size_t> strata;
      for (const auto& point : points) {
        ASSERT_GT(point[axis], 0);
        ASSERT_LT(point[axis], 1);
        strata.insert(static_cast<std::size_t>(point[axis] * static_cast<double>(samples)));
      }
      EXPECT_EQ(strata.size(), samples) << "axis " << axis;
    }
  }
}

// The correlation of two independent axes has a standard deviation of 1 / sqrt(n); one order for
// both would make it 1, a reversed one -1.
TEST(LatinHypercube, OrdersEachAxisOnItsOwn) {
  constexpr std::size_t n = 400;
  const auto points = latin_hypercube(n, 4, 1);
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = a + 1; b < 4; ++b) {
      double product = 0;
      for (const auto& point : points) {
        product += (point[a] - 0.5) * (point[b] - 0.5);
      }
      EXPECT_LT(std::abs(12 * product / n), 4 / std::sqrt(n)) << a << " with " << b;
    }
  }
}

// Within a stratum points are spread, not centred: the mean square offset is 1 / 12.
TEST(LatinHypercube, SpreadsPointsWithinTheirStrata) {
  constexpr std::size_t n = 2000;
  double square = 0;
  for (const auto& point : latin_hypercube(n, 1, 3)) {
    const double offset = point[0] * n - std::floor(point[0] * n) - 0.5;
    square += offset * offset;
  }
  EXPECT_NEAR(square / n, 1.0 / 12, 4 * 0.0745 / std::sqrt(n));
}

TEST(LatinHypercube, DependsOnItsSeedAndNotOnFurtherAxes) {
  const auto two = latin_hypercube(16, 2, 7);
  const auto three = latin_hypercube(16, 3, 7);
  for (std::size_t i = 0; i < 16; ++i) {
    EXPECT_THAT(three[i], ElementsAre(two[i][0], two[i][1], testing::_));
  }
  EXPECT_EQ(two, latin_hypercube(16, 2, 7));
  EXPECT_NE(two, latin_hypercube(16, 2, 8));
}

}  // namespace
}  // namespace heliofab
