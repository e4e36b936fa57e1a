// SPDX-License-Identifier: Apache-2.0
#include "../src/equations.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/core/unit.hpp"
#include "reference_cells.hpp"

namespace heliofab::device {
namespace {

Problem rich_problem(const CellDesign& d = testing_cells::rich()) {
  const Mesh mesh = make_mesh(d);
  return make_problem(d, mesh, testing_cells::beer(mesh, 0, 1e21, 1e6));
}

// A state far from any solution: every term of the equations takes part.
State rough_state(const Problem& problem, std::uint64_t seed) {
  const Stream noise(seed, "device.test.rough_state");
  State state = neutral_state(problem);
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i].psi += 6 * noise.uniform(i, 0) - 3;
    state[i].phi_n += 6 * noise.uniform(i, 1) - 1;
    state[i].phi_p += 6 * noise.uniform(i, 2) + 3;
  }
  return state;
}

double& unknown(NodeState& s, int which) {
  return which == 0 ? s.psi : which == 1 ? s.phi_n : s.phi_p;
}

// Central differences with step h have a relative error of h^2 / 6 = 2e-11 for exponentials, and
// of rounding 1e-16 / h = 1e-11 of the largest term of the row, which may exceed the entry looked
// at by some decades: 1e-6 of the entry plus 1e-9 of the row's largest.
void expect_derivatives(const Problem& problem) {
  const double h = 1e-5;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const State state = rough_state(problem, seed);
    System system;
    System plus;
    System minus;
    assemble(problem, state, 3.0, 0.7, system);
    for (std::size_t i = 0; i < state.size(); ++i) {
      for (int c = 0; c < 3; ++c) {
        State shifted = state;
        unknown(shifted[i], c) += h;
        assemble(problem, shifted, 3.0, 0.7, plus);
        unknown(shifted[i], c) -= 2 * h;
        assemble(problem, shifted, 3.0, 0.7, minus);
        for (std::size_t j = 0; j < state.size(); ++j) {
          const Eigen::Vector3d slope = (plus[j].residual - minus[j].residual) / (2 * h);
          const NodeRows& rows = system[j];
          const Eigen::Vector3d stated = j == i       ? rows.diagonal.col(c).eval()
                                         : j == i + 1 ? rows.lower.col(c).eval()
                                         : j + 1 == i ? rows.upper.col(c).eval()
                                                      : Eigen::Vector3d::Zero().eval();
          for (int r = 0; r < 3; ++r) {
            const double largest =
                std::max({rows.diagonal.row(r).cwiseAbs().maxCoeff(),
                          rows.lower.row(r).cwiseAbs().maxCoeff(),
                          rows.upper.row(r).cwiseAbs().maxCoeff(), std::abs(rows.residual(r))});
            EXPECT_NEAR(stated(r), slope(r), 1e-6 * std::abs(slope(r)) + 1e-9 * largest)
                << "row " << r << " of node " << j << " by unknown " << c << " of node " << i;
          }
        }
      }
    }
  }
}

TEST(Assemble, EveryBlockOfTheJacobianIsADerivative) {
  expect_derivatives(rich_problem());
  expect_derivatives(rich_problem(testing_cells::rich_interfaces()));
  expect_derivatives(rich_problem(testing_cells::richest(false)));
  expect_derivatives(rich_problem(testing_cells::richest(true)));
}

// One element without contacts or volume: the rows of its left node hold the fluxes alone.
struct OneElement {
  double spacing = 0;  // [m]
  double step = 0;     // of the potential, thermal voltages
  double left = 0;     // density [1/m3]
  double right = 0;
};
constexpr double vt = 0.02585;       // [V] at 300 K
constexpr double mobility = 100e-4;  // [m2/V/s]

NodeRows left_rows(const OneElement& o, bool are_holes) {
  Element e{.length = o.spacing,
            .permittivity = 1e-10,
            .diffusion_n = mobility * vt,
            .diffusion_p = mobility * vt,
            .end = {},
            .levels = {}};
  const Problem problem{.thermal_voltage = vt, .elements = {e}, .front = {}, .back = {}};
  State state(2);
  state[1].psi = o.step;
  if (are_holes) {
    state[0].phi_p = std::log(o.left);
    state[1].phi_p = std::log(o.right) + o.step;
  } else {
    state[0].phi_n = -std::log(o.left);
    state[1].phi_n = o.step - std::log(o.right);
  }
  System system;
  assemble(problem, state, 0, 0, system);
  return system[0];
}
Eigen::Vector3d fluxes(const OneElement& o, bool are_holes) {
  return left_rows(o, are_holes).residual;
}

// In a constant field E the continuity equation has the closed solution
// n(x) = j / (q mu E) + c exp(-E x / vt) for electrons and with exp(+E x / vt) for holes. The
// scheme must return j at any spacing; logarithms of the densities cost 4 digits.
TEST(Flux, IsExactInAConstantFieldAtAnySpacing) {
  const double j = 350;      // [A/m2] a CIGS cell under one sun
  const double field = 1e5;  // [V/m]
  const double drift = j / (constants::elementary_charge * mobility * field);  // [1/m3]
  for (const double h : {1 * unit::nm, 50 * unit::nm, 2 * unit::um}) {
    const double decay = std::exp(-field * h / vt);
    const OneElement electrons{h, -field * h / vt, drift + 1e21, drift + 1e21 * decay};
    EXPECT_NEAR(fluxes(electrons, false)(1), j, 1e-9 * j) << "spacing " << h << " m";
    const OneElement holes{h, -field * h / vt, drift + 1e21 * decay, drift + 1e21};
    EXPECT_NEAR(fluxes(holes, true)(2), j, 1e-9 * j) << "spacing " << h << " m";
  }
}

