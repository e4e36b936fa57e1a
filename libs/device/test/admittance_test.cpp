// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/admittance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "heliofab/device/quantum_efficiency.hpp"
#include "slow_signal.hpp"
#include "wide_ensemble.hpp"

// Small signals against the static curve, against closed forms, and against themselves.
namespace heliofab::device {
namespace {

using testing_cells::Case;
using testing_cells::on_given_mesh;
using testing_cells::task;

constexpr double eps0 = constants::vacuum_permittivity;
constexpr double kt_q = constants::boltzmann_eV * 300;  // [V]
constexpr double band_states = 6.29e24;                 // [1/m3] of every band here
constexpr double window_doping = 3e24;                  // [1/m3] doping

CellTask dark(const Case& c, double from = -1) {
  return in_light(task(c, {.from = from, .to = 0.6}), 0);
}

// A p film beside a heavily doped window whose bands keep both kinds of carriers where they are.
Case one_sided(double doping, double thickness) {
  Case c = testing_cells::bm1();
  const Level slow = testing_cells::lifetimes(1e-7, 1e-7);
  c.design.layers = {
      testing_cells::layer(100e-9, testing_cells::film(3.0, 4.9, 13.6), window_doping, {slow}, 40),
      testing_cells::layer(thickness, testing_cells::film(1.15, 4.5, 13.6), -doping, {slow}, 160)};
  return c;
}

// All elements carry the same current, whatever part of it is displacement. Beyond rounding, which
// counts where majorities drift: 1e-9 of it.
TEST(Admittance, IsTheSameAtEveryElement) {
  for (const double light : {0.0, 1.0}) {
    for (const Case& c : {testing_cells::bm1(), testing_cells::bm2(), testing_cells::cdte()}) {
      const CellTask t = in_light(task(c, {.from = -1, .to = 0.6}), light);
      const std::vector<double> voltages{-1, 0, 0.5};
      const std::vector<double> frequencies{1e-2, 1e2, 1e5, 1e8, 1e11};
      for (const AdmittancePoint& p : solve_admittance(t, voltages, frequencies, on_given_mesh)) {
        const double size =
            std::hypot(p.conductance, 2 * std::numbers::pi * p.frequency * p.capacitance);
        EXPECT_LT(p.spread, 1e-9 * size + 16 * p.rounding) << p.voltage << " V, " << p.frequency;
        EXPECT_GT(p.conductance, 0);
        EXPECT_GT(p.capacitance, 0);
      }
    }
  }
}

TEST(Admittance, OfASlowSignalIsTheSlopeOfTheCurve) {
  for (const Case& c : {testing_cells::bm1(), testing_cells::bm2()}) {
    testing_cells::expect_slow_signal_is_slope(c);
  }
}

// A film without carriers is a plate capacitor. Half a volt in reverse takes what the contacts
// spill into it; their tails shorten it by some 1e-3.
TEST(Admittance, OfADepletedFilmIsGeometric) {
  const Case c = one_sided(1e17, 1e-6);
  const AdmittancePoint p =
      solve_admittance(dark(c, -5), std::vector<double>{-4}, std::vector<double>{1e5}).front();
  EXPECT_NEAR(p.capacitance, 13.6 * eps0 / 1e-6, 0.02 * p.capacitance);
}

// Depletion approximation with Debye's tail: C = eps / W, W^2 = 2 eps (Vbi - V - kT/q) / (q N). Its
// slope gives the doping, less at most the share of the window, 3 % for the heaviest film, and Vbi
// as the difference of the Fermi levels.
TEST(DopingProfile, FindsTheDopingOfAOneSidedJunction) {
  for (const double doping : {1e21, 1e22, 1e23}) {
    const Case c = one_sided(doping, 3e-6);
    std::vector<double> voltages;
    for (double v = -1; v < 0.15; v += 0.1) {
      voltages.push_back(v);
    }
    const auto points = solve_admittance(dark(c), voltages, std::vector<double>{1e5});
    const double tolerance = 0.01 * doping + doping * doping / window_doping;
    const auto profile = doping_profile(points, 13.6);
    for (const ProfilePoint& p : profile) {
      EXPECT_NEAR(p.doping, doping, tolerance) << p.voltage;
    }
    const MottSchottky line = mott_schottky(points, 13.6, 300);
    const double built_in = 4.5 + 1.15 - 4.9 + kt_q * std::log(window_doping / band_states) +
                            kt_q * std::log(doping / band_states);
    EXPECT_NEAR(line.doping, doping, tolerance);
    EXPECT_NEAR(line.built_in, built_in, kt_q) << doping;
    const double width = std::sqrt(2 * 13.6 * eps0 * (built_in - profile[5].voltage - kt_q) /
                                   (constants::elementary_charge * doping));
    EXPECT_NEAR(profile[5].width, width, 0.02 * width);
  }
}

// Acceptors 0.3 eV above the valence band follow slowly. They answer where they cross the Fermi
// level, at the rate of capture and emission together, 2 cp p1 / N as p = p1 there: that is where
// G / omega peaks and the capacitance steps. A tenth of a decade is the grid.
TEST(Admittance, ShowsAnAcceptorAtItsEmissionFrequency) {
  const double density = 3e20;
  const double tau = 1e-6;
  const double p1 = band_states * std::exp(-0.3 / kt_q);
  const double rate = 2 * p1 / (tau * density) / (2 * std::numbers::pi);  // [Hz]
  Case c = one_sided(3e21, 3e-6);
  c.design.layers[1].levels.push_back({LevelKind::acceptor, density, 0.3, 1, tau,
                                       LevelShape::discrete, 0, LevelReference::valence_band});
  std::vector<double> frequencies;
  for (int k = -30; k <= 12; ++k) {  // beyond, the film's own resistance shows
    frequencies.push_back(rate * std::pow(10, 0.1 * k));
  }
  const auto points = solve_admittance(dark(c), std::vector<double>{0}, frequencies);
  const auto loss = [&](const AdmittancePoint& p) {
    return (p.conductance - points.front().conductance) / p.frequency;
  };
  const auto peak = std::ranges::max_element(points, {}, loss);
  EXPECT_NEAR(std::log10(peak->frequency / rate), 0, 0.11);
  const double low = points.front().capacitance;
  const double high = points.back().capacitance;
  EXPECT_GT(low, 1.03 * high);
  EXPECT_NEAR((peak->capacitance - high) / (low - high), 0.5, 0.1);
}

}  // namespace
}  // namespace heliofab::device
