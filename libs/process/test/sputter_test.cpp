// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/sputter.hpp"

#include <array>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/azo.hpp"

namespace heliofab::process {
namespace {

const Magnetrons mo_tool = molybdenum_magnetrons();
const SputterSettings mo_settings;

// The numbers an engineer checks first: FAB 2 wants 0.6 um of Mo at 1.8 m/min, and a target of
// some hundred kWh.
TEST(Sputter, CoatsWhatTheLineWantsWithPowersThatExist) {
  EXPECT_NEAR(sputtered_thickness(mo_tool, mo_settings, 0, 0) / unit::um, 0.64, 0.05);
  EXPECT_GT(target_life(mo_tool) / unit::kWh, 200);
  EXPECT_LT(target_life(mo_tool) / unit::kWh, 1000);
}

// All that was loosened either coats at rest or stays in the groove; a flat groove keeps nothing.
TEST(Sputter, WearsInProportionWhereTheGrooveIsShallow) {
  const double loosened = mo_tool.yield / (constants::elementary_charge * mo_tool.target_atoms *
                                           mo_tool.voltage * 1.1);  // [m3/J]
  const double energy = 1 * unit::kWh;
  const double shallow = mo_tool.groove_peak * loosened * energy /
                         (mo_tool.racetrack_length * mo_tool.racetrack_width);
  // Deepest 24 um in 40 mm: what is caught is of the order of (2 d / w)^2 / 6.
  EXPECT_NEAR(groove_depth(mo_tool, energy), shallow, 1e-6 * shallow);
}

TEST(Sputter, FallsInVoltageAsItsGrooveDeepens) {
  EXPECT_EQ(discharge_voltage(mo_tool, 0), 400);
  EXPECT_NEAR(discharge_voltage(mo_tool, target_life(mo_tool)), 0.85 * 400, 1e-4);
}

TEST(Sputter, LosesHalfUnderTheEndOfATargetAndNothingUnderAnEndlessOne) {
  Magnetrons endless = mo_tool;
  endless.target_length = 1e4;
  EXPECT_NEAR(magnetron_profile(endless, 0.15), 1, 1e-9);
  EXPECT_NEAR(magnetron_profile(mo_tool, 0.25), magnetron_profile(mo_tool, -0.25), 1e-15);
  EXPECT_NEAR(magnetron_profile(mo_tool, 0.25), 0.5, 0.01);
}

RC_GTEST_PROP(Sputter, CoatsInProportionToPowerOverSpeed, ()) {
  const double f = *rc::gen::inRange(1, 100) / 10.0;
  const double one = sputtered_thickness(mo_tool, mo_settings, 1e8, 0.1);
  RC_ASSERT(std::abs(sputtered_thickness(
                         mo_tool,
                         {f * mo_settings.power, mo_settings.pressure, f * mo_settings.web_speed},
                         1e8, 0.1) -
                     one) < 1e-12 * one);
}

TEST(Molybdenum, PeelsWithoutAPorousFoundation) {
  const MolybdenumGrowth growth;
  EXPECT_FALSE(holds_fast(growth, std::array{MolybdenumLayer{6e-7, 0.15}}));
  EXPECT_TRUE(
      holds_fast(growth, std::array{MolybdenumLayer{1e-7, 0.6}, MolybdenumLayer{5e-7, 0.15}}));
}

// Oxygen takes carriers, and with them sheet conductance and infrared absorption: one film.
TEST(ZincOxideSputter, TradesCarriersForOxygen) {
  const OxygenControl oxygen;
  const Window wanted;
  EXPECT_DOUBLE_EQ(azo_carriers(oxygen, wanted, oxygen.nominal), wanted.azo_carriers);
  // Twice the nominal oxygen: carriers fall by 1 - (1 + 1/3) / (1 + 2/3) = 20 %, and the same film
  // has a higher sheet resistance.
  const double rich = azo_carriers(oxygen, wanted, 2 * oxygen.nominal);
  EXPECT_NEAR(rich / wanted.azo_carriers, 0.8, 1e-12);
  EXPECT_GT(azo_thickness(wanted, rich, 350e-9), azo_thickness(wanted, 350e-9));
}

}  // namespace
}  // namespace heliofab::process
