// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/market_sort.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace heliofab::twin {
namespace {

// Four modules: two strong ones with bad shunts, two weak ones with good shunts.
const std::vector<double> watts{4.4, 4.4, 4.0, 4.0};        // [W]
const std::vector<double> outdoors{44, 44, 40, 40};         // [J]
const std::vector<double> indoors{0.01, 0.01, 0.04, 0.04};  // [J]

TEST(MarketSort, SendsGoodShuntsIndoorsAndPowerOutdoors) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = outdoors},
                                        {.price = 3, .share = 0.5, .energy = indoors}};
  const MarketSort sorted = sort_by_market(offers, watts);
  EXPECT_EQ(sorted.best.market, (std::vector<std::size_t>{0, 0, 1, 1}));
  EXPECT_EQ(sorted.counts, (std::vector<std::size_t>{2, 2, 0}));
  // 3 USD/W of 4.2 W for a module of mean energy.
  EXPECT_NEAR(sorted.best.value, 2 * 12.6 * 44 / 42 + 2 * 12.6 * 0.04 / 0.025, 1e-9);
  EXPECT_NEAR(sorted.in_turn.value, 4 * 12.6, 1e-9);
  EXPECT_NEAR(sorted.best.bound, sorted.best.value, 1e-9);
}

// A higher price does not make a market the right one for the strongest modules.
TEST(MarketSort, ByPowerAloneEarnsLessThanInTurnWhereTheHigherPriceIsIndoors) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = outdoors},
                                        {.price = 8, .share = 0.5, .energy = indoors}};
  const MarketSort sorted = sort_by_market(offers, watts);
  EXPECT_LT(sorted.by_power.value, sorted.in_turn.value);
  EXPECT_GT(sorted.best.value, sorted.in_turn.value);
}

TEST(MarketSort, LeavesTheWorstUnsoldWhereMarketsTakeLessThanAll) {
  const std::vector<double> energy{1, 4, 2, 3};
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = energy}};
  const MarketSort sorted = sort_by_market(offers, watts);
  EXPECT_EQ(sorted.counts, (std::vector<std::size_t>{2, 2}));
  EXPECT_EQ(sorted.best.market, (std::vector<std::size_t>{1, 0, 1, 0}));
}

// Energy in proportion to watts everywhere: any order earns the same.
TEST(MarketSort, EarnsNothingOfModulesThatDifferInPowerAloneAtOnePrice) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = watts},
                                        {.price = 3, .share = 0.5, .energy = watts}};
  const MarketSort sorted = sort_by_market(offers, watts);
  EXPECT_NEAR(sorted.best.value, sorted.in_turn.value, 1e-9);
}

}  // namespace
}  // namespace heliofab::twin
