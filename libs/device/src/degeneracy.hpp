// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace heliofab::device {

/// What Fermi-Dirac statistics make of a density, theory (22): n = nc exp(eta + log_gamma), with
/// eta the quasi-Fermi level above the band edge over kT.
struct Degeneracy {
  double log_gamma = 0;  // [-] of F_1/2(eta) exp(-eta), <= 0
  double slope = 1;      // [-] d ln n / d eta, 1 to 0
};

/// By polynomials on intervals of one kT; F_1/2 to 1e-10 of itself up to 128 kT, where it goes on
/// as an exponential. Exactly Boltzmann's below -25 kT.
Degeneracy degeneracy(double eta) noexcept;

/// Those polynomials, for the lanes: `terms` coefficients of each interval in powers of the
/// distance from its middle, rising; the first interval begins at `low`.
struct DegeneracyTable {
  static constexpr int low = -25;
  static constexpr int high = 128;
  static constexpr std::size_t terms = 11;
  static std::span<const double> coefficients();
};

/// F_1/2(eta) = 2 / sqrt(pi) integral of sqrt(x) / (1 + exp(x - eta)), to 1e-14 of itself.
double fermi_half(double eta);

}  // namespace heliofab::device
