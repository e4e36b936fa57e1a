// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/dispersion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::materials {

namespace {

double square(double x) { return x * x; }

void check_dispersion(const Dispersion& dispersion) {
  std::vector<Diagnostic> found;
  const auto want = [&](bool is_good, const std::string& path, double value,
                        std::string_view wanted) {
    if (!(is_good && std::isfinite(value))) {
      found.push_back({.code = "E2106",
                       .path = "dispersion." + path,
                       .message = fmt::format("{:g}, wanted {}", value, wanted)});
    }
  };
  want(dispersion.permittivity >= 0, "permittivity", dispersion.permittivity, "0 or more");
  for (std::size_t i = 0; i < dispersion.sellmeier.size(); ++i) {
    const Sellmeier& t = dispersion.sellmeier[i];
    want(t.strength >= 0, fmt::format("sellmeier[{}].strength", i), t.strength, "0 or more");
    want(t.wavelength > 0, fmt::format("sellmeier[{}].wavelength", i), t.wavelength, "above 0 m");
  }
  for (std::size_t i = 0; i < dispersion.drude.size(); ++i) {
    const Drude& t = dispersion.drude[i];
    want(t.plasma_energy_eV >= 0, fmt::format("drude[{}].plasma_energy_eV", i), t.plasma_energy_eV,
         "0 eV or more");
    want(t.damping_eV > 0, fmt::format("drude[{}].damping_eV", i), t.damping_eV, "above 0 eV");
  }
  for (std::size_t i = 0; i < dispersion.tauc_lorentz.size(); ++i) {
    const TaucLorentz& t = dispersion.tauc_lorentz[i];
    const std::string term = fmt::format("tauc_lorentz[{}].", i);
    want(t.amplitude_eV >= 0, term + "amplitude_eV", t.amplitude_eV, "0 eV or more");
    want(t.energy_eV > 0, term + "energy_eV", t.energy_eV, "above 0 eV");
    want(t.width_eV > 0 && t.width_eV < 2 * t.energy_eV, term + "width_eV", t.width_eV,
         "above 0 eV and below twice energy_eV");
    want(t.gap_eV >= 0, term + "gap_eV", t.gap_eV, "0 eV or more");
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

// x^2 ln x, which ends at 0.
double square_log(double x) { return x == 0 ? 0 : x * x * std::log(x); }

// Kramers-Kronig transform of the loss of a term; equations 1.11 and 1.12.
double tauc_lorentz_refraction(const TaucLorentz& t, double e) {
  const double a = t.amplitude_eV;
  const double e0 = t.energy_eV;
  const double c = t.width_eV;
  const double g = t.gap_eV;
  const double alpha = std::sqrt(4 * e0 * e0 - c * c);
  const double gamma2 = e0 * e0 - c * c / 2;
  const double zeta4 = square(e * e - gamma2) + square(alpha * c) / 4;
  const double in_log = (g * g - e0 * e0) * e * e + square(g * c) - e0 * e0 * (e0 * e0 + 3 * g * g);
  const double in_atan = (e * e - e0 * e0) * (e0 * e0 + g * g) + square(g * c);
  const double peak = e0 * e0 + g * g;
  const double logs =
      c * in_log / (2 * alpha * e0) * std::log((peak + alpha * g) / (peak - alpha * g));
  const double angles =
      in_atan / e0 *
      (std::numbers::pi - std::atan((2 * g + alpha) / c) + std::atan((alpha - 2 * g) / c));
  const double middle = 2 * e0 / alpha * g * (e * e - gamma2) *
                        (std::numbers::pi + 2 * std::atan(2 * (gamma2 - g * g) / (alpha * c)));
  const double edge = e0 * c *
                      ((square_log(e + g) - square_log(std::abs(e - g))) / e -
                       g * std::log(square(e0 * e0 - g * g) + square(g * c)));
  return a / (std::numbers::pi * zeta4) * (logs - angles + middle + edge);
}

}  // namespace

std::complex<double> permittivity(const Sellmeier& term, double energy_eV) noexcept {
  const double wavelength = constants::photon_energy_wavelength / energy_eV;
  return term.strength * square(wavelength) / (square(wavelength) - square(term.wavelength));
}

std::complex<double> permittivity(const Drude& term, double energy_eV) noexcept {
  const double size = square(term.plasma_energy_eV) / (square(energy_eV) + square(term.damping_eV));
  return {-size, size * term.damping_eV / energy_eV};
}

std::complex<double> permittivity(const TaucLorentz& term, double energy_eV) noexcept {
  const double above = std::max(0.0, energy_eV - term.gap_eV);
  const double resonance =
      square(square(energy_eV) - square(term.energy_eV)) + square(term.width_eV * energy_eV);
  return {
      tauc_lorentz_refraction(term, energy_eV),
      term.amplitude_eV * term.energy_eV * term.width_eV * square(above) / (energy_eV * resonance)};
}

Drude free_electrons(double density, double mobility, double mass) noexcept {
  const double hbar = constants::planck / (2 * std::numbers::pi);
  const double kilograms = mass * constants::electron_mass;
  return {
      .plasma_energy_eV = hbar * std::sqrt(density / (constants::vacuum_permittivity * kilograms)),
      .damping_eV = hbar / (kilograms * mobility)};
}

OpticalConstants tabulate(const Dispersion& dispersion, std::span<const double> wavelength) {
  check_dispersion(dispersion);
  OpticalConstants table{.wavelength = {wavelength.begin(), wavelength.end()}};
  for (const double length : wavelength) {
    const double energy_eV = constants::photon_energy_wavelength / length;
    std::complex<double> sum = dispersion.permittivity;
    const auto add = [&](const auto& terms) {
      for (const auto& term : terms) {
        sum += permittivity(term, energy_eV);
      }
    };
    add(dispersion.sellmeier);
    add(dispersion.drude);
    add(dispersion.tauc_lorentz);
    const std::complex<double> index = std::sqrt(sum);
    table.n.push_back(index.real());
    table.k.push_back(index.imag());
  }
  check(table, "dispersion");
  return table;
}

OpticalConstants with_free_carriers(const OpticalConstants& host, std::span<const Drude> carriers,
                                    std::span<const double> wavelength) {
  check_dispersion({.drude = {carriers.begin(), carriers.end()}});
  OpticalConstants table = resample(host, wavelength, "host");
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    const std::complex<double> alone{table.n[i], table.k[i]};
    std::complex<double> sum = alone * alone;
    for (const Drude& term : carriers) {
      sum += permittivity(term, constants::photon_energy_wavelength / wavelength[i]);
    }
    const std::complex<double> index = std::sqrt(sum);
    table.n[i] = index.real();
    table.k[i] = index.imag();
  }
  return table;
}

std::vector<double> free_carrier_loss(std::span<const Drude> carriers,
                                      std::span<const double> wavelength) {
  std::vector<double> loss(wavelength.size(), 0.0);
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    for (const Drude& term : carriers) {
      loss[i] += permittivity(term, constants::photon_energy_wavelength / wavelength[i]).imag();
    }
  }
  return loss;
}

OpticalConstants tabulate(const Cauchy& cauchy, std::span<const double> wavelength) {
  OpticalConstants table{.wavelength = {wavelength.begin(), wavelength.end()},
                         .k = std::vector<double>(wavelength.size(), 0.0)};
  for (const double length : wavelength) {
    const double inverse = 1 / square(length);
    table.n.push_back(cauchy.a + inverse * (cauchy.b + inverse * cauchy.c));
  }
  check(table, "cauchy");
  return table;
}

}  // namespace heliofab::materials
