// SPDX-License-Identifier: Apache-2.0
// Markets by month and bin, against the modules that were flashed and the figures of the run.
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

using Key = std::tuple<SimTime, std::string>;  // month, segment

// Two months, the second of them two days: customers who wait for a month at most and cancel half
// of what is late; a market that takes the better bins alone.
const RunRecord& two_months() {
  static const RunRecord record = [] {
    const io::Read<FabPlan> plan = fab2::small_plan(
        {"start=2010-05-28", "days=6", "market.segments.building.late_lost=50 %",
         "market.segments.building.accepted_lead_time=0",
         "market.segments.building.demand=200 kW/month", "market.segments.portable.lowest_bin=3"});
    return simulate(plan.value, plan.inputs, fab2::data(), {}, nullptr, {});
  }();
  return record;
}

TEST(Sales, AreTheDeliveriesOfTheirMarket) {
  std::map<Key, SalesRow> sums;
  for (const SalesRow& s : two_months().sales) {
    SalesRow& sum = sums[{s.month, s.segment}];
    sum.shipped_W += s.shipped_W;
    sum.revenue_usd += s.revenue_usd;
    sum.stock_W += s.is_taken ? s.stock_W : 0;
    EXPECT_NEAR(s.revenue_usd, s.shipped_W * s.price_usd_per_W, 1e-9 * s.revenue_usd);
  }
  ASSERT_EQ(sums.size(), two_months().demands.size());
  for (const DemandRow& d : two_months().demands) {
    const SalesRow& sum = sums.at({d.month, d.segment});
    EXPECT_NEAR(sum.shipped_W, d.shipped_W, 1e-6);
    EXPECT_NEAR(sum.revenue_usd, d.revenue_usd, 1e-6);
    EXPECT_NEAR(sum.stock_W, d.stock_W, 1e-6);
  }
}

TEST(Sales, LoseNoModuleBetweenStockAndCustomer) {
  std::map<std::tuple<std::string, std::string>, double> stock;
  std::map<std::string, double> made;  // by bin
  for (const SalesRow& s : two_months().sales) {
    double& before = stock[{s.segment, s.bin}];
    EXPECT_NEAR(before + s.made_W, s.shipped_W + s.stock_W, 1e-6) << s.segment << " " << s.bin;
    EXPECT_TRUE(s.is_taken || s.shipped_W == 0);
    before = s.stock_W;
    made[s.bin] += s.made_W;
  }
  std::map<std::string, double> flashed;
  for (const FlashRow& f : two_months().flashes) {
    flashed[f.bin] += f.is_good ? f.pmax_W : 0;
  }
  for (const auto& [bin, power_W] : made) {
    EXPECT_NEAR(power_W, flashed[bin], 1e-6) << bin;
  }
}

TEST(Sales, AccountForEveryOrder) {
  std::map<std::string, double> backlog;
  double lost = 0;
  for (const DemandRow& d : two_months().demands) {
    EXPECT_NEAR(backlog[d.segment] + d.demand_W, d.shipped_W + d.lost_W + d.backlog_W, 1e-6);
    backlog[d.segment] = d.backlog_W;
    lost += d.lost_W;
  }
  EXPECT_GT(lost, 0);
}

TEST(Sales, SumToTheFiguresOfTheRun) {
  const Summary s = summarize(two_months());
  double shipped = 0;
  double revenue = 0;
  double stock = 0;
  double lost = 0;
  const SimTime last = two_months().sales.back().month;
  for (const SalesRow& row : two_months().sales) {
    shipped += row.shipped_W;
    revenue += row.revenue_usd;
    stock += row.is_taken && row.month == last ? row.stock_W : 0;
  }
  for (const DemandRow& row : two_months().demands) {
    lost += row.lost_W;
  }
  EXPECT_NEAR(s.power_shipped_W, shipped, 1e-6);
  EXPECT_NEAR(s.revenue_usd, revenue, 1e-6);
  EXPECT_NEAR(s.stock_W, stock, 1e-6);
  EXPECT_DOUBLE_EQ(s.lost_W, lost);
  EXPECT_GT(s.revenue_usd, 0);
}

}  // namespace
}  // namespace heliofab::twin
