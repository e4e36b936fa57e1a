// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/simulate.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

RunRecord run(const std::vector<std::string>& overrides = {}, Observer* observer = nullptr,
              const BatchSink& sink = {}) {
  const io::Read<FabPlan> plan = fab2::small_plan(overrides);
  return simulate(plan.value, plan.inputs, fab2::data(), {}, observer, sink);
}

const RunRecord& small_run() {
  static const RunRecord record = run();
  return record;
}

TEST(Simulate, MakesModulesAndSaysHow) {
  const RunRecord& r = small_run();
  EXPECT_TRUE(r.is_complete);
  EXPECT_GT(r.flashes.size(), 100U);
  EXPECT_EQ(r.modules.size(), r.flashes.size());
  EXPECT_FALSE(r.costs.empty());
  EXPECT_FALSE(r.targets.empty());
  EXPECT_EQ(r.months.size(), 1U);
}

TEST(Simulate, FlashesEachModuleOnceAfterItWasMadeFromItsRoll) {
  std::map<Serial, const ModuleRow*> made;
  std::map<RollId, const RollRow*> rolls;
  for (const RollRow& roll : small_run().rolls) {
    rolls.emplace(roll.roll, &roll);
  }
  for (const ModuleRow& m : small_run().modules) {
    EXPECT_TRUE(made.emplace(m.serial, &m).second);
    ASSERT_TRUE(rolls.contains(m.roll));
    EXPECT_GE(m.made, rolls.at(m.roll)->finished);
    EXPECT_LE(m.position_m + 0.1, rolls.at(m.roll)->length_m);
  }
  std::set<Serial> flashed;
  for (const FlashRow& f : small_run().flashes) {
    EXPECT_TRUE(flashed.insert(f.serial).second);
    ASSERT_TRUE(made.contains(f.serial));
    EXPECT_GE(f.flashed, made.at(f.serial)->made);
    EXPECT_EQ(f.is_good, f.cause.empty());
    EXPECT_EQ(f.is_good, !f.bin.empty());
  }
}

TEST(Simulate, LosesNoWebUnseen) {
  std::map<RollId, double> scrap;
  for (const ScrapRow& s : small_run().scrap) {
    scrap[s.roll] += s.length_m;
  }
  for (const RollRow& roll : small_run().rolls) {
    EXPECT_NEAR(roll.cut_m + roll.scrap_m, roll.length_m, 1e-9);
    EXPECT_NEAR(scrap[roll.roll], roll.scrap_m, 1e-9);
  }
  const Summary s = summarize(small_run());
  double shares = s.line_yield;
  for (const AreaLoss& loss : s.area_losses) {
    shares += loss.share;
  }
  EXPECT_NEAR(shares, 1, 1e-9);
}

