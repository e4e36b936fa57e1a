// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/film_law.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"
#include "plane_cases.hpp"

namespace heliofab::module {
namespace {

const Stream laws(20100512, "test.module.film_law");

double drawn(std::uint64_t law, std::uint64_t draw, double from, double to) {
  return from + (to - from) * laws.uniform(law, draw);
}

// Light, dark, ohmic or not, with and without breakdown and resistance.
FilmLaw random_law(std::uint64_t k) {
  return {.photocurrent = k % 5 == 0 ? 0 : drawn(k, 0, 0, 400),
          .saturation = std::pow(10, drawn(k, 1, -9, -2)),
          .diode_voltage = drawn(k, 2, 0.025, 0.06),
          .series_resistance = k % 4 == 0 ? 0 : std::pow(10, drawn(k, 3, -6, -3)),
          .shunt = k % 3 == 0 ? 0 : std::pow(10, drawn(k, 4, -2, 3)),
          .shunt_exponent = k % 2 == 0 ? 1 : drawn(k, 5, 1, 3),
          .breakdown_current = k % 7 < 3 ? 0 : drawn(k, 6, 1, 300),
          .breakdown_onset = drawn(k, 7, -6, -2),
          .breakdown_slope = drawn(k, 8, 1, 7)};
}

// V = Vj - J(Vj) Rs rises with Vj, so halving an interval finds the one answer.
double bisected_junction(const FilmLaw& law, double voltage) {
  double low = -100;
  double high = 100;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    const double v = middle - junction_current(law, middle).value * law.series_resistance;
    (v < voltage ? low : high) = middle;
  }
  return (low + high) / 2;
}

// From any start, near or far. A current changes by its slope times what the junction is uncertain
// by, some last digits of 1 V.
TEST(FilmLaw, FindsTheJunctionThatBisectionFinds) {
  for (std::uint64_t k = 0; k < 2000; ++k) {
    const FilmLaw law = random_law(k);
    const double voltage = drawn(k, 9, law.breakdown_current > 0 ? -6 : -20, 1.2);
    const double junction = law.series_resistance > 0 ? bisected_junction(law, voltage) : voltage;
    const JunctionCurrent expected = junction_current(law, junction);
    for (const double start : {junction, 0.0, drawn(k, 10, -8, 1.5)}) {
      const FilmState film = film_state(law, voltage, start);
      ASSERT_NEAR(film.junction, junction, 4e-15 * (1 + std::abs(junction))) << k;
      ASSERT_NEAR(film.current, expected.value,
                  4e-15 * std::abs(expected.slope) * (1 + std::abs(junction)) +
                      1e-14 * std::abs(expected.value))
          << k;
    }
  }
}

// Central differences: the error is the third derivative's, h^2 / 6 of it.
TEST(FilmLaw, SlopesAreThoseOfItsCurrent) {
  for (std::uint64_t k = 0; k < 2000; ++k) {
    const FilmLaw law = random_law(k);
    const double voltage = drawn(k, 9, law.breakdown_current > 0 ? -6 : -20, 1.0);
    const double h = 2e-6;
    const FilmState film = film_state(law, voltage, 0);
    const double up = film_state(law, voltage + h, film.junction).current;
    const double down = film_state(law, voltage - h, film.junction).current;
    const double noise = 1e-15 * (std::abs(up) + law.photocurrent) / h;
    ASSERT_NEAR(film.slope, (up - down) / (2 * h), 1e-6 * std::abs(film.slope) + 4 * noise) << k;
    ASSERT_LE(film.slope, 0) << k;
  }
}

// A hundred volts either way would overflow an exponential that is not held back.
TEST(FilmLaw, StaysFiniteFarOutside) {
  FilmLaw law = testing_planes::hm50_film();
  law.breakdown_current = 100;
  for (const double voltage : {-100.0, -20.0, 20.0, 100.0}) {
    const FilmState film = film_state(law, voltage, 0);
    EXPECT_TRUE(std::isfinite(film.current)) << voltage;
    EXPECT_NEAR(film.junction - law.series_resistance * film.current, voltage, 1e-9) << voltage;
  }
}

// J_sh = G Vj |Vj / 0.5 V|^(beta - 1): at half a volt it is G times that, whatever the exponent.
TEST(FilmLaw, ShuntsAreSymmetricAndNamedAtHalfAVolt) {
  for (const double exponent : {1.0, 1.5, 2.7}) {
    const FilmLaw law{.shunt = 8, .shunt_exponent = exponent};
    EXPECT_NEAR(junction_current(law, 0.5).value, -4, 1e-14);
    EXPECT_NEAR(junction_current(law, -0.5).value, 4, 1e-14);
    EXPECT_NEAR(junction_current(law, -1).value, 4 * std::pow(2, exponent), 1e-12);
    EXPECT_EQ(junction_current(law, 0).value, 0);
  }
}

TEST(FilmLaw, BreaksDownByItsOnsetAndSlope) {
  const FilmLaw law{.breakdown_current = 100, .breakdown_onset = -4, .breakdown_slope = 4};
  EXPECT_NEAR(junction_current(law, -4).value, 100, 1e-12);
  EXPECT_NEAR(junction_current(law, -4.5).value, 100 * std::exp(2), 1e-11);
}

}  // namespace
}  // namespace heliofab::module
