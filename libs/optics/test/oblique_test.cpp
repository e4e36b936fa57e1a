// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/optics/generation.hpp"
#include "heliofab/optics/power_budget.hpp"
#include "random_films.hpp"
#include "reference_cell.hpp"
#include "transfer_matrix.hpp"

namespace heliofab::optics {
namespace {

using Index = std::complex<double>;
using materials::constant_index;
using random_films::total;

constexpr double orange = 600e-9;
constexpr std::array both{Polarisation::s, Polarisation::p};

// Textbook amplitudes of one face, from the cosines on both sides.
Index amplitude(Index n1, Index n2, Index cos1, Index cos2, Polarisation polarisation) {
  return polarisation == Polarisation::s ? (n1 * cos1 - n2 * cos2) / (n1 * cos1 + n2 * cos2)
                                         : (n2 * cos1 - n1 * cos2) / (n2 * cos1 + n1 * cos2);
}

Index cosine(Index n, double along) { return std::sqrt(1.0 - along * along / (n * n)); }

TEST(Oblique, BareInterfaceIsFresnel) {
  for (const double angle : {0.0, 0.3, 0.9, 1.5, 1.57079}) {
    for (const Index back : {Index(1.5), Index(2.9, 0.3), Index(0.2, 3.4)}) {
      const double along = std::sin(angle);
      double mean = 0;
      for (const Polarisation polarisation : both) {
        const double wanted =
            std::norm(amplitude(1, back, std::cos(angle), cosine(back, along), polarisation));
        const PowerBudget b = power_budget({}, 1, back, orange, {angle, polarisation});
        EXPECT_NEAR(b.reflected, wanted, 1e-14);
        EXPECT_NEAR(b.transmitted, 1 - wanted, 1e-14);
        mean += wanted / 2;
      }
      EXPECT_NEAR(power_budget({}, 1, back, orange, {angle}).reflected, mean, 1e-14);
    }
  }
}

TEST(Oblique, NothingOfPIsReflectedAtBrewstersAngle) {
  for (const double n : {1.33, 1.5, 3.6}) {
    const Incidence brewster{std::atan(n), Polarisation::p};
    EXPECT_NEAR(power_budget({}, 1, n, orange, brewster).reflected, 0, 1e-30);
  }
}

TEST(Oblique, AllIsReflectedBeyondTheCriticalAngle) {
  const double critical = std::asin(1 / 1.5);
  for (const Polarisation polarisation : both) {
    for (const double beyond : {1e-6, 0.1, 0.7}) {
      const PowerBudget b = power_budget({}, 1.5, 1.0, orange, {critical + beyond, polarisation});
      EXPECT_NEAR(b.reflected, 1, 1e-15);
      EXPECT_EQ(b.transmitted, 0);
    }
    EXPECT_LT(power_budget({}, 1.5, 1.0, orange, {critical - 0.01, polarisation}).reflected, 0.9);
  }
}

// Waves that reach across a gap: T = 1 / (1 + (a^2 + b^2)^2 / (2 a b)^2 sinh^2(g k d)) with the
// admittances a of the glass and i b of the gap, where the wave fades as exp(-g k z).
TEST(Oblique, WavesTunnelThroughAThinGap) {
  const double angle = 0.9;
  const double along = 1.5 * std::sin(angle);
  const double g = std::sqrt(along * along - 1);
  for (const Polarisation polarisation : both) {
    const bool is_s = polarisation == Polarisation::s;
    const double a = is_s ? 1.5 * std::cos(angle) : 1.5 / std::cos(angle);
    const double b = is_s ? g : 1 / g;
    for (const double gap : {10e-9, 100e-9, 400e-9}) {
      const double fading = std::sinh(2 * std::numbers::pi / orange * g * gap);
      const double ratio = (a * a + b * b) / (2 * a * b) * fading;
      const Film air{.index = 1, .thickness = gap};
      const auto budget = power_budget(std::array{air}, 1.5, 1.5, orange, {angle, polarisation});
      EXPECT_NEAR(budget.transmitted, 1 / (1 + ratio * ratio), 1e-14);
      EXPECT_NEAR(total(budget), 1, 1e-14);
    }
  }
}

// Sum of all passes: r = (r1 + r2 e) / (1 + r1 r2 e), e = exp(2 i k n d cos).
TEST(Oblique, OneFilmIsAirysSum) {
  const double angle = 0.8;
  const double along = std::sin(angle);
  const Index n{2.2, 0.1};
  const Index back{3.6, 3.4};
  const Film film{.index = n, .thickness = 170e-9};
  const Index inside = cosine(n, along);
  const Index phase = std::exp(Index(0, 4 * std::numbers::pi / orange * 170e-9) * n * inside);
  for (const Polarisation polarisation : both) {
    const Index r1 = amplitude(1, n, std::cos(angle), inside, polarisation);
    const Index r2 = amplitude(n, back, inside, cosine(back, along), polarisation);
    const PowerBudget b = power_budget(std::array{film}, 1, back, orange, {angle, polarisation});
    EXPECT_NEAR(b.reflected, std::norm((r1 + r2 * phase) / (1.0 + r1 * r2 * phase)), 1e-14);
    EXPECT_NEAR(total(b), 1, 1e-14);
  }
}

// Films of a quarter of the wave across them turn the admittance s behind into a^2 / s.
TEST(Oblique, QuarterWavesMakeABraggMirror) {
  const double angle = 0.6;
  const double along = std::sin(angle);
  const auto admittance = [&](double n, Polarisation polarisation) {
    const double across = std::sqrt(n * n - along * along);
    return polarisation == Polarisation::s ? across : n * n / across;
  };
  std::vector<Film> films;
  for (int pairs = 1; pairs <= 12; ++pairs) {
    for (const double n : {2.35, 1.46}) {
      films.push_back({.index = n, .thickness = orange / 4 / std::sqrt(n * n - along * along)});
    }
    for (const Polarisation polarisation : both) {
      const double high = admittance(2.35, polarisation);
      const double low = admittance(1.46, polarisation);
      const double behind = admittance(1.52, polarisation) * std::pow(high / low, 2 * pairs);
      const double front = admittance(1, polarisation);
      const PowerBudget b = power_budget(films, 1, 1.52, orange, {angle, polarisation});
      EXPECT_NEAR(b.reflected, std::pow((front - behind) / (front + behind), 2), 1e-13);
    }
  }
}

// Matched to what surrounds it, a weak absorber thins the light along the slanted path.
TEST(Oblique, MatchedWeakAbsorberFollowsBeerLambert) {
  const double k = 1e-6;
  const Film film{.index = {1.5, k}, .thickness = 50e-3};
  for (const double angle : {0.0, 0.5, 1.2}) {
    const double path = film.thickness / std::cos(angle);
    const double wanted = -std::expm1(-4 * std::numbers::pi * k * path / orange);
    for (const Polarisation polarisation : both) {
      const auto b = power_budget(std::array{film}, 1.5, 1.5, orange, {angle, polarisation});
      EXPECT_NEAR(b.absorbed[0], wanted, 3e-6);
    }
  }
}

RC_GTEST_PROP(Oblique, BudgetsCloseForAnyStackAndAngle, ()) {
  const std::vector<Film> films = random_films::any_stack(12);
  const double front = 1 + *rc::gen::inRange(0, 1000) * 1e-3;
  const Incidence incidence = random_films::any_incidence();
  const PowerBudget b =
      power_budget(films, front, random_films::any_film().index, orange, incidence);
  RC_ASSERT(std::abs(total(b) - 1) < 1e-12);
  RC_ASSERT(b.reflected >= 0 && b.transmitted >= 0);
  RC_ASSERT(std::ranges::all_of(b.absorbed, [](double a) { return a > -1e-13; }));
}

RC_GTEST_PROP(Oblique, AgreesWithCharacteristicMatrices, ()) {
  std::vector<Film> films = random_films::any_thin_stack(6);
  films.push_back(random_films::any_film());
  films.back().thickness *= 0.1;
  const Index back = random_films::any_film().index;
  const double angle = *rc::gen::inRange(0, 1500) * 1e-3;
  double end = 0;
  for (const Film& film : films) {
    end += film.thickness;
  }
  for (const Polarisation polarisation : both) {
    const reference::Wave wave{orange, 1.2 * std::sin(angle), polarisation == Polarisation::p};
    const double entering = reference::flux_at(films, 1.2, back, wave, 0);
    for (const double share : {0.3, 0.9}) {
      const double got = cumulative_absorptance(films, 1.2, back, orange, std::array{share * end},
                                                {angle, polarisation})[0];
      const double wanted = entering - reference::flux_at(films, 1.2, back, wave, share * end);
      RC_ASSERT(std::abs(got - wanted) < 1e-8);
    }
  }
}

// Between half-spaces that do not absorb, T is the same both ways along the same slanted path.
RC_GTEST_PROP(Oblique, TransmitsTheSameBothWays, ()) {
  std::vector<Film> films = random_films::any_thin_stack(6);
  const double front = 1 + *rc::gen::inRange(0, 1000) * 1e-3;
  const double back = 1 + *rc::gen::inRange(0, 3000) * 1e-3;
  const double along = std::min(front, back) * *rc::gen::inRange(0, 990) * 1e-3;
  const Polarisation polarisation = *rc::gen::element(Polarisation::s, Polarisation::p);
  const double forth =
      power_budget(films, front, back, orange, {std::asin(along / front), polarisation})
          .transmitted;
  std::ranges::reverse(films);
  const double again =
      power_budget(films, back, front, orange, {std::asin(along / back), polarisation}).transmitted;
  RC_ASSERT(std::abs(forth - again) <= 1e-11 * std::max(forth, 1e-3));
}

// Faces R, one-pass transmittance t: (1 - R)^2 t / (1 - R^2 t^2), for s and p and their mean.
TEST(Oblique, SheetIsTheClosedFormOfASlab) {
  const double angle = 1.0;
  const double k = 2e-5;
  const Index inside = cosine(1.5, std::sin(angle));
  const double t = std::exp(-4 * std::numbers::pi * k * 1e-3 / (orange * inside.real()));
  const materials::LayerStack slab{
      .sheets = {{"slab", constant_index(1.5, k), 1e-3}}, .films = {}, .back = constant_index(1)};
  double mean = 0;
  for (const Polarisation polarisation : both) {
    const double R = std::norm(amplitude(1, 1.5, std::cos(angle), inside, polarisation));
    const double wanted = (1 - R) * (1 - R) * t / (1 - R * R * t * t);
    const auto b = budget_spectra(slab, std::array{orange}, {angle, polarisation});
    EXPECT_NEAR(b.transmitted[0], wanted, 1e-14);
    EXPECT_NEAR(b.reflected[0] + b.transmitted[0] + b.sheets[0][0], 1, 1e-14);
    mean += wanted / 2;
  }
  EXPECT_NEAR(budget_spectra(slab, std::array{orange}, {angle}).transmitted[0], mean, 1e-14);
}

// As at normal incidence: rays are the average of waves over a period of the sheet's thickness.
TEST(Oblique, RaysAreTheAverageOfWaves) {
  const double angle = 0.9;
  const double across = std::sqrt(1.5 * 1.5 - std::pow(std::sin(angle), 2));
  const Film film{.index = {2.2, 0.02}, .thickness = 80e-9};
  const materials::LayerStack stack{.sheets = {{"sheet", constant_index(1.5), 1e-4}},
                                    .films = {{"film", constant_index(2.2, 0.02), 80e-9}},
                                    .back = constant_index(3.6, 3.5)};
  for (const Polarisation polarisation : both) {
    double reflected = 0;
    for (int i = 0; i < 64; ++i) {
      const Film sheet{.index = 1.5, .thickness = 1e-4 + i / 64.0 * orange / 2 / across};
      reflected +=
          power_budget(std::array{sheet, film}, 1, Index(3.6, 3.5), orange, {angle, polarisation})
              .reflected /
          64;
    }
    const auto b = budget_spectra(stack, std::array{orange}, {angle, polarisation});
    EXPECT_NEAR(b.reflected[0], reflected, 1e-10);
  }
}

TEST(Oblique, NoRayEntersASheetBeyondItsCriticalAngle) {
  const materials::LayerStack stack{.front_index = 1.5,
                                    .sheets = {{"air", constant_index(1), 1e-3}},
                                    .films = {{"film", constant_index(2, 0.1), 1e-7}},
                                    .back = constant_index(1.5)};
  const auto b = budget_spectra(stack, std::array{orange}, {.angle = 1});
  EXPECT_EQ(b.reflected[0], 1);
  EXPECT_EQ(b.films[0][0], 0);
}

TEST(Oblique, NormalIncidenceKnowsNoPolarisation) {
  const auto stack = testing_cell::stack();
  const Spectrum sun = testing_cell::light("am15g");
  const Photocurrents normal = photocurrents(stack, sun);
  for (const Polarisation polarisation : both) {
    EXPECT_EQ(photocurrents(stack, sun, {0, polarisation}), normal);
    const Photocurrents nearly = photocurrents(stack, sun, {1e-6, polarisation});
    EXPECT_NEAR(nearly.films[testing_cell::cigs], normal.films[testing_cell::cigs], 1e-9);
  }
}

TEST(Oblique, ProfileOfACellAddsUpToItsPhotocurrents) {
  const auto stack = testing_cell::stack();
  const Spectrum sun = testing_cell::light("am15g");
  const Incidence evening{.angle = 1.1};
  const Generation g =
      make_generation(stack, sun, testing_cell::cds, std::array{0.0, 50e-9, 1850e-9}, evening);
  const double q = constants::elementary_charge;
  EXPECT_NEAR(q * g.cumulative[1], g.currents.films[testing_cell::cds],
              1e-12 * g.currents.incident);
  EXPECT_NEAR(q * (g.cumulative[2] - g.cumulative[1]), g.currents.films[testing_cell::cigs],
              1e-12 * g.currents.incident);
  EXPECT_LT(g.currents.films[testing_cell::cigs],
            photocurrents(stack, sun).films[testing_cell::cigs]);
}

TEST(Oblique, RefusesLightFromBehindTheHorizon) {
  for (const double angle : {-0.1, 1.5707964, std::nan("")}) {
    EXPECT_THROW(power_budget({}, 1, 1.5, orange, {angle}), InputError) << angle;
  }
  try {
    photocurrents(testing_cell::stack(), testing_cell::light("am15g"), {.angle = 2});
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "error: incidence.angle: 2 rad, wanted 0 .. below pi / 2 [E2205]\n");
  }
}

}  // namespace
}  // namespace heliofab::optics
