// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/stream.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include <gtest/gtest.h>
#include <hwy/targets.h>

namespace heliofab {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Known answers published with Random123 1.14 (kat_vectors, philox4x32 10 rounds).
TEST(Philox, GivesThePublishedKnownAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

// A record of 2010 must be made again in 2030: these draws are fixed for ever.
TEST(Stream, NeverChangesItsDraws) {
  const Stream stream(20100512, "test.fixed");
  EXPECT_EQ(stream.bits(0, 0), 0x0c351418b99df0aeU);
  EXPECT_EQ(stream.bits(17, 312), 0x40e6210802791830U);
  EXPECT_NE(stream.bits(0, 1), stream.bits(1, 0));
  EXPECT_NE(stream.bits(0, 0), Stream(20100513, "test.fixed").bits(0, 0));
  EXPECT_NE(stream.bits(0, 0), Stream(20100512, "test.other").bits(0, 0));
}

TEST(Stream, UniformStaysInsideTheOpenIntervalAndFillsIt) {
  const Stream stream(1, "test.uniform");
  double sum = 0;
  double square = 0;
  constexpr int n = 100'000;
  for (int i = 0; i < n; ++i) {
    const double u = stream.uniform(7, static_cast<std::uint64_t>(i));
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    sum += u;
    square += u * u;
  }
  // Standard errors of the mean and the second moment: 0.289 / sqrt(n), 0.298 / sqrt(n); 4 of them.
  EXPECT_NEAR(sum / n, 0.5, 4 * 0.289 / std::sqrt(n));
  EXPECT_NEAR(square / n, 1.0 / 3, 4 * 0.298 / std::sqrt(n));
}

TEST(Stream, NormalHasUnitVarianceAndIndependentNeighbours) {
  const Stream stream(2, "test.normal");
  double square = 0;
  double product = 0;
  constexpr int n = 100'000;
  for (std::uint64_t i = 0; i < n; ++i) {
    square += std::pow(stream.normal(i, 0), 2);
    product += stream.normal(i, 0) * stream.normal(i + 1, 0);
  }
  EXPECT_NEAR(square / n, 1, 4 * std::sqrt(2.0 / n));
  EXPECT_NEAR(product / n, 0, 4 / std::sqrt(n));
}

// Awkward lengths, a start that carries into the high half of the draw, an entity of 64 bits.
TEST(Stream, FillsWithTheBitsOfSingleDrawsOnEveryInstructionSet) {
  const Stream stream(4, "test.fill");
  for (auto targets = hwy::SupportedTargets(); targets != 0; targets &= targets - 1) {
    hwy::SetSupportedTargetsForTest(targets & -targets);
    hwy::GetChosenTarget().Update(targets & -targets);
    for (const std::size_t count : {0U, 1U, 3U, 8U, 255U, 257U, 10'001U}) {
      for (const std::uint64_t entity : {0ULL, 17ULL, 0xfedcba9876543210ULL}) {
        const std::uint64_t first = entity == 0 ? 0xfffffffaULL : 5 + entity;
        std::vector<double> values(count, -1);
        stream.fill_normal(entity, first, values);
        for (std::size_t i = 0; i < count; ++i) {
          ASSERT_EQ(values[i], stream.normal(entity, first + i))
              << i << " of " << count << ", " << hwy::TargetName(targets & -targets);
        }
        stream.fill_exponential(entity, first, values);
        for (std::size_t i = 0; i < count; ++i) {
          ASSERT_EQ(values[i], stream.exponential(entity, first + i))
              << i << " of " << count << ", " << hwy::TargetName(targets & -targets);
        }
      }
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

// Within two units in the last place of the library's own, from the smallest to the largest draw.
TEST(Stream, ExponentialIsTheLogarithmOfItsUniformNumber) {
  const Stream stream(5, "test.exponential");
  for (std::uint64_t i = 0; i < 200'000; ++i) {
    const double expected = -std::log1p(-stream.uniform(1, i));
    ASSERT_NEAR(stream.exponential(1, i), expected, 2 * 0x1p-52 * expected) << i;
  }
}

TEST(Stream, PoissonHasItsMeanAndVariance) {
  const Stream stream(3, "test.poisson");
  for (const double mean : {0.0, 0.08, 6.0, 900.0}) {
    double sum = 0;
    double square = 0;
    constexpr int n = 20'000;
    for (std::uint64_t i = 0; i < n; ++i) {
      const double k = stream.poisson(mean, i, 5);
      sum += k;
      square += (k - mean) * (k - mean);
    }
    EXPECT_NEAR(sum / n, mean, 4 * std::sqrt(mean / n) + 1e-12);
    EXPECT_NEAR(square / n, mean, 5 * std::sqrt((mean + 2 * mean * mean) / n) + 1e-12);
  }
}

// Round trip through the error function, an independent formula; conditioning grows as 1 / density.
TEST(NormalQuantile, InvertsTheDistributionFunction) {
  for (const double x : {-8.0, -5.0, -2.5, -0.3, 0.0, 0.7, 1.96, 4.0}) {
    const double p = std::erfc(-x / std::numbers::sqrt2) / 2;
    EXPECT_NEAR(normal_quantile(p), x,
                1e-14 * (1 + std::abs(x)) + 2e-16 / (std::exp(-x * x / 2) / 2.5066))
        << x;
  }
}

}  // namespace
}  // namespace heliofab
