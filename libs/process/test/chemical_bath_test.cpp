// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/chemical_bath.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::process {
namespace {

const ChemicalBath bath;
const BathSettings bath_settings;

TEST(ChemicalBath, LeavesNoPinholesWithoutColloids) {
  EXPECT_EQ(bath_film(bath, bath_settings, {}).pinholes, 0);
  ChemicalBath clear = bath;
  clear.colloid_rate = 0;
  EXPECT_EQ(use_bath(clear, bath_settings, {}, 1e3).colloids, 0);
}

// Cadmium lost from solution per area is what film and walls hold, and what precipitated: summed up
// in small steps without a filter.
TEST(ChemicalBath, KeepsAccountOfItsCadmium) {
  ChemicalBath still = bath;
  still.filter_rate = 0;
  const double volume = 7.2 * 0.02 * 0.33;
  const double per_metre = 4.82e3 / 144.48e-3 * 6.02214076e23;  // [1/m3] of CdS
  BathState state;
  double in_films = 0;
  constexpr double step = 0.01;  // [m2]: of second order by the middle of each step
  for (int i = 0; i < 2000; ++i) {
    const BathState middle = use_bath(still, bath_settings, state, step / 2);
    in_films += 1.3 * bath_film(still, bath_settings, middle).thickness * per_metre * step;
    state = use_bath(still, bath_settings, state, step);
  }
  EXPECT_NEAR(state.strength + state.colloids + in_films / (still.cadmium * volume), 1, 1e-7);
  EXPECT_GT(state.colloids, 0.01);
}

RC_GTEST_PROP(ChemicalBath, AgesByTheAreaWhateverItsSteps, ()) {
  const BathSettings dosed{338.15 + *rc::gen::inRange(-10, 10), 0.015,
                           *rc::gen::inRange(0, 50) * 1e-4};
  const BathState start{*rc::gen::inRange(1, 10) / 10.0, *rc::gen::inRange(0, 5) / 10.0};
  const double a = *rc::gen::inRange(0, 400) / 10.0;
  const double b = *rc::gen::inRange(0, 400) / 10.0;
  const BathState once = use_bath(bath, dosed, start, a + b);
  const BathState twice = use_bath(bath, dosed, use_bath(bath, dosed, start, a), b);
  RC_ASSERT(std::abs(once.strength - twice.strength) < 1e-12);
  RC_ASSERT(std::abs(once.colloids - twice.colloids) < 1e-12);
}

// An old bath grows less and leaves more of the film bare. The filter clears the colloids at its
// own rate when there is nothing left to make them from.
TEST(ChemicalBath, LeavesPinholesWhenOld) {
  const BathState old = use_bath(bath, bath_settings, {}, 20);
  const BathFilm film = bath_film(bath, bath_settings, old);
  EXPECT_LT(film.thickness, 30e-9);
  EXPECT_GT(film.pinholes, 1e-4);
  const BathState empty{0, 0.5};
  const double area = 0.015 * 0.33 / bath.filter_rate;  // one turn of the solution
  EXPECT_NEAR(use_bath(bath, bath_settings, empty, area).colloids, 0.5 * std::exp(-1), 1e-12);
}

}  // namespace
}  // namespace heliofab::process
