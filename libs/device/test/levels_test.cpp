// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "../src/equations.hpp"
#include "reference_cells.hpp"

// Levels spread over energy against integrals of their own, and the gauge that all share.
namespace heliofab::device {
namespace {

constexpr double kt = 0.0258520;  // [eV] at 300 K
constexpr double states = 6.29e24;

// Charge of a film's level at one end, over the density of its states, where EF lies `fermi` above
// mid-gap.
double charge(Level level, double fermi) {
  level.density = 1e22;
  testing_cells::Case c = testing_cells::bm1();
  c.design.layers = {
      testing_cells::layer(1e-6, testing_cells::film(1.2, 4.5, 13.6), 0, {level}, 1)};
  const Mesh mesh = make_mesh(c.design);
  Problem problem = make_problem(c.design, mesh, {});
  const double psi = fermi / kt - (4.5 + 0.6) / kt;
  const double with = equilibrium_charge(problem.elements[0], 0, psi);
  problem.elements[0].levels[0].clear();
  return (with - equilibrium_charge(problem.elements[0], 0, psi)) / level.density;
}

double fermi_function(double energy, double fermi) {
  return 1 / (1 + std::exp((energy - fermi) / kt));
}

// Over a density of states, by brute force.
template <class Density>
double occupation(const Density& density, double low, double high, double fermi) {
  constexpr int n = 20'000;
  double sum = 0;
  double all = 0;
  for (int k = 0; k < n; ++k) {
    const double energy = low + (high - low) * (k + 0.5) / n;
    sum += density(energy) * fermi_function(energy, fermi);
    all += density(energy);
  }
  return sum / all;
}

TEST(Level, IsFilledByFermiDiracWhateverItsShape) {
  for (const double spread : {0.01, 0.05, 0.1, 0.2}) {
    for (double fermi = -0.5; fermi <= 0.5; fermi += 0.1) {
      const auto gaussian = [=](double e) {
        return std::exp(-std::pow((e - 0.1) / spread, 2) / 2);
      };
      const double wanted = occupation(gaussian, 0.1 - 6 * spread, 0.1 + 6 * spread, fermi);
      Level level{.kind = LevelKind::acceptor, .energy_eV = 0.1, .shape = LevelShape::gaussian};
      level.spread_eV = spread;
      EXPECT_NEAR(charge(level, fermi), -wanted, 3e-4) << spread << ' ' << fermi;
      level.kind = LevelKind::donor;
      EXPECT_NEAR(charge(level, fermi), 1 - wanted, 3e-4) << spread << ' ' << fermi;
    }
  }
}

// Deep in the gap only the end of a tail is filled: what counts is the share of all states. Cells
// of kT leave some per cent of what little is filled there.
TEST(Level, TailsDecayIntoTheGap) {
  for (const double spread : {0.015, 0.03, 0.06}) {
    for (double fermi = -0.5; fermi <= 0.5; fermi += 0.1) {
      const auto down = [=](double e) { return std::exp((e - 0.6) / spread); };
      const double conduction = occupation(down, 0.6 - 12 * spread, 0.6, fermi);
      Level level{.kind = LevelKind::acceptor, .shape = LevelShape::conduction_tail};
      level.spread_eV = spread;
      EXPECT_NEAR(charge(level, fermi), -conduction, 2e-4 + 0.06 * conduction)
          << spread << ' ' << fermi;
      level.kind = LevelKind::donor;
      level.shape = LevelShape::valence_tail;
      const auto up = [=](double e) { return std::exp((-0.6 - e) / spread); };
      const double valence = 1 - occupation(up, -0.6, -0.6 + 12 * spread, fermi);
      EXPECT_NEAR(charge(level, fermi), valence, 2e-4 + 0.06 * valence) << spread << ' ' << fermi;
    }
  }
}

// Mid-gap states recombine best: a spread one has fewer of them, by the shares.
TEST(Level, RecombinesLessWhenItsStatesSpread) {
  testing_cells::Case c = testing_cells::bm1();
  const double sharp = c.solve().voc;
  c.design.layers[2].levels[0].shape = LevelShape::gaussian;
  c.design.layers[2].levels[0].spread_eV = 1e-4;
  EXPECT_NEAR(c.solve().voc, sharp, 1e-6);
  c.design.layers[2].levels[0].spread_eV = 0.3;
  EXPECT_GT(c.solve().voc, sharp + 1e-3);
}

}  // namespace
}  // namespace heliofab::device
