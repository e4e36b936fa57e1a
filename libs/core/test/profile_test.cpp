// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/profile.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace heliofab {
namespace {

double at_depth(const Profile& p, double depth) { return value_at(p, {.depth = depth}); }

TEST(Profile, OfOneValueIsTheSameEverywhere) {
  EXPECT_EQ(at_depth(uniform(3), 0.7), 3);
  EXPECT_EQ(at_depth({}, 0.7), 0);
  EXPECT_TRUE(is_uniform({.values = {2, 2, 2}}));
}

TEST(Profile, RunsFromValueToValue) {
  const Profile even{.values = {1, 3, 2}};
  EXPECT_DOUBLE_EQ(at_depth(even, 0.25), 2);
  EXPECT_DOUBLE_EQ(at_depth(even, 0.75), 2.5);
  const Profile notch{.values = {0.28, 0.25, 0.45}, .at = {0, 0.35, 1}};
  EXPECT_DOUBLE_EQ(at_depth(notch, 0.35), 0.25);
  EXPECT_DOUBLE_EQ(at_depth(notch, 0.675), 0.35);
}

TEST(Profile, HoldsItsEndsBeyondThem) {
  const Profile middle{.values = {1, 2}, .at = {0.4, 0.6}};
  EXPECT_EQ(at_depth(middle, 0), 1);
  EXPECT_EQ(at_depth(middle, 1), 2);
}

TEST(Profile, TakesItsShape) {
  const Profile decades{.values = {1e15, 1e17}, .shape = ProfileShape::logarithmic};
  EXPECT_NEAR(at_depth(decades, 0.5) / 1e16, 1, 1e-12);
  const Profile bowed{.values = {1.035, 1.2915, 1.68}, .shape = ProfileShape::parabolic};
  EXPECT_NEAR(at_depth(bowed, 0.3), 1.035 * 0.7 + 1.68 * 0.3 - 0.264 * 0.21, 1e-14);
  const Profile decay{
      .values = {5, 1}, .shape = ProfileShape::exponential, .decay = 0.1};  // to e^-10 at the end
  EXPECT_EQ(at_depth(decay, 0), 5);
  EXPECT_NEAR(at_depth(decay, 1), 1, 1e-15);
  EXPECT_NEAR(at_depth(decay, 0.1), 1 + 4 * std::exp(-1), 4e-4);
  const Profile rise{.values = {1, 5}, .shape = ProfileShape::exponential, .decay = -0.1};
  EXPECT_NEAR(at_depth(rise, 0.9), at_depth(decay, 0.1), 1e-12);
}

TEST(Profile, FollowsTheComposition) {
  const Profile gap{.values = {1, 2}, .over = ProfileAxis::composition};
  EXPECT_DOUBLE_EQ(value_at(gap, {.depth = 0.9, .composition = 0.3}), 1.3);
}

// Between its corners every profile is a straight line, to 1e-4 of its rise.
TEST(Profile, IsStraightBetweenItsCorners) {
  for (const Profile& p :
       {Profile{.values = {1, 3, 2}}, Profile{.values = {1, 3, 2}, .at = {0.1, 0.2, 0.9}},
        Profile{.values = {1, 3, 2}, .shape = ProfileShape::parabolic},
        Profile{.values = {1, 10}, .shape = ProfileShape::logarithmic},
        Profile{.values = {1, 2}, .shape = ProfileShape::exponential, .decay = 0.3}}) {
    const std::vector<double> corners = corners_of(p);
    EXPECT_EQ(corners.front(), 0);
    EXPECT_EQ(corners.back(), 1);
    for (std::size_t k = 1; k < corners.size(); ++k) {
      ASSERT_LT(corners[k - 1], corners[k]);
      const double chord = (at_depth(p, corners[k - 1]) + at_depth(p, corners[k])) / 2;
      EXPECT_NEAR(at_depth(p, (corners[k - 1] + corners[k]) / 2), chord, 2e-3) << corners[k];
    }
  }
}

TEST(Profile, SaysWhatIsWrongWithIt) {
  EXPECT_EQ(problem_of({.values = {1, 2}}), "");
  EXPECT_EQ(problem_of({}), "no value, wanted one or more");
  EXPECT_EQ(problem_of({.values = {1, 2}, .at = {0}}), "1 places for 2 values, wanted one each");
  EXPECT_EQ(problem_of({.values = {1, 2}, .at = {0.5, 0.5}}),
            "places out of order, wanted rising ones");
  EXPECT_EQ(problem_of({.values = {1, 2}, .shape = ProfileShape::parabolic}),
            "2 values of a parabola, wanted three");
  EXPECT_EQ(problem_of({.values = {1, 2, 3}, .shape = ProfileShape::exponential}),
            "an exponential takes two values and a decay other than 0");
  EXPECT_EQ(problem_of({.values = {1, 0}, .shape = ProfileShape::logarithmic}),
            "a logarithmic profile takes values above 0");
}

}  // namespace
}  // namespace heliofab
