// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/azo.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/process/film.hpp"

namespace heliofab::process {
namespace {

const Window azo_window;

TEST(ZincOxide, HasTheRecipesMobilitiesAtTheRecipesCarriers) {
  EXPECT_EQ(azo_mobility(azo_window, azo_window.azo_carriers), azo_window.azo_mobility);
  EXPECT_EQ(azo_optical_mobility(azo_window, azo_window.azo_carriers),
            azo_window.azo_optical_mobility);
}

// Few carriers leave the boundaries high, many cluster in the grains: in between lies a best.
TEST(ZincOxide, HasItsBestSheetMobilityBetweenBarriersAndClusters) {
  const double few = azo_mobility(azo_window, 5e25);
  const double some = azo_mobility(azo_window, 3e26);
  const double many = azo_mobility(azo_window, 1e27);
  EXPECT_GT(some, few);
  EXPECT_GT(some, many);
  EXPECT_GT(some, azo_window.azo_mobility);
}

// One set of carriers for both: fewer of them in the same sheet make a thicker film.
TEST(ZincOxide, GrowsThickerForTheSameSheetWithFewerCarriers) {
  Film film = nominal_film(Recipe{}, FilmPhysics{}, 0.2e-2);
  film.azo_carriers = 2.5e26;
  const CellParameters p = cell_parameters(Recipe{}, FilmPhysics{}, film);
  EXPECT_EQ(p.azo_carriers, 2.5e26);
  EXPECT_NEAR(p.azo_thickness,
              1 / (constants::elementary_charge * 2.5e26 * azo_mobility(azo_window, 2.5e26) * 15),
              1e-18);
  EXPECT_GT(p.azo_thickness, 1.5 * azo_thickness(azo_window, 15));
}

}  // namespace
}  // namespace heliofab::process
