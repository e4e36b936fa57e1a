// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../src/newton.hpp"
#include "../src/sheet.hpp"
#include "engines_agree.hpp"
#include "heliofab/core/unit.hpp"
#include "wide_ensemble.hpp"

// What lies between two films: levels, charge and limited emission, against closed forms and the
// trends that a heterojunction is known for.
namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::Case;
using testing_cells::expect_engines_agree;
using testing_cells::film;
using testing_cells::front_of;
using testing_cells::layer;
using testing_cells::task;

constexpr double charge_of_one = constants::elementary_charge;

Sheet sheet_between(const materials::Semiconductor& left, const materials::Semiconductor& right,
                    const InterfaceLevel& level, double kt_eV) {
  return make_sheet({.levels = {level}}, {left, right}, kt_eV);
}

// Two films of one material and one quasi-Fermi potential for each carrier: twice the carriers of
// one film face the level, so it is the textbook's level with 2n, 2p and 2 n1, 2 p1.
TEST(InterfaceLevel, BetweenEqualFilmsIsShockleyReadHall) {
  constexpr double kt = 0.02585;
  const materials::Semiconductor s = film(1.15, 4.5, 13.6);
  const double sn = 300;
  const double sp = 2e3;
  const Sheet sheet =
      sheet_between(s, s, {.energy_eV = 0.1, .velocity_n = sn, .velocity_p = sp}, kt);
  const State state{{-195, -3, 4}};
  const double n = s.nc * std::exp(state[0].psi + s.affinity_eV / kt - state[0].phi_n);
  const double p = s.nv * std::exp(state[0].phi_p - state[0].psi - (s.affinity_eV + s.gap_eV) / kt);
  const double n1 = s.nc * std::exp((0.1 - s.gap_eV / 2) / kt);
  const double p1 = s.nv * std::exp((-0.1 - s.gap_eV / 2) / kt);
  const double rate = 4 * sn * sp * (n * p - n1 * p1) / (sn * 2 * (n + n1) + sp * 2 * (p + p1));
  const SheetTerms terms = sheet_terms(sheet, state);
  EXPECT_NEAR(terms.loss_n[0] + terms.loss_n[1], rate, 1e-10 * rate);
  EXPECT_NEAR(terms.loss_p[0] + terms.loss_p[1], rate, 1e-10 * rate);
}

// Whatever the velocities, in equilibrium the level is filled as Fermi and Dirac say, with its
// energy between the lower conduction band and the higher valence band of the two films.
TEST(InterfaceLevel, InEquilibriumIsFilledByFermiDirac) {
  constexpr double kt = 0.02585;
  const materials::Semiconductor buffer = film(2.4, 4.2, 10);
  const materials::Semiconductor absorber = film(1.15, 4.5, 13.6);
  for (const LevelReference reference :
       {LevelReference::mid_gap, LevelReference::conduction_band, LevelReference::valence_band}) {
    const double energy = reference == LevelReference::conduction_band ? -4.5
                          : reference == LevelReference::valence_band  ? -5.65
                                                                       : -(4.5 + 5.65) / 2;
    const InterfaceLevel level{LevelKind::acceptor, 1e16, 0.05, 1, 1e4, reference};
    const Sheet sheet = sheet_between(buffer, absorber, level, kt);
    for (const double fermi : {-0.2, 0.0, 0.1}) {  // [eV] above the level
      const State state{{-(energy + 0.05 + fermi) * -1 / kt, 0, 0}};
      const double expected = -1e16 / (1 + std::exp(-fermi / kt));
      EXPECT_NEAR(sheet_terms(sheet, state).charge, expected, 1e-9 * 1e16) << fermi;
    }
  }
}

// Two insulating films between metals of one potential: charge in the middle lifts it linearly, by
// q sigma d / (2 eps). The films' own carriers, 1e-2 of the charge at most, are left out.
TEST(SheetCharge, LiftsThePotentialLinearly) {
  const double thickness = 100 * unit::nm;
  const double charge = 5e13;  // [1/m2]
  CellDesign d;
  d.temperature = 300;
  d.layers = {layer(thickness, film(3, 4, 10), 0, {}, 20),
              layer(thickness, film(3, 4, 10), 0, {}, 20)};
  for (const double emission : {0.0, 1e5}) {
    d.interfaces = {{.sheet_charge = charge, .emission_n = emission, .emission_p = emission}};
    const Mesh mesh = make_mesh(d);
    const Problem problem = make_problem(d, mesh, {});
    State state = neutral_state(problem);
    System system;
    ASSERT_TRUE(solve_bias(problem, 0, 0, 1e-9, state, system));
    const double lift = (state[20].psi - state[0].psi) * problem.thermal_voltage;
    const double eps = 10 * constants::vacuum_permittivity;
    EXPECT_NEAR(lift, charge_of_one * charge * thickness / (2 * eps), 1e-6 * lift) << emission;
    EXPECT_NEAR(state[10].psi - state[0].psi,
                (state[20].psi - state[0].psi) * mesh.x[10] / mesh.x[20], 1e-6);
  }
}

