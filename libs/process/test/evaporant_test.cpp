// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/evaporant.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::process {
namespace {

// B ln 10 / T^2 at the usual points of sources, 1400, 1000 and 1100 degC: 1.3 to 1.7 % per kelvin
// for metals, 3.4 % for selenium.
TEST(Evaporant, GrowsItsFluxByMoreThanAPercentPerKelvin) {
  const auto slope = [](Evaporant e, double celsius) {
    const double t = celsius * unit::degC;
    const double step = 1e-3;
    const double numeric =
        std::log(effusion_flux(e, t + step) / effusion_flux(e, t - step)) / (2 * step);
    EXPECT_NEAR(log_flux_slope(e, t), numeric, 1e-8);
    return log_flux_slope(e, t);
  };
  EXPECT_NEAR(slope(Evaporant::copper, 1400), 0.0132, 2e-4);
  EXPECT_NEAR(slope(Evaporant::indium, 1000), 0.0170, 2e-4);
  EXPECT_NEAR(slope(Evaporant::gallium, 1100), 0.0165, 4e-4);
  EXPECT_NEAR(slope(Evaporant::selenium, 320), 0.0337, 4e-4);
}

TEST(Evaporant, FindsTheTemperatureOfAFlux) {
  for (const Evaporant e : {Evaporant::copper, Evaporant::indium, Evaporant::gallium,
                            Evaporant::selenium, Evaporant::sodium_fluoride}) {
    const double t = (vapour_of(e).low + vapour_of(e).high) / 2;
    EXPECT_NEAR(temperature_for_flux(e, effusion_flux(e, t)).value_or(0), t, 1e-6);
    EXPECT_FALSE(temperature_for_flux(e, 1e60));
  }
}

}  // namespace
}  // namespace heliofab::process
