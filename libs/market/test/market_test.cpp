// SPDX-License-Identifier: Apache-2.0
#include "heliofab/market/market.hpp"

#include <cmath>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "refusal.hpp"

namespace heliofab::market {
namespace {

// 80 kW in the first month and 6 % more in every one: after a year 80 kW * 1.06^12 = 160.976 kW.
TEST(Demand, GrowsByTheSameShareEveryMonth) {
  const Segment segment{.from_month = 3, .demand = 80 * unit::kW_per_month, .growth = 0.06};
  EXPECT_EQ(demand_W(segment, 2), 0);
  EXPECT_NEAR(demand_W(segment, 3), 80e3, 1e-6);
  EXPECT_NEAR(demand_W(segment, 4), 84.8e3, 1e-6);
  EXPECT_NEAR(demand_W(segment, 15), 160'975.718, 1e-3);
}

TEST(Demand, ShrinksWithANegativeGrowth) {
  const Segment segment{.demand = 10 * unit::kW_per_month, .growth = -0.5};
  EXPECT_NEAR(demand_W(segment, 3), 1250, 1e-9);
  const Segment ending{.demand = 10 * unit::kW_per_month, .growth = -1};
  EXPECT_NEAR(demand_W(ending, 0), 10e3, 1e-9);
  EXPECT_EQ(demand_W(ending, 1), 0);
}

TEST(Demand, FollowsAListMonthByMonthInPlaceOfGrowth) {
  const Segment segment{
      .from_month = 2,
      .demand = 500 * unit::kW_per_month,
      .growth = 0.5,
      .monthly = {7 * unit::kW_per_month, 0 * unit::kW_per_month, 9 * unit::kW_per_month}};
  EXPECT_EQ(demand_W(segment, 1), 0);
  EXPECT_NEAR(demand_W(segment, 2), 7e3, 1e-9);
  EXPECT_EQ(demand_W(segment, 3), 0);
  EXPECT_NEAR(demand_W(segment, 4), 9e3, 1e-9);
  EXPECT_EQ(demand_W(segment, 5), 0) << "after the list there is none";
}

TEST(Orders, AddTheBacklogOfEachSegment) {
  const Market market{
      .segments = {{.name = "a", .product = "p", .demand = 1 * unit::kW_per_month},
                   {.name = "b", .product = "p", .demand = 2 * unit::kW_per_month}}};
  const std::vector<Order> orders = next_orders(market, 0, std::vector<double>{300, 40});
  ASSERT_EQ(orders.size(), 2u);
  EXPECT_NEAR(orders[0].total_W(), 1300, 1e-9);
  EXPECT_NEAR(orders[1].total_W(), 2040, 1e-9);
  EXPECT_NEAR(next_orders(market, 0, {})[1].total_W(), 2000, 1e-9);
  EXPECT_EQ(refusal_of([&] {
              next_orders(market, 0, std::vector<double>{1, 2, 3});
            }),
            "error: backlog: 3 values, wanted one for each of 2 segments [E4404]\n");
}

TEST(Scenario, ScalesOrReplacesDemandAndPriceFromItsMonthOn) {
  Market market{
      .segments =
          {{.name = "roofs",
            .product = "p",
            .demand = 100 * unit::kW_per_month,
            .growth = 0,
            .price_usd_per_W = 3},
           {.name = "tents", .product = "p", .demand = 7 * unit::kW_per_month, .growth = 0}},
      .scenarios = {{.name = "collapse",
                     .probability = 1,
                     .segments = {{.name = "roofs",
                                   .from_month = 10,
                                   .demand_factors = {0.5, 0.1},
                                   .prices = {2, 1.5}}}},
                    {.name = "order",
                     .segments = {{.name = "roofs",
                                   .demands = {30 * unit::kW_per_month, 40 * unit::kW_per_month},
                                   .price_factors = {0.5}}}}}};
  EXPECT_NEAR(demand_W(market, 0, 11), 100e3, 1e-6) << "no scenario is played";
  market.scenario = "collapse";
  EXPECT_NEAR(demand_W(market, 0, 9), 100e3, 1e-6);
  EXPECT_NEAR(demand_W(market, 0, 10), 50e3, 1e-6);
  EXPECT_NEAR(demand_W(market, 0, 11), 10e3, 1e-6);
  EXPECT_NEAR(demand_W(market, 0, 500), 10e3, 1e-6) << "the last goes on";
  EXPECT_NEAR(demand_W(market, 1, 11), 7e3, 1e-6) << "of a segment that it does not name";
  EXPECT_EQ(price_usd_per_W(market, 0, 9), 3);
  EXPECT_EQ(price_usd_per_W(market, 0, 11), 1.5);
  market.scenario = "order";
  EXPECT_NEAR(demand_W(market, 0, 0), 30e3, 1e-6);
  EXPECT_NEAR(demand_W(market, 0, 3), 40e3, 1e-6);
  EXPECT_EQ(price_usd_per_W(market, 0, 3), 1.5);
  EXPECT_NEAR(next_orders(market, 3, {})[0].demand_W, 40e3, 1e-6);
}

TEST(Scenario, GetsReplicationsByItsProbability) {
  const Market market{.scenarios = {{.name = "a", .probability = 0.5},
                                    {.name = "b", .probability = 0.3},
                                    {.name = "c", .probability = 0.2}}};
  EXPECT_EQ(replications_of(market, 10), (std::vector<std::int64_t>{5, 3, 2}));
  EXPECT_EQ(replications_of(market, 11), (std::vector<std::int64_t>{6, 3, 2}));
  EXPECT_EQ(replications_of(market, 4), (std::vector<std::int64_t>{2, 1, 1}));
  EXPECT_TRUE(replications_of(Market{}, 4).empty());
}

TEST(Fab2Market, HasTheFourMarketsOfTheAnnouncement) {
  const Market market = fab2_market();
  EXPECT_NO_THROW(check(market));
  std::vector<std::string> names;
  for (const Segment& segment : market.segments) {
    names.push_back(segment.name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"building", "space", "portable", "terrestrial"}));
}

TEST(MarketCheck, RefusesScenariosThatDoNotFit) {
  Market market = fab2_market();
  market.scenarios = {{.name = "good", .probability = 0.5},
                      {.name = "bad", .probability = 0.4, .segments = {{.name = "spice"}}}};
  market.scenario = "god";
  EXPECT_EQ(refusal_of([&] { check(market); }),
            "error: market.scenarios.bad.segments.spice: no segment 'spice' [E4413]\n"
            "      note: did you mean 'space'?\n"
            "error: market.scenarios: probabilities sum to 90 %, wanted 100 % [E4412]\n"
            "error: market.scenario: no scenario 'god' [E4413]\n"
            "      note: did you mean 'good'?\n");
}

TEST(MarketCheck, ReportsEverythingThatIsWrongAtOnce) {
  const Market market{.segments = {{.name = "roofs", .product = "sheet"}, {.name = "roofs"}}};
  EXPECT_EQ(refusal_of([&] { check(market); }),
            "error: market.segments.roofs: a second segment of this name, wanted each name once "
            "[E4401]\n"
            "error: market.segments.roofs.product: no product, wanted the name of one [E4402]\n"
            "      note: name a product of the plan\n");
  EXPECT_EQ(refusal_of([] { check(Market{}); }),
            "error: market.segments: no segment, wanted one or more [E4403]\n");
}

}  // namespace
}  // namespace heliofab::market
