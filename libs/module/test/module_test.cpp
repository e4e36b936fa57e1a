// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <numeric>

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

// Linear film J = J0 - g V: V'' = -R (J0 - g V) has a closed solution in exp(+-x sqrt(R g)). With
// R_M = 0 and the P3 side at voltage U, j = (J0/g - U) sqrt(g/R) g' tanh(w sqrt(R g)).
TEST(Strip, AgreesWithTheClosedFormOfALinearFilm) {
  ModuleDesign design;
  design.cell_length = 1;
  design.pitch = 5.7e-3 + dead_width(design.scribes);
  design.strip_elements = 400;
  const double g = 1000;  // [S/m2] = 0.1 S/cm2
  const StripCell cell{.curve = MonotoneCubic({-10, 10}, {300 + g * 10, 300 - g * 10}),
                       .tco_sheet_resistance = 10,
                       .mo_sheet_resistance = 0,
                       .p2_contact = 0};
  // Conductance per length of such a strip: 0.051535928 S/cm (sqrt(g/R) tanh(w sqrt(R g))).
  const double k = std::sqrt(10 * g);
  const double conductance = std::sqrt(g / 10) * std::tanh(5.7e-3 * k);
  EXPECT_NEAR(conductance, 5.1535928, 1e-6);
  const double current = 1.2;                                 // [A/m]
  const double at_contact = 300 / g - current / conductance;  // [V] local, at the P3 side
  const StripSolution strip = solve_strip(design, cell, current);
  const double over_scribes = 10 * (design.scribes.p1_width + design.scribes.p1_p2_gap) * current;
  EXPECT_NEAR(strip.voltage, at_contact - over_scribes, 2e-5);
}

// Even generation with a flat curve loses R w^2 / 3 of series resistance exactly.
TEST(Strip, LumpsToAThirdOfTheSheetResistance) {
  ModuleDesign design;
  design.cell_length = 1;
  design.strip_elements = 200;
  const double w = active_width(design);
  // A steep step at 0.5 V around 300 A/m2: a battery, so the current density is even.
  const StripCell cell{.curve = MonotoneCubic({-1, 0.4, 0.6, 1}, {300.4, 300.1, 299.9, 299}),
                       .tco_sheet_resistance = 15,
                       .mo_sheet_resistance = 0,
                       .p2_contact = 0};
  const double current = 300 * w;
  const StripSolution strip = solve_strip(design, cell, current);
  const double mean = std::accumulate(strip.local.begin(), strip.local.end(), 0.0) /
                      static_cast<double>(strip.local.size());
  const double over_scribes = 15 * (design.scribes.p1_width + design.scribes.p1_p2_gap) * current;
  EXPECT_NEAR(mean - strip.voltage - over_scribes, 15 * w * w / 3 * 300, 1e-4);
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
