// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/film_heat.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/roots.hpp"
#include "plane_cases.hpp"

namespace heliofab::module {
namespace {

using testing_planes::hm50_film;

constexpr FilmHeat at_300{.reference = 300};

double open_circuit(const FilmLaw& law) {
  return find_root([&](double v) { return junction_current(law, v).value; }, 0, 1.2, 1e-13)
      .value_or(0);
}

double highest_power(const FilmLaw& law) {
  double best = 0;
  for (double v = 0; v < 1; v += 1e-4) {
    best = std::max(best, v * film_state(law, v, v).current);
  }
  return best;
}

TEST(FilmHeat, KeepsTheLawAtItsReference) {
  EXPECT_EQ(at_temperature(hm50_film(), at_300, 300), hm50_film());
}

// n 1.4, Ea 1.15 eV: by hand (330 / 300)^(3 / 1.4) exp(1.15 / (1.4 k) (1 / 300 - 1 / 330)).
TEST(FilmHeat, ScalesTheDiodeAsTheFormulaSays) {
  const FilmLaw hot = at_temperature(hm50_film(), at_300, 330);
  EXPECT_NEAR(hot.saturation / hm50_film().saturation, 1.22656 * std::exp(2.888623), 2e-4 * 22);
  EXPECT_NEAR(hot.diode_voltage, 1.1 * hm50_film().diode_voltage, 1e-15);
  EXPECT_NEAR(hot.photocurrent, 1.003 * 340, 1e-10);
  EXPECT_EQ(hot.shunt, hm50_film().shunt);
}

// Dark saturation to the open-circuit voltage of the gap: dVoc/dT = (Voc - Ea) / T - 3 k + n k a.
TEST(FilmHeat, LosesVoltageAsCigsDoes) {
  FilmLaw law = hm50_film();
  law.shunt = 0;
  const double voc = open_circuit(law);
  const double slope = (open_circuit(at_temperature(law, at_300, 301)) -
                        open_circuit(at_temperature(law, at_300, 299))) /
                       2;
  const double k = constants::boltzmann_eV;
  EXPECT_NEAR(slope, (voc - 1.15) / 300 - 3 * k + 1.4 * k * 300 * 1e-4, 2e-7);
  EXPECT_LT(slope, -1.7e-3);
  EXPECT_GT(slope, -2.3e-3);
  const double power = highest_power(hm50_film());
  const double share = (highest_power(at_temperature(hm50_film(), at_300, 310)) / power - 1) / 10;
  EXPECT_LT(share, -0.0030);
  EXPECT_GT(share, -0.0045);
}

TEST(FilmHeat, DriftsAsDifferencesDo) {
  const FilmLaw law = hm50_film();
  constexpr double d = 1e-3;
  const FilmDrift drift = film_drift(law, at_300, 340);
  const FilmLaw here = at_temperature(law, at_300, 340);
  const FilmLaw up = at_temperature(law, at_300, 340 + d);
  const FilmLaw down = at_temperature(law, at_300, 340 - d);
  EXPECT_NEAR(drift.photocurrent, (up.photocurrent - down.photocurrent) / (2 * d), 1e-9);
  EXPECT_NEAR(drift.saturation / ((up.saturation - down.saturation) / (2 * d)), 1, 1e-8);
  EXPECT_NEAR(drift.diode_voltage, (up.diode_voltage - down.diode_voltage) / (2 * d), 1e-12);
  for (const double v : {-2.0, 0.0, 0.4, 0.6, 0.75}) {
    const double expected =
        (film_state(up, v, v).current - film_state(down, v, v).current) / (2 * d);
    EXPECT_NEAR(current_drift(here, drift, film_state(here, v, v).junction), expected,
                1e-7 * std::abs(expected) + 1e-8)
        << v;
  }
}

}  // namespace
}  // namespace heliofab::module
