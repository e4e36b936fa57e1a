// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/beer_lambert.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/optics/power_budget.hpp"

namespace heliofab::optics {
namespace {

const Spectrum three_lines{{500e-9, 600e-9, 700e-9}, {1e9, 1.2e9, 0.8e9}};

TEST(BeerLambert, ThinsTheLightExponentially) {
  const std::vector<AbsorbingFilm> films{{100e-9, {0, 0, 0}}, {2e-6, {1e6, 1e6, 1e6}}};
  const std::vector<double> x{0, 100e-9, 600e-9, 2.1e-6};
  const std::vector<double> pairs = beer_lambert(films, three_lines, {0.1, 0}, x);
  const double photons = 0.9 * photon_current(three_lines) / constants::elementary_charge;
  EXPECT_EQ(pairs[0], 0);
  EXPECT_EQ(pairs[1], 0);
  EXPECT_NEAR(pairs[2], photons * -std::expm1(-0.5), 1e-12 * photons);
  EXPECT_NEAR(pairs[3], photons * -std::expm1(-2.0), 1e-12 * photons);
}

// The pairs of a film that makes them all, less by its yield; what others take stays the same.
TEST(BeerLambert, CountsTheYieldOfEachFilm) {
  std::vector<AbsorbingFilm> films{{1e-6, {1e6, 2e6, 3e5}}, {2e-6, {5e5, 1e6, 2e6}}};
  const std::vector<double> x{0, 0.5e-6, 1e-6, 2e-6, 3e-6};
  const auto all = beer_lambert(films, three_lines, {0.1, 0.8}, x);
  films[0].pair_yield = {0.5, 0.5, 0.5};
  films[1].pair_yield = {1, 1, 1};
  const auto some = beer_lambert(films, three_lines, {0.1, 0.8}, x);
  for (std::size_t p = 0; p < x.size(); ++p) {
    const double lost = 0.5 * all[std::min<std::size_t>(p, 2)];
    EXPECT_NEAR(some[p], all[p] - lost, 1e-12 * all.back());
  }
  films[1].pair_yield = {1, 2, 1};
  EXPECT_THROW(beer_lambert(films, three_lines, {}, x), InputError);
}

// What returns from a perfect mirror sees the same film twice.
TEST(BeerLambert, PassesTheFilmAgainOffTheBack) {
  const std::vector<AbsorbingFilm> once{{2e-6, {1e6, 2e6, 3e5}}};
  const std::vector<AbsorbingFilm> twice{{4e-6, {1e6, 2e6, 3e5}}};
  const std::vector<double> x{0, 0.5e-6, 2e-6, 3.5e-6, 4e-6};
  const auto mirrored = beer_lambert(once, three_lines, {0, 1}, std::span(x).first(3));
  const auto straight = beer_lambert(twice, three_lines, {0, 0}, x);
  EXPECT_NEAR(mirrored[2], straight[4], 1e-12 * straight[4]);
  EXPECT_NEAR(mirrored[1], straight[1] + straight[4] - straight[3], 1e-12 * straight[4]);
}

// A film between media of its own index reflects nothing: waves and rays agree but for the light
// that the absorption itself reflects, of order k^2.
TEST(BeerLambert, IsTheLimitOfWavesWithoutReflection) {
  const double wavelength = 600e-9;
  const double k = 1e-3;
  const double alpha = 4 * std::acos(-1.0) * k / wavelength;
  const std::vector<double> x{0, 10e-6, 40e-6, 100e-6};
  const std::vector<Film> film{{{2.5, k}, 100e-6}};
  const auto waves = cumulative_absorptance(film, 2.5, 2.5, wavelength, x);
  const Spectrum line{{599e-9, 600e-9}, {1e9, 1e9}};
  const std::vector<AbsorbingFilm> rays{{100e-6, {alpha, alpha}}};
  const auto pairs = beer_lambert(rays, line, {}, x);
  const double photons = photon_current(line) / constants::elementary_charge;
  for (std::size_t p = 0; p < x.size(); ++p) {
    EXPECT_NEAR(pairs[p] / photons, waves[p], 1e-6);
  }
}

TEST(BeerLambert, SaysAllThatIsWrong) {
  const std::vector<AbsorbingFilm> films{{-1, {1, 1}}, {1e-6, {1, -1, 1}}};
  try {
    beer_lambert(films, three_lines, {2, 0}, std::vector<double>{0});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: films[0].thickness: -1 m, wanted 0 or more [E2203]\n"
                 "error: films[0].absorption: 2 values, wanted one for each of 3 wavelengths "
                 "[E2203]\n"
                 "error: films[1].absorption: a value below 0 or no number, wanted 0 1/m or more "
                 "[E2203]\n"
                 "error: front_reflectance: 2, wanted 0 .. 1 [E2203]\n");
  }
}

}  // namespace
}  // namespace heliofab::optics
