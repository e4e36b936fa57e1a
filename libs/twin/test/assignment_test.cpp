// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/assignment.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::twin {
namespace {

MarketValues drawn(std::size_t modules, std::size_t markets, std::uint64_t seed) {
  const Stream stream(seed, "test.assignment");
  MarketValues values{.markets = markets, .values = {}};
  for (std::size_t k = 0; k < modules * markets; ++k) {
    values.values.push_back(stream.uniform(k, 0));
  }
  return values;
}

// Every assignment with these counts.
double best_of_all(const MarketValues& values, const std::vector<std::size_t>& counts) {
  std::vector<std::size_t> market;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    market.insert(market.end(), counts[k], k);
  }
  double best = -1e300;
  do {
    double sum = 0;
    for (std::size_t m = 0; m < market.size(); ++m) {
      sum += values.at(m, market[m]);
    }
    best = std::max(best, sum);
  } while (std::ranges::next_permutation(market).found);
  return best;
}

TEST(AssignmentToMarkets, IsTheBestOfAllOfAFewModules) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const MarketValues values = drawn(9, 3, seed);
    const std::vector<std::size_t> counts{4, 2, 3};
    EXPECT_NEAR(assign(values, counts).value, best_of_all(values, counts), 1e-12) << seed;
  }
}

TEST(AssignmentToMarkets, ProvesByItsDualThatNoneIsWorthMore) {
  const MarketValues values = drawn(3000, 4, 1);
  const std::vector<std::size_t> counts{1500, 700, 500, 300};
  const Assignment best = assign(values, counts);
  EXPECT_NEAR(best.bound / best.value, 1, 1e-12);
  for (std::size_t k = 0; k < counts.size(); ++k) {
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(best.market, k)), counts[k]);
  }
  EXPECT_GT(best.value, assign_in_turn(values, counts).value);
}

// Where all markets rank modules alike and pay alike, sorting earns nothing: no gain is invented.
TEST(AssignmentToMarkets, GainsNothingWhereMarketsDifferByAFactorOfNoModule) {
  MarketValues values{.markets = 2, .values = {}};
  for (int m = 0; m < 50; ++m) {
    values.values.insert(values.values.end(), {1.0 + m % 7, 3.0 + m % 7});
  }
  const std::vector<std::size_t> counts{30, 20};
  EXPECT_NEAR(assign(values, counts).value, assign_in_turn(values, counts).value, 1e-9);
}

TEST(AssignmentToMarkets, GoesByComparativeAdvantage) {
  // The second module is the better one in both markets, and loses less in the first.
  const MarketValues values{.markets = 2, .values = {10, 4, 11, 9}};
  const std::vector<std::size_t> counts{1, 1};
  EXPECT_EQ(assign(values, counts).market, (std::vector<std::size_t>{0, 1}));
  const std::vector<std::size_t> order{1, 0};
  const std::vector<std::size_t> preference{0, 1};
  EXPECT_EQ(assign_by_rank(values, counts, order, preference).market,
            (std::vector<std::size_t>{1, 0}));
}

TEST(AssignmentToMarkets, InTurnKeepsToTheSharesAllAlong) {
  const MarketValues values = drawn(10, 2, 3);
  const std::vector<std::size_t> counts{5, 5};
  EXPECT_EQ(assign_in_turn(values, counts).market,
            (std::vector<std::size_t>{0, 1, 0, 1, 0, 1, 0, 1, 0, 1}));
}

TEST(AssignmentToMarkets, CountsFollowSharesToTheLastModule) {
  EXPECT_EQ(counts_of(std::vector{1.0, 1.0, 1.0}, 10), (std::vector<std::size_t>{4, 3, 3}));
  EXPECT_EQ(counts_of(std::vector{0.5, 0.25}, 10), (std::vector<std::size_t>{5, 3}));
  EXPECT_EQ(counts_of(std::vector{2.0, 2.0}, 4), (std::vector<std::size_t>{2, 2}));
}

}  // namespace
}  // namespace heliofab::twin
