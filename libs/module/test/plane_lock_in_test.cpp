// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "heat_cases.hpp"

namespace heliofab::module {
namespace {

using namespace testing_planes;

// Kelvin's functions are K0 of an argument on the diagonal: sqrt(i) r / l with l2 = kappa / (2 pi f
// C).
TEST(PlaneLockIn, PointOfHeatHasKelvinsFunctionsAroundIt) {
  for (const double angle : {0.5, 5.0}) {  // 2 pi f C over the loss of 60 W/m2/K
    const HotSpot spot = hot_spot(3e-4, {60, 60 * angle});
    EXPECT_LT(spot.largest_error, 1e-3) << angle;
    EXPECT_GT(spot.compared, 100) << angle;
  }
}

// Without conduction along the plate amplitude and phase are those of a capacity and a loss.
TEST(PlaneLockIn, EvenHeatIsAFirstOrderSystem) {
  PlaneHeat heat = open_rack();
  heat.heat_capacity = 100;
  heat.front = {.convection = 200, .emissivity = 0};
  heat.back = {.convection = 0, .emissivity = 0};
  PlaneModule m = m10();
  m.design.cells = 1;
  m.design.tco_sheet_resistance = m.design.mo_sheet_resistance = 1e-4;
  m.design.scribes.p2_contact = 1e-7;
  m.films[0].shunt = 2000;
  m.films[0].series_resistance = 0;
  const double f = 0.5;
  const LockInMap image = solve_lock_in(m, heat, -1, f);
  // All but the scribes, whose share of the width makes no heat.
  heat.conductance = 1e-6;
  const LockInMap apart = solve_lock_in(m, heat, -1, f);
  const double by_capacity = 2 * std::numbers::pi * f * 100;
  const double amplitude = 2 / std::numbers::pi * 2000 / std::hypot(by_capacity, 200);
  const std::size_t middle = image.amplitude.size() / 2;
  EXPECT_NEAR(apart.amplitude[middle], amplitude, 0.02 * amplitude);
  EXPECT_NEAR(apart.phase[middle], -std::atan(by_capacity / 200), 2e-2);
  EXPECT_LT(image.amplitude[middle], amplitude);
}

// The brightest place of a shunted stripe is its shunt, and the faster, the sharper.
TEST(PlaneLockIn, ShuntIsBright) {
  const PlaneModule m = m3_shunted();
  PlaneHeat heat = open_rack();
  heat.heat_capacity = 100;
  double before = HUGE_VAL;
  for (const double f : {0.1, 1.0, 10.0}) {
    const LockInMap image = solve_lock_in(m, heat, 2.1, f);
    const auto brightest = std::ranges::max_element(image.amplitude);
    const auto k = static_cast<std::size_t>(brightest - image.amplitude.begin());
    const std::size_t rows = image.map.y.size();
    EXPECT_EQ(image.map.cell[k / rows], 1);
    EXPECT_NEAR(image.map.x[k / rows], 2.5e-3, 0.6e-3);
    EXPECT_NEAR(image.map.y[k % rows], 8e-3, 1.1e-3);
    EXPECT_LT(*brightest, before);
    before = *brightest;
  }
}

}  // namespace
}  // namespace heliofab::module
