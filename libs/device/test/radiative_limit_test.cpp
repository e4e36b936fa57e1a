// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/radiative_limit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "sunlight.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::am15g;

constexpr double room = 298.15;
constexpr double kt_room = constants::boltzmann_eV * room;

// The closed series of the Bose factor against Simpson's rule over 60 kT.
TEST(EmissionCurrent, IsPlancksLaw) {
  for (const double gap : {0.02, 0.5, 1.15}) {
    const auto photons = [&](double e) { return e * e / std::expm1(e / kt_room); };
    double sum = 0;
    const double h = kt_room / 100;
    for (int k = 0; k < 6000; k += 2) {
      const double e = gap + k * h;
      sum += h / 3 * (photons(e) + 4 * photons(e + h) + photons(e + 2 * h));
    }
    const double q = constants::elementary_charge;
    const double hc = constants::planck * constants::light_speed / q;  // [eV m]
    const double expected =
        2 * std::numbers::pi * constants::light_speed * q / (hc * hc * hc) * sum;
    EXPECT_NEAR(emission_current(gap, room) / expected, 1, 1e-8) << gap;
  }
}

TEST(IdealDiode, HasItsLargestPowerAtVmp) {
  for (const double j0 : {1e-30, 1e-12, 1e-3, 10.0, 1e5}) {
    const RadiativeLimit limit = ideal_diode(300, j0, room);
    const auto power = [&](double v) { return v * (300 - j0 * std::expm1(v / kt_room)); };
    EXPECT_NEAR(power(limit.voc) / 300 / limit.voc, 0, 1e-9);
    EXPECT_NEAR(power(limit.vmp), limit.pmax(), 1e-9 * limit.pmax());
    EXPECT_LT(power(limit.vmp - 1e-3 * limit.voc), limit.pmax());
    EXPECT_LT(power(limit.vmp + 1e-3 * limit.voc), limit.pmax());
  }
  EXPECT_NEAR(ideal_diode(300, 1e5, room).fill_factor, 0.25, 1e-3);  // a resistor
  EXPECT_EQ(ideal_diode(0, 1, room).pmax(), 0);
}

// A step is an absorptance like any other: what is left is the row in which it steps, 2 nm at most.
TEST(RadiativeLimit, OfAStepIsThatOfShockleyAndQueisser) {
  const optics::Spectrum sun = am15g();
  const double gap = constants::photon_energy_wavelength / (1001 * unit::nm);
  std::vector<double> step;
  for (const double wavelength : sun.wavelength) {
    step.push_back(wavelength < 1001 * unit::nm ? 1 : 0);
  }
  const RadiativeLimit from_step = radiative_limit(sun, step, room);
  const RadiativeLimit sharp = shockley_queisser(sun, gap, room);
  EXPECT_NEAR(from_step.jsc, sharp.jsc, 1e-3 * sharp.jsc);
  EXPECT_NEAR(from_step.j0, sharp.j0, 2e-3 * sharp.j0);
  EXPECT_NEAR(from_step.voc, sharp.voc, 1e-4);
}

// Emission from below the gap costs voltage: an edge smeared by kT is worth less.
TEST(RadiativeLimit, FallsWithASmearedEdge) {
  const optics::Spectrum sun = am15g();
  std::vector<double> smeared;
  for (const double wavelength : sun.wavelength) {
    const double e = constants::photon_energy_wavelength / wavelength;
    smeared.push_back(1 / (1 + std::exp((1.3 - e) / 0.02)));
  }
  EXPECT_LT(radiative_limit(sun, smeared, room).voc, shockley_queisser(sun, 1.3, room).voc - 2e-3);
}

TEST(EdgeGap, IsTheInflectionOfASmearedEdge) {
  std::vector<double> wavelength;
  std::vector<double> efficiency;
  for (int nm = 400; nm <= 1300; nm += 5) {
    wavelength.push_back(nm * unit::nm);
    const double e = constants::photon_energy_wavelength / wavelength.back();
    const double blue = nm < 520 ? 0.6 : 1;  // a window that absorbs: no gap
    efficiency.push_back(0.9 * blue / (1 + std::exp((1.18 - e) / 0.015)));
  }
  EXPECT_NEAR(edge_gap(wavelength, efficiency), 1.18, 1e-3);
}

