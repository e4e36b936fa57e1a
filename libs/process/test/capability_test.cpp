// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/capability.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "../src/distributions.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::process {
namespace {

// Of 2 degrees of freedom chi-square is exponential with mean 2, and F(2, n) is a power.
TEST(Distributions, HaveTheirClosedForms) {
  for (const double p : {1e-4, 0.025, 0.5, 0.975}) {
    EXPECT_NEAR(chi_square_quantile(p, 2), -2 * std::log1p(-p), 1e-9);
    // One degree: the square of a normal.
    EXPECT_NEAR(chi_square_quantile(p, 1), std::pow(normal_quantile((1 + p) / 2), 2), 1e-9);
  }
  EXPECT_NEAR(chi_square_quantile(0.975, 1000), 1089.531, 1e-3);  // NIST handbook 1.3.6.7.4
  for (const double f : {0.0, 0.3, 3.0, 40.0}) {
    EXPECT_NEAR(f_exceedance(f, 2, 7), std::pow(1 + 2 * f / 7, -3.5), 1e-13);
    EXPECT_NEAR(f_exceedance(f, 7, 2), f == 0 ? 1 : 1 - std::pow(1 + 2 / (7 * f), -3.5), 1e-13);
  }
  EXPECT_NEAR(f_exceedance(2.978, 10, 10), 0.05, 2e-5);  // NIST handbook 1.3.6.7.3
}

std::vector<double> capability_sample(std::uint64_t number, std::size_t n) {
  const Stream draw(1, "test.capability");
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) {
    values.push_back(16 + 2 * draw.normal(number, i));
  }
  return values;
}

constexpr Specification nist_limits{8, 20};

// A shift between subgroups is in the performance and not in the capability.
TEST(Capability, LeavesToPerformanceWhatLiesBetweenSubgroups) {
  std::vector<double> values = capability_sample(0, 4000);
  for (std::size_t i = 2000; i < 4000; ++i) {
    values[i] += 4;
  }
  const ProcessFigures f = process_figures(values, 5);
  EXPECT_NEAR(f.within, 2, 0.1);
  EXPECT_NEAR(f.overall, std::sqrt(8.0), 0.1);
  EXPECT_EQ(f.within_freedom, 3200);
  const Capability c = capability(f, nist_limits);
  EXPECT_NEAR(c.pp.value, c.cp.value * f.within / f.overall, 1e-12);
}

TEST(Capability, OfOneLimitHasNoCp) {
  const Capability c = capability({16, 2, 99, 2, 100}, {.upper = 20});
  EXPECT_TRUE(std::isinf(c.cp.value));
  EXPECT_TRUE(std::isinf(c.cpl.value));
  EXPECT_DOUBLE_EQ(c.cpk.value, c.cpu.value);
  EXPECT_LT(c.cpk.low, c.cpk.value);
}

// 3,000 samples: a share of 95 % is known to 1.6 % at four standard errors. The interval of Cp is
// exact; that of Cpk is an approximation and may be some per mille off.
TEST(Capability, IntervalsHoldTheTruthAsOftenAsTheySay) {
  constexpr int samples = 3000;
  int cp = 0;
  int cpk = 0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    const Capability c =
        capability(process_figures(capability_sample(i, 40), 5), nist_limits, 0.95);
    cp += c.cp.low <= 1 && 1 <= c.cp.high ? 1 : 0;
    cpk += c.cpk.low <= 2.0 / 3 && 2.0 / 3 <= c.cpk.high ? 1 : 0;
  }
  EXPECT_NEAR(cp, 0.95 * samples, 0.016 * samples);
  EXPECT_NEAR(cpk, 0.95 * samples, 0.02 * samples);
}

// Moving ranges know sigma as well as 0.605 (n - 1) independent squares do.
TEST(Capability, KnowsHowGoodMovingRangesAre) {
  constexpr int samples = 4000;
  constexpr std::size_t n = 200;
  double squares = 0;
  for (std::uint64_t i = 0; i < samples; ++i) {
    squares += std::pow(process_figures(capability_sample(i, n)).within / 2 - 1, 2);
  }
  const double freedom = process_figures(capability_sample(0, n)).within_freedom;
  EXPECT_NEAR(2 * freedom * squares / samples, 1, 4 * std::sqrt(2.0 / samples));
}

}  // namespace
}  // namespace heliofab::process
