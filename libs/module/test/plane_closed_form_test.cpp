// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/module/p2_contact.hpp"
#include "linear_stripe.hpp"

// Modules of linear films, whose answers are formulas.
namespace heliofab::module {
namespace {

using namespace testing_planes;

// sqrt(g / R) tanh(w sqrt(R g)) with the back sheet a metal, tabulated to nine digits. A millionth
// of an ohm would only bring rounding; a thousandth changes the resistance by as much as its ratio
// to the other sheet.
TEST(PlaneClosedForm, LinearStripeHasItsConductance) {
  for (const auto& [g, expected, ratio] :
       {std::array{0.1, 0.051535928, 0.856974220}, std::array{0.8, 0.261200998, 0.383634569}}) {
    const PlaneModule m = linear_stripe(g * 1e4, 0, 10, 1e-3);
    const double conductance = 0.01 / (line_resistance(m) - beside_film(m.design));  // [S/cm]
    EXPECT_NEAR(conductance, expected, 1e-4 * expected);
    EXPECT_NEAR(0.01 / p2_resistance({1e-4 / g, active_width(m.design), 10, 0}), expected, 6e-10);
    const VoltageMap map = solve_plane(m, {0.1}).map;  // far edge over contact
    const std::size_t last = map.back.size() - map.y.size();
    EXPECT_NEAR((map.back[0] - map.front[0]) / (map.back[last] - map.front[last]), ratio, 3e-4);
  }
}

// Both sheets resistive: the stripe is the problem of a P2 contact.
TEST(PlaneClosedForm, LinearStripeOfTwoSheetsIsATransmissionLine) {
  for (const double back : {0.5, 5.0, 20.0}) {
    for (const double g : {10.0, 1e3, 1e4}) {  // [S/m2]
      const PlaneModule m = linear_stripe(g, 0, 10, back);
      const double expected = p2_resistance({1 / g, active_width(m.design), 10, back});
      EXPECT_NEAR(line_resistance(m) - beside_film(m.design), expected, 1e-9 * expected)
          << back << " ohm, " << g << " S/m2";
    }
  }
}

// Even generation: the sheets take R w^2 / 3 of series resistance and a largest drop of R J w^2 / 2
// when the back one is a metal.
TEST(PlaneClosedForm, EvenGenerationLosesAThirdOfTheSheet) {
  const double g = 5;  // [S/m2] so little that the next term, R g w^2 / 15, is 1e-4
  const PlaneModule m = linear_stripe(g, 300, 10, 1e-3);
  const double w = active_width(m.design);
  const double series = line_resistance(linear_stripe(g, 0, 10, 1e-3)) - beside_film(m.design);
  EXPECT_NEAR((series - 1 / (g * w)) * w, 10.001 * w * w / 3, 2e-4 * 10 * w * w / 3);
  const VoltageMap map = solve_plane(m, {0}).map;
  const std::size_t last = map.back.size() - map.y.size();
  EXPECT_NEAR(map.back[0] - map.front[0] - (map.back[last] - map.front[last]), 10 * 300 * w * w / 2,
              1e-3 * 10 * 300 * w * w / 2);
}

// A table of such resistances in ohm cm, 10 and 0.5 ohm sheets.
TEST(P2Contact, AgreesWithTheTable) {
  struct Row {
    double resistivity;              // [ohm cm2]
    std::array<double, 3> expected;  // [ohm cm] at 30, 50, 80 um
  };
  for (const Row& row :
       {Row{1e-5, {0.010872, 0.011710, 0.013128}}, Row{1e-4, {0.043329, 0.035457, 0.034049}},
        Row{5e-4, {0.177059, 0.117016, 0.088651}}, Row{1e-3, {0.343779, 0.217252, 0.152021}},
        Row{5e-3, {1.677156, 1.017449, 0.652794}}}) {
    for (std::size_t k = 0; k < 3; ++k) {
      const double width = std::array{30e-6, 50e-6, 80e-6}.at(k);
      EXPECT_NEAR(100 * p2_resistance({row.resistivity * 1e-4, width, 10, 0.5}), row.expected.at(k),
                  6e-7)
          << row.resistivity << ' ' << width;
    }
  }
}

// A ladder of resistors, cell by cell, comes to the same with their number squared.
TEST(P2Contact, IsTheLimitOfALadder) {
  const P2Contact c{5e-8, 50e-6, 10, 0.5};
  const auto ladder = [&](int n) {  // solved by shooting: both sheets and rungs are linear
    const double h = c.width / n;
    double drop = 1;       // [V] across the first rung
    double front = 0;      // [A/m] that has left the front sheet
    double sum_front = 0;  // of drops along the front sheet per current [ohm m]
    // Two solutions: with and without a start; the end condition mixes them.
    const auto end = [&](double start, double current, double& along) {
      double v = start;
      double in_front = current;
      along = 0;
      for (int k = 0; k < n; ++k) {
        const double rung = v * h / c.resistivity;
        in_front -= rung / (k == 0 ? 2 : 1);
        along += c.mo_sheet_resistance * (current - in_front) * h;
        v +=
            (-c.tco_sheet_resistance * in_front + c.mo_sheet_resistance * (current - in_front)) * h;
      }
      return in_front - v * h / c.resistivity / 2;
    };
    double along = 0;
    const double homogeneous = end(drop, 0, along);
    const double particular = end(0, 1, along);
    drop = -particular / homogeneous;
    front = end(drop, 1, sum_front);
    EXPECT_NEAR(front, 0, 1e-9);
    return drop + sum_front;
  };
  const double exact = p2_resistance(c);
  EXPECT_NEAR(std::log2((ladder(20) - exact) / (ladder(40) - exact)), 2, 0.02);
  EXPECT_NEAR(ladder(400), exact, 1e-5 * exact);
}

// Far from all edges, and near an end of the stripe.
TEST(PlaneClosedForm, PointSinkHasABesselFunctionAroundIt) {
  for (const double y : {9e-3, 1e-3}) {
    const SinkCheck check = point_sink(10e-3, y);
    EXPECT_LT(check.largest_error, 2e-3) << y;
    EXPECT_GT(check.compared, 50) << y;
  }
}

}  // namespace
}  // namespace heliofab::module
