// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/plume.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace heliofab::process {
namespace {

using std::numbers::pi;

EvaporationSource one_nozzle(double exponent, double distance, double tilt = 0) {
  return {.name = "one",
          .zone = "open",
          .position = 0.5,
          .distance = distance,
          .nozzles = 1,
          .exponent = exponent,
          .tilt = tilt};
}

Evaporator tool_of(const EvaporationSource& source, const DepositionZone& zone) {
  return {.web_width = 0.4, .aperture_width = 0.3, .zones = {zone}, .sources = {source}};
}

// Right above, theta = 0 and r = h: (n + 1) / (2 pi h^2). At the angle theta beside it
// cos^(n + 3)(theta) of that: two cosines from r^2, one from the web, n from the plume.
TEST(Plume, FallsAsThePowerOfTheCosine) {
  for (const double n : {0.0, 1.0, 2.5, 6.0}) {
    const EvaporationSource s = one_nozzle(n, 0.2);
    const double above = (n + 1) / (2 * pi * 0.04);
    EXPECT_NEAR(impingement(s, {0.5, 0}), above, 1e-12 * above);
    const double cosine = 0.2 / std::hypot(0.2, 0.1, 0.07);
    EXPECT_NEAR(impingement(s, {0.6, -0.07}), above * std::pow(cosine, n + 3), 1e-12 * above);
  }
}

// Tilted by 30 degrees the axis meets the web h tan 30 further on, h / cos 30 away: there the
// plume's own cosine is 1.
TEST(Plume, LeansWithItsAxis) {
  const double tilt = pi / 6;
  const EvaporationSource s = one_nozzle(4, 0.2, tilt);
  const double r = 0.2 / std::cos(tilt);
  const double on_axis = 5 / (2 * pi) * std::cos(tilt) / (r * r);
  EXPECT_NEAR(impingement(s, {0.5 + 0.2 * std::tan(tilt), 0}), on_axis, 1e-12 * on_axis);
  // Behind the line where the axis has its right angle nothing arrives.
  EXPECT_EQ(impingement(s, {0.5 - 0.2 / std::tan(tilt) - 1e-9, 0}), 0);
  EXPECT_GT(impingement(s, {0.5 - 0.2 / std::tan(tilt) + 1e-2, 0}), 0);
}

// n = 1 is a thin hole: what reaches a rectangle is the view factor from a small patch parallel to
// it, for a corner above the patch with X = a / h, Y = b / h [howell2010]:
// (X / sqrt(1 + X^2) atan(Y / sqrt(1 + X^2)) + Y / sqrt(1 + Y^2) atan(X / sqrt(1 + Y^2))) / (2 pi).
TEST(Plume, FillsARectangleByItsViewFactor) {
  const auto corner = [](double a, double b, double h) {
    const double x = a / h;
    const double y = b / h;
    const double rx = std::sqrt(1 + x * x);
    const double ry = std::sqrt(1 + y * y);
    return (x / rx * std::atan(y / rx) + y / ry * std::atan(x / ry)) / (2 * pi);
  };
  const DepositionZone zone{.name = "open", .start = 0.4, .length = 0.35, .opening = 0.4};
  const EvaporationSource s = one_nozzle(1, 0.2);
  const PlumeShares shares = plume_shares(tool_of(s, zone), s);
  const double film = 2 * (corner(0.1, 0.15, 0.2) + corner(0.25, 0.15, 0.2));
  const double web = 2 * (corner(0.1, 0.2, 0.2) + corner(0.25, 0.2, 0.2));
  EXPECT_NEAR(shares.film, film, 1e-11);
  EXPECT_NEAR(shares.margins, web - film, 1e-11);
  EXPECT_NEAR(shares.walls, 1 - web, 1e-11);
}

// An endless row of nozzles, spacing d at height h, brings the mean of a line source, 1 / (2 h d)
// per nozzle for n = 1, and on it the waves of the row: the first, of wave number k = 2 pi / d, has
// the amplitude 2 (1 + k h) exp(-k h), the transform of (h^2 / pi) / (h^2 + y^2)^2. 2001 nozzles
// lack (h / 100 m)^3 of the mean.
TEST(Plume, IsEvenUnderALongRowOfNozzles) {
  EvaporationSource s = one_nozzle(1, 0.15);
  s.spacing = 0.1;
  s.nozzles = 2001;
  for (const double h : {0.15, 0.3}) {
    s.distance = h;
    const double kh = 2 * pi * h / 0.1;
    const double wave = 2 * (1 + kh) * std::exp(-kh);
    // One nozzle lies above the middle.
    EXPECT_NEAR(2001 * 2 * h * 0.1 * impingement(s, {0.5, 0}) - 1, wave, 1e-6);
    EXPECT_NEAR(2001 * 2 * h * 0.1 * impingement(s, {0.5, 0.05}) - 1, -wave, 1e-6);
  }
}

// High above, the plume's edge: uniform within (width / h)^2.
TEST(Plume, IsEvenFarAway) {
  const EvaporationSource s = one_nozzle(3, 20);
  EXPECT_NEAR(impingement(s, {0.6, 0.1}) / impingement(s, {0.5, 0}), 1, 6 * 0.02 / 800 * 1.01);
}

TEST(Plume, GoesToFilmMarginsAndWallsWithoutRest) {
  double worst = 0;
  for (const double exponent : {0.5, 1.0, 2.3, 3.0, 8.0}) {
    for (const double tilt : {0.0, 0.2, -0.6, 1.0}) {
      for (const double start : {0.35, 0.5, 0.499, 0.7}) {  // foot inside, on and before the edge
        EvaporationSource s = one_nozzle(exponent, 0.2, tilt);
        s.nozzles = 2;
        s.spacing = 0.3;  // above the aperture's edges
        const DepositionZone zone{.name = "open", .start = start, .length = 0.3, .opening = 0.36};
        const PlumeShares shares = plume_shares(tool_of(s, zone), s);
        worst = std::max(worst, std::abs(shares.film + shares.margins + shares.walls - 1));
      }
    }
  }
  EXPECT_LT(worst, 1e-10);
}

// A plume mirrored along the path brings the same.
RC_GTEST_PROP(Plume, IsItsMirrorImage, ()) {
  const double tilt = *rc::gen::inRange(-50, 50) * 0.01;
  const double along = *rc::gen::inRange(-100, 100) * 0.01;
  const double across = *rc::gen::inRange(-30, 30) * 0.01;
  const double here = impingement(one_nozzle(2.5, 0.2, tilt), {0.5 + along, across});
  const double there = impingement(one_nozzle(2.5, 0.2, -tilt), {0.5 - along, -across});
  RC_ASSERT(std::abs(here - there) <= 1e-12 * std::max(here, 1e-3));
}

}  // namespace
}  // namespace heliofab::process
