// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heliofab::process {

/// What a source of the CIGS tool evaporates.
enum class Evaporant : std::uint8_t { copper, indium, gallium, selenium, sodium_fluoride };
constexpr std::array<std::string_view, 5> names_of(Evaporant) {
  return {"copper", "indium", "gallium", "selenium", "sodium_fluoride"};
}
inline constexpr std::size_t n_evaporants = 5;

/// A charge over its saturated vapour: log10(p / Pa) = a + b / T + c log10 T.
///
/// Atoms are counted; of sodium fluoride, formula units. Values, grades and sources stand in
/// theory/evaporation.md (1).
struct Vapour {
  double a = 0;         // [-]
  double b = 0;         // [K]
  double c = 0;         // [-]
  double mass = 0;      // [kg] of one atom or formula unit
  double molecule = 1;  // [-] atoms or formula units in a molecule of the vapour
  double low = 0;       // [K] where the law holds
  double high = 0;      // [K]
};

/// The law of an evaporant. Beyond its range it is continued, not refused.
const Vapour& vapour_of(Evaporant evaporant) noexcept;

/// Of the saturated vapour [Pa] at a temperature [K], > 0.
double vapour_pressure(Evaporant evaporant, double temperature) noexcept;

/// Atoms through a thin hole in a box of saturated vapour [1/m2/s], Hertz and Knudsen:
/// n p / sqrt(2 pi n m k T) for molecules of n atoms. theory/evaporation.md (2).
double effusion_flux(Evaporant evaporant, double temperature) noexcept;

/// d ln(effusion_flux) / dT [1/K].
double log_flux_slope(Evaporant evaporant, double temperature) noexcept;

/// The temperature [K] at which the effusion flux is `flux` [1/m2/s]; empty when none between half
/// the lower and twice the upper end of the law's range gives it.
std::optional<double> temperature_for_flux(Evaporant evaporant, double flux);

}  // namespace heliofab::process
