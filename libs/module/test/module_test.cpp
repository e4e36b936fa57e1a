// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>

#include <gtest/gtest.h>

#include "heliofab/module/solve_module.hpp"
#include "plain_cases.hpp"

namespace heliofab::module {
namespace {

using namespace testing_strips;

// The exact quasi-1-D answer of the 50-cell benchmark (boundary-value solution to 1e-12). The
// tolerance is that of 160 volumes, a 4001-point table of the film and the P2 as one resistance.
TEST(Module, ReproducesTheFiftyCellBenchmark) {
  const ModuleDesign design = hm50_design();
  const auto cells = equal_cells(design, tabulate(hm50_current, -1, 0.9, 4001));
  const ModuleCurve curve = solve_module(design, cells);
  EXPECT_NEAR(curve.isc, 0.5809705, 2e-6);
  EXPECT_NEAR(curve.voc, 34.2767066, 5e-4);
  EXPECT_NEAR(curve.pmax(), 14.4965387, 14.4965387 * 5e-5);
  EXPECT_NEAR(curve.fill_factor, 0.7279661, 5e-5);
}

// Refinement of the strip: the error must fall fourfold per doubling.
TEST(Module, ConvergesWithSecondOrderInTheStrip) {
  ModuleDesign design = hm50_design();
  design.cells = 1;
  const auto cells = equal_cells(design, tabulate(hm50_current, -1, 0.9, 4001));
  std::vector<double> voltage;
  for (const std::int64_t n : {10, 20, 40, 80}) {
    design.strip_elements = n;
    voltage.push_back(solve_strip(design, cells[0], 0.5365).voltage);
  }
  const double order = std::log2((voltage[1] - voltage[0]) / (voltage[2] - voltage[1]));
  EXPECT_NEAR(order, 2, 0.1);
}

TEST(Strip, AgreesWithTheClosedFormOfALinearFilm) {
  const ClosedForm form = linear_film();
  EXPECT_NEAR(form.obtained, form.expected, 2e-5);
}

TEST(Strip, LumpsToAThirdOfTheSheetResistance) {
  const ClosedForm form = even_generation();
  EXPECT_NEAR(form.obtained, form.expected, 1e-4);
}

TEST(Strip, CarriesExactlyTheCurrentItIsAskedFor) {
  const ModuleDesign design;
  const StripCell cell{.curve = tabulate(hm50_current, -1, 0.9, 400), .shunt = 10, .fault = 0.5};
  for (const double current : {-3.0, 0.0, 2.0, 7.0, 9.0}) {
    const StripSolution strip = solve_strip(design, cell, current);
    ASSERT_TRUE(strip.status) << current;
    const double area = active_width(design) * design.cell_length;
    double sum = 0;
    for (const double v : strip.local) {
      sum += local_current(cell, ohmic_conductance(design, cell), v).value * area /
             static_cast<double>(strip.local.size());
    }
    EXPECT_NEAR(sum, current, 1e-7) << current;
  }
}

TEST(Module, LosesWithEveryResistanceShuntAndFault) {
  ModuleDesign design;
  design.cells = 4;
  const auto good = equal_cells(design, tabulate(hm50_current, -1, 0.9, 400));
  const double reference = solve_module(design, good).pmax();
  const auto pmax_with = [&](const std::function<void(StripCell&)>& change) {
    auto cells = good;
    change(cells[1]);
    return solve_module(design, cells).pmax();
  };
  EXPECT_LT(pmax_with([](StripCell& c) { c.tco_sheet_resistance = 30; }), reference);
  EXPECT_LT(pmax_with([](StripCell& c) { c.p2_contact *= 3; }), reference);
  EXPECT_LT(pmax_with([](StripCell& c) { c.shunt = 20; }), reference);
  EXPECT_LT(pmax_with([](StripCell& c) { c.fault = 1; }), reference);
}

// A stripe that makes less current is pushed into reverse at the string's short circuit.
TEST(Module, PushesAWeakStripeIntoReverse) {
  ModuleDesign design;
  design.cells = 10;
  auto cells = equal_cells(design, tabulate(hm50_current, -1, 0.9, 400));
  cells[3].curve = tabulate([](double v) { return hm50_current(v) - 100; }, -1, 0.9, 400);
  const ModuleCurve curve = solve_module(design, cells, 40);
  const StripSolution weak = solve_strip(design, cells[3], curve.isc);
  EXPECT_LT(weak.voltage, -2);
  for (std::size_t k = 1; k < curve.points.size(); ++k) {
    EXPECT_LT(curve.points[k].current, curve.points[k - 1].current);
    EXPECT_GT(curve.points[k].voltage, curve.points[k - 1].voltage);
  }
}

TEST(ModuleDesign, SaysWhenTheScribesLeaveNoCell) {
  ModuleDesign design;
  design.pitch = 0.2e-3;
  try {
    active_width(design);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: module.pitch: 0.2 mm leaves no cell beside 0.3 mm of scribes [E4101]\n"
                 "      note: make the pitch wider or the scribes narrower\n");
  }
}

}  // namespace
}  // namespace heliofab::module
