// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_diffusion.hpp"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/process/grading.hpp"

namespace heliofab::process {
namespace {

using std::numbers::pi;
constexpr double density = 1.1e28;  // [1/m3]

// A film of one micrometre, gallium in its lower half, which then mixes for a time: as many layers
// again join, each with a millionth of the others' sites, and bring that time along.
std::vector<double> slab(std::size_t layers, double spread) {
  std::vector<GrowthLayer> film(2 * layers);
  for (std::size_t i = 0; i < layers; ++i) {
    film[i].sites = density * 1e-6 / static_cast<double>(layers);
    film[i].gallium = i < layers / 2 ? film[i].sites : 0;
    film[layers + i] = {film[i].sites * 1e-6, 0, spread / static_cast<double>(layers)};
  }
  std::vector<double> ggi = interdiffuse(film, density);
  ggi.resize(layers);
  return ggi;
}

// c(x, t) = 1/2 + (2 / pi) sum over odd k of (-1)^((k - 1) / 2) / k cos(k pi x / L)
// exp(-k^2 pi^2 D t / L^2), in a slab closed on both sides.
double series(double x, double spread) {
  double sum = 0.5;
  for (int k = 1; k < 400; k += 2) {
    sum += 2 / pi * ((k - 1) / 2 % 2 == 0 ? 1 : -1) / k * std::cos(k * pi * x) *
           std::exp(-k * k * pi * pi * spread / 1e-12);
  }
  return sum;
}

double slab_error(std::size_t layers) {
  const double spread = 0.02e-12;
  const std::vector<double> ggi = slab(layers, spread);
  double worst = 0;
  for (std::size_t i = 0; i < layers; ++i) {
    const double x = (static_cast<double>(i) + 0.5) / static_cast<double>(layers);
    worst = std::max(worst, std::abs(ggi[i] - series(x, spread)));
  }
  return worst;
}

// Layers and steps of time doubled together: four times closer, second order in both.
TEST(Interdiffusion, IsDiffusionInASlabToSecondOrder) {
  const double coarse = slab_error(40);
  const double fine = slab_error(80);
  EXPECT_LT(fine, 1e-3);
  EXPECT_NEAR(std::log2(coarse / fine), 2, 0.1);
}

// Layers that fall onto a mixing film. Gallium comes as 0.5 + 0.4 cos(pi S / 2) of the sites S that
// have come, at a constant rate, so that the film is smooth while it grows.
std::vector<double> growing(std::size_t layers, double spread) {
  std::vector<GrowthLayer> film(layers);
  const auto n = static_cast<double>(layers);
  for (std::size_t i = 0; i < layers; ++i) {
    const double low = static_cast<double>(i) / n;
    const double high = (static_cast<double>(i) + 1) / n;
    const double mean = 0.5 + 0.4 * 2 / pi * (std::sin(pi * high / 2) - std::sin(pi * low / 2)) * n;
    film[i] = {density * 1e-6 / n, density * 1e-6 / n * mean, spread / n};
  }
  return interdiffuse(film, density);
}

double mean_square_difference(std::size_t layers) {
  const std::vector<double> coarse = growing(layers, 0.1e-12);
  const std::vector<double> fine = growing(2 * layers, 0.1e-12);
  double sum = 0;
  for (std::size_t i = 0; i < layers; ++i) {
    const double difference = coarse[i] - (fine[2 * i] + fine[2 * i + 1]) / 2;
    sum += difference * difference;
  }
  return std::sqrt(sum / static_cast<double>(layers));
}

// Observed order, log2 of how much closer twice as many layers come: 1.9. Mixing in one step what
// arrived in the step before has the order 0.75: the face loses its slope each time.
TEST(Interdiffusion, ConvergesWithMoreLayers) {
  const double first = mean_square_difference(40);
  const double second = mean_square_difference(80);
  const double third = mean_square_difference(160);
  EXPECT_GT(std::log2(first / second), 1.8);
  EXPECT_GT(std::log2(second / third), 1.8);
  EXPECT_LT(third, 2e-5);
}

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
