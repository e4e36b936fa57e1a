// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/spectrum.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"
#include "reference_cell.hpp"

namespace heliofab::optics {
namespace {

using testing_cell::grid;
using testing_cell::read_spectrum;

// 1 W/m2 of green light at 550 nm is 550e-9 q / (h c) = 0.44360 A/m2.
TEST(Spectrum, PhotonCurrentOfANarrowLineIsWavelengthOver1240Nm) {
  const Spectrum line{.wavelength = {549e-9, 550e-9, 551e-9}, .irradiance = {0, 1e9, 0}};
  EXPECT_NEAR(total_irradiance(line), 1, 1e-12);
  EXPECT_NEAR(photon_current(line), 550 / 1239.841984, 1e-9);
}

TEST(Spectrum, LedFileIsOneThousandLux) {
  const Spectrum led = read_spectrum("led");
  const auto eye = testing_data::read_columns("spectra/photopic.csv");
  ASSERT_EQ(eye[0].size(), led.wavelength.size());
  double lux = 0;
  for (std::size_t i = 0; i < eye[0].size(); ++i) {
    lux += 683 * led.irradiance[i] * eye[1][i] * 5e-9;
  }
  EXPECT_NEAR(lux, 1000, 0.1);
}

RC_GTEST_PROP(Spectrum, RebinKeepsPowerAndPhotons, ()) {
  const Spectrum sun = read_spectrum("am15g");
  std::vector<double> coarse{280e-9};
  while (coarse.back() < 1290e-9) {
    coarse.push_back(std::min(coarse.back() + *rc::gen::inRange(1, 400) * 1e-10 + 1e-10, 1300e-9));
  }
  if (coarse.back() < 1300e-9) {
    coarse.push_back(1300e-9);
  }
  coarse.front() = sun.wavelength.front();
  coarse.back() = sun.wavelength.back();
  const Spectrum rebinned = rebin(sun, coarse);
  RC_ASSERT(std::abs(total_irradiance(rebinned) / total_irradiance(sun) - 1) < 1e-12);
  // The photon number of a row is linear over a hat, that of the rows themselves nearly so.
  RC_ASSERT(std::abs(photon_current(rebinned) / photon_current(sun) - 1) < 2e-5);
}

TEST(Spectrum, RebinOnItsOwnRowsOnlySmoothes) {
  const Spectrum flat{.wavelength = {1e-7, 2e-7, 4e-7}, .irradiance = {3, 3, 3}};
  EXPECT_NEAR(rebin(flat, flat.wavelength).irradiance[1], 3, 1e-12);
  EXPECT_NEAR(rebin(flat, std::array{1.5e-7, 1.7e-7}).irradiance[0], 3, 1e-12);
}

TEST(Spectrum, IsCutOnItsStraightLines) {
  const Spectrum ramp{.wavelength = {1e-7, 2e-7, 4e-7}, .irradiance = {1, 2, 4}};
  EXPECT_EQ(up_to(ramp, 3e-7), (Spectrum{{1e-7, 2e-7, 3e-7}, {1, 2, 3}}));
  EXPECT_EQ(up_to(ramp, 2e-7), (Spectrum{{1e-7, 2e-7}, {1, 2}}));
  EXPECT_EQ(up_to(ramp, 9e-7), ramp);
  try {
    up_to(ramp, 1e-7);
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: spectrum: begins at 100 nm, wanted light below 100 nm [E2202]\n");
  }
}

TEST(Spectrum, RebinRefusesToInventLight) {
  try {
    rebin(read_spectrum("led"), grid(300, 1300, 5));
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "error: spectrum: 380 .. 780 nm, wanted 300 .. 1300 nm [E2202]\n");
  }
}

}  // namespace
}  // namespace heliofab::optics
