// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "continuation.hpp"

namespace heliofab::device {

/// Figures of merit of a cell in light; zero without open circuit in reach.
struct Figures {
  double jsc = 0;           // [A/m2]
  double voc = 0;           // [V]
  double vmp = 0;           // [V]
  double jmp = 0;           // [A/m2]
  double slope_at_voc = 0;  // [S/m2] dJ/dV, negative

  double pmax() const noexcept { return vmp * jmp; }
  double fill_factor() const noexcept { return voc > 0 ? pmax() / (voc * jsc) : 0; }
};

/// Solves at open circuit (to 1e-9 V) and at the maximum power point (1e-6 V).
/// @param solved  measured solutions in rising order, 0 V and one beyond open circuit among them
Figures find_figures(SingleCell& cell, std::vector<Solved> solved);

}  // namespace heliofab::device
