// SPDX-License-Identifier: Apache-2.0
#include "../src/continuation.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../src/flat_cell.hpp"
#include "../src/nested_mesh.hpp"
#include "reference_cells.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;

// A lit cell on its way.
struct Trial {
  testing_cells::Case c = bm1();
  Mesh mesh = make_mesh(c.design);
  FlatCell flat =
      make_flat_cell(c.design, mesh, testing_cells::beer(mesh, c.lit_from, c.flux, c.absorption));
  SingleCell cell{flat};
  Continuation way;

  Trial(double from, double to)
      : way(cell, neutral_start(c.design, mesh), {from, to, 0.01, false}, true) {}
};

// `disturb(job)` may spoil an outcome.
template <class Disturb>
void go(Trial& trial, const Disturb& disturb) {
  while (trial.way.job() != nullptr) {
    Outcome outcome = trial.cell.solve(*trial.way.job());
    disturb(*trial.way.job(), outcome);
    trial.way.take(std::move(outcome));
  }
}
constexpr auto nothing = [](const Job&, Outcome&) {};

TEST(Continuation, SetsKnotsSomeThreeThermalVoltagesApart) {
  Trial trial(-0.2, 0.8);
  Continuation& way = trial.way;
  go(trial, nothing);
  EXPECT_EQ(way.trouble(), "");
  const std::vector<Solved>& knots = way.knots();
  ASSERT_GT(knots.size(), 5U);
  EXPECT_NEAR(knots.front().bias * trial.flat.thermal_voltage, -0.2, 1e-12);
  EXPECT_NEAR(knots.back().bias * trial.flat.thermal_voltage, 0.8, 1e-12);
  for (std::size_t k = 1; k < knots.size(); ++k) {
    EXPECT_GT(knots[k].bias, knots[k - 1].bias);
    EXPECT_LE(knots[k].bias - knots[k - 1].bias, 1.25 * 3.5);
    EXPECT_LT(knots[k].measured[current], knots[k - 1].measured[current]);
  }
}

TEST(Continuation, GoesInSmallerStepsWhereNewtonFails) {
  Trial trial(0, 0.4);
  Continuation& way = trial.way;
  double last = 0;
  go(trial, [&](const Job& job, Outcome& outcome) {
    if (job.light == 1 && job.bias > 5 && job.bias - last > 1) {
      outcome.status.outcome = Convergence::diverged;
    } else if (outcome.status) {
      last = job.bias;
    }
  });
  EXPECT_EQ(way.trouble(), "");
  const auto is_end = [&](const Solved& knot) {
    return std::abs(knot.bias * trial.flat.thermal_voltage - 0.4) < 1e-12;
  };
  EXPECT_TRUE(std::ranges::any_of(way.knots(), is_end));
  EXPECT_LT(way.knots().back().measured[current], 0);  // and on to open circuit
}

TEST(Continuation, RaisesTheLightInSmallerFactorsWhereNewtonFails) {
  Trial trial(0, 0.1);
  Continuation& way = trial.way;
  double last = 0;
  go(trial, [&](const Job& job, Outcome& outcome) {
    if (last > 0 && job.light > 3 * last) {
      outcome.status.outcome = Convergence::diverged;
    } else if (outcome.status) {
      last = job.light;
    }
  });
  EXPECT_EQ(way.trouble(), "");
  EXPECT_FALSE(way.knots().empty());
}

TEST(Continuation, SaysHowFarItGot) {
  Trial stuck(0, 0.4);
  go(stuck, [](const Job& job, Outcome& outcome) {
    outcome.status.outcome = job.bias > 4 ? Convergence::diverged : outcome.status.outcome;
  });
  EXPECT_THAT(stuck.way.trouble(), testing::StartsWith("no steady state beyond 0.1"));
  EXPECT_FALSE(stuck.way.knots().empty());

  Trial dark(0, 0.4);
  go(dark, [](const Job& job, Outcome& outcome) {
    outcome.status.outcome = job.light > 1e-3 ? Convergence::diverged : outcome.status.outcome;
  });
  EXPECT_THAT(dark.way.trouble(), testing::StartsWith("no steady state at 0 V and "));
  EXPECT_TRUE(dark.way.knots().empty());

  FlatCell broken = dark.flat;
  std::ranges::fill(broken.numbers, std::nan(""));
  SingleCell cell(broken);
  Continuation none(cell, neutral_start(dark.c.design, dark.mesh), {0, 0.4, 0.01, false}, true);
  while (none.job() != nullptr) {
    none.take(cell.solve(*none.job()));
  }
  EXPECT_THAT(none.trouble(), testing::StartsWith("no equilibrium: last update nan kT/q after 1"));
}

TEST(NestedMesh, KeepsNodesLightAndLayers) {
  testing_cells::Case c = bm1();
  c.design.layers[0].elements = 7;  // odd: the last element of the half mesh is a single one
  c.design.layers[1].elements = 1;
  const Mesh mesh = make_mesh(c.design);
  const auto pairs = testing_cells::beer(mesh, c.lit_from, c.flux, c.absorption);
  const LitMesh half = halve(mesh, pairs);
  EXPECT_EQ(half.mesh.x.size(), 1U + 4 + 1 + 30);
  EXPECT_TRUE(std::ranges::includes(mesh.x, half.mesh.x));
  EXPECT_EQ(half.generation.size(), 2 * half.mesh.x.size() - 1);
  EXPECT_EQ(half.generation.back(), pairs.back());
  const auto exact = testing_cells::beer(half.mesh, c.lit_from, c.flux, c.absorption);
  for (std::size_t k = 0; k < exact.size(); ++k) {
    EXPECT_NEAR(half.generation[k], exact[k], 1e-6 * exact.back());
  }
  EXPECT_EQ(halve(refine(mesh), {}).mesh, mesh);
  std::vector<double> state;  // a cubic in x survives the way to a finer mesh, layer by layer
  const auto value = [](double x, int k) { return k + x / 1e-6 - std::pow(x / 1e-6, 3); };
  for (const double x : mesh.x) {
    state.insert(state.end(), {value(x, 0), value(x, 1), value(x, 2)});
  }
  const Mesh fine = refine(mesh);
  const std::vector<double> carried = Prolongation(mesh, fine)(state);
  for (std::size_t i = 0; i < fine.x.size(); ++i) {
    const bool is_in_thin_layer = fine.x[i] > 199e-9 && fine.x[i] < 251e-9;  // linear there
    for (int k = 0; k < 3; ++k) {
      EXPECT_NEAR(carried[3 * i + static_cast<std::size_t>(k)], value(fine.x[i], k),
                  is_in_thin_layer ? 1e-3 : 1e-12);
    }
  }
}

}  // namespace
}  // namespace heliofab::device
