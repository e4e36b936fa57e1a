// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_diffusion.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/process/grading.hpp"

namespace heliofab::process {
namespace {

constexpr double density = 1.1e28;  // [1/m3]

RC_GTEST_PROP(Interdiffusion, KeepsEveryAtomAndCreatesNoExtremes, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, 60);
  std::vector<GrowthLayer> film(count);
  double gallium = 0;
  double low = 1;
  double high = 0;
  for (GrowthLayer& layer : film) {
    layer.sites = *rc::gen::inRange(1, 1000) * 1e18;
    const double share = *rc::gen::inRange(0, 101) * 0.01;
    layer.gallium = share * layer.sites;
    layer.spread = *rc::gen::inRange(0, 100) * 1e-16;
    gallium += layer.gallium;
    low = std::min(low, share);
    high = std::max(high, share);
  }
  const std::vector<double> ggi = interdiffuse(film, density);
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += ggi[i] * film[i].sites;
  }
  RC_ASSERT(std::abs(sum - gallium) <= 1e-12 * (gallium + 1e18));
}

TEST(Interdiffusion, LeavesAnEvenFilmEven) {
  const std::vector<GrowthLayer> film(50, {4e20, 1.2e20, 3e-16});
  for (const double ggi : interdiffuse(film, density)) {
    EXPECT_NEAR(ggi, 0.3, 1e-14);
  }
}

TEST(Interdiffusion, WithoutDiffusionIsTheOrderOfArrival) {
  const std::vector<GrowthLayer> film{{4e20, 2e20, 0}, {1e20, 1e19, 0}, {2e20, 1e20, 0}};
  EXPECT_EQ(interdiffuse(film, density), (std::vector{0.5, 0.1, 0.5}));
}

GalliumProfile two_lines(const Grading& g, double mean, std::size_t steps) {
  GalliumProfile p;
  p.edge.push_back(0);
  for (std::size_t i = 0; i < steps; ++i) {
    const double z = (static_cast<double>(i) + 0.5) / static_cast<double>(steps);
    p.edge.push_back((static_cast<double>(i) + 1) / static_cast<double>(steps));
    p.value.push_back(mean * (z < g.depth
                                  ? g.front + (g.notch - g.front) * z / g.depth
                                  : g.notch + (g.back - g.notch) * (z - g.depth) / (1 - g.depth)));
  }
  return p;
}

// The recipe's own profile: front, notch and back at 0.875, 0.78 and 1.41 of the mean have their
// notch at (0.78 + 1.41 - 2) / (1.41 - 0.875) of the depth. Steps of 1/1000 leave 1e-3 of a slope.
TEST(Grading, FindsTheTwoLinesOfTheRecipe) {
  const double depth = (0.78 + 1.41 - 2) / (1.41 - 0.875);
  const Grading g = fit_grading(
      two_lines({.front = 0.875, .notch = 0.78, .back = 1.41, .depth = depth}, 0.32, 1000));
  EXPECT_NEAR(g.front, 0.875, 1e-4);
  EXPECT_NEAR(g.notch, 0.78, 1e-4);
  EXPECT_NEAR(g.back, 1.41, 1e-4);
  EXPECT_NEAR(g.depth, depth, 1e-3);
  EXPECT_LT(g.residual, 1e-3);
  EXPECT_NEAR((g.notch + g.back - 2) / (g.back - g.front), g.depth, 1e-9);
}

TEST(Grading, OfAnEvenFilmIsOneEverywhere) {
  const Grading g = fit_grading({{0, 0.3, 0.55, 1}, {0.3, 0.3, 0.3}});
  EXPECT_NEAR(g.front, 1, 1e-12);
  EXPECT_NEAR(g.notch, 1, 1e-12);
  EXPECT_NEAR(g.back, 1, 1e-12);
  EXPECT_EQ(g.depth, 0.5);
  EXPECT_LT(g.residual, 1e-7);
  EXPECT_EQ(fit_grading({{0, 1}, {0.0}}), Grading{});
}

}  // namespace
}  // namespace heliofab::process
