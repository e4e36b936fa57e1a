// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/map_field.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {
namespace {

double covariance(const CrossModes& modes, std::size_t a, std::size_t b) {
  double sum = 0;
  for (std::size_t m = 0; m < modes.count(); ++m) {
    sum += modes.shape(m)[a] * modes.shape(m)[b];
  }
  return sum;
}

// Simpson's rule over the zones.
double mean_product(std::span<const double> f, std::span<const double> g) {
  double sum = 0;
  for (std::size_t i = 0; i < f.size(); ++i) {
    const double weight = i == 0 || i + 1 == f.size() ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * f[i] * g[i];
  }
  return sum / 3 / static_cast<double>(f.size() - 1);
}

TEST(CrossModes, GiveTheExponentialCorrelationExactlyAtAllZones) {
  for (const double length : {0.0, 0.2, 3.0}) {
    const CrossModes modes = exponential_modes(9, length);
    ASSERT_EQ(modes.count(), 9U);
    for (std::size_t a = 0; a < 9; ++a) {
      for (std::size_t b = 0; b < 9; ++b) {
        const double distance = std::abs(static_cast<double>(a) - static_cast<double>(b)) / 8;
        EXPECT_NEAR(covariance(modes, a, b), distance == 0 ? 1 : std::exp(-distance / length),
                    1e-14);
      }
    }
  }
  EXPECT_EQ(exponential_modes(9, std::numeric_limits<double>::infinity()), uniform_mode(9));
}

TEST(CrossModes, KeepExponentialShapesWhenZonesAreAdded) {
  const CrossModes few = exponential_modes(5, 0.3);
  const CrossModes many = exponential_modes(33, 0.3);
  for (std::size_t mode = 0; mode < many.count(); ++mode) {
    for (std::size_t zone = 0; zone < 5; ++zone) {
      EXPECT_EQ(many.shape(mode)[8 * zone], mode < few.count() ? few.shape(mode)[zone] : 0);
    }
  }
}

// Modes are orthogonal over the width and carry what they say; what is left out is the difference
// to the correlation asked for: on the diagonal never negative, off it at most the root of the
// product of two diagonals, and in the mean one less `variance`.
TEST(CrossModes, CarryTheStatedShareOfAGaussianCorrelation) {
  for (const double length : {0.06, 0.3, 2.0}) {
    const CrossModes modes = gaussian_modes(257, length);
    EXPECT_GE(modes.variance, 0.99);
    double sum = 0;
    double last = 1;
    for (std::size_t m = 0; m < modes.count(); ++m) {
      const double variance = mean_product(modes.shape(m), modes.shape(m));
      EXPECT_LT(variance, last);
      last = variance;
      sum += variance;
      for (std::size_t k = 0; k < m; ++k) {
        EXPECT_NEAR(mean_product(modes.shape(m), modes.shape(k)), 0, 2e-5);
      }
    }
    EXPECT_NEAR(sum, modes.variance, 1e-4);  // Simpson's error at the finest mode
    EXPECT_LT(sum - last, 0.99);             // one less would not have been enough
    const auto missing = [&](std::size_t a, std::size_t b) {
      const double d = (static_cast<double>(a) - static_cast<double>(b)) / 256 / length;
      return std::exp(-d * d / 2) - covariance(modes, a, b);
    };
    for (std::size_t a = 0; a < 257; a += 16) {
      EXPECT_GT(missing(a, a), -1e-6);
      EXPECT_LT(missing(a, a), 0.065);  // at the edges; the header says 6 %
      for (std::size_t b = 0; b < a; b += 16) {
        EXPECT_LE(std::abs(missing(a, b)), std::sqrt(missing(a, a) * missing(b, b)) + 1e-6);
      }
    }
  }
}

// The kernel exp(-d^2 / (2 l^2)) at long l is 1 - d^2 / (2 l^2): its first eigenvalue on a width of
// one, to the first order in 1 / l^2, is the mean of the kernel, 1 - 1 / (12 l^2), and its second
// is the variance of the tilt, 1 / (12 l^2).
TEST(CrossModes, BecomeAConstantAndATiltAtLongLengths) {
  const CrossModes modes = gaussian_modes(9, 10, 0.9999);
  ASSERT_EQ(modes.count(), 2U);
  EXPECT_NEAR(covariance(modes, 4, 4), 1, 1e-5);
  EXPECT_NEAR(modes.shape(1)[8], std::sqrt(1.0 / 1200) * std::sqrt(3.0), 1e-4);
  EXPECT_NEAR(modes.shape(1)[0], -modes.shape(1)[8], 1e-10);
}

TEST(CrossModes, OfTheSameWidthDoNotDependOnTheZones) {
  const CrossModes few = gaussian_modes(9, 0.4);
  const CrossModes many = gaussian_modes(17, 0.4);
  ASSERT_EQ(few.count(), many.count());
  for (std::size_t mode = 0; mode < few.count(); ++mode) {
    for (std::size_t zone = 0; zone < 9; ++zone) {
      EXPECT_EQ(few.shape(mode)[zone], many.shape(mode)[2 * zone]);
    }
  }
}

TEST(CrossModes, SplitTheVarianceBetweenTiltAndBow) {
  const CrossModes modes = tilt_and_bow(257);
  EXPECT_NEAR(mean_product(modes.shape(0), modes.shape(0)), 0.5, 1e-9);
  EXPECT_NEAR(mean_product(modes.shape(1), modes.shape(1)), 0.5, 1e-8);
  EXPECT_NEAR(mean_product(modes.shape(0), modes.shape(1)), 0, 1e-12);
}

TEST(CrossModes, RefuseWhatTheyCannotHold) {
  EXPECT_THROW(exponential_modes(10, 0.3), LogicError);
  EXPECT_THROW(gaussian_modes(9, 0.01), LogicError);
  EXPECT_THROW(gaussian_modes(9, 0.3, 1), LogicError);
}

TEST(MapField, AddsToWhatIsThere) {
  const MapField field(2, "test.stretch", gaussian_modes(9, 0.4), 30);
  std::vector<double> roll(1200 * 9);
  field.add(5, {.first = 0, .step = 0.25, .count = 1200}, 1, roll);
  std::vector<double> part(20 * 9, 10);
  field.add(5, {.first = 250, .step = 0.25, .count = 20}, 1, part);
  for (std::size_t i = 0; i < part.size(); ++i) {
    EXPECT_NEAR(part[i], 10 + roll[1000 * 9 + i], 1e-13);
  }
}

// A field of another purpose shares no draw with it: the correlation of both is zero.
TEST(MapField, KnowsNothingOfOtherPurposes) {
  const MapField one(3, "test.one", uniform_mode(2), 30);
  const MapField other(3, "test.other", uniform_mode(2), 30);
  double product = 0;
  constexpr int n = 10'000;
  for (std::uint64_t roll = 0; roll < n; ++roll) {
    std::vector<double> a(2);
    std::vector<double> b(2);
    one.add(roll, {.first = 8, .step = 1, .count = 1}, 1, a);
    other.add(roll, {.first = 8, .step = 1, .count = 1}, 1, b);
    product += a[0] * b[0];
  }
  EXPECT_NEAR(product / n, 0, 4 / std::sqrt(n));
}

}  // namespace
}  // namespace heliofab::process
