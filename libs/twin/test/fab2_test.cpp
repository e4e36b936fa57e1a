// SPDX-License-Identifier: Apache-2.0
// The first month of FAB 2 against the figures of the real fab. More seeds, plans and months:
// docs/validation/fab2.md.
#include "fab2.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

RunRecord first_month(std::int64_t seed) {
  const io::Read<FabPlan> plan = fab2::plan({"days=31", "seed=" + std::to_string(seed)});
  return simulate(plan.value, plan.inputs, fab2::data(), {}, nullptr, {});
}

void expect_the_real_fab(const RunRecord& record) {
  ASSERT_TRUE(record.is_complete);
  ASSERT_EQ(record.targets.size(), 5U);
  for (const TargetRow& t : record.targets) {
    // The best module is a prediction that some seeds miss: docs/theory/twin.md, "What is fitted".
    const double tolerance = t.name == "best of the first 1,000" ? 0.01 : t.tolerance;
    EXPECT_NEAR(t.obtained, t.expected, tolerance) << t.name;
  }
  const Summary s = summarize(record);
  EXPECT_NEAR(s.aperture_efficiency.median, 0.105, 0.003);
  EXPECT_GT(s.fill_factor_median, 0.63);
  EXPECT_LT(s.fill_factor_median, 0.69);
  EXPECT_GT(s.voc_per_cell_median_V, 0.53);
  EXPECT_LT(s.voc_per_cell_median_V, 0.65);
  EXPECT_EQ(s.bottleneck, "cigs");
}

struct Means {
  double isc = 0;
  double voc = 0;
  double fill_factor = 0;
};

Means means_of(const std::vector<ModuleRow>& modules, std::size_t from, std::size_t to) {
  Means m;
  const auto n = static_cast<double>(to - from);
  for (std::size_t i = from; i < to; ++i) {
    m.isc += modules[i].isc_A / n;
    m.voc += modules[i].voc_V / n;
    m.fill_factor += modules[i].fill_factor / n;
  }
  return m;
}

// What makes a bin a low one: fill factor and voltage, not current.
void expect_low_bins_to_lose_voltage_and_fill_factor(const RunRecord& record) {
  std::vector<ModuleRow> modules;
  for (const ModuleRow& m : record.modules) {
    if (m.product == "building") {
      modules.push_back(m);
    }
  }
  ASSERT_GT(modules.size(), 200U);
  std::ranges::sort(modules, {}, &ModuleRow::aperture_efficiency);
  const std::size_t tenth = modules.size() / 10;
  const Means low = means_of(modules, 0, tenth);
  const Means high = means_of(modules, modules.size() - tenth, modules.size());
  const double current_lost = 1 - low.isc / high.isc;
  const double rest_lost = 1 - low.voc * low.fill_factor / (high.voc * high.fill_factor);
  EXPECT_GT(rest_lost, 0.05);
  EXPECT_LT(current_lost, rest_lost / 2);
}

TEST(Fab2, MeetsTheFiguresOfTheRealFabWithItsOwnSeed) {
  const RunRecord record = first_month(2010);
  expect_the_real_fab(record);
  expect_low_bins_to_lose_voltage_and_fill_factor(record);
}

TEST(Fab2, MeetsTheFiguresOfTheRealFabWithAnotherSeed) { expect_the_real_fab(first_month(7)); }

}  // namespace
}  // namespace heliofab::twin
