// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/estimate.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab {
namespace {

using Kind = Statistic::Kind;

// Normal values with a mean of 10 and a deviation of 2.
std::vector<double> normals(std::size_t count, std::uint64_t seed = 1) {
  const Stream draw(seed, "test.estimate");
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(10 + 2 * draw.normal(i, 0));
  }
  return values;
}

std::vector<double> plus(std::vector<double> values, double more) {
  for (double& value : values) {
    value += more;
  }
  return values;
}

TEST(Estimate, OfAMeanHasTheDeviationOverTheRootOfTheCount) {
  const Estimate e = estimate(std::vector<double>{1, 2, 3, 4});
  EXPECT_DOUBLE_EQ(e.value, 2.5);
  EXPECT_DOUBLE_EQ(e.error, std::sqrt(5.0 / 3 / 4));
  EXPECT_EQ(estimate(std::vector{7.0}), (Estimate{7, 0}));
}

TEST(Estimate, OfAShareCountsWhatReachesTheLimit) {
  const Estimate e = estimate(std::vector<double>{1, 2, 3, 4}, {Kind::share_above, 3});
  EXPECT_DOUBLE_EQ(e.value, 0.5);
  EXPECT_DOUBLE_EQ(e.error, std::sqrt(0.25 / 3));
}

// The error of a median of n normal values is sqrt(pi / 2) times that of their mean; 400 resamples
// know their own deviation to 4 %, and a resampled median's is some 10 % off at this size.
TEST(Estimate, OfAMedianHasTheErrorOfNormalTheory) {
  const std::vector<double> sample = normals(1000);
  const Estimate e = estimate(sample, {Kind::quantile, 0.5});
  EXPECT_NEAR(e.value, 10, 0.25);
  EXPECT_NEAR(e.error, std::sqrt(std::acos(-1.0) / 2) * 2 / std::sqrt(1000.0), 0.02);
}

TEST(PairedDifference, ForgetsWhatBothSamplesHaveInCommon) {
  const std::vector<double> before = normals(200);
  for (const Statistic& s : {Statistic{}, Statistic{Kind::quantile, 0.1}}) {
    const Estimate same = paired_difference(before, plus(before, 0.3), s);
    EXPECT_NEAR(same.value, 0.3, 1e-12);
    EXPECT_LT(same.error, 1e-12);
    EXPECT_GT(estimate(before, s).error, 0.1);
  }
  // Independent samples of one kind: the error of a difference of means.
  const Estimate other = paired_difference(before, normals(200, 2));
  EXPECT_NEAR(other.error, 2 * std::sqrt(2.0 / 200), 0.02);
}

TEST(PairedDifference, OfSharesCountsTheModulesThatCross) {
  const Estimate e = paired_difference(std::vector<double>{1, 2, 3, 4},
                                       std::vector<double>{2, 3, 4, 5}, {Kind::share_above, 3});
  EXPECT_DOUBLE_EQ(e.value, 0.25);  // one of four
  EXPECT_DOUBLE_EQ(e.error, 0.25);
}

TEST(Estimate, IsNothingWhereAValueIsMissing) {
  const std::vector<double> gap{1, std::nan(""), 3};
  for (const Kind kind : {Kind::mean, Kind::quantile, Kind::share_above}) {
    EXPECT_TRUE(std::isnan(estimate(gap, {kind, 0.5}).value));
    EXPECT_TRUE(std::isnan(smooth_value(gap, {kind, 0.5})));
    EXPECT_TRUE(std::isnan(paired_difference(gap, gap, {kind, 0.5}).error));
  }
  EXPECT_THROW(estimate({}), LogicError);
}

// A kernel of 0.9 s n^(-1/5) widens the spread to s sqrt(1 + 0.81 n^(-2/5)).
TEST(SmoothValue, OfAShareRisesWithoutSteps) {
  const std::vector<double> sample = normals(400);
  double last = 0;
  for (double more = 0; more < 8; more += 0.01) {
    const double share = smooth_value(plus(sample, more), {Kind::share_above, 14});
    EXPECT_GT(share, last);
    EXPECT_LT(share - last, 0.1);
    last = share;
  }
  const double widened = 2 * std::sqrt(1 + 0.81 * std::pow(400.0, -0.4));
  EXPECT_NEAR(smooth_value(sample, {Kind::share_above, 12}),
              std::erfc(2 / widened / std::sqrt(2.0)) / 2, 0.03);
  EXPECT_EQ(smooth_value(sample, {}), estimate(sample).value);
}

}  // namespace
}  // namespace heliofab
