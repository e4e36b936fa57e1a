// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/tracking.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "every_target.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/field/sun_path.hpp"

namespace heliofab::field {
namespace {

double rad(double degrees) { return degrees * unit::deg; }
double in_degrees(double angle) { return angle / unit::deg; }
Direction sun_at(double zenith, double azimuth) { return direction_to(rad(zenith), rad(azimuth)); }

const Tracker free_drive{
    .lowest = -std::numbers::pi / 2, .highest = std::numbers::pi / 2, .coverage = 2.0 / 7};

// The validation table of [anderson2020], as carried by pvlib-python 6382338,
// tests/test_tracking.py: axes to 195 deg on ground that falls 10 deg to the south, coverage 0.5.
// Three decimals; that table's tilts have three too, which a low sun makes 0.002 deg of.
TEST(Tracking, FollowsTheSlopeAwareTableOfItsAuthors) {
  const std::array<std::array<double, 4>, 10> rows{{{2.404287, 122.79177, -84.440, -10.899},
                                                    {11.263058, 133.288729, -72.604, -25.747},
                                                    {18.733558, 145.285552, -59.861, -59.861},
                                                    {24.109076, 158.939435, -45.578, -45.578},
                                                    {26.810735, 173.931802, -28.764, -28.764},
                                                    {26.482495, 189.371536, -8.475, -8.475},
                                                    {23.170447, 204.13681, 15.120, 15.120},
                                                    {17.296785, 217.446538, 39.562, 39.562},
                                                    {9.461862, 229.102218, 61.587, 32.339},
                                                    {0.524817, 239.330401, 79.530, 5.490}}};
  const AxisOnSlope axis = axis_on_slope({rad(10), rad(180)}, rad(195));
  EXPECT_NEAR(in_degrees(axis.axis_tilt), 9.666, 5e-4);
  EXPECT_NEAR(in_degrees(axis.cross_tilt), -2.576, 5e-4);
  Tracker t = free_drive;
  t.axis_azimuth = rad(195);
  t.axis_tilt = axis.axis_tilt;
  t.cross_tilt = axis.cross_tilt;
  t.coverage = 0.5;
  for (const auto& r : rows) {
    const Direction sun = sun_at(90 - r[0], r[1]);
    EXPECT_NEAR(in_degrees(true_tracking(t, sun)), r[2], 2e-3);
    EXPECT_NEAR(in_degrees(rotation(t, sun)), r[3], 2e-3);
  }
}

// A site near Florianopolis, axes to the north on a slope of 10.1149 deg to 77.34 deg: from pvlib's
// tests/data/singleaxis_tracker_wslope.csv (a year by another program; six hours of it here), whose
// sun is NREL's at sea level. Seven decimals there; refraction of its own air is 1e-4 deg of a low
// sun.
TEST(Tracking, FollowsAYearOnASlope) {
  const AxisOnSlope axis = axis_on_slope({rad(10.1149), rad(77.34)}, 0);
  EXPECT_NEAR(in_degrees(axis.axis_tilt), 2.239, 5e-4);
  EXPECT_NEAR(in_degrees(axis.cross_tilt), 9.86649274360294, 1e-6);
  const Tracker t{.axis_tilt = axis.axis_tilt,
                  .axis_azimuth = 0,
                  .cross_tilt = axis.cross_tilt,
                  .lowest = rad(-75),
                  .highest = rad(75),
                  .coverage = 0.33292759};
  const Site site{rad(-27.597300), rad(-48.549610), 0};
  struct Said {
    double hour, rotation, aoi;
  };
  constexpr double midnight = 1483239600;  // 2017-01-01 00:00 -03:00
  for (const Said& s :
       {Said{6.5, 75.0, 19.464202082977415}, Said{7.5, 64.08760993124552, 13.319934295635893},
        Said{9.5, 38.07725693987907, 3.395610128516448},
        Said{12.5, -2.776989959107077, 2.3815099207665114},
        Said{16.5, -56.39663412938887, 9.958241628370631},
        Said{17.5, -14.320935863369279, 56.434677286034585}}) {
    const SunPosition p = sun_position(site, {}, midnight + 3600 * s.hour);
    const Direction sun = direction_to(p.zenith, p.azimuth);
    const double turned = rotation(t, sun);
    EXPECT_NEAR(in_degrees(turned), s.rotation, 2e-4) << s.hour;
    EXPECT_NEAR(in_degrees(std::acos(cosine_between(normal_of(t, turned), sun))), s.aoi, 2e-4);
  }
}

// pvlib-python 6382338, tests/test_tracking.py.
TEST(Tracking, TurnsAsOthersTurn) {
  EXPECT_NEAR(in_degrees(rotation(free_drive, sun_at(60, 90))), -60, 1e-10);
  Tracker north = free_drive;
  north.axis_azimuth = 0;
  EXPECT_NEAR(in_degrees(rotation(north, sun_at(60, 90))), 60, 1e-10);
  EXPECT_NEAR(in_degrees(rotation(north, sun_at(80, 90))), 27.42833, 5e-6);
  north.backtracks = false;
  EXPECT_NEAR(in_degrees(rotation(north, sun_at(80, 90))), 80, 1e-10);
  north.highest = rad(45);
  EXPECT_NEAR(in_degrees(rotation(north, sun_at(60, 90))), 45, 1e-12);
  Tracker tilted = free_drive;
  tilted.axis_tilt = rad(30);
  EXPECT_NEAR(in_degrees(rotation(tilted, sun_at(30, 135))), -20.88121, 5e-6);
  const Direction face = normal_of(tilted, rotation(tilted, sun_at(30, 135)));
  EXPECT_NEAR(in_degrees(std::acos(face.up)), 35.98741, 5e-6);
  EXPECT_NEAR(in_degrees(std::atan2(face.east, face.north)), 142.65730, 5e-6);
  EXPECT_NEAR(in_degrees(std::acos(cosine_between(face, sun_at(30, 135)))), 7.286245, 5e-6);
}

TEST(Tracking, StowsAtNight) {
  Tracker t;
  t.stow = rad(-30);
  EXPECT_EQ(rotation(t, sun_at(95, 90)), t.stow);
}

// With backtracking the edge of a row's shadow just meets the next row: across the axes, a row of
// width 1 and the next at the spacing d seen along the sun's rays are side by side.
TEST(Tracking, LetsNoRowShadeTheNext) {
  Tracker t = free_drive;
  t.coverage = 0.5;
  for (const double cross : {-10.0, 0.0, 15.0}) {
    t.cross_tilt = rad(cross);
    for (const double zenith : {65.0, 70.0, 78.0}) {
      const Direction sun = sun_at(zenith, 270);
      const double ideal = true_tracking(t, sun);
      const double turned = rotation(t, sun);
      const double spacing = 1 / (t.coverage * std::cos(t.cross_tilt));
      const double seen_gap = spacing * std::cos(ideal - t.cross_tilt);
      const double seen_row = std::cos(ideal - turned);
      EXPECT_LE(seen_row, std::abs(seen_gap) + 1e-12);
      if (seen_gap < 1) {
        EXPECT_NEAR(seen_row, seen_gap, 1e-12) << "no further back than needed";
      }
    }
  }
}

TEST(Tracking, IsTheSameInLanesOnEveryInstructionSet) {
  const Stream draw(1, "test.field.tracking");
  std::vector<double> east, north, up;
  for (std::uint64_t i = 0; i < 403; ++i) {
    const Direction sun =
        direction_to(rad(110 * draw.uniform(0, i)), rad(360 * draw.uniform(1, i)));
    east.push_back(sun.east);
    north.push_back(sun.north);
    up.push_back(sun.up);
  }
  Tracker t;
  t.axis_tilt = rad(5);
  t.axis_azimuth = rad(200);
  t.cross_tilt = rad(-4);
  t.stow = rad(10);
  for (const bool backtracks : {false, true}) {
    t.backtracks = backtracks;
    std::vector<double> turned(403), e(403), n(403), u(403);
    track(t, {east, north, up}, {turned, e, n, u});
    for (std::size_t i = 0; i < turned.size(); ++i) {
      const Direction sun{east[i], north[i], up[i]};
      // An arc cosine near 1 is worth half of the digits: its root of what is lost of them.
      const double plain = rotation(t, sun);
      EXPECT_NEAR(turned[i], plain, 1e-13);
      const Direction face = normal_of(t, plain);
      EXPECT_NEAR(e[i], face.east, 1e-13);
      EXPECT_NEAR(n[i], face.north, 1e-13);
      EXPECT_NEAR(u[i], face.up, 1e-13);
    }
    const auto wanted = turned;
    on_every_target([&] {
      track(t, {east, north, up}, {.rotation = turned, .up = u});
      EXPECT_EQ(turned, wanted);
    });
  }
  std::vector<double> few(3);
  EXPECT_THROW(track(t, {east, north, up}, {.rotation = few}), LogicError);
}

}  // namespace
}  // namespace heliofab::field