TEST(SmallestGap, LooksIntoGradings) {
  CellDesign design = testing_cells::bm1().design;
  EXPECT_DOUBLE_EQ(smallest_gap(design), 1.15);
  Layer& absorber = design.layers[2];
  for (const auto& [depth, gap] : {std::pair{0.0, 1.3}, {0.3, 1.1}, {1.0, 1.4}}) {
    LayerPoint point{.depth = depth, .material = absorber.front};
    point.material.gap_eV = gap;
    absorber.grading.push_back(point);
  }
  EXPECT_DOUBLE_EQ(smallest_gap(design), 1.1);
}

TEST(RadiativeLimit, RefusesWhatCannotBe) {
  const auto what = [](const auto& ask) -> std::string {
    try {
      ask();
    } catch (const InputError& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_EQ(what([] { shockley_queisser(am15g(), 0.9, room); }),
            "error: radiative_limit: gap 0.9000 eV, wanted within the spectrum, 0.9537 .. 4.4280 "
            "eV [E3120]\n");
  EXPECT_EQ(what([] { emission_current(1.1, 20); }),
            "error: radiative_limit: temperature 20 K, wanted 150 .. 600 K [E3120]\n");
  EXPECT_EQ(what([] { emission_current(0, room); }),
            "error: radiative_limit: gap 0 eV, wanted more than 0 [E3120]\n");
  EXPECT_EQ(what([] { ideal_diode(1, 0, room); }),
            "error: radiative_limit: jsc 1 and j0 0 A/m2, wanted 0 or more and more than 0 "
            "[E3120]\n");
  EXPECT_EQ(what([] { radiative_limit(am15g(), {}, room); }),
            "error: radiative_limit: 0 quantum efficiencies of 511 wavelengths, wanted one of "
            "each, 0 .. 1 [E3120]\n");
  EXPECT_EQ(what([] {
              edge_gap(std::vector<double>{2e-7, 1e-7}, std::vector<double>{1, 0});
            }),
            "error: radiative_limit: wavelengths out of order, wanted increasing ones [E3120]\n");
  const std::vector<double> flat(3, 0.9);
  EXPECT_EQ(what([&] {
              edge_gap(std::vector<double>{1e-7, 2e-7, 3e-7}, flat);
            }),
            "error: radiative_limit: no rise of the quantum efficiency above its gap, wanted one "
            "within the wavelengths [E3120]\n");
}

// An absorber that neither traps nor radiates, between contacts that take one carrier each, as
// lifetimes that nobody has: its voltage only ends at the gap.
TEST(Certificate, DoubtsAVoltageAboveTheThermodynamicLimit) {
  testing_cells::Case c = testing_cells::bm1();
  const double one_sun = 42.4 * unit::mA_per_cm2 / constants::elementary_charge;
  c.flux = one_sun;
  c.design.front.velocity_p = c.design.back.velocity_n = 0;
  for (Layer& layer : c.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
    layer.front.radiative = layer.back.radiative = 1e-24;
  }
  const CellTask t = testing_cells::task(c, {.to = 1.3});
  const CertifiedCurve curve = solve_cells({&t, 1}).front();
  ASSERT_EQ(curve.doubts.size(), 1U);
  EXPECT_THAT(curve.doubts.front(),
              testing::MatchesRegex("Voc of 1\\.[0-9]+ V, but a gap of 1\\.1500 eV allows "
                                    "0\\.90[0-9]+ V for this light: densities of states, lifetimes "
                                    "or radiative coefficients cannot all be true"));
}

// With the coefficient of its own absorption (4 pi n^2 alpha d above 1) a film in the radiative
// limit stays below: the engine re-absorbs none of what it emits.
TEST(Certificate, TakesACellInItsRadiativeLimit) {
  testing_cells::Case c = testing_cells::bm1();
  c.design.front.velocity_p = c.design.back.velocity_n = 0;
  for (Layer& layer : c.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
  }
  const CellTask t = testing_cells::task(c, {.to = 1.3});
  const CertifiedCurve curve = solve_cells({&t, 1}).front();
  EXPECT_TRUE(curve.is_certified()) << curve.doubts.front();
  EXPECT_GT(curve.voc, 0.75);
}

}  // namespace
}  // namespace heliofab::device
