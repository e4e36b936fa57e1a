// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/ageing.hpp"

#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::field {
namespace {

// g mm/m2/d at 38 degC [kempe2006]: EVA 22.4, polyimide 2.44, ETFE 0.345.
TEST(WaterSheet, LetsThroughWhatWasMeasured) {
  struct Case {
    double p0, energy, measured;
  };
  for (const Case& c :
       {Case{4.07e10, 55160, 22.4}, Case{2.98e7, 42220, 2.44}, Case{3.62e9, 59690, 0.345}}) {
    const WaterSheet sheet{c.p0, c.energy, 1e-3};
    EXPECT_NEAR(water_transmission(sheet, 311.15) / (1e-3 / 86400), c.measured, 0.01 * c.measured);
  }
}

ModuleAge after(const AgeingModel& model, const Exposure& exposure, int times) {
  ModuleAge age;
  for (int i = 0; i < times; ++i) {
    advance(model, exposure, age);
  }
  return age;
}

TEST(Ageing, LosesInDampHeatWhatItsRateSays) {
  // Water through at once: the cell has the chamber's humidity.
  const AgeingModel open{.sheet = {.permeation = 1e15}};
  const ModuleAge aged = after(open, {3600, 358.15, 358.15, 0.85, 0}, 1000);
  EXPECT_NEAR(aged.water, 0.85, 1e-9);
  EXPECT_NEAR(aged.damp, 1 - std::exp(-0.05), 1e-4);
  // 20 K less with 67.4 kJ/mol: exp(67400 / 8.314 (1 / 338.15 - 1 / 358.15)); half the humidity:
  // 2 (1.04 - 0.425) / (1.04 - 0.85).
  EXPECT_NEAR(damp_heat_rate(open, 358.15, 0.85) / damp_heat_rate(open, 338.15, 0.85), 3.81, 0.05);
  EXPECT_NEAR(damp_heat_rate(open, 358.15, 0.85) / damp_heat_rate(open, 358.15, 0.425), 6.47, 0.05);
}

TEST(Ageing, TakesWaterInThroughTheSheet) {
  const AgeingModel thin{.sheet = {.thickness = 50e-6}};
  const AgeingModel thick{.sheet = {.thickness = 500e-6}};
  const Exposure warm{86400, 313.15, 313.15, 0.6, 0};
  EXPECT_LT(after(thick, warm, 1).water, after(thin, warm, 1).water);
  EXPECT_NEAR(after(thin, warm, 400).water, 0.6, 1e-6);
  // A cell 20 K warmer than the air is drier inside than the air.
  const Exposure sunny{86400, 333.15, 313.15, 0.6, 800};
  EXPECT_NEAR(after(thin, sunny, 400).water, 0.6 * 7375 / 19920, 0.003);  // [Pa] of a steam table
}

TEST(Ageing, SoaksInLightAndRestsInTheDark) {
  const AgeingModel model{.yearly_rate = 0, .damp_rate = 0};
  ModuleAge age;
  advance(model, {.time = 5 * 86400.0}, age);
  EXPECT_NEAR(age.soaked, std::exp(-1), 1e-12);
  EXPECT_NEAR(power_factor(model, age), 1 - 0.03 * (1 - std::exp(-1)), 1e-12);
  ModuleAge in_steps;
  for (int i = 0; i < 120; ++i) {
    advance(model, {.time = 3600.0}, in_steps);
  }
  EXPECT_NEAR(in_steps.soaked, age.soaked, 1e-12);  // steps of any length
  advance(model, {.time = 7200, .light = 1000}, age);
  EXPECT_GT(age.soaked, 0.98);
}

TEST(Ageing, GetsDirtyUntilItIsCleaned) {
  const AgeingModel model;
  ModuleAge age;
  advance(model, {.time = 20 * 86400.0}, age);
  EXPECT_NEAR(clean_factor(model, age), 0.98, 1e-12);
  advance(model, {.time = 11 * 86400.0}, age);
  EXPECT_NEAR(clean_factor(model, age), 0.999, 1e-12);
  const AgeingModel desert{.daily_soiling = 0.02};
  EXPECT_EQ(clean_factor(desert, age), 0.98);
  age.dirty = 20 * 86400.0;
  EXPECT_EQ(clean_factor(desert, age), 0.85);
}

TEST(Ageing, LosesItsYearlyRate) {
  const AgeingModel model{.damp_rate = 0, .soak_gain = 0};
  ModuleAge age;
  advance(model, {.time = 10 * unit::yr.scale}, age);
  EXPECT_NEAR(power_factor(model, age), 0.95, 1e-12);
}

// The example of ASTM E1049: peaks -2, 1, -3, 5, -1, 3, -4, 4, -2 make ranges of 3, 4, 4, 6, 8, 8
// and 9, all half but the 4 in the middle.
TEST(ThermalCycles, AreThoseOfTheStandardsExample) {
  const std::array peaks{-2.0, 1.0, -3.0, 5.0, -1.0, 3.0, -4.0, 4.0, -2.0};
  const auto cycles = count_cycles(peaks, 0.5);
  const std::vector<ThermalCycle> wanted{{3, -0.5, 0.5}, {4, -1, 0.5}, {4, 1, 1},  {8, 1, 0.5},
                                         {9, 0.5, 0.5},  {8, 0, 0.5},  {6, 1, 0.5}};
  EXPECT_EQ(cycles, wanted);
  EXPECT_TRUE(count_cycles(peaks, 20).empty());
  const std::vector<ThermalCycle> day{{20, 300, 1}, {40, 300, 0.5}};
  EXPECT_NEAR(equivalent_cycles(day, 20, 2), 1 + 0.5 * 4, 1e-12);
}

struct Lamp {
  io::CsvTable led = io::read_csv(HELIOFAB_SOURCE_DIR "/data/spectra/led.csv");
  io::CsvTable eye = io::read_csv(HELIOFAB_SOURCE_DIR "/data/spectra/photopic.csv");
  io::CsvTable sun = io::read_csv(HELIOFAB_SOURCE_DIR "/data/spectra/am15g.csv");
  std::vector<double> wavelength{300e-9, 1100e-9};
  std::vector<double> all{1, 1};

