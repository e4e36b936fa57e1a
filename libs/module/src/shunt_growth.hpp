// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace heliofab::module {

/// Conductance of a shunt at a voltage of either sense over that at 0.5 V, where its current grows
/// as the voltage to a power: theory/module.md (2).
inline double shunt_growth(double exponent, double voltage) noexcept {
  constexpr double reference = 0.5;  // [V]
  return exponent == 1 ? 1 : std::pow(std::abs(voltage) / reference, exponent - 1);
}

}  // namespace heliofab::module
