// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/power_table.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "every_target.hpp"
#include "flex_module.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::field {
namespace {

// A shunt that stays at 8 times as much in the dark, as PVsyst has it.
const PvsystModule leaky{.photocurrent = 10.8,
                         .saturation = 1e-7,
                         .series = 0.26,
                         .shunt = 30,
                         .dark_shunt = 240,
                         .cells = 48,
                         .ideality = 1.3,
                         .gap_eV = 1.15};

TEST(PowerTable, StatesItsErrorAndKeepsIt) {
  for (const ModuleAt& module : {module_at(flex01), module_at(leaky)}) {
    const PowerTable table = make_power_table(module);
    EXPECT_LT(table.error, 8e-4);  // CEC's diode 9e-5, the constant shunt 7e-4 at 30 W/m2
    const Stream draw(1, "test.power_table");
    double worst = 0;
    for (std::size_t i = 0; i < 2000; ++i) {
      const double light = std::exp(std::log(0.1) + draw.uniform(1, i) * std::log(14000.0));
      const double warmth = 180 + 220 * draw.uniform(2, i);
      const double off = figures_at(table, light, warmth).power - module(light, warmth).power;
      worst = std::max(worst, std::abs(off) / (table.nominal * light / 1000));
    }
    EXPECT_LT(worst, 1.1 * table.error);
    EXPECT_GT(worst, 0.2 * table.error);
  }
}

// A cubic leaves a sixteenth of the error at half the steps, once they resolve where a shunt hands
// over to the junction; not quite yet here.
TEST(PowerTable, ShrinksItsErrorWithItsSteps) {
  const ModuleAt module = module_at(leaky);
  const double coarse = make_power_table(module, {.lights = 33, .warmths = 25}).error;
  const double fine = make_power_table(module, {.lights = 65, .warmths = 49}).error;
  EXPECT_GT(coarse / fine, 4);
}

TEST(PowerTable, IsTheModuleAtItsNodes) {
  const ModuleAt module = module_at(leaky, 33);
  const PowerTable table = make_power_table(module, {.curve = 33});
  for (const double light : {0.1, 1600.0}) {
    for (const double warmth : {173.15, 293.15, 413.15}) {
      const ModuleFigures is = module(light, warmth);
      const ModuleFigures told = figures_at(table, light, warmth);
      EXPECT_NEAR(told.power, is.power, 1e-9 * is.power);
      EXPECT_NEAR(told.voc, is.voc, 1e-9 * is.voc);
      EXPECT_NEAR(told.isc, is.isc, 1e-9 * is.isc);
      EXPECT_NEAR(told.vmp, is.vmp, 1e-9 * is.vmp);
      EXPECT_NEAR(told.current[16], is.current[16], 1e-9 * is.isc);
    }
  }
}

TEST(PowerTable, HasTheWholeCurve) {
  const ModuleAt module = module_at(flex01, 49);
  const PowerTable table = make_power_table(module, {.curve = 49});
  EXPECT_LT(table.curve_error, 0.01);  // at voc in the cold, where the curve is steepest
  const Diode diode = diode_of(flex01, 640, 311);
  const double voc = voltage_at(diode, 0);
  for (double voltage = 0; voltage < voc; voltage += 0.9) {
    EXPECT_NEAR(current_at(table, 640, 311, voltage), current_at(diode, voltage), 0.004 * 6.9);
  }
  EXPECT_EQ(current_at(table, 640, 311, 60), 0);
  EXPECT_EQ(current_at(table, 0, 311, 5), 0);
  EXPECT_THROW(current_at(make_power_table(module_at(flex01)), 1, 300, 1), LogicError);
}

TEST(PowerTable, GoesWithTheSquareOfLightBelowItsDimmest) {
  const PowerTable table = make_power_table(module_at(flex01));
  const double dimmest = figures_at(table, 0.1, 300).power;
  EXPECT_NEAR(figures_at(table, 0.01, 300).power, dimmest / 100, 1e-12);
  EXPECT_EQ(figures_at(table, 0, 300).power, 0);
  EXPECT_EQ(figures_at(table, -5, 300).power, 0);
  EXPECT_EQ(figures_at(table, 500, 100).power, figures_at(table, 500, 173.15).power);
}

TEST(PowerTableRows, AreThePlainFormOnEveryInstructionSet) {
  const PowerTable table = make_power_table(module_at(flex01));
  std::vector<double> light{-1, 0, 0.001, 0.1, 5e3};
  std::vector<double> warmth{300, 300, 300, 100, 500};
  const Stream draw(2, "test.power_table");
  for (std::size_t i = 0; i < 200; ++i) {
    light.push_back(1500 * draw.uniform(1, i) * draw.uniform(3, i));
    warmth.push_back(200 + 200 * draw.uniform(2, i));
  }
  std::vector<double> wanted(light.size());
  maximum_power(table, light, warmth, wanted);
  for (std::size_t i = 0; i < light.size(); ++i) {
    const double plain = maximum_power(table, light[i], warmth[i]);
    EXPECT_NEAR(wanted[i], plain, 1e-12 * 210) << i;
    EXPECT_EQ(plain, figures_at(table, light[i], warmth[i]).power) << i;
  }
  on_every_target([&] {
    std::vector<double> power(light.size());
    maximum_power(table, light, warmth, power);
    EXPECT_EQ(power, wanted);
  });
}

TEST(PowerTable, RefusesGridsThatAreNone) {
  EXPECT_THROW(make_power_table(module_at(flex01), {.lights = 3}), LogicError);
  EXPECT_THROW(make_power_table(module_at(flex01), {.coldest = 400, .hottest = 300}), LogicError);
}

}  // namespace
}  // namespace heliofab::field