// Electrons that cross from a film to one whose band lies 0.2 eV higher need that energy, whichever
// side is higher: J = q v n exp(-barrier) (exp(-dphi) - 1), n where they come from.
TEST(Emission, IsThermionicOverTheHigherBand) {
  constexpr double kt = 0.02585;
  const materials::Semiconductor low = film(1.2, 4.5, 10);
  const materials::Semiconductor high = film(1.8, 4.3, 10);  // and 0.4 eV in the valence band
  const Interface interface { .emission_n = 3e4, .emission_p = 1e4 };
  for (const bool is_left_low : {true, false}) {
    const Element joint = is_left_low ? make_joint(interface, {low, high}, kt)
                                      : make_joint(interface, {high, low}, kt);
    const Problem problem{.thermal_voltage = kt, .elements = {joint}, .front = {}, .back = {}};
    const State state{{-180, -2, 1}, {-180, -1.2, 3}};
    System system;
    assemble(problem, state, 0, 0, system);
    const double n = low.nc * std::exp(-180 + low.affinity_eV / kt + 2);  // phi_n of the left
    const double crossing = charge_of_one * 3e4 * n * std::exp(-0.2 / kt);
    EXPECT_NEAR(system[0].residual(1), crossing * std::expm1(-0.8), 1e-9 * crossing);
    const double p = low.nv * std::exp(180 - (low.affinity_eV + low.gap_eV) / kt + 1);
    const double holes = charge_of_one * 1e4 * p * std::exp(-0.4 / kt);
    EXPECT_NEAR(system[0].residual(2), -holes * std::expm1(2.0), 1e-9 * holes * std::exp(2));
  }
}

// sqrt(kT / (2 pi m)): 1.07e5 / 4 m/s of the free electron's mean speed at 300 K; the Richardson
// constant times T^2 over q Nc.
TEST(Emission, VelocityIsRichardsons) {
  EXPECT_NEAR(emission_velocity(1, 300), 26901, 1);
  EXPECT_NEAR(emission_velocity(0.2, 300) / emission_velocity(1, 300), std::sqrt(5), 1e-12);
  const double nc = 2.5094e25 * std::pow(0.2, 1.5);  // of that mass at 300 K
  const double richardson = 1.20173e6 * 0.2;         // [A/m2/K2]
  EXPECT_NEAR(emission_velocity(0.2, 300), richardson * 9e4 / (charge_of_one * nc), 1);
}

Case with_emission(Case c, double velocity) {
  c.design.interfaces.resize(c.design.layers.size() - 1);
  for (Interface& interface : c.design.interfaces) {
    interface.emission_n = interface.emission_p = velocity;
  }
  return c;
}

// A step whose carriers cross in no time is no step; the jump of the quasi-Fermi levels falls as
// 1 / v.
TEST(Emission, OfGreatVelocityIsContinuity) {
  const CertifiedCurve none = testing_cells::solve_as_given(task(bm1(), {.to = 0.9}));
  const auto error = [&](double velocity) {
    return testing_cells::solve_as_given(task(with_emission(bm1(), velocity), {.to = 0.9})).pmax() -
           none.pmax();
  };
  EXPECT_LT(std::abs(error(1e9)), 1e-7 * none.pmax());
  EXPECT_NEAR(error(1e5) / error(1e6), 10, 0.05);
}

// Slow enough, a step in a bar of one material is all the resistance there is: vt / (q v n), the
// bar itself 1e-5 of it.
TEST(Emission, LimitsTheCurrentOfABar) {
  const double n = 1e22;
  const double v = 1e-2;  // [m/s]
  Case c;
  c.design.temperature = 300;
  materials::Semiconductor s = film(1.5, 4, 10);
  c.design.layers = {layer(200 * unit::nm, s, n, {}, 30), layer(200 * unit::nm, s, n, {}, 30)};
  c.design.interfaces = {{.emission_n = v, .emission_p = v}};
  const CellCurve curve = c.solve_dark({.to = 1e-4, .step = 1e-4});
  const double conductance = charge_of_one * v * n / (constants::boltzmann_eV * 300);
  EXPECT_NEAR(-curve.points.back().current_density, conductance * 1e-4, 0.003 * conductance * 1e-4);
}

TEST(Interfaces, OfBothKindsGiveTheSameInBothEngines) {
  for (const double emission : {0.0, 1e5}) {
    for (const LevelKind kind : {LevelKind::neutral, LevelKind::donor, LevelKind::acceptor}) {
      Case c = bm1();
      c.design.interfaces.resize(2);
      c.design.interfaces[1] = {.levels = {{kind, 3e15, 0.1, 1e3, 3e3}},
                                .sheet_charge = 1e14,
                                .emission_n = emission,
                                .emission_p = emission};
      CellTask t = task(c, {.from = -0.3, .to = 0.9, .step = 0.03});
      expect_engines_agree(t);
      t.generation.clear();
      expect_engines_agree(t);
    }
  }
}

