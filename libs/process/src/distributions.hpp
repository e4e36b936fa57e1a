// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numbers>

namespace heliofab::process {

/// Distribution function and density of the standard normal.
inline double normal_distribution(double z) noexcept { return std::erfc(-z / std::sqrt(2.0)) / 2; }

inline double normal_density(double z) noexcept {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

/// Logarithm of the gamma function at x > 0. The standard's own writes its sign to a global.
double log_gamma(double x) noexcept;

/// x that a chi-square variate stays below with a chance p in (0, 1); freedom > 0. To 1e-10.
double chi_square_quantile(double p, double freedom);

/// Chance that an F variate exceeds f >= 0; [lentz1976] for the incomplete beta function.
double f_exceedance(double f, double freedom_above, double freedom_below);

}  // namespace heliofab::process