// Rolls of 24 m, joined in a tool with a zone of 2 m, the bottleneck.
TEST(Simulate, BooksTheMetresOfSplicesAndCutsNoModuleFromThem) {
  const RunRecord r =
      run({"days=2", "line.stations.molybdenum.web.leader=0 m",
           "line.stations.cigs.web.roll_change=75 min",  // so that no shift ends in a tail
           "line.stations.cigs.web.splices=3", "line.stations.cigs.web.splice=6 min",
           "line.stations.cigs.web.splice_loss=0.5 m"});
  EXPECT_EQ(summarize(r).web.gap_um, 0);
  std::map<RollId, std::pair<double, double>> ends;  // of what is left of a roll
  for (const ScrapRow& s : r.scrap) {
    if (s.station == "cigs" && s.cause == "splice") {
      const bool is_head = s.position_m == 0;
      EXPECT_EQ(s.length_um, is_head ? 500'000 : 2'000'000);
      auto& [from, to] = ends.try_emplace(s.roll, 0, 24).first->second;
      (is_head ? from : to) = is_head ? 0.5 : 22;
    }
  }
  EXPECT_GT(ends.size(), 3U);
  for (const ModuleRow& m : r.modules) {
    if (const auto end = ends.find(m.roll); end != ends.end()) {
      EXPECT_GE(m.position_m, end->second.first - 1e-9);
      EXPECT_LE(m.position_m + 0.1, end->second.second + 1e-9);
    }
  }
  const auto joints = std::ranges::count(r.events, "spliced", &EventRow::kind);
  EXPECT_GT(joints, 3);
  EXPECT_GE(std::ranges::count(r.states, "splice", &StateRow::reason), joints);
}

TEST(Simulate, TilesTheTimeOfEveryTool) {
  std::map<std::string, SimTime> reached;
  for (const StateRow& s : small_run().states) {
    const auto [tool, is_first] = reached.try_emplace(s.tool, small_run().provenance.from);
    EXPECT_EQ(s.from, tool->second) << s.tool;
    EXPECT_GT(s.to, s.from);
    tool->second = s.to;
  }
  for (const auto& [tool, time] : reached) {
    EXPECT_EQ(time, small_run().provenance.to) << tool;
  }
}

TEST(Simulate, BalancesOrders) {
  for (const DemandRow& d : small_run().demands) {
    EXPECT_NEAR(d.demand_W, d.shipped_W + d.backlog_W, 1e-6);  // the first month has no backlog
    EXPECT_GE(d.shipped_W, 0);
  }
}

TEST(Simulate, GivesTheSameRecordForAnyNumberOfThreads) {
  const ThreadLimit one(1);
  const RunRecord alone = run();
  EXPECT_EQ(alone, small_run());
  EXPECT_EQ(fingerprint(alone), fingerprint(small_run()));
}

TEST(Simulate, GivesAnotherRecordForAnotherSeed) {
  EXPECT_NE(fingerprint(run({"seed=1"})), fingerprint(small_run()));
}

TEST(Simulate, HandsOverBatchesThatAreTheRecord) {
  RunRecord sum;
  const RunRecord whole = run({}, nullptr, [&](const RunRecord& batch) { append(sum, batch); });
  sum.provenance = whole.provenance;
  EXPECT_EQ(sum, whole);
}

class StopAfter : public Observer {
 public:
  explicit StopAfter(std::uint64_t days) : days_(days) {}
  void progress(std::string_view stage, std::uint64_t done, std::uint64_t) override {
    stop_ = stop_ || (stage == "fab" && done >= days_);
  }
  bool stop_requested() const override { return stop_; }

 private:
  std::uint64_t days_;
  bool stop_ = false;
};

TEST(Simulate, ClosesItsBooksWhenStopped) {
  StopAfter two_days(2);
  const RunRecord stopped = run({}, &two_days);
  EXPECT_FALSE(stopped.is_complete);
  EXPECT_EQ(stopped.months.size(), 1U);
  EXPECT_LT(stopped.modules.size(), small_run().modules.size());
  // What was made by then is what the whole run made by then.
  for (std::size_t i = 0; i < stopped.modules.size(); ++i) {
    EXPECT_EQ(stopped.modules[i], small_run().modules[i]);
  }
  // Costs of two days of three: what goes by time is two thirds.
  const auto depreciation = [](const RunRecord& r) {
    double sum = 0;
    for (const CostRow& c : r.costs) {
      sum += c.category == "depreciation" ? c.usd : 0;
    }
    return sum;
  };
  EXPECT_NEAR(depreciation(stopped) / depreciation(small_run()), 2.0 / 3, 1e-9);
}

// With all scatter, faults and noise off, a product is one module again and again.
TEST(Simulate, MakesIdenticalModulesWhereNothingStrays) {
  std::vector<std::string> quiet{"process.film_from=recipe",
                                 "process.defects.fault_density=0 1/m2",
                                 "flash.current_noise=0 %",
                                 "flash.voltage_noise=0 %",
                                 "flash.temperature.room_spread=0 K",
                                 "flash.temperature.module_spread=0 K",
                                 "flash.temperature.sensor_noise=0 K",
                                 "flash.golden.repeatability=0 %",
                                 "flash.soak.wait_spread=0"};
  for (const char* quantity :
       {"thickness", "cgi", "ggi", "sodium", "cds", "tco", "mo", "p2", "lifetime", "shunt"}) {
    for (const char* part : {"roll", "drift", "cross", "local"}) {
      quiet.push_back(std::string("process.variation.") + quantity + "." + part + "=0");
    }
  }
  const RunRecord r = run(quiet);
  std::map<std::string, std::set<double>> power;
  for (const ModuleRow& m : r.modules) {
    power[m.product].insert(m.pmax_W);
  }
  ASSERT_FALSE(power.empty());
  for (const auto& [product, values] : power) {
    EXPECT_EQ(values.size(), 1U) << product;
  }
  for (const FlashRow& f : r.flashes) {
    EXPECT_TRUE(f.is_good);
  }
  for (const VarianceRow& v : r.variances) {
    EXPECT_NEAR(v.std_efficiency, 0, 1e-12) << v.cause;
  }
}

TEST(Simulate, AttributesTheVarianceToItsCauses) {
  std::map<std::string, VarianceRow> by_cause;
  for (const VarianceRow& v : small_run().variances) {
    by_cause[v.cause] = v;
  }
  EXPECT_NEAR(by_cause["no causes"].std_efficiency, 0, 1e-12);
  EXPECT_DOUBLE_EQ(by_cause["all causes"].variance_share, 1);
  EXPECT_GT(by_cause["web temperature"].variance_share, 0.3);
  for (const auto& [cause, row] : by_cause) {
    EXPECT_LT(row.variance_share, 1.2) << cause;
    EXPECT_LT(row.median_efficiency, by_cause["no causes"].median_efficiency + 0.004) << cause;
  }
}

TEST(Simulate, ListsEveryInputWithItsGrade) {
  std::set<std::string> paths;
  for (const InputRow& input : small_run().inputs) {
    paths.insert(input.path);
    if (input.path == "fab.process.physics.lifetime") {
      EXPECT_EQ(input.fitted_to, "median aperture efficiency");
    }
  }
  EXPECT_TRUE(paths.contains("fab.process.recipe.absorber.ggi"));
  EXPECT_TRUE(paths.contains("fab.process.variation.mo.drift_length"));  // a default
}

}  // namespace
}  // namespace heliofab::twin
