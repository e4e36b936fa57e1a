// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/uneven.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/single_diode.hpp"

namespace heliofab::field {
namespace {

// A module whose power in uneven light is known: that of the darkest place, or of the mean.
UnevenTable table_by_rule(bool by_darkest) {
  UnevenTable table{.share = {0, 0.25, 0.5, 1},
                    .ratio = {0.05, 0.3, 0.6, 1},
                    .light = {20, 200, 1000},
                    .factor = {}};
  std::vector<double> factors;
  for (const UnevenPoint& p : uneven_points(table)) {
    const double mean = 1 - p.share * (1 - p.ratio);
    factors.push_back(by_darkest ? p.ratio / mean : 1);
  }
  fill(table, factors);
  return table;
}

TEST(UnevenTable, IsExactWherePowerGoesWithLight) {
  const UnevenTable darkest = table_by_rule(true);
  EXPECT_LT(darkest.error, 1e-12);
  for (const double share : {0.1, 0.37, 0.9}) {
    for (const double ratio : {0.06, 0.5, 0.95}) {
      const double mean = 500 * (1 - share * (1 - ratio));
      EXPECT_NEAR(uneven_factor(darkest, {500 * ratio, mean, 500}), 500 * ratio / mean, 1e-12);
    }
  }
}

TEST(UnevenTable, KeepsAllOfEvenLightAndOfNoTable) {
  EXPECT_EQ(uneven_factor(table_by_rule(true), {300, 300, 300}), 1);
  EXPECT_EQ(uneven_factor(table_by_rule(true), {0, 0, 0}), 1);
  EXPECT_EQ(uneven_factor({}, {100, 200, 300}), 1);
}

TEST(UnevenTable, TellsItsErrorInTheMiddleOfCells) {
  UnevenTable table{.share = {0, 1}, .ratio = {0.5, 1}, .light = {10, 1000}, .factor = {}};
  std::vector<double> factors(uneven_points(table).size(), 1.0);
  ASSERT_EQ(factors.size(), 9U);
  factors.back() = 0.9;
  fill(table, factors);
  EXPECT_NEAR(table.error, 0.1, 1e-12);
  EXPECT_NEAR(table.mean_error, 0.1, 1e-12);
}

// A facade under an awning: a table of the rule is the rule, and the losses still sum up.
TEST(EnergyYield, TakesATableOfUnevenLight) {
  const Weather weather = synthetic_weather({});
  Installation facade{.surface = SurfaceKind::facade,
                      .plane = {90 * unit::deg, 180 * unit::deg},
                      .overhang = {.depth = 0.4, .gap = 0.2, .height = 0.8},
                      .cells = CellRun::along};
  PowerGrid grid{.dimmest = 2, .brightest = 1200, .lights = 9, .warmths = 6};
  const PowerTable power = make_power_table(
      [](double light, double) {
        return ModuleFigures{.isc = light / 100, .voc = 10, .vmp = 8, .power = light / 10};
      },
      grid);
  const double rule = simulate_yield(weather, facade, power, {}).energy;
  const EnergyYield by_table = simulate_yield(weather, facade, power, {}, 1, table_by_rule(true));
  EXPECT_NEAR(by_table.energy / rule, 1, 2e-3);  // the rule calls the least shadow a whole one
  double left = by_table.potential;
  for (const YieldLoss& loss : by_table.losses) {
    left -= loss.energy;
  }
  EXPECT_NEAR(left, by_table.energy, 1e-9 * by_table.potential);
  facade.cells = CellRun::across;
  const double mean = simulate_yield(weather, facade, power, {}).energy;
  EXPECT_NEAR(simulate_yield(weather, facade, power, {}, 1, table_by_rule(false)).energy, mean,
              1e-9 * mean);
}

TEST(SurfaceLight, TellsTheDarkestAndTheBrightestPlace) {
  const Weather weather = synthetic_weather({});
  const SurfaceLight bent = surface_light(
      weather, {.surface = SurfaceKind::bent, .plane = {0, 0}, .cylinder = {.arc = 1}});
  const SurfaceLight plane = surface_light(weather, {});
  for (std::size_t i = 0; i < weather.size(); ++i) {
    EXPECT_LE(bent.dark[i], bent.entered[i] * (1 + 1e-12));
    EXPECT_GE(bent.bright[i], bent.entered[i] * (1 - 1e-12));
    EXPECT_EQ(plane.dark[i], plane.bright[i]);
  }
}

}  // namespace
}  // namespace heliofab::field
