// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/losses.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/device/conditions.hpp"
#include "sunlight.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device {
namespace {

using testing_cells::am15g;
using testing_cells::bm1;
using testing_cells::task;

const std::vector<std::string> names{"ZnO", "CdS", "CIGS"};

double amount(const Waterfall& w, const std::string& name) {
  const auto term = std::ranges::find(w.losses, name, &LossTerm::name);
  return term == w.losses.end() ? 0 : term->amount;
}

double left_of(const Waterfall& w) {
  double left = w.start;
  for (const LossTerm& term : w.losses) {
    left -= term.amount;
  }
  return left;
}

LossAnalysis analysis(const testing_cells::Case& c) {
  return solve_losses(task(c), am15g(), {.layers = names});
}

TEST(Losses, AddUpToWhatIsLeft) {
  LossRequest request{.layers = names};
  request.optical = {{"reflected", 20}, {"ZnO", 15}};
  const LossAnalysis a = solve_losses(task(testing_cells::bm2()), am15g(), request);
  for (const Waterfall* w : {&a.current, &a.voltage, &a.fill_factor, &a.power}) {
    EXPECT_NEAR(left_of(*w), w->end, 1e-9 * w->start);
  }
  EXPECT_EQ(a.current.end, a.curve.jsc);
  EXPECT_EQ(a.power.end, a.curve.pmax());
  EXPECT_EQ(a.power.start, a.limit.pmax());
  EXPECT_EQ(amount(a.current, "reflected"), 20);
  EXPECT_EQ(a.power.losses.size(),
            a.current.losses.size() + a.voltage.losses.size() + a.fill_factor.losses.size());
  EXPECT_DOUBLE_EQ(a.gap_eV, 1.15);
}

TEST(Losses, NameMechanismsAndPlaces) {
  const LossAnalysis a = analysis(bm1());
  std::vector<std::string> found;
  for (const LossTerm& term : a.current.losses) {
    found.push_back(term.name);
  }
  EXPECT_THAT(found,
              testing::ElementsAre("other optical", "radiative, CIGS", "Shockley-Read-Hall, ZnO",
                                   "Shockley-Read-Hall, CdS", "Shockley-Read-Hall, CIGS",
                                   "front contact", "back contact"));
  EXPECT_GT(amount(a.current, "Shockley-Read-Hall, CIGS"),
            20 * amount(a.current, "radiative, CIGS"));
  EXPECT_GT(amount(a.voltage, "Shockley-Read-Hall, CIGS"), 0.05);
  EXPECT_GT(amount(a.voltage, "own emission"), 0.02);
}

// What non-radiative recombination is said to cost comes back when there is none: the radiative
// step of the waterfall is the Voc of the same cell with nothing but radiation.
TEST(Losses, OfVoltageComeBackWhenTheirMechanismIsTakenAway) {
  const LossAnalysis a = analysis(bm1());
  testing_cells::Case pure = bm1();
  pure.design.front.velocity_p = pure.design.back.velocity_n = 0;
  for (Layer& layer : pure.design.layers) {
    layer.levels = {testing_cells::lifetimes(1, 1)};
  }
  const CellTask t = task(pure);
  const double radiative =
      a.voltage.start - amount(a.voltage, "less light") - amount(a.voltage, "own emission");
  EXPECT_NEAR(radiative, solve_cells({&t, 1}).front().voc, 1e-3);
  const LossAnalysis b = analysis(pure);
  EXPECT_NEAR(amount(b.voltage, "Shockley-Read-Hall, CIGS"), 0, 1e-5);
  EXPECT_NEAR(amount(b.fill_factor, "ideality"), 0, 1e-3);
}

// A tenth of the lifetime: what the cell loses is non-radiative, levels of the absorber take more
// than all of it since the back contact has less left to take.
TEST(Losses, OfAShorterLifetimeAreItsOwn) {
  const LossAnalysis a = analysis(bm1());
  testing_cells::Case shorter = bm1();
  shorter.design.layers[2].levels = {testing_cells::lifetimes(1e-9, 1e-9)};
  const LossAnalysis b = analysis(shorter);
  const double fallen = a.curve.voc - b.curve.voc;
  EXPECT_GT(fallen, 0.04);
  const auto grown = [&](const std::string& name) {
    return amount(b.voltage, name) - amount(a.voltage, name);
  };
  EXPECT_GT(grown("Shockley-Read-Hall, CIGS"), fallen);
  EXPECT_LT(grown("back contact"), 0);
  EXPECT_NEAR(grown("own emission"), 0, 1e-12);
}

// Without a radiative coefficient there is no radiative step, and nothing is lost on the way.
TEST(Losses, CanDoWithoutRadiation) {
  testing_cells::Case c = bm1();
  c.design.layers[2].front.radiative = c.design.layers[2].back.radiative = 0;
  const LossAnalysis a = analysis(c);
  EXPECT_EQ(amount(a.voltage, "own emission"), 0);
  EXPECT_NEAR(left_of(a.voltage), a.curve.voc, 1e-12);
}

TEST(Losses, CountFromAStatedGap) {
  LossRequest request{.gap_eV = 1.2};
  const LossAnalysis a = solve_losses(task(bm1()), am15g(), request);
  EXPECT_EQ(a.gap_eV, 1.2);
  EXPECT_EQ(a.limit, shockley_queisser(am15g(), 1.2, 300));
  EXPECT_NE(amount(a.current, "Shockley-Read-Hall, layer 3"), 0);
}

TEST(Losses, RefuseNamesOfOtherLayers) {
  try {
    solve_losses(task(bm1()), am15g(), {.layers = {"CIGS"}});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: losses.layers: 1 names of 3 layers, wanted one of each or none [E3122]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
