// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/evaporant.hpp"

#include <cmath>
#include <numbers>

#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::process {

namespace {

constexpr double dalton = 1.66053906660e-27;  // [kg] CODATA 2018
constexpr double log10_atm = 5.0057166;       // of one atmosphere in pascals

// theory/evaporation.md (1): metals [alcock1984]; selenium a line through three points of
// [crc2004]; sodium fluoride, solid, from [stull1947] and the heat of melting in [chase1998].
constexpr std::array<Vapour, n_evaporants> vapours{{
    {5.849 + log10_atm, -16415, 0, 63.546 * dalton, 1, 1358, 1850},
    {5.374 + log10_atm, -12276, 0, 114.818 * dalton, 1, 430, 1500},
    {6.754 + log10_atm, -13984, -0.3413, 69.723 * dalton, 1, 303, 1600},
    {10.550, -5274, 0, 78.971 * dalton, 5.5, 494, 720},
    {12.783, -14278, 0, 41.988 * dalton, 1, 1050, 1269},
}};

}  // namespace

const Vapour& vapour_of(Evaporant evaporant) noexcept {
  return vapours[static_cast<std::size_t>(evaporant)];
}

double vapour_pressure(Evaporant evaporant, double temperature) noexcept {
  const Vapour& v = vapour_of(evaporant);
  return std::pow(10, v.a + v.b / temperature + v.c * std::log10(temperature));
}

double effusion_flux(Evaporant evaporant, double temperature) noexcept {
  const Vapour& v = vapour_of(evaporant);
  const double molecule_mass = v.molecule * v.mass;
  return v.molecule * vapour_pressure(evaporant, temperature) /
         std::sqrt(2 * std::numbers::pi * molecule_mass * constants::boltzmann * temperature);
}

double log_flux_slope(Evaporant evaporant, double temperature) noexcept {
  const Vapour& v = vapour_of(evaporant);
  return (-v.b * std::numbers::ln10 / temperature + v.c - 0.5) / temperature;
}

std::optional<double> temperature_for_flux(Evaporant evaporant, double flux) {
  const Vapour& v = vapour_of(evaporant);
  const auto log_excess = [&](double temperature) {
    return std::log(effusion_flux(evaporant, temperature) / flux);
  };
  return find_root(log_excess, v.low / 2, v.high * 2, 1e-9);
}

}  // namespace heliofab::process
