// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/generation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/optics/power_budget.hpp"
#include "reference_cell.hpp"

namespace heliofab::optics {
namespace {

using materials::constant_index;
using materials::Layer;
using materials::LayerStack;
using testing_cell::cds;
using testing_cell::cigs;
using testing_cell::light;

const Spectrum monochrome{.wavelength = {599e-9, 600e-9, 601e-9}, .irradiance = {0, 1e9, 0}};

double sum_of(const Photocurrents& c) {
  const double sheets = std::accumulate(c.sheets.begin(), c.sheets.end(), 0.0);
  return std::accumulate(c.films.begin(), c.films.end(), c.reflected + c.transmitted + sheets);
}

std::vector<double> evenly(double from, double to, int steps) {
  std::vector<double> x;
  for (int i = 0; i <= steps; ++i) {
    x.push_back(from + (to - from) * i / steps);
  }
  return x;
}

// Rays between two faces of reflectance R: reflected 2 R / (1 + R), transmitted (1 - R) / (1 + R).
TEST(Sheets, ClearSlabIsItsClosedForm) {
  const LayerStack slab{
      .sheets = {{"glass", constant_index(1.5), 3e-3}}, .films = {}, .back = constant_index(1)};
  const Photocurrents c = photocurrents(slab, monochrome);
  EXPECT_NEAR(c.reflected / c.incident, 2 * 0.04 / 1.04, 1e-14);
  EXPECT_NEAR(c.transmitted / c.incident, 0.96 / 1.04, 1e-14);
}

// With one-pass transmittance t: transmitted (1 - R)^2 t / (1 - R^2 t^2).
TEST(Sheets, AbsorbingSlabIsItsClosedForm) {
  const double k = 2e-5;
  const LayerStack slab{
      .sheets = {{"eva", constant_index(1.5, k), 1e-3}}, .films = {}, .back = constant_index(1)};
  const double t = std::exp(-4 * std::numbers::pi * k * 1e-3 / 600e-9);
  const Photocurrents c = photocurrents(slab, monochrome);
  EXPECT_NEAR(c.transmitted / c.incident, 0.96 * 0.96 * t / (1 - 0.04 * 0.04 * t * t), 1e-14);
  EXPECT_NEAR(sum_of(c) / c.incident, 1, 1e-14);
}

// Rays are what waves give on average over the thickness: 64 phases over one period are exact for a
// Fabry-Perot of low finesse.
TEST(Sheets, RaysAreTheAverageOfWaves) {
  const Film film{.index = {2.2, 0.02}, .thickness = 80e-9};
  const std::complex<double> back{3.6, 3.5};
  double reflected = 0;
  double absorbed = 0;
  for (int i = 0; i < 64; ++i) {
    const Film sheet{.index = 1.5, .thickness = 1e-4 + i / 64.0 * 600e-9 / 2 / 1.5};
    const PowerBudget b = power_budget(std::array{sheet, film}, 1, back, 600e-9);
    reflected += b.reflected / 64;
    absorbed += b.absorbed[1] / 64;
  }
  const Spectrum line{.wavelength = {600e-9 * (1 - 1e-12), 600e-9}, .irradiance = {1, 1}};
  const LayerStack stack{.sheets = {{"sheet", constant_index(1.5), 1e-4}},
                         .films = {{"film", constant_index(2.2, 0.02), 80e-9}},
                         .back = constant_index(3.6, 3.5)};
  const Photocurrents c = photocurrents(stack, line);
  EXPECT_NEAR(c.reflected / c.incident, reflected, 1e-10);
  EXPECT_NEAR(c.films[0] / c.incident, absorbed, 1e-10);
}

TEST(Sheets, ACutThroughASheetChangesNothing) {
  LayerStack stack = testing_cell::stack();
  stack.sheets = {{"eva", testing_data::read_constants("eva"), 400 * unit::um}};
  const Photocurrents whole = photocurrents(stack, light("am15g"));
  stack.sheets[0].thickness = 100 * unit::um;
  stack.sheets.push_back({"eva", testing_data::read_constants("eva"), 300 * unit::um});
  const Photocurrents cut = photocurrents(stack, light("am15g"));
  EXPECT_NEAR(cut.reflected, whole.reflected, 1e-11);
  EXPECT_NEAR(cut.sheets[0] + cut.sheets[1], whole.sheets[0], 1e-11);
  EXPECT_NEAR(cut.films[cigs], whole.films[cigs], 1e-11);
}

RC_GTEST_PROP(Photocurrents, CloseForAnyStackUnderAnySheets, ()) {
  const auto layer = [](double longest) {
    const double k = *rc::gen::arbitrary<bool>() ? 0 : *rc::gen::inRange(0, 3001) * 1e-3;
    return Layer{"any", constant_index(1 + *rc::gen::inRange(0, 3000) * 1e-3, k),
                 longest * *rc::gen::inRange(0, 1001) * 1e-3};
  };
  LayerStack stack{.front_index = 1, .sheets = {}, .films = {}, .back = constant_index(3.6, 3.5)};
  const int sheets = *rc::gen::inRange(0, 4);
  const int films = *rc::gen::inRange(0, 9);
  for (int j = 0; j < sheets; ++j) {
    Layer sheet = layer(1e-3);
    std::ranges::for_each(sheet.constants.k, [](double& k) { k *= 1e-4; });
    stack.sheets.push_back(sheet);
  }
  for (int j = 0; j < films; ++j) {
    stack.films.push_back(layer(2e-6));
  }
  const Photocurrents c = photocurrents(stack, light("am15g"));
  RC_ASSERT(std::abs(sum_of(c) - c.incident) < 1e-12 * c.incident);
}

TEST(Generation, OfAFilmIsItsPhotocurrent) {
  const LayerStack stack = testing_cell::stack();
  const Spectrum sun = light("am15g");
  const Photocurrents c = photocurrents(stack, sun);
  const auto x = std::array{0.0, 50 * unit::nm, 1850 * unit::nm};
  const Generation g = make_generation(stack, sun, cds, x);
  const double q = constants::elementary_charge;
  EXPECT_EQ(g.currents, c);
  EXPECT_EQ(g.cumulative[0], 0);
  EXPECT_NEAR(q * g.cumulative[1], c.films[cds], 1e-12 * c.incident);
  EXPECT_NEAR(q * (g.cumulative[2] - g.cumulative[1]), c.films[cigs], 1e-12 * c.incident);
}

// A finer list of positions passes through the coarser one: nothing depends on the spacing.
RC_GTEST_PROP(Generation, DoesNotDependOnOtherPositions, ()) {
  const LayerStack stack = testing_cell::stack();
  const Spectrum sun =
      rebin(testing_cell::read_spectrum("am15g"), testing_cell::grid(300, 1300, 50));
  const auto steps = *rc::gen::inRange(1, 20);
  const Generation coarse = make_generation(stack, sun, cds, evenly(0, 1850e-9, steps));
  const Generation fine = make_generation(stack, sun, cds, evenly(0, 1850e-9, 4 * steps));
  for (std::size_t p = 0; p < coarse.position.size(); ++p) {
    RC_ASSERT(std::abs(coarse.cumulative[p] - fine.cumulative[4 * p]) <=
              1e-13 * coarse.cumulative.back());
  }
  RC_ASSERT(std::ranges::is_sorted(fine.cumulative));
}

TEST(Generation, CountsFromTheFirstPosition) {
  const LayerStack stack = testing_cell::stack();
  const Spectrum sun = light("am15g");
  const Generation whole = make_generation(stack, sun, cds, evenly(0, 1850e-9, 10));
  const std::vector<double> tail(whole.position.begin() + 4, whole.position.end());
  const Generation part = make_generation(stack, sun, cds, tail);
  for (std::size_t p = 0; p < tail.size(); ++p) {
    EXPECT_NEAR(part.cumulative[p], whole.cumulative[p + 4] - whole.cumulative[4],
                1e-13 * whole.cumulative.back());
  }
}

TEST(Generation, EqualSublayersAreOneFilm) {
  const Spectrum sun = light("am15g");
  const LayerStack whole = testing_cell::stack();
  LayerStack cut = whole;
  cut.films.pop_back();
  for (int j = 0; j < 6; ++j) {
    Layer slice = whole.films[cigs];
    slice.thickness /= 6;
    cut.films.push_back(slice);
  }
  const auto x = evenly(0, 1850e-9, 37);
  const Generation one = make_generation(whole, sun, cds, x);
  const Generation six = make_generation(cut, sun, cds, x);
  for (std::size_t p = 0; p < x.size(); ++p) {
    EXPECT_NEAR(six.cumulative[p], one.cumulative[p], 1e-12 * one.cumulative.back());
  }
}

TEST(Generation, FreeCarriersMakeNoPairs) {
  const LayerStack stack = testing_cell::stack();  // pair_yield of ZnO:Al is 0
  const Generation g = make_generation(stack, light("am15g"), testing_cell::azo,
                                       std::array{0.0, 300 * unit::nm, 380 * unit::nm});
  EXPECT_EQ(g.cumulative[1], 0);
  EXPECT_GT(g.currents.films[testing_cell::azo], 0);
  EXPECT_NEAR(constants::elementary_charge * g.cumulative[2], g.currents.films[testing_cell::izno],
              1e-12 * g.currents.incident);
}

TEST(Generation, PairsPerPhotonAddUpToTheGeneration) {
  const LayerStack stack = testing_cell::stack();
  const Spectrum sun =
      rebin(testing_cell::read_spectrum("am15g"), testing_cell::grid(300, 1300, 50));
  const std::vector<double> flux = photon_flux(sun);
  const auto x = evenly(0, 1850e-9, 10);
  std::vector<double> sum(x.size(), 0);
  for (std::size_t i = 0; i < flux.size(); ++i) {
    const auto pairs = pairs_per_photon(stack, sun.wavelength[i], cds, x);
    for (std::size_t p = 0; p < x.size(); ++p) {
      sum[p] += flux[i] * pairs[p];
    }
  }
  const Generation g = make_generation(stack, sun, cds, x);
  for (std::size_t p = 0; p < x.size(); ++p) {
    EXPECT_NEAR(sum[p], g.cumulative[p], 1e-13 * g.cumulative.back());
  }
}

TEST(Generation, RefusesPositionsOutsideTheDevice) {
  try {
    make_generation(testing_cell::stack(), light("am15g"), cds, std::array{0.0, 2e-6});
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: positions: 2000 nm after 0 nm, wanted non-decreasing depths within 0 .. "
                 "1850 nm [E2204]\n");
  }
}

// What the mixing of tables costs a cell: GGI 0.30 made from 0.20 and 0.40.
TEST(CigsOptics, PhotocurrentOfAMixedTableIsWithin002) {
  const auto tables = testing_data::read_cigs();
  LayerStack stack = testing_cell::stack();
  const double wanted = photocurrents(stack, light("am15g")).films[cigs];
  stack.films[cigs].constants = materials::cigs_optics(std::vector{tables[1], tables[3]}, 0.30);
  EXPECT_NEAR(photocurrents(stack, light("am15g")).films[cigs] / unit::mA_per_cm2,
              wanted / unit::mA_per_cm2, 0.02);
}

TEST(CigsOptics, MoreGalliumGeneratesLess) {
  const auto tables = testing_data::read_cigs();
  LayerStack stack = testing_cell::stack();
  double before = 1e9;
  for (int step = 0; step <= 10; ++step) {
    stack.films[cigs].constants = materials::cigs_optics(tables, 0.1 * step);
    const double current = photocurrents(stack, light("am15g")).films[cigs];
    EXPECT_LT(current, before) << "ggi " << 0.1 * step;
    before = current;
  }
}

}  // namespace
}  // namespace heliofab::optics
