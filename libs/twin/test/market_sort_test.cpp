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

// Readings that tell of shunts what they are.
std::vector<ModuleReading> read(const std::vector<double>& shunts) {
  std::vector<ModuleReading> made;
  for (std::size_t k = 0; k < watts.size(); ++k) {
    made.push_back({.power = watts[k], .shunt = shunts[k]});
  }
  return made;
}
const std::vector<ModuleReading> shunts_as_read = read({20, 20, 2, 2});

TEST(MarketSort, SendsGoodShuntsIndoorsAndPowerOutdoors) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = outdoors},
                                        {.price = 3, .share = 0.5, .energy = indoors}};
  const MarketSort sorted = sort_by_market(offers, watts, shunts_as_read);
  EXPECT_EQ(sorted.best.market, (std::vector<std::size_t>{0, 0, 1, 1}));
  EXPECT_EQ(sorted.counts, (std::vector<std::size_t>{2, 2, 0}));
  // 3 USD/W of 4.2 W for a module of mean energy.
  EXPECT_NEAR(sorted.best.value, 2 * 12.6 * 44 / 42 + 2 * 12.6 * 0.04 / 0.025, 1e-9);
  EXPECT_NEAR(sorted.in_turn.value, 4 * 12.6, 1e-9);
  EXPECT_NEAR(sorted.best.bound, sorted.best.value, 1e-9);
  EXPECT_EQ(sorted.by_readings.market, sorted.best.market);
  EXPECT_NEAR(sorted.by_readings.value, sorted.best.value, 1e-9);
}

// Where readings say nothing of what a module does indoors, they cannot earn what truth would.
TEST(MarketSort, EarnsByReadingsNoMoreThanTheyTell) {
  std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = watts},
                                  {.price = 3, .share = 0.5, .energy = {0.01, 0.04, 0.01, 0.04}}};
  const MarketSort sorted = sort_by_market(offers, watts, shunts_as_read);
  EXPECT_LT(sorted.by_readings.value, sorted.best.value);
  EXPECT_NEAR(sorted.promise_error[0], 0, 1e-12);
  EXPECT_NEAR(sorted.promise_error[1], 0.6, 1e-12);  // 0.015 of 0.025
  double worth = 0;
  for (std::size_t m = 0; m < watts.size(); ++m) {
    worth += sorted.values.at(m, sorted.by_readings.market[m]);
  }
  EXPECT_DOUBLE_EQ(sorted.by_readings.value, worth);
}

// A higher price does not make a market the right one for the strongest modules.
TEST(MarketSort, ByPowerAloneEarnsLessThanInTurnWhereTheHigherPriceIsIndoors) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = outdoors},
                                        {.price = 8, .share = 0.5, .energy = indoors}};
  const MarketSort sorted = sort_by_market(offers, watts, shunts_as_read);
  EXPECT_LT(sorted.by_power.value, sorted.in_turn.value);
  EXPECT_GT(sorted.best.value, sorted.in_turn.value);
}

TEST(MarketSort, LeavesTheWorstUnsoldWhereMarketsTakeLessThanAll) {
  const std::vector<double> energy{1, 4, 2, 3};
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = energy}};
  const MarketSort sorted = sort_by_market(offers, watts, shunts_as_read);
  EXPECT_EQ(sorted.counts, (std::vector<std::size_t>{2, 2}));
  EXPECT_EQ(sorted.best.market, (std::vector<std::size_t>{1, 0, 1, 0}));
}

// Energy in proportion to watts everywhere: any order earns the same.
TEST(MarketSort, EarnsNothingOfModulesThatDifferInPowerAloneAtOnePrice) {
  const std::vector<MarketOffer> offers{{.price = 3, .share = 0.5, .energy = watts},
                                        {.price = 3, .share = 0.5, .energy = watts}};
  const MarketSort sorted = sort_by_market(offers, watts, shunts_as_read);
  EXPECT_NEAR(sorted.best.value, sorted.in_turn.value, 1e-9);
}

}  // namespace
}  // namespace heliofab::twin
