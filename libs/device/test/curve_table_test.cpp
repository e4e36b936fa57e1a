// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/curve_table.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::device {
namespace {

// Analytic one-diode film: cheap enough to test the table itself. Parameters: photocurrent [A/m2],
// saturation current [A/m2], shunt [S/m2].
CellCurve diode(std::span<const double> p) {
  const double vt = 0.045;
  const auto j = [&](double v) { return p[0] - p[1] * std::expm1(v / vt) - p[2] * v; };
  CellCurve curve;
  for (int i = -30; i <= 90; ++i) {
    curve.points.push_back({i * 0.01, j(i * 0.01), 0, {Convergence::converged, 1, 0}});
  }
  curve.jsc = j(0);
  double low = 0;
  double high = 0.9;
  for (int i = 0; i < 60; ++i) {
    (j((low + high) / 2) > 0 ? low : high) = (low + high) / 2;
  }
  curve.voc = low;
  for (double v = 0; v < low; v += 1e-5) {
    if (v * j(v) > curve.pmax()) {
      curve.vmp = v;
      curve.jmp = j(v);
    }
  }
  return curve;
}

const std::vector<Axis> box{
    {"photocurrent", 280, 360, false}, {"saturation", 1e-4, 1e-2, true}, {"shunt", 0, 40, false}};

TEST(CurveTable, StatesTheErrorThatAThirdPartyFinds) {
  const CurveTable table(box, diode);
  EXPECT_LT(table.error().p99, 2e-3);
  // Points of a different pattern, all over the middle of the box.
  double square = 0;
  int n = 0;
  for (double a = 300; a <= 340; a += 10) {
    for (double b = 5e-4; b <= 3e-3; b *= 1.7) {
      for (double c = 8; c <= 32; c += 8) {
        const std::vector<double> point{a, b, c};
        square += std::pow(max_power(table.at(point)) / diode(point).pmax() - 1, 2);
        ++n;
      }
    }
  }
  EXPECT_LT(std::sqrt(square / n), 1.5 * table.error().rms + 1e-5);
}

TEST(CurveTable, GivesAFallingCurveThroughShortAndOpenCircuit) {
  const CurveTable table(box, diode);
  const std::vector<double> point{330, 2e-3, 10};
  const TableCurve curve = table.at(point);
  EXPECT_TRUE(std::ranges::is_sorted(curve.voltage));
  EXPECT_TRUE(std::ranges::is_sorted(curve.current_density, std::greater<>()));
  const auto zero = std::ranges::find(curve.voltage, 0.0) - curve.voltage.begin();
  EXPECT_NEAR(curve.current_density[static_cast<std::size_t>(zero)], diode(point).jsc, 0.05);
}

TEST(CurveTable, IsTheSameForAnyNumberOfThreads) {
  const CurveTable a(box, diode);
  const CurveTable b(box, diode);
  const std::vector<double> point{311, 1e-3, 3};
  EXPECT_EQ(a.at(point).current_density, b.at(point).current_density);
}

TEST(CurveTable, KnowsItsBox) {
  const CurveTable table(box, diode);
  EXPECT_TRUE(table.contains(std::vector<double>{300, 1e-3, 0}));
  EXPECT_FALSE(table.contains(std::vector<double>{300, 2e-2, 0}));
  EXPECT_THROW(CurveTable({{"x", 1, 1, false}}, diode), InputError);
}

}  // namespace
}  // namespace heliofab::device
