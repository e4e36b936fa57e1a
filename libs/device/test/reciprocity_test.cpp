// SPDX-License-Identifier: Apache-2.0
#include "reciprocity.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "wide_ensemble.hpp"

// Collection and injection are one function; docs/theory/device.md, section 11.
namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::bm2;
using testing_cells::Case;
using testing_cells::collected;
using testing_cells::injected;
using testing_cells::pulse;
using testing_cells::rows_at;
using testing_cells::task;

CellDesign rich() {
  CellDesign design = testing_cells::rich();
  for (Layer& layer : design.layers) {
    layer.elements = 12;
  }
  return design;
}

// Linearised around equilibrium the equations of both carriers are symmetric, whatever films,
// gradings, levels and contacts there are: so a pair made at x is collected with the probability by
// which a small voltage splits the quasi-Fermi levels there.
TEST(Reciprocity, CollectionIsTheSplittingOfTheQuasiFermiLevels) {
  for (const CellDesign& design : {bm1().design, bm2().design, rich()}) {
    const Mesh mesh = make_mesh(design);
    const std::vector<double> splitting = injected(design, mesh);
    for (std::size_t node = 0; node < mesh.x.size(); node += 3) {
      const double share = collected(design, mesh, pulse(mesh, node));
      EXPECT_NEAR(splitting[node], share, 1e-5 * std::abs(share) + 1e-9) << "node " << node;
    }
  }
}

double absorbed(const std::vector<double>& cumulative, std::size_t node) {
  const std::size_t below = node == 0 ? 0 : 2 * node - 1;
  const std::size_t above = std::min(2 * node + 1, cumulative.size() - 1);
  return cumulative[above] - cumulative[below];
}

// Light that is absorbed at x with a certain share leaves from there with the same share of the
// black body's, times exp(splitting / kT) - 1. What a cell emits under a small voltage is so its
// quantum efficiency times the black body, for each depth of absorption.
TEST(Reciprocity, EmissionIsTheQuantumEfficiency) {
  for (const Case& c : {bm1(), bm2()}) {
    const Mesh mesh = make_mesh(c.design);
    const std::vector<double> splitting = injected(c.design, mesh);
    for (const double absorption : {3e5, 3e6, 3e7}) {
      const std::vector<double> share = testing_cells::beer(mesh, 0, 1, absorption);
      double emission = 0;
      for (std::size_t node = 0; node < mesh.x.size(); ++node) {
        emission += absorbed(share, node) * splitting[node];
      }
      const double efficiency = collected(c.design, mesh, share);
      EXPECT_NEAR(emission, efficiency, 1e-5 * efficiency) << absorption;
    }
  }
}

// Emission at a voltage over that of the quantum efficiency at 0 V, both as above.
double emission_over_efficiency(const Case& c, double voltage, double absorption) {
  const Mesh mesh = make_mesh(c.design);
  const std::vector<double> share = testing_cells::beer(mesh, c.lit_from, 1, absorption);
  const double thermal = constants::boltzmann_eV * c.design.temperature;
  const std::vector<ProfileRow> rows = rows_at(c.design, mesh, voltage);
  double emission = 0;
  for (std::size_t k = 0, node = 0; k < rows.size(); ++k) {
    const bool is_far_side = k > 0 && rows[k].x == rows[k - 1].x;
    node += k > 0 && !is_far_side ? 1 : 0;
    const double split = rows[k].fermi_n_eV - rows[k].fermi_p_eV;
    emission += is_far_side ? 0 : absorbed(share, node) * std::expm1(split / thermal);
  }
  return emission / std::expm1(voltage / thermal) / collected(c.design, mesh, share);
}

// Far from equilibrium it holds as long as minorities are few and recombine in proportion, in the
// bulk: to 4 % at 0.45 V, by the depletion region that shrinks. Where levels in that region take
// the carriers it does not: at 0.5 V the cell collects less than at 0 V, and emits less.
TEST(Reciprocity, HoldsFarFromEquilibriumOnlyInALinearCell) {
  Case linear = bm1();
  for (Layer& layer : linear.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
  }
  EXPECT_NEAR(emission_over_efficiency(linear, 0.45, 1e6), 1, 0.05);
  Case trapping = bm1();
  trapping.design.layers[2].levels = {testing_cells::lifetimes(1e-10, 1e-10)};
  EXPECT_LT(emission_over_efficiency(trapping, 0.45, 1e6), 0.9);
}

// What light adds to the dark current, over Jsc.
double photocurrent_share(const Case& c, double voltage) {
  CellTask t = task(c, {.from = voltage, .to = voltage, .step = 0.1, .stop_after_voc = false});
  const CertifiedCurve lit = solve_cells({&t, 1}).front();
  t.generation.clear();
  const CertifiedCurve dark = solve_cells({&t, 1}).front();
  return (lit.points[0].current_density - dark.points[0].current_density) / lit.jsc;
}

// Light and voltage superpose where recombination is linear and collection depends little on
// voltage (2 %, by the width of the depletion region); short lifetimes need the field that forward
// voltage takes away.
TEST(Superposition, HoldsInALinearCellAndNotWhereTheFieldCollects) {
  Case linear = bm1();
  linear.flux *= 1e-3;  // leaves majorities alone
  for (Layer& layer : linear.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
  }
  EXPECT_NEAR(photocurrent_share(linear, 0.45), 1, 0.03);
  Case trapping = bm1();
  trapping.design.layers[2].levels = {testing_cells::lifetimes(1e-10, 1e-10)};
  EXPECT_LT(photocurrent_share(trapping, 0.45), 0.9);
}

}  // namespace
}  // namespace heliofab::device
