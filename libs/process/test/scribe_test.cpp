// SPDX-License-Identifier: Apache-2.0
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

TEST(LaserScribe, CutsTheWidthsOfTheDesign) {
  EXPECT_NEAR(laser_groove(p1_beam(), mo_film()).width / unit::um, 50, 1);
  EXPECT_NEAR(laser_groove(p2_beam(), cigs_film(2.05e-6)).width / unit::um, 80, 1);
  EXPECT_NEAR(laser_groove(p3_beam(), cigs_film(2.4e-6)).width / unit::um, 70, 1);
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

TEST(Interconnect, KnowsWhereItFailsAlongTheScribe) {
  const std::array places{shifted(0), shifted(-200e-6)};
  EXPECT_EQ(mean_contact({places.data() + 1, 1}), std::numeric_limits<double>::infinity());
  EXPECT_EQ(failed_lengths(places, 0.1), (FailedLengths{0.1, 0.1}));
}

}  // namespace
}  // namespace heliofab::process