TEST(Interfaces, KeepTheirNodesAndTheOrderOnFinerMeshes) {
  std::vector<double> jsc;
  for (const std::int64_t fineness : {2, 4, 8}) {
    Case c = with_emission(bm1(fineness), 1e5);
    c.design.interfaces[1].levels = {{.velocity_n = 1e3, .velocity_p = 1e3}};
    jsc.push_back(testing_cells::solve_as_given(task(c, {.to = 0.9})).jsc);
  }
  EXPECT_NEAR(testing_cells::observed_order(jsc[0], jsc[1], jsc[2]), 2, 0.1);
  Case c = with_emission(bm1(), 1e5);
  c.design.interfaces[1].levels = {{.velocity_n = 1e3, .velocity_p = 1e3}};
  const CellTask t = task(c, {.to = 0.9});
  const CertifiedCurve fine = solve_cells({&t, 1}, {.mesh = 2e-5, .refinements = 6}).front();
  EXPECT_TRUE(fine.is_certified()) << fine.doubts.front();
  EXPECT_EQ((fine.nodes - 3) % 100, 0U);  // every element cut but the two steps
  EXPECT_GT(fine.nodes, 200U);
  EXPECT_NEAR(fine.jsc, testing_cells::limit_of(jsc[1], jsc[2]), 1e-4 * fine.jsc);
}

// The coarser mesh's states must serve the finer one: else the cell goes its whole way twice.
TEST(Interfaces, CarryStatesToFinerMeshes) {
  const auto first_iterations = [](const Case& c) {
    return testing_cells::solve_as_given(task(c, {.to = 0.9})).points.front().status.iterations;
  };
  EXPECT_LE(first_iterations(with_emission(bm1(), 1e5)), first_iterations(bm1()) + 1);
}

TEST(Interfaces, AccountForEveryPair) {
  for (const double emission : {0.0, 1e5}) {
    Case c = with_emission(bm1(), emission);
    c.design.interfaces[1].levels = {{LevelKind::acceptor, 3e15, 0, 1e4, 1e4}};
    const CellTask t = task(c);
    for (const CertifiedPoint& p : testing_cells::solve_as_given(t).points) {
      const LossCurrents& l = p.losses;
      EXPECT_GT(l.interfaces, 0);
      EXPECT_NEAR(p.current_density + l.radiative + l.auger + l.shockley_read_hall +
                      l.front_contact + l.back_contact + l.interfaces,
                  charge_of_one * t.generation.back(), 1e-9 * charge_of_one * t.generation.back());
    }
  }
}

TEST(Interfaces, CarryNothingInEquilibrium) {
  for (const double emission : {0.0, 1e5}) {
    Case c = with_emission(bm1(), emission);
    c.design.interfaces[1].levels = {{LevelKind::acceptor, 3e15, 0, 1e4, 1e4}};
    CellTask t = task(c, {.from = 0, .to = 0, .step = 0.1});
    t.generation.clear();
    EXPECT_EQ(solve_cell(t.design, t.mesh, {}, t.request).points[0].current_density, 0);
    EXPECT_EQ(testing_cells::solve_as_given(t).points[0].current_density, 0);
  }
}

double voc(const Case& c) {
  const CellTask t = task(c, {.to = 1.2});
  return solve_cells({&t, 1}).front().voc;
}

// A cliff lets electrons of the buffer meet holes of the absorber across a smaller gap: Voc falls
// by what the cliff takes, which validation_physics_test.cpp sees in the activation energy too. A
// small spike keeps both.
TEST(Interfaces, LimitVocAtACliffButNotAtASpike) {
  const double fast = 1e3;  // [m/s], 1e5 cm/s
  const double bulk = voc(front_of(0.1, 0));
  EXPECT_NEAR(voc(front_of(0.1, fast)), bulk, 0.03);
  double before = voc(front_of(0, fast));
  for (const double cliff : {0.1, 0.2, 0.3}) {
    const double now = voc(front_of(-cliff, fast));
    EXPECT_NEAR(before - now, 0.1, 0.03) << cliff;
    before = now;
  }
  EXPECT_LT(before, bulk - 0.2);
}

TEST(Interfaces, SayWhatIsWrongWithThem) {
  Case c = bm1();
  c.design.interfaces.resize(3);
  c.design.interfaces[1].levels = {{.density = -1}};
  c.design.interfaces[2].emission_n = 1e5;
  try {
    solve_cell(c.design, make_mesh(c.design), {});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: cell.interfaces: 3 interfaces of 3 layers, wanted 2 or none [E3110]\n"
                 "error: cell.interfaces[1].levels[0].density: -1 is outside 0 .. 1e+19 [E3110]\n"
                 "error: cell.interfaces[1].levels[0].velocity_n: 0 is outside 1e-09 .. 1e+08 "
                 "[E3110]\n"
                 "error: cell.interfaces[1].levels[0].velocity_p: 0 is outside 1e-09 .. 1e+08 "
                 "[E3110]\n"
                 "error: cell.interfaces[2].emission_p: 0 is outside 0.001 .. 1e+09 [E3110]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