  Lamp() {
    for (io::CsvTable* table : {&led, &eye, &sun}) {
      for (double& nm : table->columns[0]) {
        nm *= unit::nm.scale;
      }
    }
    for (io::CsvTable* table : {&led, &sun}) {
      for (double& light : table->columns[1]) {
        light /= unit::nm.scale;
      }
    }
  }
  static OverWavelength of(const io::CsvTable& t) { return {t.columns[0], t.columns[1]}; }
};

// 1000 lux of a white diode are 3.13 to 3.28 W/m2 and 0.140 to 0.153 mA/cm2 of photons.
TEST(Indoor, MakesCurrentOfLux) {
  const Lamp lamp;
  const OverWavelength every{lamp.wavelength, lamp.all};
  EXPECT_NEAR(illuminance(Lamp::of(lamp.led), Lamp::of(lamp.eye)), 1000, 5);
  const double current = photocurrent(every, Lamp::of(lamp.led)) / unit::mA_per_cm2;
  EXPECT_GT(current, 0.140);
  EXPECT_LT(current, 0.153);
  const IndoorLight light{Lamp::of(lamp.led), Lamp::of(lamp.eye), every, Lamp::of(lamp.sun)};
  const double irradiance = equivalent_irradiance(light, 500);
  EXPECT_NEAR(irradiance, 1000 * current / 2 / (photocurrent(every, light.reference) / 10), 0.02);
  EXPECT_NEAR(equivalent_irradiance(light, 1000), 2 * irradiance, 1e-12);
}

// Power indoors is the shunt's: a cell of 1 cm2, 0.60 V at 30 mA, ideality 1.6, 1.5 ohm. By shunt
// [ohm]: efficiency in the sun [%], uW at 1000 lux (0.129 mA) and at 200 (0.0258 mA).
TEST(Indoor, IsDecidedByTheShunt) {
  struct Case {
    double shunt, bright, dim;
  };
  const double thermal = 1.6 * 0.025693;  // [V]
  for (const Case& c : {Case{300, 1.2, 0.05}, Case{1000, 4.0, 0.16}, Case{3000, 11.8, 0.48},
                        Case{10'000, 24.2, 1.57}, Case{30'000, 29.3, 3.37}}) {
    Diode cell{.saturation = 30e-3 / std::expm1(0.60 / thermal),
               .conductance = 1 / c.shunt,
               .thermal = thermal,
               .series = 1.5};
    cell.photocurrent = 0.129e-3;
    EXPECT_NEAR(maximum_power(cell).power / 1e-6, c.bright, 0.04 * c.bright) << c.shunt;
    cell.photocurrent = 0.0258e-3;
    EXPECT_NEAR(maximum_power(cell).power / 1e-6, c.dim, 0.06 * c.dim) << c.shunt;
    cell.photocurrent = 30e-3;
    EXPECT_NEAR(maximum_power(cell).power / 1e-3, 12.25, 0.4) << c.shunt;
  }
}

}  // namespace
}  // namespace heliofab::field
