// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/quantum_efficiency.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "../src/linear_cell.hpp"
#include "../src/newton.hpp"
#include "wide_ensemble.hpp"

// Collection against solves with a little more light, and against closed forms.
namespace heliofab::device {
namespace {

using testing_cells::beer;
using testing_cells::Case;
using testing_cells::on_given_mesh;
using testing_cells::task;

// Efficiency of weak light that is absorbed from the front on with `absorption` [1/m].
double efficiency(const Collection& c, double absorption) {
  const Probe probe{.wavelength = {500e-9}, .pairs = beer(c.edges, 0, 1, absorption)};
  return quantum_efficiency(c, probe).external.front();
}

// The same from the plain engine with `photons` more and less of it, and twice as many, so that
// what bends cancels.
double measured(const LinearCell& cell, const LinearPoint& at, double absorption, double photons) {
  const std::vector<double> pairs = beer(volume_edges(cell.lit().mesh), 0, 1, absorption);
  System memory;
  const auto current_with = [&](double added) {
    Problem lit = cell.problem();
    for (std::size_t k = 0; k < lit.elements.size(); ++k) {
      for (const std::size_t side : {0U, 1U}) {
        lit.elements[k].end[side].generation +=
            added * (pairs[2 * k + side + 1] - pairs[2 * k + side]);
      }
    }
    State state = at.state;
    EXPECT_TRUE(solve_bias(lit, at.bias, 1, 1e-9, state, memory));
    return terminal_current(lit, state, at.bias, 1).current_density;
  };
  const auto change = [&](double added) {
    return (current_with(added) - current_with(-added)) / (2 * added);
  };
  return (4 * change(photons) - change(2 * photons)) / (3 * constants::elementary_charge);
}

// A ten-thousandth of the bias light, which leaves fourth powers of it; currents are good to 1e-12
// of the bias light's, 1e-8 of the probe's.
TEST(Collection, IsWhatALittleMoreLightAdds) {
  for (Case c : {testing_cells::bm1(), testing_cells::bm2(), testing_cells::cdte()}) {
    c.lit_from = 0;  // so that there is light to take away everywhere
    for (const double light : {0.01, 1.0}) {
      const CellTask t = in_light(task(c, {.to = 0.6}), light);
      const std::vector<double> voltages{0, 0.3, 0.5};
      LinearCell cell(t, on_given_mesh);
      for (const Collection& at : solve_collection(t, voltages, on_given_mesh)) {
        for (const double absorption : {1e5, 3e6, 3e7}) {
          const double stated = efficiency(at, absorption);
          EXPECT_NEAR(stated,
                      measured(cell, cell.at(at.voltage), absorption, 1e-4 * light * c.flux),
                      1e-6 * std::abs(stated))
              << light << " suns, " << at.voltage << " V, " << absorption << " /m";
        }
      }
    }
  }
}

// In the dark at 0 V nothing but the probe flows. Two weak ones extrapolate to none.
TEST(Collection, InTheDarkIsWhatWeakLightYields) {
  for (const Case& c : {testing_cells::bm1(), testing_cells::bm2(), testing_cells::cdte()}) {
    CellTask t = in_light(task(c, {.to = 0.6}), 0);
    const Collection dark = solve_collection(t, std::vector<double>{0}, on_given_mesh).front();
    for (const double absorption : {1e5, 3e6, 3e7}) {
      const auto yield = [&](double photons) {
        t.generation = beer(t.mesh, 0, photons, absorption);
        return solve_cells({&t, 1}, on_given_mesh).front().jsc /
               (constants::elementary_charge * photons);
      };
      const double weak = 1e-7 * c.flux;
      EXPECT_NEAR(efficiency(dark, absorption), 2 * yield(weak) - yield(2 * weak),
                  1e-6 * efficiency(dark, absorption))
          << absorption << " /m";
    }
  }
}

// Its slope by the bias is that of the curve: central differences over 2 mV leave (h / nVt)^2 / 6.
TEST(Collection, KnowsTheSlopeOfTheCurve) {
  const CellTask t = task(testing_cells::bm2(), {.to = 0.7});
  LinearCell cell(t, on_given_mesh);
  const std::vector<double> voltages{0, 0.4, 0.6};
  for (const Collection& at : solve_collection(t, voltages, on_given_mesh)) {
    const double h = 1e-4;
    const double slope =
        (cell.at(at.voltage + h).current_density - cell.at(at.voltage - h).current_density) /
        (2 * h);
    EXPECT_NEAR(at.slope, slope, 1e-5 * std::abs(slope)) << at.voltage;
  }
}

// In a neutral film electrons diffuse: (L^2 f'' = f), f = 0 at a back contact that takes all.
// f = sinh((H - x) / L) / sinh((H - x0) / L) times that at x0. Second order in elements of L / 20.
TEST(Collection, DecaysByDiffusionInANeutralFilm) {
  Case c = testing_cells::bm1(2);
  Layer& absorber = c.design.layers[2];
  absorber.front.radiative = absorber.back.radiative = 0;
  absorber.levels = {testing_cells::lifetimes(1e-9, 1e-9)};
  const double end = 2.25e-6;  // [m]
  const double length = std::sqrt(100e-4 * constants::boltzmann_eV * 300 * 1e-9);
  const Collection at =
      solve_collection(in_light(task(c), 1e-6), std::vector<double>{0}, on_given_mesh).front();
  const auto shape = [=](double x) { return std::sinh((end - x) / length); };
  const auto node = [&](double x) {  // the volume whose left edge is the last node before x
    const auto k = std::ranges::upper_bound(at.edges, x) - at.edges.begin();
    return static_cast<std::size_t>(k - 1) / 2 * 2;
  };
  const std::size_t from = node(1.2e-6);
  for (const double x : {1.4e-6, 1.7e-6, 2.0e-6, 2.2e-6}) {
    const std::size_t k = node(x);
    EXPECT_NEAR(at.probability[k] / at.probability[from],
                shape(at.edges[k]) / shape(at.edges[from]), 2e-3)
        << x;
  }
}

// Where the current is linear in light, the efficiencies times the photons add up to it. At a
// millionth of a sun BM-1 departs by what little the levels fill: 1e-4.
TEST(QuantumEfficiency, AddsUpToTheShortCircuitCurrent) {
  const CellTask dim = in_light(task(testing_cells::bm1()), 1e-6);
  const Collection at = solve_collection(dim, std::vector<double>{0}, on_given_mesh).front();
  Probe probe;
  std::vector<double> photons;
  for (const double absorption : {3e5, 1e6, 3e6, 1e7}) {
    probe.wavelength.push_back(1e-6 / absorption);  // any
    photons.push_back(1e15);
    const std::vector<double> pairs = beer(at.edges, 0, 1, absorption);
    probe.pairs.insert(probe.pairs.end(), pairs.begin(), pairs.end());
  }
  probe.reflectance = {0.1, 0.2, 0.0, 0.5};
  const QuantumEfficiency efficiency = quantum_efficiency(at, probe);
  CellTask lit = dim;
  for (std::size_t k = 0; k < at.edges.size(); ++k) {
    lit.generation[k] = 0;
    for (std::size_t w = 0; w < photons.size(); ++w) {
      lit.generation[k] += photons[w] * probe.pairs[w * at.edges.size() + k];
    }
  }
  const double jsc = solve_cells({&lit, 1}, on_given_mesh).front().jsc;
  EXPECT_NEAR(current_of(efficiency, photons), jsc, 1e-4 * jsc);
  for (std::size_t w = 0; w < photons.size(); ++w) {
    EXPECT_GT(efficiency.external[w], 0);
    EXPECT_DOUBLE_EQ(efficiency.internal[w] * (1 - probe.reflectance[w]), efficiency.external[w]);
  }
}

}  // namespace
}  // namespace heliofab::device
