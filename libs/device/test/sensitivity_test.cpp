// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/sensitivity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "gradients.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/device/quantum_efficiency.hpp"

// Adjoint derivatives against differences of solved curves, and against each other.
namespace heliofab::device {
namespace {

using testing_cells::Case;
using testing_cells::Input;
using testing_cells::on_given_mesh;
using testing_cells::task;

// BM-2 with everything: gradings, all shapes of levels, a flat contact, Auger recombination.
Case everything() {
  Case c = testing_cells::bm2();
  Layer& absorber = c.design.layers[2];
  absorber.levels[0].shape = LevelShape::gaussian;
  absorber.levels[0].spread_eV = 0.1;
  absorber.levels.push_back(
      {LevelKind::acceptor, 3e21, 0, 1e-8, 1e-9, LevelShape::valence_tail, 0.03});
  absorber.levels.push_back({LevelKind::acceptor, 1e21, 0.3, 1e-8, 1e-9, LevelShape::discrete, 0,
                             LevelReference::valence_band});
  for (int k = 0; k < 3; ++k) {
    LayerPoint point{
        k * 0.5, absorber.front, absorber.doping * (1 + 0.2 * k), {1 + 0.1 * k, 1, 1 - 0.2 * k}};
    point.material.gap_eV += 0.05 * k * k;
    point.material.affinity_eV -= 0.045 * k * k;
    point.material.nc *= 1 + k;
    point.material.mobility_n *= 1 + 0.3 * k;
    point.material.radiative = 1e-16 * (1 + k);
    point.material.auger_n = 1e-42;
    absorber.grading.push_back(point);
  }
  c.design.layers[0].back.gap_eV += 0.1;
  c.design.front = {ContactKind::flat_band, 0, 1e5, 1e3};
  c.design.temperature = 320;
  return c;
}

std::vector<Case> all_cases() {
  Case graded = testing_cells::bm1();
  graded.design.layers[2].back.gap_eV += 0.15;
  graded.design.layers[2].back.affinity_eV -= 0.13;
  return {testing_cells::bm1(), testing_cells::bm2(), graded, everything()};
}

void scale_both(Layer& layer, double materials::Semiconductor::*number, double by) {
  layer.front.*number *= by;
  layer.back.*number *= by;
}
void shift_both(Layer& layer, double materials::Semiconductor::*number, double by) {
  layer.front.*number += by;
  layer.back.*number += by;
}

// Energies in eV by kT / 250, temperature in K, all else by a part in a thousand.
std::vector<Input> inputs() {
  using S = materials::Semiconductor;
  const double some_eV = 1e-4;
  return {
      {"gap", some_eV, [](Case& c, double h) { shift_both(c.design.layers[2], &S::gap_eV, h); }},
      {"affinity", some_eV,
       [](Case& c, double h) { shift_both(c.design.layers[2], &S::affinity_eV, h); }},
      {"buffer affinity", some_eV,
       [](Case& c, double h) { shift_both(c.design.layers[1], &S::affinity_eV, h); }},
      {"back gap", some_eV, [](Case& c, double h) { c.design.layers[2].back.gap_eV += h; }},
      {"nc", 1e-3, [](Case& c, double h) { scale_both(c.design.layers[2], &S::nc, 1 + h); }},
      {"permittivity", 1e-3,
       [](Case& c, double h) { scale_both(c.design.layers[2], &S::permittivity, 1 + h); }},
      {"mobility n", 1e-3,
       [](Case& c, double h) { scale_both(c.design.layers[2], &S::mobility_n, 1 + h); }},
      {"mobility p", 1e-3,
       [](Case& c, double h) { scale_both(c.design.layers[2], &S::mobility_p, 1 + h); }},
      {"radiative", 1e-3,
       [](Case& c, double h) { scale_both(c.design.layers[2], &S::radiative, 1 + h); }},
      {"doping", 1e-3, [](Case& c, double h) { c.design.layers[2].doping *= 1 + h; }},
      {"buffer doping", 1e-3, [](Case& c, double h) { c.design.layers[1].doping *= 1 + h; }},
      {"lifetime n", 1e-3, [](Case& c, double h) { c.design.layers[2].levels[0].tau_n *= 1 + h; }},
      {"lifetime p", 1e-3, [](Case& c, double h) { c.design.layers[2].levels[0].tau_p *= 1 + h; }},
      {"level energy", some_eV,
       [](Case& c, double h) { c.design.layers[2].levels[0].energy_eV += h; }},
      {"level density", 1e-3,
       [](Case& c, double h) { c.design.layers[1].levels[0].density *= 1 + h; }},
      {"thickness", 1e-3, [](Case& c, double h) { c.design.layers[2].thickness *= 1 + h; }},
      {"back velocity", 1e-3, [](Case& c, double h) { c.design.back.velocity_n *= 1 + h; }},
      {"front velocity", 1e-3, [](Case& c, double h) { c.design.front.velocity_p *= 1 + h; }},
      {"back barrier", some_eV, [](Case& c, double h) { c.design.back.barrier_eV += h; }},
      {"light", 1e-3, [](Case& c, double h) { c.flux *= 1 + h; }},
      {"temperature", 0.1, [](Case& c, double h) { c.design.temperature += h; }},
  };
}

TEST(CellSensitivity, GradientsAreDifferencesOfCertifiedCurves) {
  for (const Case& c : all_cases()) {
    testing_cells::expect_differences(c, inputs());
  }
}

TEST(CellSensitivity, GradientsAreSlopesForEveryNumber) {
  for (const Case& c : all_cases()) {
    testing_cells::expect_slopes_for_every_number(c);
  }
}

// Random cells over all that is sensible.
TEST(CellSensitivity, GradientsAreSlopesForRandomCells) {
  const Stream draws(100, "device.test.sensitivity");
  for (std::uint64_t k = 0; k < 40; ++k) {
    const auto uniform = [&](unsigned draw) { return draws.uniform(k, draw); };
    testing_cells::expect_slopes_along(testing_cells::draw_any(uniform), uniform, k);
  }
}

TEST(CellSensitivity, GradientByPairsIsTheCollection) {
  const CellTask t = task(testing_cells::bm2());
  const FigureGradient gradient = CellSensitivity(t, on_given_mesh).gradient(&FigureSlopes::jsc);
  const Collection c = solve_collection(t, std::vector<double>{0}, on_given_mesh).front();
  ASSERT_EQ(gradient.pairs.size(), c.probability.size());
  for (std::size_t k = 0; k < gradient.pairs.size(); ++k) {
    EXPECT_NEAR(gradient.pairs[k] / constants::elementary_charge, c.probability[k], 1e-12);
  }
}

// Where the certificate has cut the elements, slopes cut those of the variants, with their light.
TEST(CellSensitivity, FollowsTheMeshOfTheCertificate) {
  const Case c = testing_cells::bm1();
  Case thick = c;
  Case thin = c;
  thick.design.layers[2].thickness *= 1 + 1e-5;
  thin.design.layers[2].thickness *= 1 - 1e-5;
  const CellSensitivity sensitivity(task(c), {.mesh = 1e-4});
  ASSERT_GT(sensitivity.curve().nodes, 101U);
  const FigureGradient gradient = sensitivity.gradient(&FigureSlopes::pmax);
  const auto light = [&](double by) {  // at the edges as the film carries them
    std::vector<double> edges = gradient.edges;
    for (double& x : edges) {
      x += std::max(x - c.lit_from, 0.0) * by;
    }
    return testing_cells::beer(edges, c.lit_from, c.flux, c.absorption);
  };
  const double wanted =
      change(gradient, thin.design, thick.design) + change(gradient, light(-1e-5), light(1e-5));
  EXPECT_NEAR(sensitivity.slopes(task(thin), task(thick)).pmax, wanted, 1e-6 * std::abs(wanted));
}

// Open circuit and maximum power are looked for beyond the points of the request.
TEST(CellSensitivity, KnowsTheFiguresBeyondTheLastPoint) {
  const CellTask part = task(testing_cells::bm1(), {.to = 0.3});
  const CellTask whole = task(testing_cells::bm1(), {.to = 0.8});
  const auto brighter = [](const CellTask& t) {
    return CellSensitivity(t, on_given_mesh).slopes(t, in_light(t, 1.001));
  };
  EXPECT_GT(brighter(part).voc, 0);
  EXPECT_NEAR(brighter(part).pmax, brighter(whole).pmax, 1e-6 * brighter(whole).pmax);
}

}  // namespace
}  // namespace heliofab::device
