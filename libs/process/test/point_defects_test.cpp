// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/point_defects.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/grid.hpp"

namespace heliofab::process {
namespace {

constexpr double two_um = 2e-6;

std::vector<PointDefect> defects_on(const DefectLaw& law, std::int64_t roll, double from, double to,
                                    double width = 0.3) {
  return make_point_defects(law, two_um, 1, roll, {from, to, width});
}

RC_GTEST_PROP(PointDefects, OfAnyPartAreThoseOfTheRoll, ()) {
  const DefectLaw law{.density = 20,
                      .cluster_size = *rc::gen::element(0.0, 6.0),
                      .cluster_spread = 0.5,
                      .cluster_radius = *rc::gen::element(0.01, 0.4)};
  const int roll = *rc::gen::inRange(0, 1000);
  const double from = *rc::gen::inRange(0, 3000) / 100.0;
  const double to = from + *rc::gen::inRange(0, 500) / 100.0;
  std::vector<PointDefect> wanted;
  std::ranges::copy_if(defects_on(law, roll, 0, 40), std::back_inserter(wanted),
                       [&](const PointDefect& d) { return d.position >= from && d.position < to; });
  RC_ASSERT(defects_on(law, roll, from, to) == wanted);
}

TEST(PointDefects, DoNotChangeWithLawsOfOtherNames) {
  const auto pinholes = defects_on({.name = "pinholes"}, 3, 0, 50);
  const auto others = defects_on({.name = "others"}, 3, 0, 50);
  EXPECT_NE(pinholes, others);
  EXPECT_EQ(pinholes, defects_on({.name = "pinholes"}, 3, 0, 50));
  EXPECT_NE(pinholes, defects_on({.name = "pinholes"}, 4, 0, 50));
}

// A quantile p of a sample of n has the error sqrt(p (1 - p) / n) over the density there.
TEST(PointDefects, HaveSizesOfTheStatedLaw) {
  const auto sizes = [](const DefectSize& size) {
    std::vector<double> all;
    for (int roll = 0; roll < 20; ++roll) {
      for (const PointDefect& d : defects_on({.density = 50, .size = size}, roll, 0, 40)) {
        all.push_back(d.size);
      }
    }
    return all;
  };
  const std::vector<double> normal = sizes({.median = 20e-6, .spread = 0.5});
  const auto n = static_cast<double>(normal.size());
  EXPECT_NEAR(std::log(quantile(normal, 0.5) / 20e-6), 0, 4 * 0.5 * 1.2533 / std::sqrt(n));
  // 84.13 %: one standard deviation up; density there 0.242 / 0.5.
  EXPECT_NEAR(std::log(quantile(normal, 0.841345) / 20e-6), 0.5, 4 * 0.3653 / 0.484 / std::sqrt(n));

  // Share above x of a power law with exponent 3 from a to b: (x^-2 - b^-2) / (a^-2 - b^-2).
  const std::vector<double> power =
      sizes({.form = SizeForm::power_law, .smallest = 5e-6, .largest = 100e-6, .exponent = 3});
  const auto above =
      static_cast<double>(std::ranges::count_if(power, [](double s) { return s > 20e-6; }));
  const double share = (1 / 400.0 - 1 / 1e4) / (1 / 25.0 - 1 / 1e4);
  EXPECT_NEAR(above / n, share, 4 * std::sqrt(share * (1 - share) / n));
  EXPECT_GE(*std::ranges::min_element(power), 5e-6);
  EXPECT_LE(*std::ranges::max_element(power), 100e-6);
}

// A circle of 20 um: pi 1e-10 m2. Where the film is thicker than the defect is wide it is buried.
TEST(PointDefects, ConductByTheirAreaWhereTheyBridgeTheFilm) {
  DefectLaw law{.areal_conductance = 6.3e6};
  EXPECT_NEAR(bridge_conductance(law, 20e-6, two_um), 6.3e6 * std::numbers::pi * 1e-10, 1e-9);
  EXPECT_EQ(bridge_conductance(law, 1.9e-6, two_um), 0);
  law.aspect = 20;
  EXPECT_NEAR(bridge_conductance(law, 200e-6, two_um), 6.3e6 * std::numbers::pi / 4 * 2e-9, 1e-9);
  EXPECT_EQ(bridge_conductance(law, 39e-6, two_um), 0);
  // 100 um of an uncut P1 of 50 um in molybdenum of 0.5 ohm: two squares side by side.
  EXPECT_NEAR(uncut_conductance(100e-6, 0.5, 50e-6), 4, 1e-12);
}

// Soft shunts of 1 to 5 mS, 6 a square metre, and killers of 0.3 S, 0.08 a square metre.
TEST(PointDefects, AreByDefaultThoseThatTheLineWasFittedWith) {
  double area = 0;
  std::vector<double> soft;
  std::vector<double> strong;
  for (int roll = 0; roll < 40; ++roll, area += 300 * 0.3) {
    for (const DefectLaw& law : usual_defects()) {
      for (const PointDefect& d : defects_on(law, roll, 0, 300)) {
        (d.kind == DefectKind::flake ? strong : soft).push_back(d.conductance);
      }
    }
  }
  EXPECT_NEAR(static_cast<double>(soft.size()) / area, 6, 0.3);
  EXPECT_NEAR(static_cast<double>(strong.size()) / area, 0.08, 0.02);
  EXPECT_NEAR(quantile(strong, 0.5), 0.3, 0.06);
  EXPECT_GT(quantile(soft, 0.1), 0.5e-3);
  EXPECT_LT(quantile(soft, 0.9), 5e-3);
}

}  // namespace
}  // namespace heliofab::process
