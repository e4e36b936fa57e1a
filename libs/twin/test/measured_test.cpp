// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/measured.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::twin {
namespace {

RunRecord run_of(double mean, double spread, std::size_t modules, std::uint64_t seed) {
  RunRecord record;
  const Stream stream(seed, "test.against");
  for (std::size_t i = 0; i < modules; ++i) {
    record.flashes.push_back({.pmax_W = mean + spread * stream.normal(0, i)});
  }
  return record;
}

std::vector<double> powers_of(const RunRecord& record) {
  std::vector<double> values;
  for (const FlashRow& f : record.flashes) {
    values.push_back(f.pmax_W);
  }
  return values;
}

// Two samples of one normal distribution pass the test of Kolmogorov and Smirnov 19 times in 20.
TEST(Against, LetsSamplesOfOneDistributionPassNineteenTimesInTwenty) {
  int apart = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Measured measured{.figures = {{"pmax_W", powers_of(run_of(4.5, 0.2, 80, 1000 + seed))}}};
    const Against against = compare(run_of(4.5, 0.2, 120, seed), measured);
    apart += against.figures.at(0).ks > against.figures.at(0).ks_by_chance ? 1 : 0;
  }
  EXPECT_GT(apart, 5);   // a discrete test errs on the quiet side
  EXPECT_LT(apart, 37);  // 20 expected, standard deviation 4.4
}

TEST(Against, SeesAShiftAndHowLargeItIs) {
  const Measured measured{.figures = {{"pmax_W", powers_of(run_of(4.5, 0.2, 2000, 1))}}};
  const AgainstFigure f = compare(run_of(4.6, 0.2, 3000, 2), measured).figures.at(0);
  EXPECT_GT(f.ks, f.ks_by_chance);
  EXPECT_NEAR(f.ks, 0.1974, 0.03);  // 2 Phi(0.25) - 1
  EXPECT_NEAR(f.median_difference.value, 0.1, 4 * f.median_difference.error);
  EXPECT_NEAR(f.median_difference.error, 1.2533 * 0.2 * std::sqrt(1 / 2000.0 + 1 / 3000.0), 0.002);
  double sum = 0;
  for (const double share : f.simulated_share) {
    sum += share;
  }
  EXPECT_NEAR(sum, 1, 1e-9);
}

TEST(Against, SetsSharesOfHoursSideBySideAndNamesWhatIsMissing) {
  RunRecord record;
  const SimTime start{};
  record.states.push_back({.station = "cigs",
                           .state = ToolState::productive,
                           .from = start,
                           .to = start + std::chrono::hours(3)});
  record.states.push_back({.station = "cigs",
                           .state = ToolState::unscheduled_down,
                           .from = start + std::chrono::hours(3),
                           .to = start + std::chrono::hours(4)});
  const Measured measured{.figures = {{"cigs: down_h", {2.0, 4.0}}, {"oven: cgi", {1.0}}},
                          .times = {{"cigs", ToolState::productive, 1},
                                    {"cigs", ToolState::unscheduled_down, 1},
                                    {"oven", ToolState::standby, 1}}};
  const Against against = compare(record, measured);
  ASSERT_EQ(against.figures.size(), 1U);
  EXPECT_EQ(against.figures[0].measured.mean, 3);
  EXPECT_EQ(against.figures[0].simulated.mean, 1);
  ASSERT_EQ(against.shares.size(), 6U);
  EXPECT_EQ(against.shares[0].measured, 0.5);
  EXPECT_EQ(against.shares[0].simulated, 0.75);
  EXPECT_THAT(against.left_out, testing::ElementsAre("oven: cgi", "oven"));
}

}  // namespace
}  // namespace heliofab::twin
