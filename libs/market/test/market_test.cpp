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

TEST(Delivery, ShipsWhatIsThereUpToWhatIsOrdered) {
  EXPECT_EQ(deliver({.demand_W = 100, .backlog_W = 50}, 120),
            (Delivery{.shipped_W = 120, .backlog_W = 30, .stock_W = 0}));
  EXPECT_EQ(deliver({.demand_W = 100, .backlog_W = 50}, 180),
            (Delivery{.shipped_W = 150, .backlog_W = 0, .stock_W = 30}));
  EXPECT_EQ(deliver({}, 0), Delivery{});
}

// Whole watts: every sum below is exact.
RC_GTEST_PROP(Delivery, LosesNeitherOrdersNorModules, ()) {
  double backlog = 0;
  double stock = 0;
  double ordered = 0;
  double made = 0;
  double shipped = 0;
  for (int month = 0; month < 24; ++month) {
    const double demand = *rc::gen::inRange(0, 200'000);
    const double output = *rc::gen::inRange(0, 200'000);
    const Delivery end = deliver({.demand_W = demand, .backlog_W = backlog}, stock + output);
    backlog = end.backlog_W;
    stock = end.stock_W;
    ordered += demand;
    made += output;
    shipped += end.shipped_W;
    RC_ASSERT(backlog >= 0 && stock >= 0 && end.shipped_W >= 0);
    RC_ASSERT(backlog == 0 || stock == 0);
  }
  RC_ASSERT(ordered == shipped + backlog);
  RC_ASSERT(made == shipped + stock);
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
