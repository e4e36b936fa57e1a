// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/solve_cells.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../src/certificate.hpp"
#include "engines_agree.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::bm2;
using testing_cells::Case;
using testing_cells::expect_engines_agree;

constexpr CertificateLimits as_given{.mesh = 1, .refinements = 0};

using testing_cells::task;

CertifiedCurve solve(const CellTask& t, const CertificateLimits& limits = as_given) {
  return solve_cells({&t, 1}, limits).front();
}

// The points end where the request does, the figures do not.
TEST(SolveCells, FindsOpenCircuitBeyondTheLastPoint) {
  const testing_cells::Case c = bm1();
  const CertifiedCurve whole = solve(task(c, {.to = 0.8}));
  for (const bool stops : {false, true}) {
    const CertifiedCurve part = solve(task(c, {.to = 0.3, .stop_after_voc = stops}));
    EXPECT_TRUE(part.is_certified());
    EXPECT_NEAR(part.points.back().voltage, 0.3, 1e-12);
    EXPECT_NEAR(part.voc, whole.voc, 1e-8);
    EXPECT_NEAR(part.pmax(), whole.pmax(), 1e-6 * whole.pmax());
    EXPECT_NEAR(part.mesh_error.voc, whole.mesh_error.voc, 3e-5);  // between other knots
  }
}

TEST(SolveCells, AgreesWithThePlainEngineOnAwkwardMeshes) {
  for (Case c : {bm1(), bm2(), testing_cells::cdte()}) {
    for (const std::int64_t elements : {1, 2, 7, 30}) {
      for (Layer& layer : c.design.layers) {
        layer.elements = elements;
      }
      c.design.layers.back().elements = 3 * elements + 5;
      const CellTask t = task(c, {.from = -0.13, .to = 1.2, .step = 0.03});
      expect_engines_agree(t);
    }
  }
}

TEST(SolveCells, AgreesWithThePlainEngineInTheDark) {
  CellTask t = task(bm2(), {.from = -2, .to = 0.8, .step = 0.04});
  t.generation.clear();
  expect_engines_agree(t);
  const CertifiedCurve fast = solve(t);
  const auto zero = std::ranges::find(fast.points, 0.0, &CertifiedPoint::voltage);
  ASSERT_NE(zero, fast.points.end());
  EXPECT_EQ(zero->current_density, 0);
  EXPECT_EQ(zero->spread, 0);
}

TEST(SolveCells, AgreesWithThePlainEngineOnACellWithEverythingInIt) {
  CellDesign design = testing_cells::rich();
  design.back.velocity_n = design.back.velocity_p = 1e5;
  for (Layer& layer : design.layers) {
    layer.elements = 30;
  }
  const Mesh mesh = make_mesh(design);
  const CellTask t{design, mesh, testing_cells::beer(mesh, 0, 1e21, 1e6), {.to = 0.9}};
  expect_engines_agree(t);
}

std::vector<CellTask> random_tasks(std::size_t count) {
  const Stream stream(11, "device.test.solve_cells");
  std::vector<CellTask> tasks;
  for (std::size_t k = 0; k < count; ++k) {
    Case c = testing_cells::make_case(
        testing_cells::draw_cell([&](unsigned draw) { return stream.uniform(k, draw); }));
    if (k % 3 == 1) {  // of another shape
      c.design.layers[1].levels.push_back({LevelKind::acceptor, 1e22, 0.1, 1e-9, 1e-9});
    }
    tasks.push_back(task(c, {.to = 1.4, .step = 0.04}));
  }
  return tasks;
}

TEST(SolveCells, AgreesWithThePlainEngineOnRandomCells) {
  for (const CellTask& t : random_tasks(40)) {
    expect_engines_agree(t);
  }
}

TEST(SolveCells, GivesACellTheSameBitsWhateverItsCompanions) {
  const std::vector<CellTask> tasks = random_tasks(37);
  const std::vector<CertifiedCurve> together = solve_cells(tasks);
  std::vector<CellTask> reversed(tasks.rbegin(), tasks.rend());
  std::vector<CertifiedCurve> turned;
  {
    const ThreadLimit one(1);
    turned = solve_cells(reversed);
  }
  std::ranges::reverse(turned);
  EXPECT_EQ(together, turned);
  for (const std::size_t k : {0U, 1U, 17U, 36U}) {
    EXPECT_EQ(solve(tasks[k], {}), together[k]) << k;
  }
}

TEST(SolveCells, CutsElementsUntilTheMeshIsGoodEnough) {
  Case coarse = bm1();
  for (Layer& layer : coarse.design.layers) {
    layer.elements = 6;
  }
  const CertifiedCurve found = solve(task(coarse, {.to = 0.8}), {.mesh = 5e-4, .refinements = 6});
  EXPECT_TRUE(found.is_certified()) << found.doubts.front();
  EXPECT_GT(found.nodes, 70U);
  EXPECT_LE(std::abs(found.mesh_error.pmax), 5e-4 * found.pmax());
  EXPECT_NEAR(found.pmax(), 153.9564, 5e-4 * 153.9564);  // docs/validation/device.md
}

// Half the elements have four times the error: an estimate of a third of the difference is right
// to the next order.
TEST(SolveCells, EstimatesTheErrorOfTheMesh) {
  const CertifiedCurve found = solve(task(bm1(2), {.to = 0.8, .step = 0.01}));
  const CertifiedCurve fine = solve(task(bm1(8), {.to = 0.8, .step = 0.01}));
  EXPECT_NEAR(found.mesh_error.jsc, found.jsc - fine.jsc, 0.2 * std::abs(found.jsc - fine.jsc));
  EXPECT_NEAR(found.mesh_error.pmax, found.pmax() - fine.pmax(),
              0.2 * std::abs(found.pmax() - fine.pmax()));
  for (std::size_t k = 0; k < found.points.size(); ++k) {
    const double error = found.points[k].current_density - fine.points[k].current_density;
    EXPECT_NEAR(found.points[k].mesh_error, error, 0.3 * std::abs(error) + 1e-4 * found.jsc)
        << found.points[k].voltage;
  }
}

