// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/curve_table.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"
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

std::vector<CellCurve> diodes(std::span<const std::vector<double>> points) {
  std::vector<CellCurve> curves;
  std::ranges::transform(points, std::back_inserter(curves), diode);
  return curves;
}

const std::vector<Axis> box{
    {"photocurrent", 280, 360, false}, {"saturation", 1e-4, 1e-2, true}, {"shunt", 0, 40, false}};

TEST(CurveTable, StatesTheErrorThatAThirdPartyFinds) {
  const CurveTable table(box, diodes);
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
  const CurveTable table(box, diodes);
  const std::vector<double> point{330, 2e-3, 10};
  const TableCurve curve = table.at(point);
  EXPECT_TRUE(std::ranges::is_sorted(curve.voltage));
  EXPECT_TRUE(std::ranges::is_sorted(curve.current_density, std::greater<>()));
  const auto zero = std::ranges::find(curve.voltage, 0.0) - curve.voltage.begin();
  EXPECT_NEAR(curve.current_density[static_cast<std::size_t>(zero)], diode(point).jsc, 0.05);
}

TEST(CurveTable, IsTheSameForAnyBatchAndNumberOfThreads) {
  const std::vector<double> point{311, 1e-3, 3};
  const TableCurve by_default = CurveTable(box, diodes).at(point);
  for (const std::size_t batch : {1U, 7U, 1000U}) {
    const ThreadLimit limit(batch % 3);
    const TableCurve curve = CurveTable(box, diodes, {}, {.batch = batch}).at(point);
    EXPECT_EQ(curve.current_density, by_default.current_density) << batch;
    EXPECT_EQ(curve.bound, by_default.bound) << batch;
  }
}

TEST(CurveTable, HandsOverBatchesAndCountsThem) {
  std::atomic<std::size_t> largest = 0;
  const auto solve = [&](std::span<const std::vector<double>> points) {
    largest = std::max(largest.load(), points.size());
    return diodes(points);
  };
  std::vector<std::size_t> done;
  const auto report = [&](std::size_t so_far, std::size_t total) {
    EXPECT_EQ(total, 80U);
    done.push_back(so_far);
    return true;
  };
  const CurveTable table(box, solve, report, {.batch = 30});
  EXPECT_EQ(largest, 30U);
  EXPECT_EQ(done.size(), 3U);
  EXPECT_EQ(done.back(), 80U);
  EXPECT_TRUE(std::ranges::is_sorted(done));
}

// Batches that other threads have begun may still end: a few of 80.
TEST(CurveTable, StopsBetweenBatches) {
  std::atomic<int> calls = 0;
  const auto solve = [&](std::span<const std::vector<double>> points) {
    ++calls;
    return diodes(points);
  };
  const ThreadLimit one(1);
  EXPECT_THROW(CurveTable(box, solve, [](std::size_t, std::size_t) { return false; }, {.batch = 1}),
               ModelError);
  EXPECT_LE(calls, 8);
}

// 99 % of 300 points, less three standard deviations of chance.
TEST(CurveTable, BoundsTheErrorOfEachPoint) {
  const CurveTable table(box, diodes, {}, {.solves_per_term = 10});
  const Stream draws(4, "device.test.curve_table");
  constexpr std::size_t count = 300;
  double covered = 0;
  double bound = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> point;
    for (std::uint32_t a = 0; a < 3; ++a) {
      const double t = std::clamp(normal_quantile(draws.uniform(i, a)) / 4.4, -0.5, 0.5) + 0.5;
      point.push_back(a == 1 ? 1e-4 * std::pow(100, t)
                             : box[a].low + t * (box[a].high - box[a].low));
    }
    const TableCurve curve = table.at(point);
    covered += std::abs(max_power(curve) / diode(point).pmax() - 1) <= curve.bound.pmax ? 1 : 0;
    bound += curve.bound.pmax / count;
  }
  EXPECT_GT(covered, count * (0.99 - 3 * std::sqrt(0.99 * 0.01 / count)));
  EXPECT_LT(bound, 5 * table.error().rms);
}

TEST(CurveTable, TrustsItselfLessTowardsTheEdge) {
  const CurveTable table(box, diodes);
  const CurveBound middle = table.at(std::vector<double>{320, 1e-3, 20}).bound;
  const CurveBound corner = table.at(std::vector<double>{280, 1e-2, 40}).bound;
  EXPECT_GT(corner.pmax, 2 * middle.pmax);
  EXPECT_GT(corner.voc, 2 * middle.voc);
  EXPECT_TRUE(std::isinf(table.at(std::vector<double>{279, 1e-3, 20}).bound.pmax));
}

TEST(ErrorEnvelope, FollowsTheErrorsFromPlaceToPlace) {
  std::vector<Witness> witnesses;
  for (int i = -50; i <= 50; ++i) {
    const double error = i < 0 ? 1e-4 : 1e-2;
    witnesses.push_back({{i / 50.0}, 0, {error, 2 * error, 0}});
  }
  const ErrorEnvelope envelope(witnesses, 0.9);
  EXPECT_GT(envelope.at({0.9}, 0).pmax, 3 * envelope.at({-0.9}, 0).pmax);
  EXPECT_NEAR(envelope.at({0.9}, 0).jsc, 2 * envelope.at({0.9}, 0).pmax, 1e-12);
  EXPECT_NEAR(envelope.at({0.9}, 1).pmax, 2 * envelope.at({0.9}, 0).pmax, 1e-12);
  EXPECT_EQ(envelope.at({0.9}, 0).voc, 0);  // no witness saw an error
  EXPECT_THROW(ErrorEnvelope({}, 0.9), LogicError);
}

TEST(CurveTable, KnowsItsBox) {
  const CurveTable table(box, diodes);
  EXPECT_TRUE(table.contains(std::vector<double>{300, 1e-3, 0}));
  EXPECT_FALSE(table.contains(std::vector<double>{300, 2e-2, 0}));
  EXPECT_THROW(CurveTable({{"x", 1, 1, false}}, diodes), InputError);
}

}  // namespace
}  // namespace heliofab::device
