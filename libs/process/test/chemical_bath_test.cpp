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

// 7.2 m at 0.9 m/min are 8 min at 6.25 nm/min.
TEST(ChemicalBath, GrowsTheBufferOfTheRecipeWhenFresh) {
  const BathFilm film = bath_film(bath, bath_settings, {});
  EXPECT_NEAR(film.thickness / unit::nm, 50, 1e-9);
  EXPECT_EQ(film.pinholes, 0);
}

// 85 kJ/mol: 5 K warmer than 65 degC grow exp(0.88 eV / k (1 / 338.15 - 1 / 343.15)) = 1.55 times.
TEST(ChemicalBath, GrowsFasterWhenWarmer) {
  BathSettings warm = bath_settings;
  warm.temperature = 343.15;
  EXPECT_NEAR(bath_film(bath, warm, {}).thickness / unit::nm, 50 * 1.5528, 0.1);
}

// Without colloids and dosing the cadmium that leaves is in the film and on the walls: 50 nm take
// 4.82 g/cm3 / 144.48 g/mol 50 nm = 1.668 mmol/m2, 1.3 times that with the walls, of 71.28 mmol in
// 47.52 l.
TEST(ChemicalBath, IsUsedUpByTheCadmiumOfItsFilms) {
  ChemicalBath clear = bath;
  clear.colloid_rate = 0;
  const double area_of_e = 71.28 / (1.3 * 1.66805);  // [m2]
  EXPECT_NEAR(use_bath(clear, bath_settings, {}, area_of_e).strength, std::exp(-1), 1e-5);
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

// A bath that is dosed settles where what is brought is what is used; growth takes 2.168 mmol/m2
// over 71.28 mmol, dosing of 1 l/m2 brings 1.5.
TEST(ChemicalBath, SettlesWhereDosingMeetsUse) {
  ChemicalBath clear = bath;
  clear.colloid_rate = 0;
  BathSettings dosed = bath_settings;
  dosed.dosing = 1e-3;
  EXPECT_NEAR(use_bath(clear, dosed, {}, 1e4).strength, 1.5 / (1.5 + 1.3 * 1.66805), 1e-5);
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
