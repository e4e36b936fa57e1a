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

// d' = erosion / sqrt(1 + (2 d / w)^2): the slope of the closed form, by a difference. Of second
// order in 0.1 kWh of 400.
TEST(Sputter, CatchesInADeepGrooveWhatItLoosens) {
  const double life = target_life(mo_tool);
  EXPECT_NEAR(groove_depth(mo_tool, life), 9e-3, 1e-9);
  const double step = 0.1 * unit::kWh;
  const auto slope = [&](double energy) {
    return (groove_depth(mo_tool, energy + step) - groove_depth(mo_tool, energy - step)) /
           (2 * step);
  };
  const double deep = slope(life);
  const double flat = groove_depth(mo_tool, step) / step;
  EXPECT_NEAR(deep / flat, 1 / std::hypot(1, 2 * 9e-3 / 40e-3), 1e-5);
  // The film thins by the same share.
  EXPECT_NEAR(sputtered_thickness(mo_tool, mo_settings, life, 0) /
                  sputtered_thickness(mo_tool, mo_settings, 0, 0),
              1 / std::hypot(1, 0.45), 1e-6);
  EXPECT_NEAR(discharge_voltage(mo_tool, life), 0.85 * 400, 1e-4);
  EXPECT_EQ(discharge_voltage(mo_tool, 0), 400);
}

// A line of Lambertian emitters over a web that moves past it: by the midpoint rule, both ways.
TEST(Sputter, LosesItsEndsLikeALineOfEmitters) {
  for (const double y : {0.0, 0.1, 0.2, 0.24}) {
    double sum = 0;
    constexpr int n = 2000;
    const double h = mo_tool.target_distance;
    for (int i = 0; i < n; ++i) {
      const double s = mo_tool.target_length * ((i + 0.5) / n - 0.5);
      // Integral over the way of the web of h^2 / (r^2)^2 is pi / 2 h^2 / (h^2 + (y - s)^2)^1.5.
      sum += mo_tool.target_length / n * h * h / std::pow(h * h + (y - s) * (y - s), 1.5);
    }
    EXPECT_NEAR(magnetron_profile(mo_tool, y), sum / 2, 1e-6) << y;
  }
  Magnetrons endless = mo_tool;
  endless.target_length = 1e4;
  EXPECT_NEAR(magnetron_profile(endless, 0.15), 1, 1e-9);
  EXPECT_NEAR(magnetron_profile(mo_tool, 0.25), magnetron_profile(mo_tool, -0.25), 1e-15);
  EXPECT_NEAR(magnetron_profile(mo_tool, 0.25), 0.5, 0.01);  // half a target under its end
}

// (1 - exp(-x)) / x of the atoms cross x thermal paths: all without gas, 1 / x through much of it.
TEST(Sputter, LosesAtomsInTheGas) {
  const auto at = [&](double pressure) {
    return sputtered_thickness(mo_tool, {15e3, pressure, 0.03}, 0, 0);
  };
  const double vacuum = at(0);
  EXPECT_NEAR(at(0.25 / 0.07) / vacuum, 1 - std::exp(-1), 1e-12);
  EXPECT_NEAR(at(25 / 0.07) / vacuum, 0.01, 1e-12);
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

// Single films are the table. Layers side by side make 0.331, 0.351, 0.373, 0.416 and 0.453 ohm of
// the bilayers, where 0.31, 0.32, 0.32, 0.36 and 0.37 were measured: a dense layer on a porous one
// conducts better than the rule says, by up to 22 %.
TEST(Molybdenum, HasTheSheetResistancesOfTheTable) {
  const MolybdenumGrowth growth;
  const auto sheet = [&](double porous, double dense) {
    return molybdenum_sheet(growth, std::array{MolybdenumLayer{porous * 1e-9, 0.6},
                                               MolybdenumLayer{dense * 1e-9, 0.15}});
  };
  EXPECT_NEAR(sheet(900, 0), 0.84, 1e-9);
  EXPECT_NEAR(sheet(0, 900), 0.31, 1e-9);
  const std::array<std::array<double, 3>, 5> measured{
      {{90, 810, 0.31}, {180, 720, 0.32}, {270, 630, 0.32}, {360, 540, 0.36}, {450, 450, 0.37}}};
  for (const auto& [porous, dense, ohm] : measured) {
    EXPECT_NEAR(sheet(porous, dense) / ohm, 1.12, 0.11) << porous;
  }
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
  const double none = azo_carriers(oxygen, wanted, 0);
  EXPECT_NEAR(azo_carriers(oxygen, wanted, oxygen.half_lost), none / 2, 1e-9 * none);
  // Twice the nominal oxygen: carriers fall by 1 - (1 + 1/3) / (1 + 2/3) = 20 %, and the same film
  // has a higher sheet resistance.
  const double rich = azo_carriers(oxygen, wanted, 2 * oxygen.nominal);
  EXPECT_NEAR(rich / wanted.azo_carriers, 0.8, 1e-12);
  EXPECT_GT(azo_thickness(wanted, rich, 350e-9), azo_thickness(wanted, 350e-9));
}

}  // namespace
}  // namespace heliofab::process
