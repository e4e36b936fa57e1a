// SPDX-License-Identifier: Apache-2.0
#include "degeneracy.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace heliofab::device {

namespace {

constexpr double pi = 3.14159265358979323846;

// Interpolates ln F_1/2 - eta at Chebyshev's points of an interval around `middle`; Newton's
// divided differences, then powers.
void fit(double middle, std::span<double> powers) {
  constexpr std::size_t n = DegeneracyTable::terms;
  std::array<double, n> x{};
  std::array<double, n> c{};
  for (std::size_t k = 0; k < n; ++k) {
    x[k] = 0.5 * std::cos(pi * (static_cast<double>(k) + 0.5) / static_cast<double>(n));
    c[k] = std::log(fermi_half(middle + x[k])) - (middle + x[k]);
  }
  for (std::size_t order = 1; order < n; ++order) {
    for (std::size_t k = n - 1; k >= order; --k) {
      c[k] = (c[k] - c[k - 1]) / (x[k] - x[k - order]);
    }
  }
  std::ranges::fill(powers, 0.0);
  for (std::size_t k = n; k-- > 0;) {  // powers = powers (t - x[k]) + c[k]
    for (std::size_t i = n - 1; i > 0; --i) {
      powers[i] = powers[i - 1] - x[k] * powers[i];
    }
    powers[0] = c[k] - x[k] * powers[0];
  }
}

}  // namespace

double fermi_half(double eta) {
  // With x = t^2 the integrand 2 t^2 / (1 + exp(t^2 - eta)) is even and analytic up to the poles at
  // t^2 = eta + i pi: the trapezoid rule errs by exp(-2 pi distance / step), the integral is
  // exp(eta) where that is small.
  const double distance = std::sqrt((std::hypot(eta, pi) - eta) / 2);
  const double step = 2 * pi * distance / (36 - std::min(eta, 0.0));
  const auto count = static_cast<int>(std::sqrt(std::max(eta, 0.0) + 45) / step);
  double sum = 0;
  for (int k = 1; k <= count; ++k) {
    const double x = k * step * k * step;
    sum += x / (1 + std::exp(x - eta));
  }
  return 4 / std::sqrt(pi) * step * sum;
}

std::span<const double> DegeneracyTable::coefficients() {
  static const std::vector<double> all = [] {
    std::vector<double> table(static_cast<std::size_t>(high - low) * terms);
    for (int k = 0; k < high - low; ++k) {
      fit(low + k + 0.5, std::span(table).subspan(static_cast<std::size_t>(k) * terms, terms));
    }
    return table;
  }();
  return all;
}

Degeneracy degeneracy(double eta) noexcept {
  if (!(eta > DegeneracyTable::low)) {
    return {};
  }
  const double inside = std::min(eta, static_cast<double>(DegeneracyTable::high));
  const int interval = std::min(static_cast<int>(std::floor(inside)), DegeneracyTable::high - 1) -
                       DegeneracyTable::low;
  const double t = inside - (interval + DegeneracyTable::low + 0.5);
  const double* const c = DegeneracyTable::coefficients().data() +
                          static_cast<std::size_t>(interval) * DegeneracyTable::terms;
  double value = c[DegeneracyTable::terms - 1];
  double slope = 0;
  for (std::size_t k = DegeneracyTable::terms - 1; k-- > 0;) {
    slope = slope * t + value;
    value = value * t + c[k];
  }
  return {value + slope * (eta - inside), 1 + slope};
}

}  // namespace heliofab::device
