// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/power_budget.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "random_films.hpp"
#include "transfer_matrix.hpp"

namespace heliofab::optics {
namespace {

using Index = std::complex<double>;
using random_films::any_film;
using random_films::any_stack;
using random_films::total;

double fresnel(double front, Index back) { return std::norm((front - back) / (front + back)); }

double thickness_of(std::span<const Film> films) {
  double sum = 0;
  for (const Film& film : films) {
    sum += film.thickness;
  }
  return sum;
}

TEST(PowerBudget, BareInterfaceIsFresnel) {
  for (const Index back : {Index(1.5), Index(2.9, 0.3), Index(3.66, 3.4)}) {
    const PowerBudget b = power_budget({}, 1.0, back, 550e-9);
    EXPECT_NEAR(b.reflected, fresnel(1.0, back), 1e-15);
    EXPECT_NEAR(b.transmitted, 1 - fresnel(1.0, back), 1e-15);
  }
}

// A quarter wave of index n turns the admittance s of what lies behind into n^2 / s.
TEST(PowerBudget, QuarterWaveIsItsClosedForm) {
  const Film mgf2{.index = 1.38, .thickness = 550e-9 / 4 / 1.38};
  const PowerBudget b = power_budget(std::array{mgf2}, 1.0, 2.0, 550e-9);
  EXPECT_NEAR(b.reflected, fresnel(1.0, 1.38 * 1.38 / 2.0), 1e-15);
}

TEST(PowerBudget, HalfWaveIsAbsent) {
  const Film film{.index = 2.3, .thickness = 600e-9 / 2 / 2.3};
  EXPECT_NEAR(power_budget(std::array{film}, 1.0, 1.5, 600e-9).reflected, fresnel(1.0, 1.5), 1e-15);
}

// N pairs of quarter waves turn the admittance s into s (high / low)^(2 N).
TEST(PowerBudget, BraggMirrorIsItsClosedForm) {
  const double high = 2.35;
  const double low = 1.46;
  std::vector<Film> films;
  for (int pairs = 1; pairs <= 20; ++pairs) {
    films.push_back({.index = high, .thickness = 1e-6 / 4 / high});
    films.push_back({.index = low, .thickness = 1e-6 / 4 / low});
    const double admittance = 1.52 * std::pow(high / low, 2 * pairs);
    const PowerBudget b = power_budget(films, 1.0, 1.52, 1e-6);
    EXPECT_NEAR(b.reflected, fresnel(1.0, admittance), 1e-13) << pairs << " pairs";
    EXPECT_NEAR(total(b), 1, 1e-12);
  }
}

// Without a step in n nothing is reflected but for the step in k: |r| = k / 2n = 3e-7.
TEST(PowerBudget, MatchedWeakAbsorberFollowsBeerLambert) {
  const double k = 1e-6;
  const double wavelength = 500e-9;
  for (const double depth : {1e-3, 50e-3, 1.0}) {
    const Film film{.index = {1.5, k}, .thickness = depth};
    const double wanted = -std::expm1(-4 * std::numbers::pi * k * depth / wavelength);
    const PowerBudget b = power_budget(std::array{film}, 1.5, 1.5, wavelength);
    EXPECT_NEAR(b.absorbed[0], wanted, 1e-6);
    EXPECT_LT(b.reflected, 1e-12);
  }
}

// A film of many optical depths looks like a half-space and lets nothing through.
TEST(PowerBudget, OpaqueFilmIsAHalfSpace) {
  const Film metal{.index = {3.66, 3.4}, .thickness = 1e-3};
  const PowerBudget b = power_budget(std::array{metal, metal}, 1.0, 1.5, 550e-9);
  EXPECT_NEAR(b.reflected, fresnel(1.0, metal.index), 1e-15);
  EXPECT_NEAR(b.absorbed[0], 1 - b.reflected, 1e-15);
  EXPECT_EQ(b.absorbed[1], 0);
  EXPECT_EQ(b.transmitted, 0);
}

RC_GTEST_PROP(PowerBudget, ClosesForAnyPassiveStack, ()) {
  const std::vector<Film> films = any_stack(12);
  const double front = 1 + *rc::gen::inRange(0, 1000) * 1e-3;
  const double wavelength = *rc::gen::inRange(300, 1301) * 1e-9;
  const PowerBudget b = power_budget(films, front, any_film().index, wavelength);
  RC_ASSERT(std::abs(total(b) - 1) < 1e-12);
  RC_ASSERT(b.reflected >= 0 && b.transmitted >= 0);
  for (const double a : b.absorbed) {
    RC_ASSERT(a > -1e-13);
  }
}

// Reciprocity: between half-spaces that do not absorb, T is the same both ways.
RC_GTEST_PROP(PowerBudget, TransmitsTheSameBothWays, ()) {
  std::vector<Film> films = any_stack(6);
  for (Film& film : films) {
    film.thickness *= 0.05;
  }
  const double front = 1 + *rc::gen::inRange(0, 1000) * 1e-3;
  const double back = 1 + *rc::gen::inRange(0, 3000) * 1e-3;
  const double forth = power_budget(films, front, back, 700e-9).transmitted;
  std::ranges::reverse(films);
  const double again = power_budget(films, back, front, 700e-9).transmitted;
  RC_ASSERT(std::abs(forth - again) <= 1e-11 * std::max(forth, 1e-3));
}

RC_GTEST_PROP(PowerBudget, AgreesWithCharacteristicMatrices, ()) {
  const std::vector<Film> films = random_films::any_thin_stack(8);
  const Index back = any_film().index;
  const PowerBudget b = power_budget(films, 1.2, back, 800e-9);
  const double inside = reference::flux_at(films, 1.2, back, {800e-9}, 0);
  const double end = thickness_of(films) * (1 + 1e-12);
  RC_ASSERT(std::abs(1 - b.reflected - inside) < 1e-8);
  RC_ASSERT(std::abs(b.transmitted - reference::flux_at(films, 1.2, back, {800e-9}, end)) < 1e-8);
}

// A plane inside a film changes nothing, so the closed form at a depth must equal the budget of the
// film cut there.
RC_GTEST_PROP(CumulativeAbsorptance, EqualsTheBudgetOfACutFilm, ()) {
  std::vector<Film> films = any_stack(5);
  films.push_back(any_film());
  const std::size_t cut = *rc::gen::inRange<std::size_t>(0, films.size());
  const double share = *rc::gen::inRange(0, 1001) * 1e-3;
  const Index back = any_film().index;
  double depth = share * films[cut].thickness;
  for (std::size_t j = 0; j < cut; ++j) {
    depth += films[j].thickness;
  }
  const double got = cumulative_absorptance(films, 1.0, back, 600e-9, std::array{depth})[0];
  std::vector<Film> pieces = films;
  pieces[cut].thickness *= share;
  pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(cut) + 1,
                {.index = films[cut].index, .thickness = films[cut].thickness * (1 - share)});
  const PowerBudget b = power_budget(pieces, 1.0, back, 600e-9);
  const auto end = b.absorbed.begin() + static_cast<std::ptrdiff_t>(cut) + 1;
  RC_ASSERT(std::abs(std::accumulate(b.absorbed.begin(), end, 0.0) - got) < 1e-11);
}

TEST(CumulativeAbsorptance, AgreesWithThePoyntingFluxOfCharacteristicMatrices) {
  const std::vector<Film> films{
      {{1.85, 0.01}, 300e-9}, {{2.4, 0.1}, 50e-9}, {{2.95, 0.1}, 1800e-9}};
  const Index back{3.6, 3.5};
  std::vector<double> positions;
  for (int i = 0; i <= 43; ++i) {
    positions.push_back(i * 50e-9);
  }
  const auto got = cumulative_absorptance(films, 1.0, back, 900e-9, positions);
  const double entering = reference::flux_at(films, 1.0, back, {900e-9}, 0);
  for (std::size_t p = 0; p < positions.size(); ++p) {
    EXPECT_NEAR(got[p], entering - reference::flux_at(films, 1.0, back, {900e-9}, positions[p]),
                1e-12);
  }
  EXPECT_LT(got[0], 1e-15);
}

TEST(PowerBudget, ListsEverythingWrongWithItsArguments) {
  const std::array films{Film{.index = {2, -0.1}, .thickness = 1e-7},
                         Film{.index = 2, .thickness = -1}};
  try {
    power_budget(films, 0, 1.5, 500e-9);
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: films[0].index: 2 + -0.1 i, wanted n above 0 and k 0 or more [E2203]\n"
                 "error: films[1].thickness: -1 m, wanted 0 or more [E2203]\n"
                 "error: front: 0 + 0 i, wanted n above 0 and k 0 or more [E2203]\n");
  }
}

TEST(CumulativeAbsorptance, RefusesAPositionOutsideTheFilms) {
  const std::array films{Film{.index = 2, .thickness = 1e-7}};
  try {
    cumulative_absorptance(films, 1, 1.5, 500e-9, std::array{0.0, 2e-7});
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: positions: 200 nm after 0 nm, wanted non-decreasing depths within 0 .. "
                 "100 nm [E2204]\n");
  }
}

}  // namespace
}  // namespace heliofab::optics
