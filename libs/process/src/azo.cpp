// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/azo.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/unit.hpp"

namespace heliofab::process {

namespace {

// Ionized donors and their clusters limit the mobility within a grain [ellmer2001], of which only
// the upper step matters above 1e25 1/m3: theory (18).
double grain_mobility(double carriers) noexcept {
  constexpr double most = 55e-4;        // [m2/V/s]
  constexpr double clusters = 50e-4;    // [m2/V/s] lost where donors cluster
  constexpr double half_lost = 6.0e26;  // [1/m3]
  const double ratio = half_lost / carriers;
  return most - clusters / (1 + ratio * ratio);
}

// Barrier at a grain boundary with filled traps, over kT at 300 K [seto1975]: theory (19).
double boundary_barrier(double carriers) noexcept {
  constexpr double traps = 1e17;  // [1/m2] [ellmer2008]
  constexpr double permittivity = 8.5 * constants::vacuum_permittivity;
  constexpr double thermal_voltage = constants::boltzmann_eV * 300;
  return constants::elementary_charge * traps * traps / (8 * permittivity * carriers) /
         thermal_voltage;
}

// One over the mobility of the sheet [V s/m2]: grains and boundaries in series.
double sheet_scattering(const Window& w, double carriers) noexcept {
  const double boundaries = std::max(0.0, 1 / w.azo_mobility - 1 / w.azo_optical_mobility);
  return 1 / azo_optical_mobility(w, carriers) +
         boundaries * std::exp(boundary_barrier(carriers) - boundary_barrier(w.azo_carriers));
}

}  // namespace

double azo_optical_mobility(const Window& w, double carriers) noexcept {
  return w.azo_optical_mobility * (grain_mobility(carriers) / grain_mobility(w.azo_carriers));
}

double azo_mobility(const Window& w, double carriers) noexcept {
  // As a ratio, so that the recipe's own mobility comes back to the last bit.
  return w.azo_mobility * (sheet_scattering(w, w.azo_carriers) / sheet_scattering(w, carriers));
}

double azo_thickness(const Window& w, double carriers, double sheet_resistance) noexcept {
  return 1 /
         (constants::elementary_charge * carriers * azo_mobility(w, carriers) * sheet_resistance);
}

double azo_thickness(const Window& w, double sheet_resistance) noexcept {
  return azo_thickness(w, w.azo_carriers, sheet_resistance);
}

double tco_sheet_resistance(const Window& w) noexcept {
  return w.azo_thickness > 0 ? azo_thickness(w, w.azo_thickness) : w.sheet_resistance;
}

}  // namespace heliofab::process
