// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "equations.hpp"

namespace heliofab::device {

/// Adds a share of a level's states, 1 for all, to the levels at one end of an element; spread ones
/// as discrete ones, theory (15).
/// @param kt_eV  [eV]
void add_rates(const Level& level, double states, const materials::Semiconductor& s, double kt_eV,
               std::size_t end, Element& element);

/// [eV] above the middle of a gap.
double above_mid_gap(LevelReference reference, double energy_eV, double gap_eV);

}  // namespace heliofab::device
