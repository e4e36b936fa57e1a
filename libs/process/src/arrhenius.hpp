// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "heliofab/core/unit.hpp"

namespace heliofab::process {

/// Rate at a temperature [K] over that at a reference: what an activation energy makes of it [-].
inline double arrhenius(double activation_eV, double temperature, double reference) noexcept {
  return std::exp(activation_eV / constants::boltzmann_eV * (1 / reference - 1 / temperature));
}

}  // namespace heliofab::process
