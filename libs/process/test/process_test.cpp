// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/process/cut.hpp"
#include "heliofab/process/web_map.hpp"

namespace heliofab::process {
namespace {

const Recipe recipe;
const FilmPhysics physics;

CellParameters parameters_with(double Film::*member, double value) {
  Film film = nominal_film(recipe, physics, 0.2e-2);
  film.*member = value;
  return cell_parameters(recipe, physics, film);
}

TEST(Film, GivesTheRecipesOwnValuesWhereNothingStrays) {
  const CellParameters p = cell_parameters(recipe, physics, nominal_film(recipe, physics, 0.2e-2));
  EXPECT_DOUBLE_EQ(p.lifetime, physics.lifetime);
  EXPECT_DOUBLE_EQ(p.doping, physics.doping);
  // 1 / (q 5e20 cm-3 22 cm2/Vs) = 5.67e-4 ohm cm: 378 nm for 15 ohm per square.
  EXPECT_NEAR(p.azo_thickness, 378e-9, 1e-9);
}

TEST(Film, TakesTheThicknessOfItsFrontContactInPlaceOfTheSheetResistance) {
  Recipe thick;
  thick.window.azo_thickness = 756.48e-9;  // twice the one of 15 ohm per square
  const Film film = nominal_film(thick, physics, 0.2e-2);
  EXPECT_NEAR(film.tco_sheet_resistance, 7.5, 1e-3);
  EXPECT_DOUBLE_EQ(cell_parameters(thick, physics, film).azo_thickness, 756.48e-9);
}

TEST(Film, NeedsNoMoreSodiumThanItsOptimum) {
  EXPECT_GT(parameters_with(&Film::sodium, 0.6).doping, 0.85 * physics.doping);  // flat within 40 %
  EXPECT_DOUBLE_EQ(parameters_with(&Film::sodium, 2).doping, physics.doping);
}

TEST(Film, IsBestInsideItsCompositionWindows) {
  EXPECT_DOUBLE_EQ(parameters_with(&Film::cgi, 0.82).lifetime, physics.lifetime);
  EXPECT_LT(parameters_with(&Film::cgi, 0.72).lifetime, physics.lifetime);
  EXPECT_LT(parameters_with(&Film::cgi, 0.97).lifetime, physics.lifetime);
  EXPECT_LT(parameters_with(&Film::ggi, 0.55).lifetime, physics.lifetime);
  Film copper_rich = nominal_film(recipe, physics, 0.2e-2);
  copper_rich.cgi = 1.0;
  EXPECT_GT(shunt_conductance(physics, copper_rich), 100 * physics.shunt);
  Film thin = nominal_film(recipe, physics, 0.2e-2);
  thin.thickness = 0.6e-6;
  EXPECT_GT(shunt_conductance(physics, thin), 10 * physics.shunt);
}

// Se per metal: nothing happens down to the alarm at 2.5; below it lifetime and doping fall by a
// factor e over their scales, and shunts grow.
TEST(Film, SuffersFromALackOfSelenium) {
  EXPECT_DOUBLE_EQ(parameters_with(&Film::selenium_ratio, 2.5).lifetime, physics.lifetime);
  const CellParameters poor = parameters_with(&Film::selenium_ratio, 2.0);
  EXPECT_NEAR(poor.lifetime, physics.lifetime * std::exp(-1), 1e-12 * physics.lifetime);
  EXPECT_NEAR(poor.doping, physics.doping * std::exp(-0.5), 1e-12 * physics.doping);
  Film film = nominal_film(recipe, physics, 0.2e-2);
  film.selenium_ratio = 2.0;
  EXPECT_NEAR(shunt_conductance(physics, film), physics.shunt * std::exp(1.25), 1e-12);
}

TEST(Film, LivesAtTheTemperatureOfItsPlace) {
  EXPECT_NEAR(parameters_with(&Film::substrate_temperature, 673.15).lifetime,
              physics.lifetime * std::exp(-1), 1e-12 * physics.lifetime);
}

// The mean fixes the notch: with its depth, and front and back, the ratio of the notch comes back.
TEST(Film, KeepsItsGapProfileThroughTheDepthOfTheNotch) {
  const CellParameters p = cell_parameters(recipe, physics, nominal_film(recipe, physics, 0.2e-2));
  EXPECT_NEAR(p.notch_depth, 0.3551, 1e-4);  // (0.78 + 1.41 - 2) / (1.41 - 0.875) = 0.19 / 0.535
  EXPECT_NEAR(notch_ratio(p), 0.78, 1e-15);
  // A back at which no notch gives the mean: the notch moves to the end, the mean stays.
  const CellParameters flat = parameters_with(&Film::back_ratio, 1.1);
  EXPECT_DOUBLE_EQ(flat.notch_depth, 0.02);
  EXPECT_NEAR(flat.notch_depth * (flat.front_ratio + notch_ratio(flat)) / 2 +
                  (1 - flat.notch_depth) * (notch_ratio(flat) + flat.back_ratio) / 2,
              1, 1e-15);
}

// GGI 0.32 with a back at 2.2 and a notch at 0.4 of the mean: the notch lies (2.6 - 2) / 1.325 =
// 45.3 % deep and GGI rises by 0.576 over 54.7 %, 1.053 over the depth: (1.053 - 0.7) / 0.3.
TEST(Film, DislikesASteepGradientOfGallium) {
  Film steep = nominal_film(recipe, physics, 0.2e-2);
  steep.back_ratio = 2.2;
  steep.notch_ratio = 0.4;
  const double slope = 0.32 * 1.8 / (1 - 0.6 / 1.325);
  EXPECT_NEAR(cell_parameters(recipe, physics, steep).lifetime,
              physics.lifetime * std::exp(-(slope - 0.7) / 0.3), 1e-9 * physics.lifetime);
}

// 26 nm of CdS are enough for the junction; below 20 nm shunts grow; a pinhole is a shunt of its
// own, in proportion to its area.
TEST(Film, NeedsABuffer) {
  EXPECT_DOUBLE_EQ(parameters_with(&Film::cds_thickness, 26e-9).lifetime, physics.lifetime);
  EXPECT_NEAR(parameters_with(&Film::cds_thickness, 18e-9).lifetime,
              physics.lifetime * std::exp(-1), 1e-9 * physics.lifetime);
  Film film = nominal_film(recipe, physics, 0.2e-2);
  film.cds_thickness = 16e-9;
  EXPECT_NEAR(shunt_conductance(physics, film), physics.shunt * std::exp(1), 1e-9);
  film = nominal_film(recipe, physics, 0.2e-2);
  film.cds_pinholes = 0.01;
  EXPECT_DOUBLE_EQ(shunt_conductance(physics, film), physics.shunt + 10);
}

const Film nominal = nominal_film(recipe, physics, 0.2e-2);

TEST(WebMap, IsTheRecipeEverywhereWithoutScatter) {
  Variation none;
  for (const auto member : {&Variation::thickness, &Variation::cgi, &Variation::ggi,
                            &Variation::sodium, &Variation::cds, &Variation::tco, &Variation::mo,
                            &Variation::p2, &Variation::lifetime, &Variation::shunt}) {
    none.*member = Scatter{};
  }
  const WebMap map = make_web_map(nominal, none, 1, {7, 0, 20, 0.27});
  for (const Film& film : map.films) {
    EXPECT_EQ(film, nominal);
  }
}

TEST(WebMap, IsTheSameForARollWhateverWasMadeBefore) {
  const Variation variation;
  const WebMap a = make_web_map(nominal, variation, 1, {7, 0, 20, 0.27});
  make_web_map(nominal, variation, 1, {8, 0, 20, 0.27});
  const WebMap b = make_web_map(nominal, variation, 1, {7, 0, 20, 0.27});
  EXPECT_EQ(a.films, b.films);
  EXPECT_NE(a.films, make_web_map(nominal, variation, 2, {7, 0, 20, 0.27}).films);
}

// Drift: standard deviation as asked and correlation exp(-distance / length). 400 rolls of 40 m
// hold about 400 * 40 / (2 * 5) = 1600 independent values: standard error 2.5 %; 4 of them.
TEST(WebMap, DriftsWithTheStatedSizeAndLength) {
  Variation variation;
  variation.thickness = {.drift = 0.03, .drift_length = 5};
  double square = 0;
  double product = 0;
  std::size_t n = 0;
  constexpr std::size_t lag = 20;  // 5 m
  for (std::int64_t roll = 0; roll < 400; ++roll) {
    const WebMap map = make_web_map(nominal, variation, 3, {roll, 0, 40, 0.27});
    const auto deviation = [&](std::size_t frame) {
      return map.films[frame * map.zones].thickness / recipe.absorber.thickness - 1;
    };
    for (std::size_t f = 0; f + lag < map.frames; ++f, ++n) {
      square += deviation(f) * deviation(f);
      product += deviation(f) * deviation(f + lag);
    }
  }
  EXPECT_NEAR(std::sqrt(square / static_cast<double>(n)), 0.03, 0.1 * 0.03);
  EXPECT_NEAR(product / square, std::exp(-1), 0.1);
}

TEST(Defects, ComeWithTheStatedDensityAndSpacing) {
  const Defects defects{.fault_density = 0.5, .event_spacing = 50};
  double faults = 0;
  double events = 0;
  for (std::int64_t roll = 0; roll < 500; ++roll) {
    faults += static_cast<double>(make_faults(defects, 5, roll, 300, 0.27).size());
    events += static_cast<double>(make_web_events(defects, 5, roll, 300).size());
  }
  const double expected_faults = 500 * 0.5 * 300 * 0.27;
  EXPECT_NEAR(faults, expected_faults, 4 * std::sqrt(expected_faults));
  EXPECT_NEAR(events, 500 * 6, 4 * std::sqrt(500 * 6));
}

TEST(Cut, FillsACleanRoll) {
  const CutPlan plan = cut(300, {}, 5, 0);
  EXPECT_EQ(plan.footprints.size(), 60U);
  EXPECT_TRUE(plan.scrap.empty());
}

TEST(Cut, LeavesOutBadStretchesAndNamesTheRest) {
  const CutPlan plan = cut(17, {{6, 2, "cigs", "stop"}, {7, 3, "web", "wrinkle"}}, 5, 0.1);
  ASSERT_EQ(plan.footprints.size(), 2U);
  EXPECT_DOUBLE_EQ(plan.footprints[0].position, 0);
  EXPECT_DOUBLE_EQ(plan.footprints[1].position, 10);
  std::vector<std::string> causes;
  for (const Stretch& s : plan.scrap) {
    causes.push_back(s.cause);
  }
  EXPECT_EQ(causes, (std::vector<std::string>{"cut margin", "remnant", "stop", "wrinkle",
                                              "cut margin", "remnant"}));
}

RC_GTEST_PROP(Cut, AccountsForEveryMetre, ()) {
  const double length = *rc::gen::inRange(1, 400);
  std::vector<Stretch> bad;
  const int count = *rc::gen::inRange(0, 12);
  for (int k = 0; k < count; ++k) {
    bad.push_back(
        {*rc::gen::inRange(-50, 4500) / 10.0, *rc::gen::inRange(0, 300) / 10.0, "a", "b"});
  }
  const CutPlan plan = cut(length, bad, *rc::gen::inRange(1, 80) / 10.0, 0.01);
  double sum = 0;
  for (const Footprint& f : plan.footprints) {
    sum += f.length;
    RC_ASSERT(f.position >= 0 && f.position + f.length <= length + 1e-6);
  }
  for (const Stretch& s : plan.scrap) {
    sum += s.length;
  }
  RC_ASSERT(std::abs(sum - length) < 1e-6);
}

}  // namespace
}  // namespace heliofab::process
