// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/field/energy_yield.hpp"

// Columns beside the light that a year's energy wants, row by row.
namespace heliofab::field {

/// Factor of the light's colour [-].
std::vector<double> colours_of(const Weather& weather, const Installation& installation,
                               const SurfaceLight& light);
/// Cell temperature [K].
std::vector<double> cells_of(const Weather& weather, const Installation& installation,
                             const SurfaceLight& light);

}  // namespace heliofab::field
