// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/run_length.hpp"

#include <cmath>
#include <vector>

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include "../src/distributions.hpp"

namespace heliofab::process {
namespace {

// Brook and Evans with n states of one width: `mean_of` gives where a state goes on average, of
// unit scatter times `scale`; the ends belong to the first and the last state unless they signal.
struct BrookEvansChain {
  double low = 0, high = 0;
  double scale = 1;
  bool has_floor = false;  // what falls below stays in the first state
};
template <class MeanOf>
double chain_length(const BrookEvansChain& c, int n, double start, const MeanOf& mean_of) {
  const double width = (c.high - c.low) / (c.has_floor ? n - 0.5 : n);
  // A floor is the middle of its state.
  const double first = c.has_floor ? c.low - width / 2 : c.low;
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(n, n);
  for (int i = 0; i < n; ++i) {
    const double mean = mean_of(first + (i + 0.5) * width);
    for (int j = 0; j < n; ++j) {
      const double up_to = normal_distribution((first + (j + 1) * width - mean) / c.scale);
      const double from =
          c.has_floor && j == 0 ? 0 : normal_distribution((first + j * width - mean) / c.scale);
      a(i, j) -= up_to - from;
    }
  }
  const Eigen::VectorXd lengths = a.partialPivLu().solve(Eigen::VectorXd::Ones(n));
  return lengths(static_cast<int>((start - first) / width));
}

// Its error falls with the square of the width.
template <class Length>
double extrapolated(int n, const Length& length) {
  return length(2 * n + 1) + (length(2 * n + 1) - length(n)) / 3;
}

TEST(RunLength, OfAnEwmaIsTheLimitOfItsMarkovChain) {
  for (const double shift : {0.0, 1.0}) {
    const EwmaChart chart{.weight = 0.2, .width = 2.962};
    const double limit = ewma_limit(chart);
    const double plain = extrapolated(101, [&](int n) {
      return chain_length({-limit, limit, chart.weight}, n, 0,
                          [&](double x) { return (1 - chart.weight) * x + chart.weight * shift; });
    });
    EXPECT_NEAR(run_length(chart, shift), plain, 1e-5 * plain) << shift;
  }
}

TEST(RunLength, OfACusumIsTheLimitOfItsMarkovChain) {
  const CusumChart chart{.reference = 0.5, .decision = 5};
  const auto one_sided = [&](double shift) {
    return extrapolated(100, [&](int n) {
      return chain_length({0, chart.decision, 1, true}, n, 0,
                          [&](double x) { return x + shift - chart.reference; });
    });
  };
  for (const double shift : {0.0, 1.0}) {
    const double plain = 1 / (1 / one_sided(shift) + 1 / one_sided(-shift));
    EXPECT_NEAR(run_length(chart, shift), plain, 1e-5 * plain) << shift;
  }
}

// A run of n points with a chance p each takes (p^-n - 1) / (1 - p) points [feller1968].
TEST(RunLength, OfSingleRunsHasAClosedForm) {
  const auto run = [](double p, double n) { return (std::pow(p, -n) - 1) / (1 - p); };
  const double within = 1 - 2 * normal_distribution(-1);
  EXPECT_NEAR(run_length({.beyond_limits = false, .within_one_sigma = 15}, 0), run(within, 15),
              1e-8 * run(within, 15));
  EXPECT_NEAR(run_length({.beyond_limits = false, .beyond_one_sigma = 8}, 0), run(1 - within, 8),
              1e-8 * run(1 - within, 8));
  EXPECT_NEAR(run_length({.beyond_limits = false, .one_side = 9}, 0), 511, 1e-8 * 511);
  EXPECT_NEAR(run_length(RunRules{}, 1), 1 / (normal_distribution(-2) + normal_distribution(-4)),
              1e-9);
}

TEST(RunLength, BySimulationAgreesWithTheChains) {
  constexpr std::int64_t runs = 20'000;
  const auto expect_same = [](const Estimate& simulated, double exact) {
    EXPECT_NEAR(simulated.value, exact, 4 * simulated.error);
    EXPECT_LT(simulated.error, 0.01 * exact);
  };
  RunRules zones = nelson();
  zones.trend = 0;
  zones.alternating = 0;
  expect_same(simulate_run_length([&] { return fresh(zones); }, 0.5, runs, 1),
              run_length(zones, 0.5));
  const CusumChart ahead{.reference = 0.5, .decision = 5, .head_start = 0.5};
  for (const double shift : {0.0, 1.0}) {
    expect_same(simulate_run_length([&] { return fresh(ahead); }, shift, runs, 2),
                run_length(ahead, shift));
  }
  const EwmaChart ewma{.weight = 0.1, .width = 2.814, .has_exact_limits = false};
  expect_same(simulate_run_length([&] { return fresh(ewma); }, 0.5, runs, 3),
              run_length(ewma, 0.5));
}

// What a head start and exact limits are for.
TEST(RunLength, IsShorterForAProcessThatStartsWrong) {
  const CusumChart plain{.reference = 0.5, .decision = 5};
  const CusumChart ahead{.reference = 0.5, .decision = 5, .head_start = 0.5};
  EXPECT_LT(run_length(ahead, 1), 0.65 * run_length(plain, 1));
  EXPECT_GT(run_length(ahead, 0), 0.9 * run_length(plain, 0));
  const EwmaChart exact{.weight = 0.1, .width = 2.814};
  const Estimate narrow = simulate_run_length([&] { return fresh(exact); }, 1, 10'000, 1);
  EXPECT_LT(narrow.value + 4 * narrow.error, 0.9 * run_length(exact, 1));
}

}  // namespace
}  // namespace heliofab::process
