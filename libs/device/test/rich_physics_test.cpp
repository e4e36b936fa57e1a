// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "../src/bulk.hpp"
#include "../src/degeneracy.hpp"
#include "engines_agree.hpp"
#include "heliofab/core/unit.hpp"
#include "wide_ensemble.hpp"

// Amphoteric levels, mobilities that fall and degenerate films, against closed forms.
namespace heliofab::device {
namespace {

using testing_cells::amphoteric;
using testing_cells::bm1;
using testing_cells::Case;
using testing_cells::expect_engines_agree;
using testing_cells::film;
using testing_cells::layer;
using testing_cells::solve_as_given;
using testing_cells::task;

Problem one_film(const materials::Semiconductor& s, double doping, std::vector<Level> levels,
                 Statistics statistics = Statistics::boltzmann) {
  CellDesign d;
  d.temperature = 300;
  d.layers = {layer(1 * unit::um, s, doping, std::move(levels), 1)};
  d.layers[0].statistics = statistics;
  return make_problem(d, make_mesh(d), {});
}

// In equilibrium the three charges stand as Boltzmann's factors of a state with none, one and two
// electrons, whatever the lifetimes: charge = (1 - z1 z2) / (1 + z1 + z1 z2), z = exp((EF - E) /
// kT). Also with the second transition below the first (negative U), where no state is neutral.
TEST(Amphoteric, IsFilledByGrandCanonicalStatistics) {
  const materials::Semiconductor s = film(1.15, 4.5, 13.6);
  for (const double second : {0.2, -0.3}) {
    const Problem with = one_film(s, 0, {amphoteric(1e24, -0.1, second)});
    const Problem without = one_film(s, 0, {});
    const double kt_eV = with.thermal_voltage;
    for (double fermi = -0.5; fermi < 0.51; fermi += 0.1) {
      const double psi = (fermi - s.gap_eV / 2 - s.affinity_eV) / kt_eV;
      const double z1 = std::exp((fermi + 0.1) / kt_eV);
      const double z2 = std::exp((fermi - second) / kt_eV);
      const double charge = equilibrium_charge(with.elements[0], 0, psi) -
                            equilibrium_charge(without.elements[0], 0, psi);
      EXPECT_NEAR(charge / 1e24, (1 - z1 * z2) / (1 + z1 + z1 * z2), 1e-9) << fermi;
    }
  }
}

// A transition that the Fermi levels leave alone takes no part: with 0 / - out of reach in the
// conduction band the state is a donor, with + / 0 in the valence band an acceptor.
TEST(Amphoteric, WithOneTransitionOutOfReachIsADonorOrAnAcceptor) {
  const Level both = amphoteric(1e22, 0.1, 0.1);
  for (const bool is_donor : {true, false}) {
    Level two = both;
    (is_donor ? two.second_energy_eV : two.energy_eV) = is_donor ? 3 : -3;
    const Level one{is_donor ? LevelKind::donor : LevelKind::acceptor, 1e22, 0.1,
                    is_donor ? two.tau_n : two.second_tau_n,
                    is_donor ? two.tau_p : two.second_tau_p};
    const Problem a = one_film(film(1.15, 4.5, 13.6), 0, {two});
    const Problem b = one_film(film(1.15, 4.5, 13.6), 0, {one});
    const NodeState s{-(4.5 + 0.5) / a.thermal_voltage, -2, 5};
    const Bulk found = bulk_terms(a.elements[0], 0, s);
    const Bulk wanted = bulk_terms(b.elements[0], 0, s);
    EXPECT_NEAR(found.charge, wanted.charge, 1e-9 * 1e22);
    EXPECT_NEAR(found.recombination, wanted.recombination, 1e-9 * wanted.recombination);
  }
}

// Steady state of three charge states, solved as a chain of capture and emission: the flow of
// electrons into the states equals that of holes, transition by transition.
TEST(Amphoteric, RecombinesAsItsRateEquationsSay) {
  const Level level = amphoteric(1e22, -0.05, 0.2);
  const materials::Semiconductor m = film(1.15, 4.5, 13.6);
  const Problem problem = one_film(m, 0, {level});
  const double kt_eV = problem.thermal_voltage;
  const NodeState s{-(4.5 + 0.5) / kt_eV, -3, 6};
  const double n = m.nc * std::exp(s.psi + m.affinity_eV / kt_eV - s.phi_n);
  const double p = m.nv * std::exp(s.phi_p - s.psi - (m.affinity_eV + m.gap_eV) / kt_eV);
  const auto n1 = [&](double e) { return m.nc * std::exp((e - m.gap_eV / 2) / kt_eV); };
  const auto p1 = [&](double e) { return m.nv * std::exp((-e - m.gap_eV / 2) / kt_eV); };
  const double up1 = n / level.tau_n + p1(level.energy_eV) / level.tau_p;  // + to 0
  const double down1 = n1(level.energy_eV) / level.tau_n + p / level.tau_p;
  const double up2 = n / level.second_tau_n + p1(level.second_energy_eV) / level.second_tau_p;
  const double down2 = n1(level.second_energy_eV) / level.second_tau_n + p / level.second_tau_p;
  const double neutral = 1 / (1 + down1 / up1 + up2 / down2);
  const double plus = neutral * down1 / up1;
  const double minus = neutral * up2 / down2;
  const double rate = (n * plus - n1(level.energy_eV) * neutral) / level.tau_n +
                      (n * neutral - n1(level.second_energy_eV) * minus) / level.second_tau_n;
  const Bulk bulk = bulk_terms(problem.elements[0], 0, s);
  EXPECT_NEAR(bulk.recombination, rate, 1e-9 * rate);
  EXPECT_NEAR(bulk.charge - (p - n), 1e22 * (plus - minus), 1e-9 * 1e22);
}

TEST(Amphoteric, SolvesInBothEngines) {
  Case c = bm1();
  c.design.layers[2].levels.push_back(amphoteric(1e22, -0.1, 0.15));
  expect_engines_agree(task(c, {.from = -0.3, .to = 0.9, .step = 0.03}));
  c.design.layers[2].levels.back().shape = LevelShape::gaussian;
  c.design.layers[2].levels.back().spread_eV = 0.06;
  expect_engines_agree(task(c, {.from = -0.3, .to = 0.9, .step = 0.03}));
}

// minimum + (mobility - minimum) / 2 at the reference doping, mobility itself in an undoped film.
TEST(Mobility, FallsWithDopingAsCaugheyAndThomasSay) {
  materials::Semiconductor s = film(1.15, 4.5, 13.6);
  s.scattering_n = {20e-4, 1e23, 0.7};
  const double thermal = one_film(s, 0, {}).thermal_voltage;
  const auto mobility_of = [&](double doping) {
    return one_film(s, doping, {}).elements[0].diffusion_n / thermal;
  };
  EXPECT_NEAR(mobility_of(0), 100e-4, 1e-12);
  EXPECT_NEAR(mobility_of(1e23), 60e-4, 1e-12);
  EXPECT_NEAR(mobility_of(-1e24), 20e-4 + 80e-4 / (1 + std::pow(10, 0.7)), 1e-12);
  EXPECT_NEAR(one_film(s, 1e23, {}).elements[0].diffusion_p / thermal, 25e-4, 1e-12);
}

// A bar between ohmic contacts in a field F carries q n mu F / sqrt(1 + (mu F / v)^2): Ohm's law at
// first, q n v in the end. One element across the bar or many: the field is the same.
TEST(Mobility, SaturatesInABar) {
  const double n = 1e22;
  const double v = 1e4;
  const double thickness = 1 * unit::um;
  for (const std::int64_t elements : {4, 40}) {
    materials::Semiconductor s = film(1.15, 4.5, 13.6);
    s.saturation_n = v;
    Case c;
    c.design.temperature = 300;
    c.design.layers = {layer(thickness, s, n, {}, elements)};
    c.design.front.velocity_n = c.design.back.velocity_n = 3e7;
    const CellTask t = task(c, {.from = 0, .to = 3, .step = 0.25});
    const CertifiedCurve curve = solve_as_given(t);
    ASSERT_EQ(curve.points.size(), 13U);
    for (const CertifiedPoint& p : curve.points) {
      const double drift = 100e-4 * p.voltage / thickness;
      const double expected =
          constants::elementary_charge * n * drift / std::sqrt(1 + drift * drift / v / v);
      EXPECT_NEAR(-p.current_density, expected, 2e-3 * expected) << p.voltage;
    }
    expect_engines_agree(t);
  }
}

// F_1/2(0) = (1 - 1 / sqrt(2)) zeta(3/2); the series of exponentials below; Sommerfeld's above.
TEST(FermiDirac, IntegralHasItsKnownValues) {
  EXPECT_NEAR(fermi_half(0), (1 - std::sqrt(0.5)) * 2.6123753486854883, 1e-14);
  const double z = std::exp(-6.0);
  double series = 0;
  for (int k = 1; k < 12; ++k) {
    series += (k % 2 == 1 ? 1 : -1) * std::pow(z, k) / std::pow(k, 1.5);
  }
  EXPECT_NEAR(fermi_half(-6), series, 1e-14 * series);
  const double eta = 60;
  const double pi = std::acos(-1);
  const double x = std::pow(pi / eta, 2);
  const double sommerfeld = 4 / (3 * std::sqrt(pi)) * std::pow(eta, 1.5) *
                            (1 + x / 8 + 7 * x * x / 640 + 31 * x * x * x / 3072);
  EXPECT_NEAR(fermi_half(eta), sommerfeld, 1e-9 * sommerfeld);
}

// The polynomials against the integral: 1e-10 of it; their slope against differences.
TEST(FermiDirac, IsApproximatedToTenDigits) {
  double worst = 0;
  for (double eta = -30; eta < 128; eta += 0.0371) {
    const double density = std::exp(eta + degeneracy(eta).log_gamma);
    worst = std::max(worst, std::abs(density / fermi_half(eta) - 1));
    const double h = 1e-4;
    const double slope =
        1 + (degeneracy(eta + h).log_gamma - degeneracy(eta - h).log_gamma) / (2 * h);
    EXPECT_NEAR(degeneracy(eta).slope, slope, 1e-6) << eta;
  }
  EXPECT_LT(worst, 1e-10);
  EXPECT_GT(degeneracy(1000).slope, 0);
  EXPECT_EQ(degeneracy(-HUGE_VAL).log_gamma, 0);
}

// Generalised Einstein relation: where the density runs and no current flows, the band bends by
// D / mu = kT / q over d ln n / d eta. And a bar without a field obeys J = q D g dn/dx for small
// steps.
TEST(FermiDirac, FluxIsThatOfTheGeneralisedEinsteinRelation) {
  materials::Semiconductor s = film(1.15, 4.5, 13.6);
  s.nc = 1e24;
  Problem problem = one_film(s, 0, {}, Statistics::fermi_dirac);
  problem.front.velocity_n = 0;
  const Element& e = problem.elements[0];
  for (const double eta : {-10.0, 0.0, 5.0, 20.0}) {
    const double small = 1e-4;
    const State state{{0, e.end[0].log_n - e.end[0].log_nc - eta, 0},
                      {0, e.end[1].log_n - e.end[1].log_nc - eta - small, 0}};
    System system;
    assemble(problem, state, 0, 0, system);
    const double left = electrons(e.end[0], state[0]).density;
    const double right = electrons(e.end[1], state[1]).density;
    const double einstein = 1 / degeneracy(eta + small / 2).slope;
    const double expected =
        constants::elementary_charge * e.diffusion_n * einstein * (right - left) / e.length;
    // Row 1 of the left node is the flux alone: no recombination, no contact.
    EXPECT_NEAR(system[0].residual(1), expected, 1e-6 * expected) << eta;
  }
}

TEST(FermiDirac, InDiluteFilmsIsBoltzmann) {
  Case c = bm1();
  for (Layer& l : c.design.layers) {
    l.doping /= 1e3;
  }
  const CertifiedCurve plain = solve_as_given(task(c));
  for (Layer& l : c.design.layers) {
    l.statistics = Statistics::fermi_dirac;
  }
  const CertifiedCurve degenerate = solve_as_given(task(c));
  EXPECT_NEAR(degenerate.voc, plain.voc, 1e-4);
  EXPECT_NEAR(degenerate.pmax(), plain.pmax(), 1e-3 * plain.pmax());
}

// A window doped beyond its density of states: its Fermi level lies in the band, where Boltzmann
// has it 2.6 kT too low; both engines agree, and nothing flows in equilibrium.
TEST(FermiDirac, OfADegenerateWindowSolvesInBothEngines) {
  Case c = bm1();
  c.design.layers[0].doping = 1e20 * unit::per_cm3;
  for (Layer& l : c.design.layers) {
    l.statistics = Statistics::fermi_dirac;
  }
  CellTask t = task(c, {.from = -0.2, .to = 0.8, .step = 0.02});
  expect_engines_agree(t);
  t.generation.clear();
  expect_engines_agree(t);
  t.request = {.from = 0, .to = 0, .step = 0.1};
  EXPECT_EQ(solve_as_given(t).points[0].current_density, 0);
  const Problem problem = make_problem(t.design, t.mesh, {});
  EXPECT_NEAR(electrons(problem.elements[0].end[0], {problem.front.psi, 0, 0}).density, 1e26,
              1e-8 * 1e26);
  c.design.layers[0].statistics = Statistics::boltzmann;  // one film of three
  expect_engines_agree(task(c, {.from = -0.2, .to = 0.8, .step = 0.02}));
}

TEST(RichCells, WithEverythingSolveInBothEngines) {
  for (const bool is_degenerate : {false, true}) {
    CellDesign design = testing_cells::richest(is_degenerate);
    design.back.velocity_n = design.back.velocity_p = 1e5;
    for (Layer& l : design.layers) {
      l.elements = 30;
    }
    const Mesh mesh = make_mesh(design);
    expect_engines_agree({design, mesh, testing_cells::beer(mesh, 0, 1e21, 1e6), {.to = 0.9}});
  }
}

TEST(RichCells, SayWhatIsWrongWithThem) {
  CellDesign d = bm1().design;
  d.layers[0].levels = {amphoteric(1e22, 0, 9)};
  d.layers[0].levels[0].shape = LevelShape::valence_tail;
  d.layers[1].back.saturation_n = -1;
  d.layers[1].back.scattering_p.exponent = 0;
  try {
    solve_cell(d, make_mesh(d), {});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "error: cell.layers[0].levels[0].second_energy_eV: 9 is outside -5 .. 5 [E3107]\n"
        "error: cell.layers[0].levels[0].shape: a tail of amphoteric states, wanted discrete or "
        "gaussian [E3107]\n"
        "error: cell.layers[1].back.scattering_p.exponent: 0 is outside 0.01 .. 10 [E3106]\n"
        "error: cell.layers[1].back.saturation_n: -1 is outside 0 .. 1e+09 [E3106]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
