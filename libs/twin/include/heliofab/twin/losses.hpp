// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// Efficiency of an ideal cell of one gap [eV] under a spectrum at 25 degC [shockley1961]: every
/// photon above the gap gives a pair, recombination is radiative alone.
/// @return current [A/m2], voltages and fill factor
CellFigures shockley_queisser(double gap_eV, const optics::Spectrum& spectrum);

/// From the Shockley-Queisser limit of the film's lowest gap to the flawless module, each step
/// taken by calculation with one more cause switched on. theory/twin.md (4).
/// @param process, product  of the module; scatter and defects do not matter
std::vector<LossRow> loss_waterfall(const Process& process, const Product& product,
                                    const ReferenceData& data);

/// The steps behind it: to the median module as flashed and to the bin it is shipped in. Losses of
/// all rows add up from the limit to the last.
/// @param median  aperture efficiency of the flashed modules of this product; 0: none was
void add_line_losses(std::vector<LossRow>& losses, const FlashTest& test, double median);

}  // namespace heliofab::twin
