// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/indoor_power.hpp"

#include <array>

#include <gtest/gtest.h>

#include "fab2.hpp"

namespace heliofab::twin {
namespace {

const IndoorPower& portable_indoors() {
  static const IndoorPower made = [] {
    const FabPlan plan = fab2::plan().value;
    const NominalModule module{plan.process, plan.products.at(2)};
    const LampAndEye lamp = read_lamp_and_eye(HELIOFAB_SOURCE_DIR "/data");
    const double own = plan.process.physics.shunt;
    const std::array shunts{own / 100, own, own * 10};
    return indoor_power_over_shunt(module, fab2::data(), lamp, shunts, std::array{200.0, 1000.0});
  }();
  return made;
}

// 1000 lux of a white diode are 3.13 to 3.28 W/m2 and 0.140 to 0.153 mA/cm2 of photons (field's
// tests), of which such cells take 0.75 to 0.85, and 28 to 32 mA/cm2 of the sun's 1000 W/m2.
TEST(IndoorPower, FindsTheSunlightOfAsMuchCurrent) {
  const IndoorPower& indoor = portable_indoors();
  EXPECT_GT(indoor.irradiance[1], 1000 * 0.140 * 0.75 / 32);
  EXPECT_LT(indoor.irradiance[1], 1000 * 0.153 * 0.85 / 28);
  EXPECT_NEAR(indoor.irradiance[0], indoor.irradiance[1] / 5, 1e-12);
}

TEST(IndoorPower, IsTheShuntsDecision) {
  const IndoorPower& indoor = portable_indoors();
  for (std::size_t k = 0; k < indoor.lux.size(); ++k) {
    EXPECT_GT(indoor.power[k][0], indoor.power[k][1]);
    EXPECT_GT(indoor.power[k][1], indoor.power[k][2]);
    EXPECT_DOUBLE_EQ(indoor.power[k][1], indoor.own_power[k]) << "the film's own";
  }
  // Behind a bad shunt power falls with the square of light, without one nearly with light.
  EXPECT_LT(indoor.power[0][2] / indoor.power[1][2], 0.08);
  EXPECT_GT(indoor.power[0][0] / indoor.power[1][0], 0.13);
}

}  // namespace
}  // namespace heliofab::twin
