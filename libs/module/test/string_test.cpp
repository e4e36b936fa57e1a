// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include "plain_cases.hpp"
#include "string_cases.hpp"

// Many modules at a time against exact values, many points and other models.
namespace heliofab::module {
namespace {

using namespace testing_strings;
using testing_planes::hm50_isc;

std::vector<DiodeStripe> alike(std::size_t count) { return std::vector(count, hm50_stripe()); }

TEST(Strings, ReproduceTheFiftyCellBenchmark) {
  const StringSolutions solved = solve_strings(hm50_design(50), alike(50));
  const StringFigures& f = solved.modules.at(0);
  ASSERT_TRUE(f.status);
  EXPECT_NEAR(f.isc, hm50_isc, 6e-8);  // half the last digit
  EXPECT_NEAR(f.voc, 34.2767066, 1e-7);
  EXPECT_NEAR(f.pmax() / 14.4965387, 1, 2e-7);
  EXPECT_LT(f.pmax_error, 3e-6);
  EXPECT_GT(f.pmax_error, std::abs(f.pmax() / 14.4965387 - 1));
  for (const double v : solved.cell_voltage_mp) {
    EXPECT_NEAR(v, (f.vmp + f.imp * hm50_design(50).end_contact / 0.3) / 50, 1e-9);
  }
}

// At the voltage of maximum power the plane has the same power to second order in its own place.
TEST(Strings, AgreeWithTheModuleInItsPlane) {
  PlaneModule plane = testing_planes::hm50();
  plane.design.cells = 12;
  plane.mesh.degree = 10;
  std::vector<DiodeStripe> stripes = random_stripes(1, 12, {.sheet = 0, .contact = 0}, 3);
  plane.films.clear();
  for (DiodeStripe& s : stripes) {
    s.tco_sheet_resistance = 10;
    s.film.series_resistance = 2e-5;
    plane.films.push_back(s.film);
  }
  const StringFigures f = solve_strings(plane.design, stripes).modules.at(0);
  ASSERT_TRUE(f.status);
  const PlaneCurve curve = solve_plane(plane, {0, f.vmp, f.voc});
  EXPECT_NEAR(f.isc / curve.points[0].current, 1, f.isc_error);
  EXPECT_NEAR(f.imp / curve.points[1].current, 1, f.pmax_error);
  EXPECT_NEAR(curve.points[2].current / f.isc, 0, 1e-8);
}

// Two meshes of finite volumes, extrapolated: films given by curves, shunts, faults, breakdown.
TEST(Strings, AgreeWithFiniteVolumes) {
  ModuleDesign design = testing_strips::hm50_design();
  design.cells = 5;
  std::vector<StripCell> cells = testing_strips::equal_cells(
      design, testing_strips::tabulate(testing_strips::hm50_current, -1, 0.9, 400));
  cells[1].fault = 0.05;
  cells[2].shunt = 20;
  cells[2].shunt_exponent = 1.6;
  cells[3].tco_sheet_resistance = 14;
  cells[4].p2_contact *= 2;
  const StringSolutions solved = solve_strings(design, cells);
  const StringFigures& f = solved.modules.at(0);
  ASSERT_TRUE(f.status);
  design.strip_elements = 80;
  const ModuleCurve coarse = solve_module(design, cells);
  design.strip_elements = 160;
  const ModuleCurve fine = solve_module(design, cells);
  const double exact = fine.pmax() + (fine.pmax() - coarse.pmax()) / 3;
  EXPECT_NEAR(f.pmax() / exact, 1, std::min(f.pmax_error, 2e-6));
  EXPECT_NEAR(f.isc / (fine.isc + (fine.isc - coarse.isc) / 3), 1, f.isc_error);
  EXPECT_NEAR(f.voc / fine.voc, 1, 1e-8);
  const ModuleCurve curve = curve_of(solved, 0);
  EXPECT_NEAR(curve.fill_factor, fine.fill_factor, 2e-5);
  for (std::size_t k = 0; k < cells.size(); ++k) {
    EXPECT_NEAR(curve.cell_voltage_mp[k], fine.cell_voltage_mp[k], 1e-4) << k;
  }
}

TEST(Strings, BoundTheirErrors) {
  const Spread wild{.light = 0.03, .saturation = 0.6, .shunt = 1.5, .sheet = 0.2, .contact = 0.6};
  for (const Spread& spread : {Spread{}, wild}) {
    const StringErrors errors = errors_of(hm50_design(6), random_stripes(60, 6, spread, 5));
    EXPECT_EQ(errors.failed, 0);
    EXPECT_EQ(errors.exceeded, 0);
    EXPECT_LT(quantile(errors.power, 1), 3e-6);
    EXPECT_LT(quantile(errors.power_bound, 1), 1e-4);
    EXPECT_LT(quantile(errors.shorted, 1), 2e-4);
  }
}

// Films as the fab has them: curves through 22 points, which bend in each of them.
TEST(Strings, BoundTheirErrorsOfCurves) {
  const ModuleDesign design = hm50_design(6);
  std::vector<StripCell> cells;
  for (DiodeStripe s : random_stripes(20, 6, {}, 7)) {
    s.film.shunt = s.film.breakdown_current = 0;
    cells.push_back(
        {.curve = testing_strips::tabulate(
             [&](double v) { return film_state(s.film, v, v).current; }, -0.27, 0.76, 22),
         .shunt = 2,
         .shunt_exponent = 1.5,
         .tco_sheet_resistance = s.tco_sheet_resistance,
         .mo_sheet_resistance = s.mo_sheet_resistance,
         .p2_contact = s.p2_contact});
  }
  const StringErrors errors = errors_of(design, cells, 6);
  EXPECT_EQ(errors.failed, 0);
  EXPECT_EQ(errors.exceeded, 0);
  EXPECT_LT(quantile(errors.power_bound, 1), 5e-4);
}

// A stripe that is dead, dark or shaded. Where it breaks down in reverse the power has two maxima.
TEST(Strings, FindTheBestMaximumOfExtremeModules) {
  const ModuleDesign design = hm50_design(10);
  for (const double reverse : {0.0, 100.0}) {
    for (const double light : {0.0, 0.2, 0.5, 0.8, 0.95}) {
      std::vector<DiodeStripe> stripes = alike(10);
      for (DiodeStripe& s : stripes) {
        s.film.breakdown_current = reverse;
      }
      stripes[4].film.photocurrent *= light;
      stripes[7].ohmic = 3e4;
      const StringErrors errors = errors_of(design, stripes, 4);
      EXPECT_EQ(errors.failed, 0) << reverse << ' ' << light;
      EXPECT_EQ(errors.exceeded, 0) << reverse << ' ' << light << ": " << errors.power.at(0);
      EXPECT_LT(errors.power_bound.at(0), 1e-4);
      EXPECT_LT(errors.shorted.at(0), 1e-4);
    }
  }
}

TEST(Strings, SayWhenDegreesDoNotSuffice) {
  std::vector<DiodeStripe> stripes = alike(10);
  for (DiodeStripe& s : stripes) {
    s.tco_sheet_resistance = 1000;  // all current flows in a tenth of the stripe
  }
  const StringErrors errors = errors_of(hm50_design(10), stripes, 6);
  EXPECT_EQ(errors.exceeded, 0);
  EXPECT_GT(errors.power_bound.at(0), 1e-3);
}

TEST(Strings, MakeNothingOfDarkness) {
  std::vector<DiodeStripe> stripes = alike(10);
  for (DiodeStripe& s : stripes) {
    s.film.photocurrent = 0;
  }
  const StringSolutions solved = solve_strings(hm50_design(10), stripes);
  EXPECT_TRUE(solved.modules.at(0).status);
  EXPECT_EQ(solved.modules.at(0).pmax(), 0);
  EXPECT_EQ(curve_of(solved, 0), ModuleCurve{});
  // A moonlit one is a battery with the resistance of its shunts.
  for (DiodeStripe& s : stripes) {
    s.film.photocurrent = 0.01;
  }
  const StringFigures dim = solve_strings(hm50_design(10), stripes).modules.at(0);
  EXPECT_NEAR(dim.pmax() / (dim.isc * dim.voc), 0.25, 1e-3);
}

// Alone or among others, in registers of any width: the same bits.
TEST(Strings, AreTheSameInEveryCompanyAndRegister) {
  const ModuleDesign design = hm50_design(13);
  const std::vector<DiodeStripe> stripes = random_stripes(6, 13, {}, 9);
  const StringSolutions together = solve_strings(design, stripes);
  for (std::size_t m = 0; m < 6; ++m) {
    const StringSolutions alone = solve_strings(design, std::span(stripes).subspan(m * 13, 13));
    EXPECT_EQ(alone.modules[0], together.modules[m]) << m;
  }
  for (auto targets = hwy::SupportedTargets(); targets != 0; targets &= targets - 1) {
    hwy::SetSupportedTargetsForTest(targets & -targets);
    EXPECT_EQ(solve_strings(design, stripes), together) << hwy::TargetName(targets & -targets);
  }
  hwy::SetSupportedTargetsForTest(0);
}

TEST(Strings, WantWholeModules) {
  try {
    solve_strings(hm50_design(10), alike(15));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: module.cells: 15 cells given, wanted a multiple of 10 [E4102]\n");
  }
}

}  // namespace
}  // namespace heliofab::module
