// SPDX-License-Identifier: Apache-2.0
// For the oldest machine that the compiler builds for; lane_kernel_test shows that the others give
// the same bits.
#include <cmath>

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include "../src/lane_math-inl.hpp"

namespace heliofab::device {
namespace {

namespace lanes = HWY_NAMESPACE;
using One = hwy::HWY_NAMESPACE::CappedTag<double, 1>;

double at(double x, auto function) {
  return hwy::HWY_NAMESPACE::GetLane(function(hwy::HWY_NAMESPACE::Set(One(), x)));
}
double exp_at(double x) {
  return at(x, [](auto v) { return lanes::exp_of(v); });
}
double expm1_at(double x) {
  return at(x, [](auto v) { return lanes::expm1_of(v); });
}

// Relative error in roundings of 2^-53, against long doubles.
double roundings(double found, long double wanted) {
  return static_cast<double>(std::abs((found - wanted) / wanted) / 0x1p-53L);
}

TEST(LaneMath, ExponentialsAreGoodToThreeRoundings) {
  double worst_exp = 0;
  double worst_expm1 = 0;
  for (int k = -400'000; k <= 400'000; ++k) {
    const double x = k * 1.737e-3;  // to 695
    worst_exp = std::max(worst_exp, roundings(exp_at(x), std::exp(static_cast<long double>(x))));
    if (k != 0) {
      const double small = std::copysign(std::exp(-20.0 + std::abs(k) * 6e-5), k);  // to 50
      for (const double y : {x, small}) {
        worst_expm1 =
            std::max(worst_expm1, roundings(expm1_at(y), std::expm1(static_cast<long double>(y))));
      }
    }
  }
  EXPECT_LT(worst_exp, 3);
  EXPECT_LT(worst_expm1, 3);
}

TEST(LaneMath, ExponentialsNeitherOverflowNorCreep) {
  EXPECT_EQ(exp_at(0), 1);
  EXPECT_EQ(expm1_at(0), 0);
  EXPECT_EQ(exp_at(1e300), exp_at(700));
  EXPECT_EQ(exp_at(-1e300), exp_at(-700));
  EXPECT_GT(exp_at(-700), 0);
  EXPECT_EQ(expm1_at(-700), -1);
}

TEST(LaneMath, BernoulliFunctionAndSlopeAtBothSigns) {
  const auto exact = [](long double x) { return x == 0 ? 1 : x / std::expm1(x); };
  for (double x : {0.0, 1e-12, 5e-5, 0.99e-4, 1.01e-4, 0.03, 0.7, 3.0, 40.0, 600.0}) {
    for (const double sign : {1.0, -1.0}) {
      const double y = sign * x;
      const auto pair = lanes::bernoulli(hwy::HWY_NAMESPACE::Set(One(), y));
      const auto lane = [](auto v) { return hwy::HWY_NAMESPACE::GetLane(v); };
      EXPECT_LT(roundings(lane(pair.plus), exact(y)), 6) << y;
      EXPECT_LT(roundings(lane(pair.minus), exact(-y)), 6) << y;
      const long double h = 1e-5L;  // h^2 / 6 of the third derivative, at most 0.04
      const auto slope = [&](long double z) { return (exact(z + h) - exact(z - h)) / (2 * h); };
      EXPECT_NEAR(lane(pair.slope_plus), static_cast<double>(slope(y)), 1e-10) << y;
      EXPECT_NEAR(lane(pair.slope_minus), static_cast<double>(slope(-y)), 1e-10) << y;
    }
  }
}

}  // namespace
}  // namespace heliofab::device
