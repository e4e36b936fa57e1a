// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/budget_spectra.hpp"

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/optics/generation.hpp"
#include "reference_cell.hpp"

namespace heliofab::optics {
namespace {

TEST(BudgetSpectra, WeighedWithTheLightAreThePhotocurrents) {
  auto stack = testing_cell::stack();
  stack.sheets = {{"eva", testing_data::read_constants("eva"), 400 * unit::um}};
  const Spectrum sun = testing_cell::light("am15g");
  const Incidence evening{.angle = 1.1};
  const BudgetSpectra spectra = budget_spectra(stack, sun.wavelength, evening);
  const std::vector<double> flux = photon_flux(sun);
  double reflected = 0;
  double sheet = 0;
  double absorber = 0;
  for (std::size_t i = 0; i < flux.size(); ++i) {
    reflected += constants::elementary_charge * flux[i] * spectra.reflected[i];
    sheet += constants::elementary_charge * flux[i] * spectra.sheets[0][i];
    absorber += constants::elementary_charge * flux[i] * spectra.films[testing_cell::cigs][i];
    double sum = spectra.reflected[i] + spectra.transmitted[i] + spectra.sheets[0][i];
    for (const std::vector<double>& film : spectra.films) {
      sum += film[i];
    }
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  const Photocurrents c = photocurrents(stack, sun, evening);
  EXPECT_NEAR(reflected, c.reflected, 1e-12 * c.incident);
  EXPECT_NEAR(sheet, c.sheets[0], 1e-12 * c.incident);
  EXPECT_NEAR(absorber, c.films[testing_cell::cigs], 1e-12 * c.incident);
}

TEST(BudgetSpectra, RefuseWavelengthsOutOfOrder) {
  try {
    budget_spectra(testing_cell::stack(), std::array{500e-9, 400e-9});
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: wavelength: 400 nm after 500 nm, wanted a larger one than before "
                 "[E2201]\n");
  }
}

}  // namespace
}  // namespace heliofab::optics
