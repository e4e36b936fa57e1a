// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/interconnect.hpp"
#include "heliofab/process/scribe_place.hpp"

namespace heliofab::process {
namespace {

// Squares of hole diameters over the logarithm of pulse energy are a line of slope 2 w0^2
// [liu1982]; pulses close to one another leave the hole's width.
TEST(LaserScribe, WidensWithTheLogarithmOfItsEnergy) {
  LaserBeam beam{.spot_radius = 30e-6, .pulse_energy = 4e-6, .pulse_spacing = 1e-9};
  const double narrow = laser_groove(beam, mo_film()).width;
  beam.pulse_energy *= std::exp(1);
  const double wide = laser_groove(beam, mo_film()).width;
  EXPECT_NEAR(wide * wide - narrow * narrow, 2 * 30e-6 * 30e-6, 1e-16);
}

TEST(LaserScribe, CutsTheWidthsOfTheDesign) {
  EXPECT_NEAR(laser_groove(p1_beam(), mo_film()).width / unit::um, 50, 1);
  EXPECT_NEAR(laser_groove(p2_beam(), cigs_film(2.05e-6)).width / unit::um, 80, 1);
  EXPECT_NEAR(laser_groove(p3_beam(), cigs_film(2.4e-6)).width / unit::um, 70, 1);
}

// Holes of radius r at a distance s meet at half-chords of sqrt(r^2 - s^2 / 4), and not at all
// when they do not touch.
TEST(LaserScribe, IsNarrowestWhereHolesMeet) {
  LaserBeam beam = p1_beam();
  beam.pulse_spacing = 1e-9;
  const double hole = laser_groove(beam, mo_film()).width;
  beam.pulse_spacing = 0.6 * hole;
  EXPECT_NEAR(laser_groove(beam, mo_film()).width, 0.8 * hole, 1e-9 * hole);
  beam.pulse_spacing = 1.01 * hole;
  EXPECT_EQ(laser_groove(beam, mo_film()), Groove{});
}

// Depth on a line beside the axis is the sum over pulses of depth_per_pulse times the logarithm of
// fluence over threshold. Where the sum is the thickness, the bottom ends.
TEST(LaserScribe, OpensTheBottomWhereItsPulsesAddUpToTheFilm) {
  const LaserBeam beam = p2_beam();
  const AblatedFilm film = cigs_film(2.05e-6);
  const double x = laser_groove(beam, film).bottom_width / 2;
  const auto within = [&](double reach) {
    double sum = 0;
    const double step = reach / 20000;
    for (int i = -20000; i < 20000; ++i) {
      const double y = (i + 0.5) * step;
      sum += std::max(0.0, std::log(peak_fluence(beam) / film.threshold) -
                               2 * (x * x + y * y) / (beam.spot_radius * beam.spot_radius)) *
             step;
    }
    return film.depth_per_pulse * sum / beam.pulse_spacing;
  };
  EXPECT_NEAR(within(100e-6), film.thickness, 1e-6 * film.thickness);
}

TEST(LaserScribe, LeavesAResidueWhenWeak) {
  LaserBeam weak = p2_beam();
  weak.pulse_energy = 10e-6;
  const Groove groove = laser_groove(weak, cigs_film(2.05e-6));
  EXPECT_GT(groove.width, 30e-6);
  EXPECT_FALSE(groove.is_open());
  weak.pulse_energy = 6e-6;  // below the threshold: nothing at all
  EXPECT_EQ(laser_groove(weak, cigs_film(2.05e-6)), Groove{});
}

// The highest fluence that heat of a Gaussian pulse reaches at r while it spreads, over all times:
// F0 w0^2 / s exp(-2 r^2 / s), s from w0^2 up. On the molten rim it is the melting fluence.
TEST(LaserScribe, MeltsAsFarAsItsHeatReaches) {
  const AblatedFilm film = cigs_film(2.4e-6);
  for (const double energy : {22e-6, 60e-6, 200e-6}) {
    LaserBeam beam = p3_beam();
    beam.pulse_energy = energy;
    beam.pulse_spacing = 1e-9;
    const Groove groove = laser_groove(beam, film);
    const double rim = groove.width / 2 + groove.edge;
    double most = 0;
    const double w2 = beam.spot_radius * beam.spot_radius;
    for (double s = w2; s < 100 * w2; s *= 1.0001) {
      most = std::max(most, peak_fluence(beam) * w2 / s * std::exp(-2 * rim * rim / s));
    }
    EXPECT_NEAR(most / film.melting, 1, 1e-6) << energy;
  }
}

// Good scribes leak 1e-6 S/cm, poor ones 1e-4.
TEST(LaserScribe, LeaksAlongItsMoltenEdges) {
  const EdgeLeakage leakage;
  EXPECT_NEAR(edge_leakage(leakage, {.edge = 2e-6}) / unit::S_per_cm, 1e-6, 0.01e-6);
  EXPECT_NEAR(edge_leakage(leakage, {.edge = 12e-6}) / unit::S_per_cm, 1e-4, 0.01e-4);
}

TEST(Needle, ScrapesWiderAsItWearsAndMeltsNothing) {
  const Groove groove = needle_groove({.tip_width = 60e-6, .wear = 1e-9, .chipping = 10e-6}, 1e4);
  EXPECT_DOUBLE_EQ(groove.bottom_width, 70e-6);
  EXPECT_DOUBLE_EQ(groove.width, 90e-6);
  EXPECT_EQ(groove.edge, 0);
}

// 60 N on 0.33 m of 50 um at 8.5 GPa stretch by 428 ppm; 10 K by 160 ppm.
TEST(ScribePlace, FollowsTensionAndHeatOfTheWeb) {
  const WebMechanics web;
  EXPECT_NEAR(strain_along(web, {}), 427.8e-6, 0.1e-6);
  EXPECT_NEAR(strain_across(web, {}), -0.34 * 427.8e-6, 0.1e-6);
  EXPECT_NEAR(strain_across(web, {.tension = 0, .temperature = 303.15}), 160e-6, 1e-12);
  EXPECT_NEAR(strain_along(web, {.tension = 0, .shrinkage = 0.001}), -0.001, 1e-12);
}

RC_GTEST_PROP(ScribePlace, IsTheDesignForToolsUnderOneLoad, ()) {
  const double strain = *rc::gen::inRange(-1000, 1000) * 1e-6;
  const double p1 = scribe_place(0.2, strain, {});
  const double p2 = scribe_place(0.2 + 115e-6, strain, {});
  RC_ASSERT(std::abs(p2 - p1 - 115e-6 / (1 + strain)) < 1e-15);
}

// P1 on a new web, P2 on one that shrank by 0.05 %: over the 0.27 m of an aperture P2 wanders by
// 135 um and more than eats the land.
TEST(ScribePlace, MissesByStrainTimesDistance) {
  const WebMechanics web;
  const WebLoad cold;
  WebLoad shrunk;
  shrunk.shrinkage = 5e-4;
  const double p1 = scribe_place(0.27, strain_across(web, cold), {});
  const double p2 = scribe_place(0.27, strain_across(web, shrunk), {.registration = 10e-6});
  EXPECT_NEAR(p2 - p1, 0.27 * 5e-4 + 10e-6, 2e-7);  // strains are small
}

constexpr Groove open_groove(double width) {
  return {.width = width, .bottom_width = width, .edge = 2e-6};
}

// FAB 2: 50, 50, 80, 50, 70 um, P2 shifted.
Interconnect shifted(double p2, double p3 = 0) {
  return interconnect({0, open_groove(50e-6)}, {115e-6 + p2, open_groove(80e-6)},
                      {240e-6 + p3, open_groove(70e-6)}, {});
}

TEST(Interconnect, IsTheDesignWhereNothingStrays) {
  const Interconnect made = shifted(0);
  EXPECT_NEAR(made.p1_p2_gap, 50e-6, 1e-12);
  EXPECT_NEAR(made.p2_p3_gap, 50e-6, 1e-12);
  EXPECT_NEAR(made.contact_width, 80e-6, 1e-12);
  EXPECT_NEAR(made.dead_width(), 304e-6, 1e-12);
  EXPECT_FALSE(made.is_interrupted());
  EXPECT_FALSE(made.is_shorted());
  EXPECT_NEAR(made.leakage / unit::S_per_cm, 2e-6, 0.02e-6);
}

// Towards P1: first the contact narrows over the groove, at -90 um it is 40 um and nothing is
// shorted; then P2 comes out on the other side, and the cell before is bridged.
TEST(Interconnect, LosesItsContactInP1AndThenShortsTheCellBefore) {
  const Interconnect inside = shifted(-90e-6);
  EXPECT_NEAR(inside.p1_p2_gap, -40e-6, 1e-12);
  EXPECT_NEAR(inside.contact_width, 40e-6, 1e-12);
  EXPECT_FALSE(inside.is_shorted());
  const Interconnect across = shifted(-115e-6);  // centred on P1: 15 um to either side
  EXPECT_NEAR(across.contact_width, 15e-6, 1e-12);
  EXPECT_NEAR(across.short_before, 15e-6, 1e-12);
  EXPECT_NEAR(short_conductance(across, across.short_before), 15e-6 / 2.9e-7, 1e-6);
  const Interconnect beyond = shifted(-200e-6);
  EXPECT_TRUE(beyond.is_interrupted());
  EXPECT_NEAR(beyond.short_before, 80e-6, 1e-12);
}

// P3 into P2: the front contact of the cell before ends inside P2; then P2 joins the contacts of
// the cell behind.
TEST(Interconnect, LosesItsContactToP3AndThenShortsTheCellBehind) {
  const Interconnect inside = shifted(0, -80e-6);
  EXPECT_NEAR(inside.p2_p3_gap, -30e-6, 1e-12);
  EXPECT_NEAR(inside.contact_width, 50e-6, 1e-12);
  EXPECT_FALSE(inside.is_shorted());
  const Interconnect beyond = shifted(0, -180e-6);  // P3 from 25 to 95 um, P2 from 75 to 155 um
  EXPECT_TRUE(beyond.is_interrupted());
  EXPECT_NEAR(beyond.short_behind, 60e-6, 1e-12);
}

// Wherever P2 lies, each part of its bottom over a back contact and under a front contact is
// counted once, and what lies over P1 or under P3 touches nothing.
RC_GTEST_PROP(Interconnect, CountsEachPartOfP2Once, ()) {
  const Interconnect made =
      shifted(*rc::gen::inRange(-300, 300) * 1e-6, *rc::gen::inRange(-200, 300) * 1e-6);
  const double joined = made.contact_width + made.short_before + made.short_behind;
  RC_ASSERT(joined <= 80e-6 + 1e-15);
}

TEST(Interconnect, SaysWhenAScribeIsNotThrough) {
  const Groove shallow{.width = 50e-6};
  const Interconnect bridged =
      interconnect({0, shallow}, {115e-6, open_groove(80e-6)}, {240e-6, open_groove(70e-6)}, {});
  EXPECT_TRUE(bridged.is_p1_closed);
  EXPECT_TRUE(bridged.is_shorted());
  EXPECT_FALSE(bridged.is_interrupted());
  EXPECT_TRUE(
      interconnect({0, open_groove(50e-6)}, {115e-6, shallow}, {240e-6, open_groove(70e-6)}, {})
          .is_interrupted());
}

// Places side by side: one of two interrupted doubles the resistance of the other.
TEST(Interconnect, JoinsItsPlacesAlongTheScribe) {
  const std::array places{shifted(0), shifted(-200e-6)};
  EXPECT_NEAR(mean_contact(places), 2 * 2.9e-7 / 80e-6, 1e-9);
  EXPECT_NEAR(mean_contact({places.data(), 1}), 3.625e-3, 1e-9);  // 0.36 ohm cm without the sheets
  EXPECT_EQ(mean_contact({places.data() + 1, 1}), std::numeric_limits<double>::infinity());
  EXPECT_EQ(failed_lengths(places, 0.1), (FailedLengths{0.1, 0.1}));
}

}  // namespace
}  // namespace heliofab::process
