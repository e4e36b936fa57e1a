// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "heliofab/device/admittance.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device::testing_cells {

/// A slow signal follows the curve, in the dark and in light: departures grow with the square of
/// the frequency.
inline void expect_slow_signal_is_slope(const Case& c) {
  for (const double light : {0.0, 1.0}) {
    const CellTask t = in_light(task(c, {.from = -1, .to = 0.6}), light);
    const std::vector<double> voltages{-1, 0, 0.3, 0.55};
    const auto collected = solve_collection(t, voltages, on_given_mesh);
    const auto slow = solve_admittance(t, voltages, std::vector<double>{1e-4}, on_given_mesh);
    for (std::size_t k = 0; k < voltages.size(); ++k) {
      EXPECT_NEAR(slow[k].conductance, -collected[k].slope, 1e-7 * slow[k].conductance);
    }
  }
}

}  // namespace heliofab::device::testing_cells
