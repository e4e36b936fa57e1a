// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_power.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

NominalModule building_module() {
  const FabPlan plan = fab2::plan().value;
  return {plan.process, plan.products.front()};
}

const field::PowerTable& building_table() {
  static const field::PowerTable made =
      make_module_power(building_module(), fab2::data(), earth_grid()).value();
  return made;
}

double building_power(double irradiance, double temperature) {
  return field::figures_at(building_table(), irradiance, temperature).power;
}

TEST(ModulePower, IsUnderTestConditionsWhatTheModuleEngineSays) {
  const NominalModule module = building_module();
  const CellModel cell(module.process.recipe, module.process.physics, module.process.cover,
                       fab2::data());
  const double direct = module::solve_module(nominal_design(module.process, module.layout),
                                             nominal_stripe(module.process, cell))
                            .pmax();
  EXPECT_EQ(building_table().nominal, direct);
  EXPECT_NEAR(building_power(1000, 298.15) / direct, 1, 1e-3);
}

TEST(ModulePower, ErrsByAPerMilleBetweenNodes) {
  EXPECT_LT(building_table().error, 1e-3);
  EXPECT_GT(building_table().error, 0);
}

// Measured modules of CIGS lose 0.39 and 0.51 % of their power a kelvin; a film of low voltage
// loses more. No coefficient is given: a longer lifetime, and so a higher voltage, must lessen it.
TEST(ModulePower, FallsWithTemperatureLessTheHigherTheVoltage) {
  field::PowerGrid few = earth_grid();
  few.lights = 4;
  few.warmths = 5;
  few.dimmest = 300;
  const auto coefficient = [&](double longer) {
    NominalModule module = building_module();
    module.process.physics.lifetime *= longer;
    const field::PowerTable made = make_module_power(module, fab2::data(), few).value();
    const auto at = [&](double warmth) { return field::figures_at(made, 1000, warmth).power; };
    return std::log(at(303.15) / at(293.15)) / 10;
  };
  const double as_made = coefficient(1);
  EXPECT_LT(as_made, -0.0045);
  EXPECT_GT(as_made, -0.0065);
  EXPECT_GT(coefficient(10), 0.92 * as_made);
}

// Shunts take little of a bright module's power and much of a dim one's.
TEST(ModulePower, FallsInDimLightMoreBehindWorseShunts) {
  const auto relative = [](const field::PowerTable& t, double light) {
    return field::figures_at(t, light, 298.15).power / t.nominal * 1000 / light;
  };
  EXPECT_LT(relative(building_table(), 200), 1);
  EXPECT_LT(relative(building_table(), 20), relative(building_table(), 200));
  NominalModule shunted = building_module();
  shunted.process.physics.shunt *= 5;
  const field::PowerTable worse = make_module_power(shunted, fab2::data(), earth_grid()).value();
  EXPECT_LT(relative(worse, 100), 0.97 * relative(building_table(), 100));
}

// Half of the infrared that space has more of is below the gap: less current of as much light.
TEST(ModulePower, GetsLessCurrentFromLightOfSpace) {
  const optics::Spectrum space = read_spectrum(HELIOFAB_SOURCE_DIR "/data/spectra/am0.csv");
  const double factor = space_current_factor(building_module(), fab2::data(), space, 1366.1);
  EXPECT_GT(factor, 0.82);
  EXPECT_LT(factor, 0.92);
}

}  // namespace
}  // namespace heliofab::twin
