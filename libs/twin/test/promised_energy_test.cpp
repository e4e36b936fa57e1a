// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/promised_energy.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::twin {
namespace {

std::vector<ModuleReading> draw(std::size_t count) {
  std::vector<ModuleReading> readings;
  const Stream stream(1, "promise");
  for (std::size_t k = 0; k < count; ++k) {
    readings.push_back(
        {.power = 4 + 0.3 * stream.normal(k, 0), .shunt = 2 * std::exp(0.5 * stream.normal(k, 1))});
  }
  return readings;
}

double parabola(const ModuleReading& r) {
  const double s = std::log(r.shunt);
  return 1 + 0.7 * r.power - 0.3 * s + 0.05 * r.power * s + 0.02 * s * s - 0.01 * r.power * r.power;
}

TEST(PromisedEnergy, IsThatOfModulesWhoseEnergyIsAParabolaOfTheirReadings) {
  const std::vector<ModuleReading> readings = draw(80);
  std::vector<double> energy;
  for (const ModuleReading& r : readings) {
    energy.push_back(parabola(r));
  }
  const std::vector<double> promised = promised_energy(energy, readings);
  for (std::size_t k = 0; k < energy.size(); ++k) {
    EXPECT_NEAR(promised[k], energy[k], 1e-12);
  }
}

// Six terms through seven modules would promise noise.
TEST(PromisedEnergy, OfFewModulesIsALineInThePower) {
  const std::vector<ModuleReading> readings = draw(7);
  const std::vector<double> energy{1, 5, 2, 8, 3, 1, 4};
  const std::vector<double> promised = promised_energy(energy, readings);
  const double slope = (promised[1] - promised[0]) / (readings[1].power - readings[0].power);
  double missed = 0;
  for (std::size_t k = 0; k < energy.size(); ++k) {
    EXPECT_NEAR(promised[k], promised[0] + slope * (readings[k].power - readings[0].power), 1e-12);
    missed += promised[k] - energy[k];
  }
  EXPECT_NEAR(missed, 0, 1e-12);
}

TEST(PromisedEnergy, OfModulesThatReadAlikeIsTheirMean) {
  const std::vector<ModuleReading> readings(20, {.power = 4, .shunt = 0});
  std::vector<double> energy(20, 1);
  energy[3] = 21;
  for (const double promised : promised_energy(energy, readings)) {
    EXPECT_NEAR(promised, 2, 1e-12);
  }
}

}  // namespace
}  // namespace heliofab::twin
