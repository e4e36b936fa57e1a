// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/twin/cell_analysis.hpp"

// Figures of an analysis that more than one of its views shows.
namespace heliofab::report {

/// Of capacitances for people [F/m2].
inline constexpr double nF_per_cm2 = 1e-9 / unit::cm2.scale;
inline constexpr double mS_per_cm2 = 1e-3 / unit::cm2.scale;  // [S/m2]

inline double milliamperes_per_cm2(double current_density) {
  return current_density / unit::mA_per_cm2;
}

/// "+0.0047", "-1.2"; "-" for what is not finite.
std::string signed_text(double number, int decimals);

/// "dark", "short-circuit", "maximum-power": the k-th of CellAnalysis::profiles.
std::string_view name_of_profile(std::size_t k) noexcept;
/// "cigs"; "layer 3" of one that has no name.
std::string layer_name(const twin::CellAnalysis& analysis, std::size_t layer);
/// "dark at 0 V", "in light at 0.524 V"
std::string state_text(const twin::CellAnalysis& analysis, std::size_t profile);

/// By what share of itself a figure grows when an input grows by a small share of itself.
struct Elasticity {
  std::string input;  // "cell.layers.cigs.thickness"
  std::string value;  // "2 um"
  double number = 0;  // in its unit
  std::string unit;
  double jsc = 0, voc = 0, fill_factor = 0, efficiency = 0;  // [-]
};
/// Of all slopes, the largest of efficiency first.
std::vector<Elasticity> elasticities_of(const twin::CellAnalysis& analysis);

/// Pairs lost per second in one layer at one state, as currents [A/m2].
struct LayerRates {
  double generation = 0, radiative = 0, auger = 0, levels = 0;
};
/// One for each layer.
std::vector<LayerRates> rates_of(const device::CellProfile& profile, std::size_t layers);

}  // namespace heliofab::report
