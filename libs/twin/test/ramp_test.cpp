// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/ramp.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/ramp_statistics.hpp"

namespace heliofab::twin {
namespace {

io::Read<FabPlan> short_ramp(std::vector<std::string> overrides = {}) {
  overrides.insert(overrides.begin(), {"days=40", "flash.bin_edges=4 %, 6 %"});
  return fab2::small_plan(overrides);
}

RampStudy study_of(const io::Read<FabPlan>& plan, bool holds_inputs = false) {
  const RampRequest request{.samples = 3,
                            .seed = 5,
                            .holds_inputs = holds_inputs,
                            .pool = {.rolls = 2, .warm_up = 1, .places = 2}};
  return run_ramp(plan.value, plan.inputs, fab2::data(), request, nullptr);
}

const RampStudy& small_study() {
  static const RampStudy study = study_of(short_ramp());
  return study;
}

TEST(Ramp, FollowsEachReplicationMonthByMonth) {
  const RampStudy& study = small_study();
  EXPECT_TRUE(study.is_complete);
  ASSERT_EQ(study.paths.size(), 3U);
  for (const RampPath& path : study.paths) {
    EXPECT_EQ(path.problem, "");
    ASSERT_EQ(path.months.size(), 2U) << "from 12 May to 21 June";
    double output = 0;
    double cost = 0;
    double shipped = 0;
    double demand = 0;
    for (const RampMonth& m : path.months) {
      output += m.output_W;
      cost += m.cost_usd;
      shipped += m.shipped_W;
      demand += m.demand_W;
    }
    EXPECT_GT(output, 0);
    EXPECT_NEAR(output, path.totals.output_W, 1e-9 * output);
    EXPECT_NEAR(cost, path.totals.cost_usd, 1e-9 * cost);
    EXPECT_NEAR(demand, shipped + path.months.back().backlog_W, 1e-9 * demand);
    EXPECT_NEAR(output, shipped + path.months.back().stock_W, 1e-9 * output);
    EXPECT_GT(path.totals.efficiency, 0.05);
    EXPECT_GT(path.totals.line_yield, 0.1) << "rolls of 24 m lose most of it at their ends";
    EXPECT_LT(path.totals.line_yield, 1);
  }
}

// Steps and categories add up to the cost, month by month and in all.
TEST(Ramp, CountsEveryDollarOnce) {
  for (const RampPath& path : small_study().paths) {
    double sum = 0;
    for (const CostRow& cost : path.costs) {
      sum += cost.usd;
    }
    EXPECT_NEAR(sum, path.totals.cost_usd, 1e-12 * sum);
  }
  ASSERT_TRUE(std::ranges::all_of(small_study().paths,
                                  [](const RampPath& p) { return p.totals.output_W > 0; }));
  double shares = 0;
  for (const CostShare& share : cost_shares(small_study())) {
    shares += share.usd_per_W;
  }
  double mean = 0;
  for (const RampPath& path : small_study().paths) {
    mean += path.totals.cost_usd_per_W / 3;
  }
  EXPECT_NEAR(shares, mean, 1e-12 * mean);
}

TEST(Ramp, DoesNotDependOnThreads) {
  const ThreadLimit one(1);
  EXPECT_EQ(study_of(short_ramp()).paths, small_study().paths);
}

// Common random numbers: a dearer wage changes money and nothing else.
TEST(Ramp, GivesAnotherPlanTheSameDraws) {
  const RampStudy dear = study_of(short_ramp({"cost.wage=90000 USD/yr"}));
  for (std::size_t i = 0; i < 3; ++i) {
    const RampPath& a = small_study().paths[i];
    const RampPath& b = dear.paths[i];
    EXPECT_EQ(a.quantiles, b.quantiles);
    EXPECT_EQ(a.totals.efficiency, b.totals.efficiency);
    EXPECT_EQ(a.totals.output_W, b.totals.output_W);
    EXPECT_GT(b.totals.cost_usd, a.totals.cost_usd);
  }
}

TEST(Ramp, PutsEachInputOnceIntoEachStratum) {
  const RampStudy& study = small_study();
  ASSERT_GT(study.inputs.size(), 50U);
  for (std::size_t k = 0; k < study.inputs.size(); ++k) {
    std::vector<int> strata;
    for (const RampPath& path : study.paths) {
      strata.push_back(static_cast<int>(path.quantiles[k] * 3));
    }
    std::ranges::sort(strata);
    EXPECT_EQ(strata, (std::vector<int>{0, 1, 2})) << study.inputs[k].path;
  }
}

TEST(Ramp, HoldsInputsWhenAsked) {
  const RampStudy held = study_of(short_ramp(), true);
  EXPECT_TRUE(held.inputs.empty());
  EXPECT_NE(held.paths[0].totals, held.paths[1].totals) << "seeds differ";
}

TEST(Ramp, PlaysScenariosByTheirProbability) {
  io::Read<FabPlan> plan = short_ramp({"days=5"});
  plan.value.market.scenarios = {{.name = "none",
                                  .probability = 1.0 / 3,
                                  .segments = {{.name = "building", .demand_factors = {0}}}},
                                 {.name = "usual", .probability = 2.0 / 3}};
  const RampStudy study = study_of(plan, true);
  const double building = demand_W(plan.value.market.segments[0], 0);
  for (const RampPath& path : study.paths) {
    for (const RampPath& other : study.paths) {
      const double more = path.months[0].demand_W - other.months[0].demand_W;
      const double segments =
          (path.scenario == "usual" ? 1 : 0) - (other.scenario == "usual" ? 1 : 0);
      EXPECT_NEAR(more, segments * building * 5 / 31, 1e-6 * building) << "five days of May";
    }
  }
  EXPECT_EQ(std::ranges::count(study.paths, "none", &RampPath::scenario), 1);
}

TEST(Ramp, KeepsTheReasonOfASampleWithoutAnAnswer) {
  io::Read<FabPlan> plan = short_ramp({"days=2"});
  plan.value.uncertainty.push_back(
      {.name = "window", .key = "process.physics.cgi_low", .spread = 0.9});
  const RampStudy study = study_of(plan);
  const auto failed = std::ranges::find_if(study.paths, [](const RampPath& p) {
    return p.problem.find("[E6108]") != std::string::npos;
  });
  ASSERT_NE(failed, study.paths.end());
  EXPECT_EQ(sums(study, &RampTotals::output_W).size(),
            static_cast<std::size_t>(std::ranges::count(study.paths, "", &RampPath::problem)));
}

TEST(Ramp, NeedsTwoReplications) {
  const io::Read<FabPlan> plan = short_ramp();
  EXPECT_THROW(run_ramp(plan.value, plan.inputs, fab2::data(), {.samples = 1}, nullptr),
               InputError);
}

// Learning moves what the line does: with flakes everywhere at first the yield is lower.
TEST(Ramp, LearnsFromMonthToMonth) {
  io::Read<FabPlan> plan = short_ramp();
  plan.value.learning = {{.name = "flakes",
                          .key = "process.tools.defects.flakes.density",
                          .first = "20 1/m2",
                          .last = "0.08 1/m2",
                          .constant = 0.1}};
  const PoolSize pool{.rolls = 2, .warm_up = 1, .places = 4, .renewal = 1};
  const RampPath path = run_path(plan.value, fab2::data(), false, pool, nullptr);
  EXPECT_GT(path.months[1].line_yield, 1.2 * path.months[0].line_yield);
}

TEST(RampStatistics, RanksBeforeItCorrelates) {
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {1, 8, 27, 64}), 1, 1e-12);
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4}, {9, 4, 2, 1}), -1, 1e-12);
  EXPECT_EQ(rank_correlation({1, 2, 3}, {5, 5, 5}), 0);
  // 1 - 6 sum d^2 / (n (n^2 - 1)) for ranks 0 1 2 3 4 against 1 0 3 2 4: sum d^2 = 4.
  EXPECT_NEAR(rank_correlation({1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}), 1 - 6.0 * 4 / 120, 1e-12);
  // Equal values share their rank: 0.5 0.5 2 against 0 1 2, r = 1.5 / sqrt(1.5 * 2).
  EXPECT_NEAR(rank_correlation({7, 7, 8}, {1, 2, 3}), 1.5 / std::sqrt(3.0), 1e-12);
}

