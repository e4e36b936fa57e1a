// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/mesh_errors.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/twin/module_heat_plan.hpp"
#include "heliofab/twin/module_plan.hpp"

// What a mesh is said to leave as errors, beside what it leaves.
namespace heliofab::twin {
namespace {

PlaneModulePlan plan_of(const std::string& name, std::vector<std::string> overrides) {
  return read_plane_module_plan(
             io::read_document(HELIOFAB_SOURCE_DIR "/data/modules/" + name + ".yaml",
                               {.overrides = std::move(overrides)}))
      .value;
}

void expect_estimate(double error, double estimate, const std::string& what) {
  EXPECT_LT(error, 2 * estimate) << what;
  EXPECT_GT(error, 0.01 * estimate) << what;
}

// The exact figures are maxima and zeros of their own, which the estimates look for nowhere.
TEST(MeshErrors, AreOfTheFiguresAsPrinted) {
  const PlaneFigures exact = solve_figures(plane_module(plan_of("m10", {"mesh.degree=6"})));
  for (const char* mesh :
       {"mesh.degree=3", "mesh.degree=2",
        "mesh={degree: 1, elements: 6, elements_flaw: 4, growth: 1.3, longest: 20 mm}"}) {
    const module::PlaneModule m = plane_module(plan_of("m10", {mesh}));
    const PlaneFigures printed = solve_figures(m);
    const MeshErrors errors = solve_mesh_errors(m, printed);
    ASSERT_TRUE(errors.is_known);
    expect_estimate(std::abs(printed.pmax() - exact.pmax()), errors.pmax, mesh);
    expect_estimate(std::abs(printed.voc - exact.voc), errors.voc, mesh);
    EXPECT_LT(std::abs(printed.isc - exact.isc), 2 * errors.isc + 1e-9 * exact.isc) << mesh;
    EXPECT_EQ(largest_share(errors, printed), errors.pmax / printed.pmax()) << mesh;
  }
}

// At the voltage of the highest power, and at another.
TEST(MeshErrors, AreOfTheHottestPlaceAsWell) {
  const PlaneModulePlan plan = plan_of("m10s-heat", {"mesh.degree=3"});
  const module::PlaneModule m = plane_module(plan);
  const module::PlaneHeat heat = plane_heat(plan);
  const PlaneFigures figures = solve_figures(m, nullptr, &heat);
  module::PlaneModule exact = m;
  exact.mesh.degree = 6;
  for (const double voltage : {figures.vmp, 1.0}) {
    const auto hottest = [&](const module::PlaneModule& of) {
      return solve_heated(of, heat, {voltage}).states[0].hottest;
    };
    const WarmPlace warm{&heat, voltage, hottest(m)};
    const MeshErrors errors = solve_mesh_errors(m, figures, &warm);
    expect_estimate(std::abs(warm.hottest - hottest(exact)), errors.hottest,
                    std::to_string(voltage));
  }
}

}  // namespace
}  // namespace heliofab::twin
