// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

// ZnO:Al by its carriers alone: theory/process.md (18)-(20). The recipe's two mobilities hold at
// the recipe's carriers; how they change from there is what the literature says of such films. The
// same carriers make sheet resistance and infrared absorption.

/// Mobility within a grain, as light feels it [m2/V/s], at `carriers` [1/m3] above 0.
double azo_optical_mobility(const Window& window, double carriers) noexcept;
/// Mobility as a probe on the sheet sees it, grain boundaries included [m2/V/s].
double azo_mobility(const Window& window, double carriers) noexcept;

/// Thickness of the ZnO:Al that has a given sheet resistance [m]: theory (10). Thickness and sheet
/// resistance are each other's inverse but for one factor: given a thickness [m] it returns the
/// sheet resistance [ohm].
double azo_thickness(const Window& window, double carriers, double sheet_resistance) noexcept;
/// The same at the recipe's carriers.
double azo_thickness(const Window& window, double sheet_resistance) noexcept;
/// Sheet resistance that the recipe wants, by whichever of the two it states [ohm].
double tco_sheet_resistance(const Window& window) noexcept;

}  // namespace heliofab::process
