// SPDX-License-Identifier: Apache-2.0
// What comes after the scribes: prints and laminates.
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/lamination.hpp"
#include "heliofab/process/print.hpp"

namespace heliofab::process {
namespace {

const SilverInk ink;

TEST(Print, CuresInFirstOrder) {
  EXPECT_NEAR(ink_cure(ink, ink.reference_temperature, 1 / ink.cure_rate), 1 - std::exp(-1), 1e-12);
  // 0.8 eV: 20 K more than 130 degC are worth exp(0.8 / k (1 / 403.15 - 1 / 423.15)) = 2.97 times
  // the time.
  EXPECT_NEAR(ink_cure(ink, 423.15, 100), ink_cure(ink, 403.15, 296.9), 1e-4);
}

TEST(Print, ConductsOnlyBeyondPercolation) {
  EXPECT_EQ(ink_conductance(ink, 0.3), 0);
  EXPECT_NEAR(ink_conductance(ink, 0.65), 0.25, 1e-12);
  EXPECT_EQ(ink_conductance(ink, 1), 1);
  EXPECT_EQ(end_contact(ink, 0.2, {}), (EndContact{0, true}));
  EXPECT_EQ(end_contact(ink, 1, {.is_printed = false}), (EndContact{0, true}));
}

// A bar wider than the way of transfer is used on that way alone: sqrt(Rs rho); a narrow one
// wholly: rho / width.
TEST(Print, ContactsOverTheWayOfTransfer) {
  BusBar bar{.width = 50e-3, .way = 0};
  EXPECT_NEAR(end_contact(ink, 1, bar).resistance, std::sqrt(0.5 * 1e-7), 1e-12);
  bar.width = 1e-6;
  EXPECT_NEAR(end_contact(ink, 1, bar).resistance, 1e-7 / 1e-6, 1e-6);
}

// Current that gathers evenly along the bar, i(x) = x / L: the mean drop is the integral of
// (1 - x / L) x / L r from 0 to L over x, twice over... by the power: r L / 3 of the whole
// current's.
TEST(Print, LosesAThirdOfTheBarsResistance) {
  const BusBar with{};
  BusBar at_once = with;
  at_once.way = 0;
  const double line = 5e-3 * (15e-6 / 2e-7 + 0.1e-3 / 1.72e-8);  // [S m]
  double power = 0;
  constexpr int n = 1000;
  for (int i = 0; i < n; ++i) {
    const double current = (i + 0.5) / n;  // of all, times length: 1
    power += current * current / line * 0.15 / n;
  }
  EXPECT_NEAR(end_contact(ink, 1, with).resistance - end_contact(ink, 1, at_once).resistance,
              power * 0.15, 1e-6 * power);
}

TEST(Print, IsWorseHalfCured) {
  EXPECT_GT(end_contact(ink, 0.5, {}).resistance, 2 * end_contact(ink, 1, {}).resistance);
}

// First order, 155 kJ/mol: ten minutes at 150 degC make 0.9 (1 - exp(-3)) of gel.
TEST(Lamination, CuresWithTimeAndHeat) {
  const Cure cure = press({}, {});
  EXPECT_NEAR(cure.gel, 0.9 * (1 - std::exp(-3)), 1e-12);
  EXPECT_EQ(cure.risk, LaminateRisk::none);
  EXPECT_EQ(cure.shunt_factor, 1);
  // 20 K less are exp(1.6 eV / k (1 / 403.15 - 1 / 423.15)) = 8.81 times slower.
  EXPECT_NEAR(press({}, {.temperature = 403.15, .time = 600 * 8.814}).gel, cure.gel, 1e-3);
}

TEST(Lamination, NamesWhatIsToBeFeared) {
  EXPECT_EQ(press({}, {.temperature = 403.15}).risk, LaminateRisk::delamination);
  const Cure hot = press({}, {.temperature = 453.15});
  EXPECT_EQ(hot.risk, LaminateRisk::shunts);
  EXPECT_NEAR(hot.shunt_factor, std::exp(1), 1e-12);
}

// Without holes the intact barrier; one large hole passes what its area does; through a small one
// water spreads, 1.18 thicknesses over radii more.
TEST(Barrier, PassesWaterThroughItsHoles) {
  MoistureBarrier barrier;
  barrier.holes = 0;
  EXPECT_NEAR(water_transmission(barrier, 311.15) / unit::g_per_m2_d, 1e-4, 1e-12);
  barrier.transmission = 0;
  barrier.holes = 1;
  barrier.hole_radius = 5e-3;
  EXPECT_NEAR(water_transmission(barrier, 311.15) / unit::g_per_m2_d, 4 * std::numbers::pi * 25e-6,
              0.012 * 4 * std::numbers::pi * 25e-6);
  barrier.hole_radius = 1e-6;
  EXPECT_NEAR(water_transmission(barrier, 311.15) / unit::g_per_m2_d,
              4 * std::numbers::pi * 1e-12 * 60, 1e-18);
}

// A hundred holes of 30 um pass a hundredth of what a million would of 3 um, near enough: few large
// ones matter, and heat moves whichever path is the wider.
TEST(Barrier, FillsTheEncapsulantInYears) {
  const double lag = water_lag({}, {}, 298.15) / unit::yr;
  EXPECT_GT(lag, 5);
  EXPECT_LT(water_lag({}, {}, 358.15), 0.1 * water_lag({}, {}, 298.15));
  MoistureBarrier poor;
  poor.holes = 1e6;
  EXPECT_LT(water_lag(poor, {}, 298.15) / unit::yr, lag / 5);
}

}  // namespace
}  // namespace heliofab::process
