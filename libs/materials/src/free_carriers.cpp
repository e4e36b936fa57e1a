// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/free_carriers.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/materials/dispersion.hpp"

namespace heliofab::materials {

namespace {

// Of the tabulated film; they belong to the default FreeCarriers.
constexpr double plasma_energy_eV = 1.339;
constexpr double damping_eV = 0.0639;

void require_positive(double value, std::string_view path, std::string_view unit) {
  if (!(std::isfinite(value) && value > 0)) {
    throw InputError("E2105", path, fmt::format("{:g} {}, wanted above 0", value, unit));
  }
}

Drude drude(const FreeCarriers& carriers) {  // equation 1.4
  const FreeCarriers tabulated;
  return {.plasma_energy_eV = plasma_energy_eV * std::sqrt(carriers.density / tabulated.density),
          .damping_eV = damping_eV * tabulated.mobility / carriers.mobility};
}

}  // namespace

double sheet_resistance(const FreeCarriers& carriers, double thickness) {
  require_positive(carriers.density, "carriers.density", "1/m3");
  require_positive(carriers.mobility, "carriers.mobility", "m2/V/s");
  require_positive(thickness, "thickness", "m");
  return 1 / (constants::elementary_charge * carriers.density * carriers.mobility * thickness);
}

FreeCarriers carriers_for(double sheet_resistance, double thickness, double mobility) {
  require_positive(sheet_resistance, "sheet_resistance", "ohm/sq");
  require_positive(thickness, "thickness", "m");
  require_positive(mobility, "carriers.mobility", "m2/V/s");
  return {.density = 1 / (constants::elementary_charge * mobility * thickness * sheet_resistance),
          .mobility = mobility};
}

OpticalConstants azo_optics(const OpticalConstants& table, const FreeCarriers& carriers) {
  check(table, "azo");
  require_positive(carriers.mobility, "carriers.mobility", "m2/V/s");
  if (!(std::isfinite(carriers.density) && carriers.density >= 0)) {
    throw InputError("E2105", "carriers.density",
                     fmt::format("{:g} 1/m3, wanted 0 or more", carriers.density));
  }
  OpticalConstants result = table;
  for (std::size_t i = 0; i < table.wavelength.size(); ++i) {
    const double energy_eV = constants::photon_energy_wavelength / table.wavelength[i];
    const std::complex<double> index{table.n[i], table.k[i]};
    const std::complex<double> permittivity = index * index;
    const std::complex<double> before = materials::permittivity(drude({}), energy_eV);
    const std::complex<double> after = materials::permittivity(drude(carriers), energy_eV);
    // In the visible the film absorbs less than its Drude term says. Carriers cannot take away more
    // than is there, so what they own of the loss is capped and scaled; equation 1.6.
    const double owned = std::min(permittivity.imag(), before.imag());
    const std::complex<double> exchanged{
        permittivity.real() + after.real() - before.real(),
        permittivity.imag() - owned + owned * after.imag() / before.imag()};
    const std::complex<double> changed = std::sqrt(exchanged);
    result.n[i] = changed.real();
    result.k[i] = changed.imag();
  }
  return result;
}

}  // namespace heliofab::materials
