// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/summary.hpp"

#include <chrono>
#include <cmath>

#include <gtest/gtest.h>

namespace heliofab::twin {
namespace {

using std::chrono::hours;

// One roll of 10 m by 0.25 m: two modules of 1 m2 aperture, one of them bad; 1 m scrapped as
// leader, 1 m as remnant.
RunRecord one_roll() {
  RunRecord record;
  record.rolls = {
      {.roll = RollId{1}, .length_m = 10, .width_m = 0.25, .cut_m = 8, .scrap_m = 2, .modules = 2}};
  record.scrap = {
      {.roll = RollId{1},
       .length_m = 1,
       .area_m2 = 0.25,
       .station = "molybdenum",
       .cause = "leader"},
      {.roll = RollId{1}, .length_m = 1, .area_m2 = 0.25, .station = "cut", .cause = "remnant"}};
  record.modules = {{.serial = Serial{1}, .roll = RollId{1}, .cells = 50, .aperture_m2 = 0.95},
                    {.serial = Serial{2}, .roll = RollId{1}, .cells = 50, .aperture_m2 = 0.95}};
  record.flashes = {{.serial = Serial{1},
                     .voc_V = 30,
                     .pmax_W = 100,
                     .fill_factor = 0.66,
                     .aperture_efficiency = 0.105,
                     .bin = "10.5-11.5 %",
                     .is_good = true},
                    {.serial = Serial{2},
                     .voc_V = 20,
                     .pmax_W = 40,
                     .fill_factor = 0.50,
                     .aperture_efficiency = 0.042,
                     .cause = "low power"}};
  return record;
}

TEST(Summary, AccountsForAllAreaOfFinishedWeb) {
  const Summary s = summarize(one_roll());
  EXPECT_DOUBLE_EQ(s.web_finished_m2, 2.5);
  EXPECT_DOUBLE_EQ(s.line_yield, 0.95 / 2.5);
  double shares = s.line_yield;
  for (const AreaLoss& loss : s.area_losses) {
    shares += loss.share;
  }
  EXPECT_NEAR(shares, 1, 1e-12);
  // Largest first: the rejected module, then leader and remnant, then the web beside the stripes.
  ASSERT_EQ(s.area_losses.size(), 4U);
  EXPECT_EQ(s.area_losses[0].cause, "low power");
  EXPECT_EQ(s.area_losses[0].modules, 1);
  EXPECT_EQ(s.area_losses[3].cause, "border beside the stripes");
  EXPECT_NEAR(s.area_losses[3].area_m2, 0.1, 1e-12);
}

TEST(Summary, LeavesOutRollsWithModulesStillToBeFlashed) {
  RunRecord record = one_roll();
  record.rolls[0].modules = 3;
  const Summary s = summarize(record);
  EXPECT_EQ(s.web_finished_m2, 0);
  EXPECT_EQ(s.line_yield, 0);
  EXPECT_EQ(s.modules_made, 2);  // flashed ones count all the same
}

TEST(Summary, CountsAllFlashedModulesInTheEfficiencies) {
  const Summary s = summarize(one_roll());
  EXPECT_EQ(s.modules_made, 2);
  EXPECT_EQ(s.modules_good, 1);
  EXPECT_DOUBLE_EQ(s.aperture_efficiency.median, (0.105 + 0.042) / 2);
  EXPECT_DOUBLE_EQ(s.aperture_efficiency.best, 0.105);
  EXPECT_DOUBLE_EQ(s.fill_factor_median, 0.58);
  EXPECT_DOUBLE_EQ(s.voc_per_cell_median_V, 0.5);
  ASSERT_EQ(s.bins.size(), 1U);
  EXPECT_EQ(s.bins[0], (BinCount{"10.5-11.5 %", 1, 100}));
}

TEST(Summary, SpreadsAllCostsOverGoodWatts) {
  RunRecord record = one_roll();
  record.costs = {{.step = "cigs", .category = "power", .usd = 150},
                  {.step = "plant", .category = "fixed", .usd = 50}};
  EXPECT_DOUBLE_EQ(summarize(record).cost_usd_per_W, 2);
  record.flashes[0].is_good = false;
  EXPECT_EQ(summarize(record).cost_usd_per_W, 0);
}

// E79 by hand: of 10 hours 8 up, 6 productive; 5 hours' worth of units, 4 of them good.
TEST(Summary, RatesTheStationThatStandsByLeast) {
  RunRecord record;
  const auto state = [&](const char* station, ToolState s, int from, int to) {
    record.states.push_back({.station = station,
                             .tool = std::string(station) + "-1",
                             .state = s,
                             .from = SimTime(hours(from)),
                             .to = SimTime(hours(to))});
  };
  state("cigs", ToolState::productive, 0, 6);
  state("cigs", ToolState::standby, 6, 8);
  state("cigs", ToolState::unscheduled_down, 8, 10);
  state("flash", ToolState::productive, 0, 1);
  state("flash", ToolState::standby, 1, 10);
  record.production = {
      {.station = "cigs", .tool = "cigs-1", .actual_s = 5 * 3600, .effective_s = 4 * 3600}};
  const Summary s = summarize(record);
  EXPECT_EQ(s.bottleneck, "cigs");
  ASSERT_EQ(s.stations.size(), 2U);
  EXPECT_DOUBLE_EQ(s.stations[0].availability, 0.8);
  EXPECT_DOUBLE_EQ(s.stations[0].operational, 0.75);
  EXPECT_NEAR(s.stations[0].rate, 5.0 / 6, 1e-12);
  EXPECT_NEAR(s.stations[0].quality, 0.8, 1e-12);
  EXPECT_NEAR(s.oee_e79, 0.4, 1e-12);
  EXPECT_DOUBLE_EQ(s.stations[0].busy_share, 0.8);
}

TEST(Summary, TakesTheBacklogOfTheLastMonthAlone) {
  RunRecord record;
  const SimTime june{hours(24)};
  record.demands = {{.segment = "building", .shipped_W = 10, .backlog_W = 90},
                    {.month = june, .segment = "building", .shipped_W = 60, .backlog_W = 40},
                    {.month = june, .segment = "space", .shipped_W = 5, .backlog_W = 2}};
  const Summary s = summarize(record);
  EXPECT_DOUBLE_EQ(s.power_shipped_W, 75);
  EXPECT_DOUBLE_EQ(s.backlog_W, 42);
}

TEST(Summary, OfNothingIsZero) {
  const Summary s = summarize(RunRecord{});
  EXPECT_EQ(s.modules_made, 0);
  EXPECT_EQ(s.line_yield, 0);
  EXPECT_TRUE(s.bottleneck.empty());
  EXPECT_EQ(s.aperture_efficiency, Distribution{});
}

TEST(Distribution, TakesTheBestOfTheFirstThousand) {
  std::vector<double> sample(1200, 0.10);
  sample[500] = 0.12;
  sample[1100] = 0.13;
  const Distribution d = distribution_of(sample);
  EXPECT_DOUBLE_EQ(d.best, 0.12);
  EXPECT_DOUBLE_EQ(d.median, 0.10);
  EXPECT_DOUBLE_EQ(distribution_of({1, 3}).std, std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(distribution_of({1, 3}).p90, 2.8);
}

}  // namespace
}  // namespace heliofab::twin
