// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/solve_cell.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "diode.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::bm2;
using testing_cells::Case;
using testing_cells::Diode;

constexpr double q = constants::elementary_charge;

double dark_current(const Case& c, double voltage) {
  const CellCurve curve = c.solve_dark({.from = voltage, .to = voltage, .step = 0.1});
  return -curve.points.front().current_density;
}

// Shockley: every part of the cell within a diffusion length of the junction recombines
// B ni^2 (exp(V / vt) - 1), the depletion region too. Low injection (n / N < 1e-4 at 0.35 V), ten
// diffusion lengths thick. The edge of the depletion region is smeared over a Debye length, 40 nm;
// half of that in 0.9 um in all is 2 %.
TEST(DarkCurrent, OfALongDiodeIsShockleys) {
  const Diode d{.radiative = 1e-13};
  const double length_n = std::sqrt(100e-4 * d.vt() / (d.radiative * d.acceptors));
  const double length_p = std::sqrt(25e-4 * d.vt() / (d.radiative * d.donors));
  for (const double v : {0.15, 0.25, 0.35}) {
    const double expected =
        q * d.radiative * d.ni2() * std::expm1(v / d.vt()) * (length_n + length_p + d.depletion(v));
    EXPECT_NEAR(dark_current(d.make(), v), expected, 0.02 * expected) << v << " V";
  }
}

// Without recombination inside, minorities diffuse to their contact and vanish there with velocity
// S: J = q ni^2 / N / (d / D + 1 / S) for each side, d the neutral width. At S = 100 m/s the
// surface holds 70 % of the electrons back, so the depletion edge matters little: 1 %.
TEST(DarkCurrent, OfAShortDiodeIsSetByDiffusionAndTheSurface) {
  const Diode d{.p_side = 1 * unit::um, .velocity = 100};
  for (const double v : {0.15, 0.25, 0.35}) {
    const double neutral_p = d.p_side - d.depletion(v) / (1 + d.acceptors / d.donors);
    const double per_n = d.acceptors * (neutral_p / (100e-4 * d.vt()) + 1 / d.velocity);
    const double per_p = d.donors * (d.n_side / (25e-4 * d.vt()) + 1 / d.velocity);
    const double expected = q * d.ni2() * std::expm1(v / d.vt()) * (1 / per_n + 1 / per_p);
    EXPECT_NEAR(dark_current(d.make(), v), expected, 0.01 * expected) << v << " V";
  }
}

// With blocking contacts and radiation alone, quasi-Fermi levels are flat at open circuit and
// every part recombines alike: G = B ni^2 d (exp(Voc / vt) - 1), in low and high injection alike.
// What is left of their slope is below 0.1 mV. The engine re-absorbs no photon, so this lies below
// the limit of detailed balance, 0.9061 V for 1.15 eV at 298.15 K under AM1.5 global with
// 42.4 mA/cm2 (computed from the spectrum with emission into a half-space).
TEST(Voc, InTheRadiativeLimitIsDetailedBalanceOfTheFilm) {
  Diode d{.radiative = 1e-16, .velocity = 0, .temperature = 298.15};
  d.n_side = 50 * unit::nm;
  d.p_side = 2 * unit::um;
  Case c = d.make();
  c.flux = 42.438 * unit::mA_per_cm2 / q / -std::expm1(-c.absorption * d.p_side);
  const CellCurve curve = c.solve({.to = 1.1});
  const double thickness = d.n_side + d.p_side;
  const double pairs = 42.438 * unit::mA_per_cm2 / q;
  const double expected = d.vt() * std::log1p(pairs / (d.radiative * d.ni2() * thickness));
  EXPECT_NEAR(curve.voc, expected, 1e-4);
  EXPECT_LT(curve.voc, 0.9061);
}

// Where recombination is linear in the minorities, light adds a constant to the dark current:
// J_dark(Voc) = -Jsc. At 1e-4 suns the light changes no majority density by more than 1e-6, but
// the collecting depletion region shrinks from 0 V to Voc: a few 1e-3 of the pairs.
TEST(Light, AddsToTheDarkCurrentInALinearCell) {
  const Case c = Diode{.radiative = 1e-17, .velocity = 10}.make();
  const CellCurve lit = c.solve({}, 1e-4);
  EXPECT_NEAR(dark_current(c, lit.voc), lit.jsc, 5e-3 * lit.jsc);
}

