// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/sensitivities.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/losses.hpp"

namespace heliofab::twin {
namespace {

const std::vector<SensitivityRow>& of_efficiency() {
  static const std::vector<SensitivityRow> rows = [] {
    const io::Read<FabPlan> plan = fab2::plan();
    return efficiency_sensitivities(plan.value, plan.inputs, fab2::data());
  }();
  return rows;
}

const SensitivityRow& row_of(const std::vector<SensitivityRow>& rows, const std::string& path) {
  static const SensitivityRow none;
  const auto row = std::ranges::find(rows, path, &SensitivityRow::path);
  EXPECT_NE(row, rows.end()) << path;
  return row == rows.end() ? none : *row;
}

// The last step before scatter is the flawless module.
double flawless_efficiency(const std::vector<std::string>& overrides) {
  const FabPlan plan = fab2::plan(overrides).value;
  return loss_waterfall(plan.process, plan.products.front(), fab2::data()).back().efficiency;
}

// A plan that says the other value has the module that the row promises.
TEST(Sensitivities, AreThoseOfPlansWithAnotherNumber) {
  const double efficiency = flawless_efficiency({});
  struct Case {
    std::string path, less, more;
  };
  for (const Case& c :
       {Case{"process.physics.lifetime", "0.7821 ns", "0.7979 ns"},
        Case{"process.recipe.absorber.thickness", "1.98 um", "2.02 um"},
        Case{"process.recipe.window.sheet_resistance", "14.85 ohm/sq", "15.15 ohm/sq"},
        Case{"process.scribes.p2_width", "79.2 um", "80.8 um"},
        Case{"products.building.pitch", "4.95 mm", "5.05 mm"},
        Case{"process.tools.busbar.bar_width", "4.95 mm", "5.05 mm"}}) {
    const SensitivityRow& row = row_of(of_efficiency(), "fab." + c.path);
    // The waterfall's cells have another mesh, which shows in what thickness does, by 3 %.
    EXPECT_NEAR(row.lower, flawless_efficiency({c.path + "=" + c.less}) - efficiency,
                0.04 * std::abs(row.lower))
        << c.path;
    EXPECT_NEAR(row.upper, flawless_efficiency({c.path + "=" + c.more}) - efficiency,
                0.04 * std::abs(row.upper))
        << c.path;
    EXPECT_DOUBLE_EQ(row.change, (row.upper - row.lower) / 2) << c.path;
    EXPECT_NEAR(row.elasticity, 100 * row.change / efficiency, 0.004 * std::abs(row.elasticity))
        << c.path;
  }
}

TEST(Sensitivities, SayWhatWasChangedByHowMuch) {
  const SensitivityRow& thickness =
      row_of(of_efficiency(), "fab.process.recipe.absorber.thickness");
  EXPECT_EQ(thickness.value, "2 um");
  EXPECT_EQ(thickness.unit, "um");
  EXPECT_NEAR(thickness.step, 0.02, 1e-12);
  // Only the difference to the reference counts: one is the other with its sign turned.
  const SensitivityRow& web =
      row_of(of_efficiency(), "fab.process.recipe.absorber.substrate_temperature");
  const SensitivityRow& reference =
      row_of(of_efficiency(), "fab.process.physics.temperature_reference");
  EXPECT_EQ(web.unit, "K");
  EXPECT_NEAR(web.step, 7.1315, 1e-9);
  EXPECT_NEAR(web.change, -reference.change, 1e-12);
  EXPECT_GT(web.change, 0);
}

TEST(Sensitivities, StandByTheirElasticityAndKnowTheirError) {
  const auto& rows = of_efficiency();
  ASSERT_GT(rows.size(), 20U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].order, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(rows[i].figure, "aperture_efficiency");
    if (i > 0) {
      EXPECT_LE(std::abs(rows[i].elasticity), std::abs(rows[i - 1].elasticity));
    }
    if (i < 10) {
      EXPECT_LT(rows[i].error, 0.05 * std::abs(rows[i].change)) << rows[i].path;
    }
    EXPECT_TRUE(rows[i].lower != 0 || rows[i].upper != 0) << rows[i].path;
  }
  // On a flat of the film's rules: the recipe's CGI lies between both of its ends.
  EXPECT_EQ(std::ranges::count(rows, "fab.process.recipe.absorber.cgi", &SensitivityRow::path), 0);
}

// Books of one month that are full of everything.
std::vector<BookedMonth> one_month(const FabPlan& plan) {
  market::MonthQuantities used{.web_area = 900, .laminate_area = 700};
  for (const market::CostStep& step : plan.cost.steps) {
    used.tools.push_back({step.name, 2, 1});
  }
  used.uses = {{"molybdenum", "molybdenum_target", 40}, {"cigs", "indium", 12}};
  return {{plan.cost, used}};
}

double booked(const BookedMonth& month) {
  return market::total_usd(market::month_costs(month.cost, month.used));
}

// Money is homogeneous: at twice all prices a watt costs twice as much, so their elasticities add
// up to one (Euler).
TEST(Sensitivities, OfAllPricesAddUpToOne) {
  const io::Read<FabPlan> plan = fab2::plan();
  const auto rows = cost_sensitivities(plan.value, plan.inputs, one_month(plan.value), 5e4);
  double sum = 0;
  for (const SensitivityRow& row : rows) {
    EXPECT_EQ(row.figure, "cost_usd_per_W");
    const bool is_price = row.unit.find("USD") != std::string::npos;
    sum += is_price ? row.elasticity : 0;
  }
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_TRUE(cost_sensitivities(plan.value, plan.inputs, one_month(plan.value), 0).empty());
}

TEST(Sensitivities, OfCostsAreTheBooksAgain) {
  const io::Read<FabPlan> plan = fab2::plan();
  const std::vector<BookedMonth> months = one_month(plan.value);
  const auto rows = cost_sensitivities(plan.value, plan.inputs, months, 5e4);
  BookedMonth dearer = months[0];
  dearer.cost.wage *= 1.01;
  EXPECT_NEAR(row_of(rows, "fab.cost.wage").upper, (booked(dearer) - booked(months[0])) / 5e4,
              1e-12);
  // 1 % more of each target is used: so much less of them is bought, and nothing else.
  BookedMonth thrifty = months[0];
  thrifty.used.uses[0].mass /= 1.01;
  EXPECT_NEAR(row_of(rows, "fab.cost.target_utilisation").upper,
              (booked(thrifty) - booked(months[0])) / 5e4, 1e-9);
}

}  // namespace
}  // namespace heliofab::twin