// 26 pairs: 1 / sqrt(25). Of one input the two-sided 5 % point is 1.96 of them.
TEST(RampStatistics, SayWhatMayBeChance) {
  EXPECT_NEAR(rank_error(26), 0.2, 1e-12);
  EXPECT_NEAR(chance_of_all(26, 1), 1.959964 * 0.2, 1e-6);
  EXPECT_GT(chance_of_all(26, 100), chance_of_all(26, 1));
  EXPECT_EQ(chance_of_all(3, 1000), 1) << "no correlation is larger";
}

TEST(RampStatistics, BandsHoldFourOfFive) {
  std::vector<double> sample(101);
  std::iota(sample.begin(), sample.end(), 0.0);
  EXPECT_EQ(band_of(sample), (Band{10, 50, 90}));
  EXPECT_TRUE(std::isnan(band_of({}).median));
}

// Half the wage takes off half of the labour; a tenth more efficiency divides all by 1.1.
TEST(Ramp, HasATornadoThatIsExactForCosts) {
  const io::Read<FabPlan> plan = short_ramp();
  const RampPath& path = small_study().paths[0];
  FabPlan own = plan.value;
  const std::vector<TornadoBar> bars = tornado(own, path, {});
  const auto bar = [&](const std::string& name) {
    return *std::ranges::find(bars, name, &TornadoBar::path);
  };
  double usd = 0;
  double labour = 0;
  for (const market::MonthQuantities& used : path.used) {
    for (const market::Cost& cost : market::month_costs(own.cost, used)) {
      usd += cost.usd;
      labour += cost.category == market::CostCategory::labour ? cost.usd : 0;
    }
  }
  const TornadoBar wage = bar("fab.cost.wage");
  EXPECT_EQ(wage.spread, 0.3);
  EXPECT_NEAR(wage.high, (usd + 0.3 * labour) / path.totals.output_W, 1e-9 * wage.high);
  EXPECT_NEAR(wage.low, (usd - labour * 0.3 / 1.3) / path.totals.output_W, 1e-9 * wage.low);
  EXPECT_NEAR(bar("efficiency").high, path.totals.cost_usd_per_W / 1.1, 1e-12);
  for (std::size_t i = 1; i < bars.size(); ++i) {
    EXPECT_GE(std::abs(bars[i - 1].high - bars[i - 1].low), std::abs(bars[i].high - bars[i].low));
  }
}

}  // namespace
}  // namespace heliofab::twin