TEST(SolveCells, AccountsForEveryPair) {
  const CellTask t = task(bm2());
  const double photocurrent = constants::elementary_charge * t.generation.back();
  for (const CertifiedPoint& p : solve(t).points) {
    const LossCurrents& l = p.losses;
    const double lost = l.radiative + l.auger + l.shockley_read_hall + l.front_contact +
                        l.back_contact + l.interfaces;
    EXPECT_NEAR(p.current_density + lost, photocurrent, 1e-9 * photocurrent);
  }
}

TEST(Certificate, DoubtsEachPointThatIsNotAccurateEnough) {
  CertifiedCurve curve{.points = std::vector<CertifiedPoint>(5), .jsc = 300};
  const Status converged{Convergence::converged, 3, 1e-7};
  for (std::size_t k = 0; k < curve.points.size(); ++k) {
    curve.points[k] = {.voltage = 0.1 * static_cast<double>(k), .current_density = 200};
    curve.points[k].status = converged;
  }
  curve.points[1].residual = 6e-4;
  curve.points[2].spread = 6e-4;
  curve.points[2].rounding = 1e-4;  // explains it
  curve.points[3].balance = std::nan("");
  curve.points[4].status.outcome = Convergence::diverged;
  add_doubts({}, curve);
  EXPECT_THAT(curve.doubts,
              testing::ElementsAre("0.1000 V: residual 6.0e-04, spread 0.0e+00, balance 0.0e+00 "
                                   "A/m2, wanted below 5.0e-04",
                                   "0.3000 V: residual 0.0e+00, spread 0.0e+00, balance nan A/m2, "
                                   "wanted below 5.0e-04",
                                   "0.4000 V: no steady state, last update 1.0e-07 kT/q after 3 "
                                   "iterations"));
}

// Of a knot that only one of the two meshes has nothing can be said.
TEST(Certificate, ComparesTheMeshesAtTheBiasesTheyShare) {
  const auto solved = [](std::vector<std::pair<double, double>> points) {
    std::vector<Solved> list;
    for (const auto& [bias, j] : points) {
      list.push_back({.bias = bias, .state = {}, .status = {}});
      list.back().measured[current] = j;
    }
    return list;
  };
  const auto whole = solved({{-3, 301}, {0, 300}, {3, 290}, {6, 200}, {20, -900}});
  const auto half = solved({{0, 303}, {3, 293}, {6, 203}});
  const MeshDefect defect(whole, half);
  EXPECT_NEAR(defect.at(0, 300), 1, 1e-12);
  EXPECT_NEAR(defect.at(3, 290), 1, 1e-12);
  EXPECT_NEAR(defect.at(6, 200), 1, 1e-12);
  EXPECT_TRUE(std::isfinite(defect.at(-3, 301)));
  EXPECT_TRUE(std::isnan(defect.at(20, -900)));
  EXPECT_TRUE(std::isnan(MeshDefect(whole, {}).at(0, 300)));
  EXPECT_TRUE(std::isnan(MeshDefect(whole, {}).worst(0.025, true)));
  EXPECT_TRUE(std::isnan(MeshDefect(whole, {}).worst(0.025, false)));
}

TEST(Certificate, DoubtsAMeshOfUnknownError) {
  CertifiedCurve curve{
      .points = {{.voltage = 0, .current_density = 300}}, .jsc = 300, .nodes = 101};
  curve.points[0].status.outcome = Convergence::converged;
  curve.points[0].mesh_error = curve.mesh_error.jsc = std::nan("");
  add_doubts({}, curve);
  EXPECT_THAT(curve.doubts,
              testing::ElementsAre("no coarser mesh to tell the error of 101 nodes by"));
}

TEST(SolveCells, DoubtsAPoorMeshInTheDark) {
  CellTask t = task(bm1(), {.to = 0.6, .step = 0.1});
  t.generation.clear();
  const CertifiedCurve poor = solve(t, {.mesh = 1e-4, .refinements = 0});
  ASSERT_EQ(poor.doubts.size(), 1U);
  EXPECT_THAT(poor.doubts.front(), testing::HasSubstr(" V: the mesh of 101 nodes errs by "));
  EXPECT_THAT(poor.doubts.front(), testing::EndsWith(" of the current, wanted 1.0e-04"));
  const CertifiedCurve good = solve(t, {.mesh = 1e-3, .refinements = 6});
  EXPECT_TRUE(good.is_certified()) << good.doubts.front();
  EXPECT_GT(good.nodes, 101U);
}

TEST(SolveCells, DoubtsAPoorMesh) {
  Case c = bm1();
  for (Layer& layer : c.design.layers) {
    layer.elements = 4;
  }
  const CertifiedCurve curve = solve(task(c), {.mesh = 1e-3, .refinements = 0});
  ASSERT_EQ(curve.doubts.size(), 1U);
  EXPECT_THAT(curve.doubts.front(), testing::StartsWith("Pmax changes by"));
  EXPECT_THAT(curve.doubts.front(), testing::EndsWith("on the finest mesh of 13 nodes"));
}

TEST(SolveCells, RefusesWhatThePlainEngineRefuses) {
  CellTask t = task(bm1());
  t.design.temperature = 10;
  EXPECT_THROW(solve_cells({&t, 1}), InputError);
  EXPECT_TRUE(solve_cells({}).empty());
}

}  // namespace
}  // namespace heliofab::device
