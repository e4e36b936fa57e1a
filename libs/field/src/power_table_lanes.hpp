// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>

#include "heliofab/field/power_table.hpp"

namespace heliofab::field {

/// Between nodes: of the logarithm of light [-], and of temperature [K].
inline double light_step(const PowerGrid& grid) {
  return std::log(grid.brightest / grid.dimmest) / static_cast<double>(grid.lights - 1);
}
inline double warmth_step(const PowerGrid& grid) {
  return (grid.hottest - grid.coldest) / static_cast<double>(grid.warmths - 1);
}

void power_lanes(const PowerTable& table, std::span<const double> irradiance,
                 std::span<const double> temperature, std::span<double> power);

}  // namespace heliofab::field