// In the limit of no light a cell is a resistor: Jsc is proportional to the light, and
// Voc = Jsc / conductance to order Voc / (2 n vt) = 0.5 % at 1e-8 suns.
TEST(Light, OfVanishingIntensityMeetsALinearCell) {
  const CellCurve a = bm1().solve({}, 1e-7);
  const CellCurve b = bm1().solve({}, 1e-8);
  EXPECT_NEAR(a.jsc, 10 * b.jsc, 1e-6 * a.jsc);
  const double conductance = dark_current(bm1(), 1e-5) / 1e-5;
  EXPECT_NEAR(b.voc, b.jsc / conductance, 0.01 * b.voc);
  EXPECT_NEAR(b.fill_factor, 0.25, 1e-3);  // a straight line
}

TEST(Equilibrium, CarriesNoCurrentAtAll) {
  for (const Case& c : {bm1(), bm2(), testing_cells::cdte()}) {
    EXPECT_EQ(dark_current(c, 0), 0);
  }
}

// Between equilibrium and 1e-6 V the current must be the conductance times the voltage; noise of
// the contacts would show here first. Second order in V / vt: 4e-5.
TEST(DarkCurrent, KeepsItsDigitsNearEquilibrium) {
  const double one = dark_current(bm1(), 1e-6);
  EXPECT_GT(one, 0);
  EXPECT_NEAR(dark_current(bm1(), 1e-7) * 10, one, 1e-4 * one);
  EXPECT_NEAR(-dark_current(bm1(), -1e-6), one, 1e-4 * one);
}

// Figures are solved for, so the sweep that finds their neighbourhood must not matter: 1e-9 V for
// Voc by the root finder, 1e-7 of Pmax for 1e-5 V at a flat maximum.
TEST(Figures, DoNotDependOnTheSweep) {
  const CellCurve usual = bm1().solve();
  for (const CurveRequest& request :
       {CurveRequest{0, 1.0, 0.3, true}, CurveRequest{-0.5, 0.8, 0.07, false},
        CurveRequest{-2, 1.0, 0.5, true}, CurveRequest{0.45, 1.0, 0.01, true},
        CurveRequest{0.62, 1.0, 0.02, true}, CurveRequest{0.7, 0.7, 0.02, true}}) {
    const CellCurve other = bm1().solve(request);
    const std::string which = "from " + std::to_string(request.from);
    EXPECT_NEAR(other.voc, usual.voc, 2e-9) << which;
    EXPECT_NEAR(other.jsc, usual.jsc, 1e-7 * usual.jsc) << which;
    EXPECT_NEAR(other.pmax(), usual.pmax(), 2e-7 * usual.pmax()) << which;
    EXPECT_NEAR(other.fill_factor, other.pmax() / other.jsc / other.voc, 1e-12) << which;
  }
}

TEST(Figures, StayZeroWhereTheSweepDoesNotReach) {
  const CellCurve curve = bm1().solve({.to = 0.4});
  EXPECT_GT(curve.jsc, 300);
  EXPECT_EQ(curve.voc, 0);
  EXPECT_EQ(curve.pmax(), 0);
  EXPECT_EQ(bm1().solve_dark().jsc, 0);
}

TEST(Sweep, EndsOneStepBeyondOpenCircuitUnlessAskedOn) {
  EXPECT_NEAR(bm1().solve().points.back().voltage, 0.64, 1e-12);
  EXPECT_EQ(bm1().solve({.to = 0.8, .stop_after_voc = false}).points.size(), 41);
}

TEST(Sweep, IsDarkWithoutPairs) {
  const Case c = bm1();
  const CellCurve curve = c.solve({.to = 0.3}, 0);
  EXPECT_EQ(curve, c.solve_dark({.to = 0.3}));
}

TEST(Sweep, GoesFarIntoReverse) {
  const CellCurve curve = bm1().solve({.from = -10, .to = -10, .step = 1});
  ASSERT_TRUE(curve.points.front().status);
  EXPECT_GT(curve.points.front().current_density, bm1().solve().jsc);
}

// The gap alone shifts Voc by (Voc - Eg - 3 kT) / T, -2.0 mV/K here, 3 kT from the densities of
// states; CIGS modules show -0.28 to -0.36 %/K.
TEST(Voc, FallsWithTemperatureAsMeasured) {
  Case warm = bm1();
  warm.design.temperature = 310;
  Case cold = bm1();
  cold.design.temperature = 290;
  const double slope = (warm.solve().voc - cold.solve().voc) / 20 / bm1().solve().voc;
  EXPECT_GT(slope, -0.36e-2);
  EXPECT_LT(slope, -0.28e-2);
}

