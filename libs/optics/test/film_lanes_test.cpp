// SPDX-License-Identifier: Apache-2.0
#include "../src/film_lanes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <hwy/targets.h>
#include <rapidcheck/gtest.h>

#include "../src/wave_math-inl.hpp"
#include "../src/waves.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/optics/generation.hpp"
#include "random_films.hpp"
#include "reference_cell.hpp"

// The kernel of the lanes against the plain one, and against itself on every instruction set.
namespace heliofab::optics {
namespace {

// Every wavelength sees other indices.
struct Block {
  LaneFilms films;
  BlockLanes front;
};

Block any_block(std::size_t n_films, const Tilt& tilt) {
  Block block;
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    block.films.wave_number.push_back(2 * std::numbers::pi / (*rc::gen::inRange(300, 1300) * 1e-9));
    block.front[lane] = front_admittance(tilt);
  }
  for (std::size_t j = 0; j <= n_films; ++j) {
    for (std::size_t lane = 0; lane < block_lanes; ++lane) {
      const Film film = random_films::any_film();
      block.films.n.push_back(film.index.real());
      block.films.k.push_back(film.index.imag());
    }
  }
  for (std::size_t j = 0; j < n_films; ++j) {
    block.films.thickness.push_back(random_films::any_film().thickness);
  }
  return block;
}

// Films of many optical depths below echoes of every size: sums of the two versions differ by the
// rounding of their phases, at most 1e-16 times a few hundred turns, times the light.
RC_GTEST_PROP(FilmLanes, AgreeWithThePlainKernel, ()) {
  const Incidence incidence = random_films::any_incidence();
  const Tilt tilt = tilts(incidence, 1.3).room[0];
  const std::size_t n_films = *rc::gen::inRange<std::size_t>(0, 8);
  const Block block = any_block(n_films, tilt);
  std::vector<LaneField> lanes(n_films);
  const LaneEnds ends = solve_waves(block.films, tilt, 0, block.front, lanes);
  for (std::size_t lane = 0; lane < block_lanes; ++lane) {
    const auto index = [&](std::size_t layer) {
      const std::size_t at = layer * block_lanes + lane;
      return std::complex(block.films.n[at], block.films.k[at]);
    };
    std::vector<std::complex<double>> indices;
    for (std::size_t j = 0; j < n_films; ++j) {
      indices.push_back(index(j));
    }
    std::vector<FilmField> fields(n_films);
    const double wavelength = 2 * std::numbers::pi / block.films.wave_number[lane];
    const Ends plain = solve_waves(indices, block.films.thickness,
                                   {block.front[lane], index(n_films), wavelength, tilt}, fields);
    RC_ASSERT(std::abs(ends.reflected[lane] - plain.reflected) < 1e-11);
    RC_ASSERT(std::abs(ends.transmitted[lane] - plain.transmitted) < 1e-11);
    for (std::size_t j = 0; j < n_films; ++j) {
      const double depth = 0.37 * fields[j].thickness;
      std::vector<BlockLanes> sums(1, BlockLanes{});
      add_absorbed(lanes[j], block.front, std::array{depth}, sums);
      const double wanted = block.front[lane] * absorbed_before(fields[j], depth);
      RC_ASSERT(std::abs(sums[0][lane] - wanted) < 1e-11);
      const double whole = absorbed_before(fields[j], fields[j].thickness);
      RC_ASSERT(std::abs(lanes[j].absorbed[lane] - whole) < 1e-11);
    }
  }
}

// Wavelengths that fill no block, one block, and one more.
TEST(FilmLanes, ServeAnyNumberOfWavelengths) {
  const auto stack = testing_cell::stack();
  const std::vector<double> all = testing_cell::grid(300, 1300, 5);
  const Incidence incidence{.angle = 0.7};
  const BudgetSpectra wanted = budget_spectra(stack, all, incidence);
  for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 16U, 17U}) {
    const auto part = budget_spectra(stack, std::span(all).first(count), incidence);
    ASSERT_EQ(part.reflected.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      EXPECT_EQ(part.reflected[i], wanted.reflected[i]);
      EXPECT_EQ(part.films[3][i], wanted.films[3][i]);
    }
  }
}

TEST(FilmLanes, GiveTheSameBitsOnEveryInstructionSet) {
  const auto stack = testing_cell::stack();
  const Spectrum sun = testing_cell::light("am15g");
  std::vector<double> x;
  for (int i = 0; i <= 100; ++i) {
    x.push_back(18.5e-9 * i);
  }
  const Incidence incidence{.angle = 0.7};
  const Generation wanted = make_generation(stack, sun, testing_cell::cds, x, incidence);
  const std::int64_t all = hwy::SupportedTargets();
  std::size_t widest = 0;
  for (std::int64_t targets = all; targets != 0; targets &= targets - 1) {
    hwy::SetSupportedTargetsForTest(targets & -targets);
    hwy::GetChosenTarget().Update(targets & -targets);
    widest = std::max(widest, lane_width());
    EXPECT_EQ(make_generation(stack, sun, testing_cell::cds, x, incidence), wanted)
        << hwy::TargetName(targets & -targets);
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  EXPECT_LE(widest, block_lanes);
}

namespace lanes = HWY_NAMESPACE;
using One = hwy::HWY_NAMESPACE::CappedTag<double, 1>;

auto only_lane(double x) { return hwy::HWY_NAMESPACE::Set(One(), x); }
double number(hwy::HWY_NAMESPACE::Vec<One> lane) { return hwy::HWY_NAMESPACE::GetLane(lane); }

// In roundings of 2^-53, against long doubles.
double roundings(double found, long double wanted, long double scale) {
  return static_cast<double>(std::abs((found - wanted) / scale) / 0x1p-53L);
}

TEST(WaveMath, PowersOfTwoAreGoodToFourRoundings) {
  double worst = 0;
  for (int k = 1; k <= 200'000; ++k) {
    for (const double x : {k * 5e-3, std::exp2(-40.0 + k * 2e-4)}) {
      const auto found = lanes::decay(only_lane(x));
      const long double growth = std::exp2(static_cast<long double>(x));
      const long double loss = -std::expm1(-x * std::numbers::ln2_v<long double>);
      worst = std::max({worst, roundings(number(found.growth), growth, growth),
                        roundings(number(found.left), 1 / growth, 1 / growth),
                        roundings(number(found.loss), loss, loss)});
    }
  }
  EXPECT_LE(worst, 4);
  EXPECT_EQ(number(lanes::decay(only_lane(0)).loss), 0);
  EXPECT_EQ(number(lanes::decay(only_lane(1e300)).loss), 1);
}

TEST(WaveMath, ProductsOfSidesAreGoodToElevenRoundings) {
  double worst = 0;
  for (int k = -100'000; k <= 100'000; ++k) {
    const double turns = k * 1.737e-3;
    const auto found = lanes::half_turns(only_lane(turns));
    const double sine = number(found.sine);
    const double cosine = number(found.cosine);
    const long double angle = std::numbers::pi_v<long double> * turns;
    const long double s = std::sin(angle);
    worst = std::max({worst, roundings(sine * sine, s * s, 1),
                      roundings(sine * cosine, s * std::cos(angle), 1)});
  }
  EXPECT_LE(worst, 11);
}

}  // namespace
}  // namespace heliofab::optics
