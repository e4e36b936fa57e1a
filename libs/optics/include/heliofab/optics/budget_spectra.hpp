// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/materials/layer_stack.hpp"
#include "heliofab/optics/incidence.hpp"

namespace heliofab::optics {

/// Where the light of each wavelength goes, as fractions of the incident power:
/// reflected + transmitted + sum(sheets) + sum(films) == 1 within 1e-12.
struct BudgetSpectra {
  std::vector<double> wavelength;           // [m]
  std::vector<double> reflected;            // [-]
  std::vector<double> transmitted;          // [-] into the back half-space
  std::vector<std::vector<double>> sheets;  // [-] absorbed, [sheet][wavelength]
  std::vector<std::vector<double>> films;   // [-] absorbed, [film][wavelength]

  friend bool operator==(const BudgetSpectra&, const BudgetSpectra&) = default;
};

/// Reflectance, transmittance and absorptances of a stack; the other arguments as for
/// photocurrents.
///
/// @param wavelength  in vacuum [m], strictly increasing
/// @throws InputError E2101, E2102 (a table), E2201 (wavelengths), E2203 (stack), E2205 (angle)
BudgetSpectra budget_spectra(const materials::LayerStack& stack, std::span<const double> wavelength,
                             const Incidence& incidence = {});

}  // namespace heliofab::optics