TEST(Trends, LongerLifetimesRaiseVoc) {
  double before = 0;
  for (const double tau : {1e-10, 1e-9, 1e-8, 1e-7}) {
    Case c = bm1();
    c.design.layers[2].levels = {testing_cells::lifetimes(tau, tau)};
    const double voc = c.solve().voc;
    EXPECT_GT(voc, before + 0.01);
    before = voc;
  }
}

// A conduction band that rises towards the back keeps electrons from it.
TEST(Trends, GradingTowardsTheBackRaisesVocAndJsc) {
  Case c = bm1();
  const CellCurve plain = c.solve();
  c.design.layers[2].back.gap_eV += 0.15;
  c.design.layers[2].back.affinity_eV -= 0.15;
  const CellCurve graded = c.solve();
  EXPECT_GT(graded.voc, plain.voc + 0.003);
  EXPECT_GT(graded.jsc, plain.jsc);
}

TEST(Trends, ThinnerAbsorbersLoseCurrent) {
  double before = std::numeric_limits<double>::infinity();
  for (const double thickness : {2 * unit::um, 1 * unit::um, 0.5 * unit::um, 0.25 * unit::um}) {
    Case c = bm1();
    c.design.layers[2].thickness = thickness;
    const double jsc = c.solve().jsc;
    EXPECT_LT(jsc, 0.99 * before);
    before = jsc;
  }
}

// Data belong to elements, so a layer cut in two is the same cell; only the mesh differs, by its
// error of about 5e-4.
TEST(Layers, MayBeCut) {
  Case c = bm1(2);
  const CellCurve whole = c.solve();
  Layer& absorber = c.design.layers[2];
  absorber.thickness /= 2;
  c.design.layers.push_back(absorber);
  const CellCurve cut = c.solve();
  EXPECT_NEAR(cut.pmax(), whole.pmax(), 1e-3 * whole.pmax());
  EXPECT_NEAR(cut.voc, whole.voc, 1e-5);
}

Case random_cell() {
  return make_case(
      testing_cells::draw_cell([](unsigned) { return *rc::gen::inRange(0, 10'000) * 1e-4; }));
}

// Each pair delivers at most one charge, none above the gap; the curve falls; the current is the
// same everywhere. The balance of generation and recombination adds 200 fluxes of rounding 1e-16
// each on top of drift currents that cancel to 1e-9 of their size: 1e-2 A/m2 + 1e-4 J.
RC_GTEST_PROP(AnyCell, ConvergesAndKeepsTheBooks, ()) {
  const Case c = random_cell();
  const CellCurve curve = c.solve({.to = 1.7});
  const double absorbed = -q * c.flux * std::expm1(-c.absorption * c.design.layers[2].thickness);
  RC_ASSERT(curve.jsc > 0 && curve.jsc <= absorbed);
  RC_ASSERT(curve.voc > 0 && curve.voc < c.design.layers[2].front.gap_eV);
  RC_ASSERT(curve.fill_factor > 0 && curve.fill_factor < 0.92);
  for (const CurvePoint& p : curve.points) {
    RC_ASSERT(static_cast<bool>(p.status));
    RC_ASSERT(p.imbalance < 1e-2 + 1e-4 * std::abs(p.current_density));
    const double above = (&p == &curve.points.front() ? &p : &p - 1)->current_density;
    RC_ASSERT(p.current_density <= above);
  }
}

// Temperature, slow surfaces, barriers and charged levels on top.
RC_GTEST_PROP(AnyCell, ConvergesWithSlowContactsWarmOrCold, ()) {
  Case c = random_cell();
  c.design.temperature = *rc::gen::inRange(250, 401);
  for (Contact* contact : {&c.design.front, &c.design.back}) {
    contact->velocity_n = std::pow(10.0, *rc::gen::inRange(-2, 6));
    contact->velocity_p = std::pow(10.0, *rc::gen::inRange(-2, 6));
    contact->kind = *rc::gen::arbitrary<bool>() ? ContactKind::barrier : ContactKind::flat_band;
    contact->barrier_eV = *rc::gen::inRange(0, 41) * 1e-2;
  }
  const LevelKind kind = *rc::gen::arbitrary<bool>() ? LevelKind::donor : LevelKind::acceptor;
  const double density = std::pow(10.0, *rc::gen::inRange(18, 23));
  c.design.layers[2].levels.push_back(
      {kind, density, *rc::gen::inRange(-40, 41) * 1e-2, 1e-8, 1e-9});
  const CellCurve curve = c.solve({.from = -0.5, .to = 1.2, .step = 0.05});
  for (const CurvePoint& p : curve.points) {
    RC_ASSERT(static_cast<bool>(p.status));
  }
}

}  // namespace
}  // namespace heliofab::device
