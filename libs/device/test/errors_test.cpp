// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/device/admittance.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "heliofab/device/sensitivity.hpp"
#include "heliofab/device/solve_cell.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;

template <class Body>
std::string text_of(const Body& body) {
  try {
    body();
  } catch (const InputError& e) {
    return e.what();
  } catch (const ModelError& e) {
    return e.what();
  }
  return "no error";
}

TEST(DeviceErrors, NameACellWithoutLayers) {
  EXPECT_EQ(text_of([] { make_mesh({}); }),
            "error: cell.layers: no layer, wanted at least one [E3101]\n");
}

TEST(DeviceErrors, NameEveryLayerThatCannotBeMeshed) {
  CellDesign d = bm1().design;
  d.layers[0].thickness = 0;
  d.layers[2].elements = 0;
  EXPECT_EQ(text_of([&] { make_mesh(d); }),
            "error: cell.layers[0]: 0 m in 20 elements, wanted above 0 and below 1 m in 1 .. "
            "1000000 elements [E3102]\n"
            "error: cell.layers[2]: 2e-06 m in 0 elements, wanted above 0 and below 1 m in 1 .. "
            "1000000 elements [E3102]\n");
}

TEST(DeviceErrors, NameEverythingThatIsWrongAtOnce) {
  CellDesign d = bm1().design;
  const Mesh mesh = make_mesh(d);
  d.temperature = 25;
  d.layers[1].front.nc = 0;
  d.layers[2].back.mobility_p = std::numeric_limits<double>::quiet_NaN();
  d.layers[2].levels[0].tau_n = 0;
  d.back.velocity_n = -1;
  EXPECT_EQ(text_of([&] {
              solve_cell(d, mesh, std::vector<double>(7), {.from = 1, .to = 0, .step = 0.1});
            }),
            "error: cell.temperature: 25 is outside 150 .. 600 [E3104]\n"
            "error: cell.layers[1].front.nc: 0 is outside 1e+20 .. 1e+28 [E3106]\n"
            "error: cell.layers[2].back.mobility_p: nan is outside 1e-12 .. 100 [E3106]\n"
            "error: cell.layers[2].levels[0].tau_n: 0 is outside 1e-18 .. 1e+06 [E3107]\n"
            "error: cell.back.velocity_n: -1 is outside 0 .. 1e+12 [E3108]\n"
            "error: generation: 7 values, wanted 201 (one per volume edge) or none [E3103]\n"
            "error: cell.sweep: from 1 V to 0 V in steps of 0.1 V, wanted a rising sweep of at "
            "most a million points [E3105]\n");
}

TEST(DeviceErrors, NameAMeshOfAnotherDesign) {
  CellDesign d = bm1().design;
  const Mesh mesh = make_mesh(d);
  d.layers.pop_back();
  EXPECT_EQ(text_of([&] { solve_cell(d, mesh, {}); }),
            "error: mesh: 101 nodes over 100 elements to 2.25e-06 m do not fit 2 layers of 2.5e-07 "
            "m in all, wanted make_mesh of the same design [E3109]\n");
}

TEST(DeviceErrors, NameTheFirstFallOfTheGeneration) {
  const CellDesign d = bm1().design;
  const Mesh mesh = make_mesh(d);
  std::vector<double> generation(volume_edges(mesh).size(), 1e21);
  generation[5] = 2e21;
  EXPECT_EQ(text_of([&] { solve_cell(d, mesh, generation); }),
            "error: generation[6]: 1e+21 after 2e+21, wanted finite values that never fall "
            "[E3103]\n");
}

// Carriers that can neither recombine nor leave have no steady state. The numbers in the text come
// from rounding alone, so they are cut out.
TEST(DeviceErrors, NameACellWithoutASteadyState) {
  testing_cells::Case c = bm1();
  for (Layer& layer : c.design.layers) {
    layer.levels.clear();
    layer.front.radiative = layer.back.radiative = 0;
  }
  c.design.front.velocity_n = c.design.front.velocity_p = 0;
  c.design.back.velocity_n = c.design.back.velocity_p = 0;
  EXPECT_EQ(
      std::regex_replace(text_of([&] { c.solve(); }), std::regex(" [0-9][0-9.e+-]*"), " #"),
      "cell: no steady state at # V and # of the light, found one at #; last update # kT/q; # "
      "iterations in ever smaller steps [E3201]");
}

TEST(DeviceErrors, NameAProbeThatDoesNotMatch) {
  const Collection c{.edges = {0, 1, 2}, .probability = {1, 1}};
  EXPECT_EQ(text_of([&] {
              quantum_efficiency(c, {.wavelength = {1e-6}, .pairs = {0, 1}});
            }),
            "error: probe.pairs: 2 values, wanted 3 [E3123]\n");
  const Probe bright{.wavelength = {1e-6}, .pairs = {0, 1, 1}, .reflectance = {1.5}};
  EXPECT_EQ(text_of([&] { quantum_efficiency(c, bright); }),
            "error: probe.reflectance[0]: 1.5, wanted 0 or more and below 1 [E3123]\n");
  EXPECT_EQ(text_of([&] { current_of({.external = {1}}, std::vector<double>{}); }),
            "error: photons: 0 values, wanted 1 [E3123]\n");
  EXPECT_EQ(text_of([&] { in_light({}, -1); }),
            "error: bias_light: -1, wanted 0 or more [E3123]\n");
}

TEST(DeviceErrors, NameVariantsThatDoNotMatch) {
  const CellTask t = testing_cells::task(bm1());
  const CellDesign other = testing_cells::cdte().design;
  EXPECT_EQ(text_of([&] { CellSensitivity(in_light(t, 0)); }),
            "error: cell.generation: dark, wanted light for figures to have slopes [E3123]\n");
  const CellSensitivity sensitivity(t, {.refinements = 0});
  EXPECT_EQ(text_of([&] { sensitivity.slopes(t, testing_cells::task(testing_cells::cdte())); }),
            "error: cell.mesh: 100 elements that do not become the 100 of the solved cell "
            "[E3123]\n");
  const FigureGradient gradient = sensitivity.gradient(&FigureSlopes::jsc);
  EXPECT_EQ(text_of([&] { change(gradient, t.design, other); }),
            "error: cell: 147 and 101 numbers, wanted the 147 of the solved cell [E3123]\n");
  EXPECT_EQ(text_of([&] { change(gradient, t.generation, std::vector<double>{}); }),
            "error: cell.generation: 201 and 0 values, wanted 201, one for each edge of the solved "
            "cell [E3123]\n");
}

TEST(DeviceErrors, NameAFrequencyOrProfileThatMakesNoSense) {
  const CellTask t = in_light(testing_cells::task(bm1()), 0);
  EXPECT_EQ(text_of([&] {
              solve_admittance(t, std::vector{0.0}, std::vector{1e3, 0.0});
            }),
            "error: frequencies: 0 Hz, wanted above 0 [E3123]\n");
  EXPECT_EQ(text_of([&] { doping_profile(std::vector<AdmittancePoint>(2), 10); }),
            "error: points: 2 points, wanted two or more of rising voltage [E3123]\n");
}

}  // namespace
}  // namespace heliofab::device
