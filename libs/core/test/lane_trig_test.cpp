// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"
#include "heliofab/core/lane_trig-inl.hpp"
#include "heliofab/core/stream.hpp"

// One lane against the library's long doubles, whose 64 bits leave room for the last of 53. That
// every width has the same bits is tested where kernels use them.
namespace heliofab {
namespace {

namespace lanes = HWY_NAMESPACE;
using One = hwy::HWY_NAMESPACE::CappedTag<double, 1>;

double first(hwy::HWY_NAMESPACE::Vec<One> v) { return hwy::HWY_NAMESPACE::GetLane(v); }
auto lane(double x) { return hwy::HWY_NAMESPACE::Set(One(), x); }

// Units in the last place of `exact` that `x` is off.
double ulps(double x, long double exact) {
  const double size = std::abs(static_cast<double>(exact));
  const double unit = std::nextafter(size, INFINITY) - size;
  return static_cast<double>(std::abs(static_cast<long double>(x) - exact) / unit);
}

// Small angles, turns, large arguments and the neighbours of quarter turns, where digits cancel.
std::vector<double> angles() {
  std::vector<double> x{0.0, 1e-300, -1e-20, 1e-9};
  const Stream draw(1, "test.lane.angles");
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    x.push_back(draw.normal(0, i));
    x.push_back(2 * std::numbers::pi * draw.normal(1, i));
    x.push_back(1e6 * (2 * draw.uniform(2, i) - 1));
    const double quarters = std::floor(2000 * (draw.uniform(3, i) - 0.5));
    x.push_back(quarters * std::numbers::pi / 2);
    x.push_back(quarters * std::numbers::pi / 2 + 1e-6 * draw.normal(4, i));
  }
  return x;
}

TEST(LaneTrig, SineAndCosineAreWithinOneUnitInTheLastPlace) {
  double worst = 0;
  for (const double x : angles()) {
    const auto both = lanes::sine_cosine(lane(x));
    const long double wide = x;
    worst = std::max(worst, ulps(first(both.sine), std::sin(wide)));
    worst = std::max(worst, ulps(first(both.cosine), std::cos(wide)));
    ASSERT_LT(worst, 1) << x;
  }
  EXPECT_GT(worst, 0.5);  // correct rounding would be a fault of this test
}

TEST(LaneTrig, AnglesOfPointsAreWithinTwoUnitsInTheLastPlace) {
  const Stream draw(2, "test.lane.points");
  double worst = 0;
  for (std::uint64_t i = 0; i < 300'000; ++i) {
    const double scale = std::pow(10.0, 8 * draw.normal(2, i));
    const double x = draw.normal(0, i);
    const double y = draw.normal(1, i) * (i % 3 == 0 ? scale : 1);
    const long double exact = std::atan2(static_cast<long double>(y), static_cast<long double>(x));
    worst = std::max(worst, ulps(first(lanes::atan2_of(lane(y), lane(x))), exact));
    ASSERT_LT(worst, 2) << y << " over " << x;
  }
}

TEST(LaneTrig, AnglesOnTheAxesAreExact) {
  const double pi = std::numbers::pi;
  for (const auto& [y, x, angle] :
       {std::array{0.0, 1.0, 0.0}, std::array{1.0, 0.0, pi / 2}, std::array{0.0, -1.0, pi},
        std::array{-1.0, 0.0, -pi / 2}, std::array{1.0, 1.0, pi / 4}, std::array{0.0, 0.0, 0.0},
        std::array{-3.0, -3.0, -3 * pi / 4}}) {
    EXPECT_EQ(first(lanes::atan2_of(lane(y), lane(x))), angle) << y << " over " << x;
  }
  EXPECT_EQ(first(lanes::asin_of(lane(1))), pi / 2);
  EXPECT_EQ(first(lanes::asin_of(lane(-1))), -pi / 2);
  EXPECT_EQ(first(lanes::acos_of(lane(-1))), pi);
  EXPECT_EQ(first(lanes::acos_of(lane(1))), 0);
}

// The square root of (1 - x)(1 + x) loses a unit or two, no more.
TEST(LaneTrig, InverseSineAndCosineAreWithinThreeUnitsInTheLastPlace) {
  const Stream draw(3, "test.lane.inverse");
  double worst = 0;
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const double x =
        i % 4 == 0 ? 1 - std::pow(10.0, -12 * draw.uniform(0, i)) : 2 * draw.uniform(0, i) - 1;
    const long double wide = x;
    worst = std::max(worst, ulps(first(lanes::asin_of(lane(x))), std::asin(wide)));
    worst = std::max(worst, ulps(first(lanes::acos_of(lane(x))), std::acos(wide)));
    ASSERT_LT(worst, 3) << x;
  }
}

// What trigonometry is used with: a power is the exponential of a logarithm.
TEST(LaneTrig, ExponentialsAndLogarithmsAreWithinTwoUnitsOfTheirSize) {
  const Stream draw(4, "test.lane.exp");
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const double x = 100 * draw.normal(0, i);
    ASSERT_LT(ulps(first(lanes::exp_of(lane(x))), std::exp(static_cast<long double>(x))), 2) << x;
    const double y = std::exp(x);
    const long double exact = std::log(static_cast<long double>(y));
    ASSERT_NEAR(first(lanes::log_of(lane(y))), static_cast<double>(exact),
                4e-16 * std::max(1.0, std::abs(static_cast<double>(exact))))
        << y;
  }
}

}  // namespace
}  // namespace heliofab
