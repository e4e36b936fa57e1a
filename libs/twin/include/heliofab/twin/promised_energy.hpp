// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

// What a tester's readings of a module promise of its energy in a product.
namespace heliofab::twin {

/// What a tester reads of a module.
struct ModuleReading {
  double power = 0;  // [W] under test conditions
  double shunt = 0;  // [S/m2] of its string in the dark
};

/// Energies that follow from readings alone: the parabola in the power and the logarithm of the
/// shunt that comes nearest to the energies of all modules (least squares), with fewer terms for
/// few modules: one for each ten, but two. docs/theory/field.md (16.5)
/// @param energy  [J] of each module
/// @return [J] of each module
/// @throws LogicError when sizes differ or there are none
std::vector<double> promised_energy(std::span<const double> energy,
                                    std::span<const ModuleReading> readings);

}  // namespace heliofab::twin
