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

// Within a grain 55 - 50 / (1 + (6e20 / n)^2) cm2/Vs: 34.5 at 5e20, which is what light feels in
// the recipe's film without any fit, and 17.9 at the clusters' 1e21... in that ratio here.
TEST(ZincOxide, LosesMobilityInItsGrainsAsDonorsCluster) {
  const auto grain = [](double n) { return 55 - 50 / (1 + 36e40 / (n * n)); };
  EXPECT_NEAR(grain(5e20), 34.5, 0.1);
  EXPECT_NEAR(azo_optical_mobility(azo_window, 1e27) / azo_window.azo_optical_mobility,
              grain(1e21) / grain(5e20), 1e-12);
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

// Filled traps raise a barrier of q Q^2 / (8 eps n) [seto1975]: 26.6 meV at 1e20 1/cm3. Where
// grains resist nothing, mobilities are in the ratio of its Boltzmann factors.
TEST(ZincOxide, PassesBoundariesOverTheBarrierOfTheirTraps) {
  Window coarse;
  coarse.azo_optical_mobility = 1e6;
  const double barrier = 1.602176634e-19 * 1e34 / (8 * 8.5 * 8.8541878128e-12);  // [V/m3]
  EXPECT_NEAR(barrier / 1e26, 26.6e-3, 0.1e-3);
  EXPECT_NEAR(azo_mobility(coarse, 1e26) / coarse.azo_mobility,
              std::exp(-barrier * (1 / 1e26 - 1 / 5e26) / 0.0258520), 1e-5);
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
