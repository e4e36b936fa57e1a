// SPDX-License-Identifier: Apache-2.0
#include "../src/lane_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include "../src/flat_cell.hpp"
#include "../src/newton.hpp"
#include "heliofab/core/stream.hpp"
#include "reference_cells.hpp"

// The kernel of the lanes against the plain equations, far from any solution, so that every term
// takes part.
namespace heliofab::device {
namespace {

constexpr double rough_bias = 3;
constexpr double rough_light = 0.7;

struct Rough {
  CellDesign design;
  Mesh mesh = make_mesh(design);
  std::vector<double> pairs = testing_cells::beer(mesh, 0, 1e21, 1e6);
  Problem problem = make_problem(design, mesh, pairs);
  FlatCell flat = make_flat_cell(design, mesh, pairs);

  State state(std::uint64_t seed, double size = 6) const {
    const Stream noise(seed, "device.test.rough_state");
    State state = neutral_state(problem);
    for (std::size_t i = 0; i < state.size(); ++i) {
      state[i].psi += size * (noise.uniform(i, 0) - 0.5);
      state[i].phi_n += size * (noise.uniform(i, 1) - 0.2);
      state[i].phi_p += size * (noise.uniform(i, 2) + 0.5);
    }
    return state;
  }
};

std::vector<double> flattened(const State& state) {
  std::vector<double> flat;
  for (const NodeState& s : state) {
    flat.insert(flat.end(), {s.psi, s.phi_n, s.phi_p});
  }
  return flat;
}

LaneBlock block_of(const Rough& rough, std::size_t lanes, std::uint64_t seed) {
  LaneBlock block(rough.flat.shape, rough.flat.numbers.size(), lanes);
  block.load_all(rough.flat);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    block.set_state(lane, flattened(rough.state(seed + lane)));
    block.bias[lane] = rough_bias;
    block.light[lane] = rough_light;
  }
  return block;
}

double damped(double step) {
  return std::abs(step) <= 1 ? step : std::copysign(std::log1p(1.72 * std::abs(step)), step);
}

std::vector<Rough> all_rough() {
  return {{testing_cells::rich()},
          {testing_cells::rich_interfaces()},
          {testing_cells::richest(false)},
          {testing_cells::richest(true)}};
}

// Both eliminate without pivots in the same order, but add in another one: rounding grows with the
// condition of the blocks. A wrong derivative of any term shows at 1e-3 and more.
void expect_same_step(const Rough& rough) {
  // The step between two nodes at one place is six decades stiffer than its neighbours.
  const double tolerance = rough.design.interfaces.empty() ? 1e-8 : 1e-6;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    State state = rough.state(seed);
    System system;
    assemble(rough.problem, state, rough_bias, rough_light, system);
    ASSERT_TRUE(solve_tridiagonal(system));
    LaneBlock block = block_of(rough, 1, seed);
    newton_step(block);
    const std::vector<double> stepped = block.state(0);
    for (std::size_t i = 0; i < state.size(); ++i) {
      const double before[3] = {state[i].psi, state[i].phi_n, state[i].phi_p};
      for (std::size_t k = 0; k < 3; ++k) {
        const double step = system[i].residual(static_cast<Eigen::Index>(k));
        EXPECT_NEAR(stepped[3 * i + k] - before[k], damped(step), tolerance * (1 + std::abs(step)))
            << "node " << i << ", unknown " << k;
      }
    }
  }
}

TEST(LaneKernel, TakesTheStepOfThePlainEquations) {
  for (const Rough& rough : all_rough()) {
    expect_same_step(rough);
  }
}

void expect_same_measure(const Rough& rough) {
  const TerminalCurrent plain =
      terminal_current(rough.problem, rough.state(1), rough_bias, rough_light);
  LaneBlock block = block_of(rough, 1, 1);
  measure(block);
  const Measurement m = block.measurement(0);
  const double scale = std::abs(plain.current_density);
  EXPECT_NEAR(m[current], plain.current_density, 1e-10 * scale);
  EXPECT_NEAR(m[spread], plain.imbalance, 1e-10 * plain.imbalance);
  System system;
  assemble(rough.problem, rough.state(1), rough_bias, rough_light, system);
  double worst = 0;
  for (const NodeRows& rows : system) {
    worst = std::max({worst, std::abs(rows.residual(1)), std::abs(rows.residual(2))});
  }
  EXPECT_NEAR(m[residual], worst, 1e-10 * worst);
}

TEST(LaneKernel, MeasuresWhatThePlainEquationsDo) {
  for (const Rough& rough : all_rough()) {
    expect_same_measure(rough);
  }
}

void expect_same_bits(const Rough& rough) {
  std::vector<std::vector<double>> expected;
  const std::int64_t all = hwy::SupportedTargets();
  for (std::int64_t targets = all; targets != 0; targets &= targets - 1) {
    hwy::SetSupportedTargetsForTest(targets & -targets);
    hwy::GetChosenTarget().Update(targets & -targets);
    for (const std::size_t lanes : {std::size_t{1}, lane_width()}) {
      for (std::size_t seed = 0; seed < 8; ++seed) {
        const std::size_t lane = seed % lanes;
        LaneBlock block = block_of(rough, lanes, seed - lane);
        for (int k = 0; k < 3; ++k) {
          newton_step(block);
        }
        measure(block);
        std::vector<double> found = block.state(lane);
        const Measurement m = block.measurement(lane);
        found.insert(found.end(), m.begin(), m.end());
        if (expected.size() <= seed) {
          expected.push_back(std::move(found));
        } else {
          EXPECT_EQ(found, expected[seed]) << hwy::TargetName(targets & -targets) << ", " << lanes;
        }
      }
    }
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

// The same arithmetic in a register of any width: not one bit differs.
TEST(LaneKernel, GivesTheSameBitsInEveryLaneOnEveryMachine) {
  for (const Rough& rough : all_rough()) {
    expect_same_bits(rough);
  }
}

TEST(LaneKernel, TurnsASingularSystemIntoNoNumber) {
  const Rough rough{testing_cells::rich()};
  LaneBlock block = block_of(rough, 1, 0);
  block.unknowns[4] = std::nan("");
  newton_step(block);
  EXPECT_FALSE(std::isfinite(block.largest[0]));
}

}  // namespace
}  // namespace heliofab::device