// Without a field it is Fick's law, J = q D dn/dx for electrons and the opposite for holes.
TEST(Flux, IsDiffusionWithoutAField) {
  const double slope = 1e21 / (20 * unit::nm);
  const double j = constants::elementary_charge * mobility * vt * slope;
  EXPECT_NEAR(fluxes({20 * unit::nm, 0, 1e21, 2e21}, false)(1), j, 1e-12 * j);
  EXPECT_NEAR(fluxes({20 * unit::nm, 0, 1e21, 2e21}, true)(2), -j, 1e-12 * j);
}

// The slope of Bernoulli's function has a series near zero; the flux by the right potential at
// constant quasi-Fermi potentials must not show where it begins, at 1e-4. Central differences over
// 1e-3: 1e-7 of truncation, 1e-12 of rounding.
TEST(Flux, HasASmoothSlopeAroundAFlatField) {
  const double h = 1e-3;
  for (const double step : {0.0, 5e-5, 0.99e-4, 1.01e-4, 3e-4, 0.1}) {
    const auto flux = [&](double d) {
      return fluxes({1 * unit::nm, d, 1e21, 2e21 * std::exp(d - step)}, false)(1);
    };
    const double stated = left_rows({1 * unit::nm, step, 1e21, 2e21}, false).upper(1, 0);
    const double slope = (flux(step + h) - flux(step - h)) / (2 * h);
    EXPECT_NEAR(stated, slope, 1e-6 * std::abs(slope)) << "step " << step;
  }
}

// Holes in the mirrored field are electrons with the current reversed.
RC_GTEST_PROP(Flux, OfHolesMirrorsThatOfElectrons, ()) {
  const double step = *rc::gen::inRange(-30'000, 30'000) * 1e-3;
  const double left = std::pow(10.0, *rc::gen::inRange(6, 26));
  const double right = std::pow(10.0, *rc::gen::inRange(6, 26));
  const double electrons = fluxes({1 * unit::nm, step, left, right}, false)(1);
  const double holes = fluxes({1 * unit::nm, -step, left, right}, true)(2);
  RC_ASSERT(std::abs(electrons + holes) <= 1e-12 * std::abs(electrons));
}

// Equal quasi-Fermi potentials carry no current, whatever the bands do. Exactly none.
void expect_nothing_in_equilibrium(const Problem& problem) {
  State state = rough_state(problem, 5);
  for (NodeState& s : state) {
    s.phi_n = s.phi_p = 0;
  }
  System system;
  assemble(problem, state, 0, 0, system);
  for (const NodeRows& rows : system) {
    EXPECT_EQ(rows.residual(1), 0);
    EXPECT_EQ(rows.residual(2), 0);
  }
  EXPECT_EQ(terminal_current(problem, state, 0, 0).current_density, 0);
}

TEST(Assemble, CarriesNothingAndRecombinesNothingInEquilibrium) {
  expect_nothing_in_equilibrium(rich_problem());
  expect_nothing_in_equilibrium(rich_problem(testing_cells::rich_interfaces()));
  expect_nothing_in_equilibrium(rich_problem(testing_cells::richest(false)));
  expect_nothing_in_equilibrium(rich_problem(testing_cells::richest(true)));
}

// neutral_state must leave no charge, with charged levels too: 1e-10 kT/q of the root finder times
// the largest slope, the number of carriers and levels.
TEST(NeutralState, IsNeutral) {
  const Problem problem = rich_problem();
  const State state = neutral_state(problem);
  for (std::size_t i = 1; i < problem.elements.size(); ++i) {
    EXPECT_LT(std::abs(equilibrium_charge(problem.elements[i], 0, state[i].psi)), 1e-9 * 1e24);
  }
}

// In equilibrium a level is filled as Fermi and Dirac say, whatever its capture rates: the charge
// of a donor is N / (1 + n / n1), that of an acceptor -N n / (n + n1), n1 = Nc exp((E - Eg / 2) /
// vt).
TEST(EquilibriumCharge, FollowsFermiDirac) {
  const materials::Semiconductor s = testing_cells::film(1.15, 4.5, 13.6);
  CellDesign d;
  d.temperature = 300;
  d.layers = {testing_cells::layer(
      1 * unit::um, s, 2e21,
      {{LevelKind::donor, 3e22, 0.1, 1e-9, 3e-8}, {LevelKind::acceptor, 1e22, -0.2, 5e-10, 1e-12}},
      2)};
  const Problem problem = make_problem(d, make_mesh(d), {});
  const double thermal = problem.thermal_voltage;
  for (const double fermi : {-0.5, -0.2, 0.0, 0.1, 0.4}) {  // [eV] from mid-gap
    const double n = s.nc * std::exp((fermi - s.gap_eV / 2) / thermal);
    const double p = s.nv * std::exp((-fermi - s.gap_eV / 2) / thermal);
    const double expected = p - n + 2e21 + 3e22 / (1 + std::exp((fermi - 0.1) / thermal)) -
                            1e22 / (1 + std::exp((-0.2 - fermi) / thermal));
    const double psi = (fermi - s.gap_eV / 2 - s.affinity_eV) / thermal;
    EXPECT_NEAR(equilibrium_charge(problem.elements[0], 0, psi), expected, 1e-10 * 1e24);
  }
}

}  // namespace
}  // namespace heliofab::device
