// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/surfaces.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace heliofab::field {
namespace {

constexpr double degree = unit::deg.scale;
const double south = std::numbers::pi;

// A sun at 45 deg before a south wall throws a shadow as long as the awning is deep; 60 deg aside
// it is twice as long, by the profile angle.
TEST(Overhang, ShadesByTheProfileAngle) {
  const Overhang awning{.depth = 0.8, .gap = 0.2, .height = 2};
  const Direction ahead = direction_to(45 * degree, 180 * degree);
  EXPECT_NEAR(profile_angle(south, ahead), 45 * degree, 1e-12);
  EXPECT_NEAR(shaded_height(awning, south, ahead), 0.6, 1e-12);
  const Direction aside = direction_to(45 * degree, 240 * degree);
  EXPECT_NEAR(std::tan(profile_angle(south, aside)), 2, 1e-12);
  EXPECT_NEAR(shaded_height(awning, south, aside), 1.4, 1e-12);
  EXPECT_EQ(shaded_height(awning, south, direction_to(10 * degree, 180 * degree)), 2);  // all of it
  EXPECT_EQ(shaded_height(awning, south, direction_to(45 * degree, 0)), 0);  // from behind
  EXPECT_EQ(shaded_height(awning, south, direction_to(95 * degree, 180 * degree)), 0);  // at night
  EXPECT_NEAR(shaded_share(awning, south, ahead), 0.3, 1e-12);
}

// No wider than the module, at 240 deg its shadow's end moves aside by depth tan 60 deg at the
// shadow's edge, and by half of it in the middle above which the awning is nearer.
TEST(Overhang, LetsTheSunInBesideItsEnds) {
  const Overhang narrow{.depth = 0.5, .gap = 0, .height = 2, .width = 2, .beyond = 0};
  const Direction aside = direction_to(45 * degree, 240 * degree);
  const double height = shaded_height(narrow, south, aside);
  EXPECT_NEAR(height, 1, 1e-12);
  const double open = 0.25 * std::tan(60 * degree);
  EXPECT_NEAR(shaded_share(narrow, south, aside), 0.5 * (1 - open / 2), 1e-12);
}

TEST(Overhang, TakesSkyFromTheWall) {
  EXPECT_EQ(sky_view_below(0, 1), 0.5);
  EXPECT_NEAR(sky_view_below(1, 1), 0.5 / std::sqrt(2.0), 1e-15);
  const Overhang awning{.depth = 0.8, .gap = 0.2, .height = 2};
  double sum = 0;
  constexpr int n = 10'000;
  for (int i = 0; i < n; ++i) {
    sum += sky_view_below(0.8, 0.2 + 2 * (i + 0.5) / n) / n;
  }
  EXPECT_NEAR(sky_share(awning), sum / 0.5, 1e-7);
  EXPECT_EQ(sky_share({}), 1);
}

// Sun over the apex: mean over apex, worst over mean, loss of current [%] with cells along the
// axis.
TEST(Cylinder, LosesByItsArcAsWorkedOutByHand) {
  struct Row {
    double arc, mean, worst, loss;
  };
  const Plane level{0, south};
  for (const Row& row : {Row{20, 0.9949, 0.9898, 1.0}, Row{30, 0.9886, 0.9770, 2.3},
                         Row{45, 0.9745, 0.9481, 5.2}, Row{60, 0.9549, 0.9069, 9.3},
                         Row{90, 0.9003, 0.7854, 21.5}, Row{120, 0.8270, 0.6046, 39.5}}) {
    const CylinderBeam beam = cylinder_beam({.arc = row.arc * degree}, level, {0, 0, 1});
    EXPECT_NEAR(beam.mean, row.mean, 5e-5) << row.arc;
    EXPECT_NEAR(beam.worst / beam.mean, row.worst, 5e-5) << row.arc;
    EXPECT_NEAR(100 * (1 - beam.worst / beam.mean), row.loss, 0.05) << row.arc;
  }
}

// The closed form is what many strips give, for suns beside and behind too.
TEST(Cylinder, IsTheMeanOfItsStrips) {
  const Plane roof{35 * degree, 210 * degree};
  for (const double axis : {0.0, 40.0, 90.0}) {
    for (const double zenith : {10.0, 50.0, 85.0}) {
      for (const double azimuth : {30.0, 150.0, 260.0}) {
        const Cylinder bent{.arc = 110 * degree, .axis = axis * degree};
        const Direction sun = direction_to(zenith * degree, azimuth * degree);
        double mean = 0;
        constexpr int n = 2000;
        for (const Direction& normal : strip_normals(bent, roof, n)) {
          mean += std::max(0.0, cosine_between(normal, sun)) / n;
        }
        EXPECT_NEAR(cylinder_beam(bent, roof, sun).mean, mean, 1e-6);
      }
    }
  }
  const Direction apex = normal_of(roof);
  EXPECT_NEAR(cosine_between(normal_on({.arc = 1}, roof, 0), apex), 1, 1e-15);
  EXPECT_EQ(cylinder_beam({}, roof, {0, 0, 1}).mean, std::cos(35 * degree));
}

// An axis along the steepest rise bends to the sides; across it, up and down.
TEST(Cylinder, BendsAboutItsAxis) {
  const Plane wall{90 * degree, south};
  EXPECT_NEAR(normal_on({.arc = 1}, wall, 0.3).up, 0, 1e-15);
  EXPECT_NEAR(std::abs(normal_on({.arc = 1, .axis = 90 * degree}, wall, 0.3).up), std::sin(0.3),
              1e-12);
}

TEST(Zigzag, TiltsPanelsByTurns) {
  const auto panels = zigzag(4, 20 * degree, {0, south}, 0.1);
  ASSERT_EQ(panels.size(), 4U);
  for (const FoldedPanel& panel : panels) {
    EXPECT_NEAR(panel.plane.tilt, 20 * degree, 1e-12);
  }
  EXPECT_NEAR(panels[0].plane.azimuth, panels[2].plane.azimuth, 1e-12);
  EXPECT_NEAR(std::abs(panels[0].plane.azimuth - panels[1].plane.azimuth), std::numbers::pi, 1e-12);
  EXPECT_EQ(panels[3].name, "panel 4");
}

// True-tracking rows on level ground: 1 - |cos R| / coverage; backtracking ones are never shaded.
TEST(RowShade, IsLorenzosAndBacktrackingAvoidsIt) {
  Tracker tracker{
      .lowest = -90 * degree, .highest = 90 * degree, .coverage = 0.4, .backtracks = false};
  for (const double azimuth : {90.0, 250.0}) {
    for (const double zenith : {20.0, 60.0, 70.0, 80.0, 88.0}) {
      const Direction sun = direction_to(zenith * degree, azimuth * degree);
      const double best = true_tracking(tracker, sun);
      EXPECT_NEAR(row_shade(tracker, best, sun), std::max(0.0, 1 - std::cos(best) / 0.4), 1e-12);
      tracker.backtracks = true;
      EXPECT_NEAR(row_shade(tracker, rotation(tracker, sun), sun), 0, 1e-9);
      tracker.backtracks = false;
    }
  }
  EXPECT_EQ(row_shade(tracker, 0, direction_to(100 * degree, 90 * degree)), 0);
}

TEST(RowShade, IsAvoidedOnSlopesToo) {
  const Tracker tracker{
      .cross_tilt = 8 * degree, .lowest = -90 * degree, .highest = 90 * degree, .coverage = 0.5};
  for (const double zenith : {40.0, 70.0, 80.0}) {
    for (const double azimuth : {80.0, 280.0}) {
      const Direction sun = direction_to(zenith * degree, azimuth * degree);
      EXPECT_NEAR(row_shade(tracker, rotation(tracker, sun), sun), 0, 1e-9);
    }
  }
}

}  // namespace
}  // namespace heliofab::field
