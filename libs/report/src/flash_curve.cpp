// SPDX-License-Identifier: Apache-2.0
#include "flash_curve.hpp"

#include <cmath>

#include "heliofab/core/roots.hpp"

namespace heliofab::report {

double FlashCurve::current_A(double voltage_V) const {
  const double v = voltage_V / voc_V;
  return isc_A * (1 - (1 - gamma) * v - gamma * std::pow(v, m));
}

std::optional<FlashCurve> curve_through(double isc_A, double voc_V, double imp_A, double vmp_V) {
  const double a = vmp_V / voc_V;
  const double i = imp_A / isc_A;
  if (!(isc_A > 0 && voc_V > 0 && a > 0 && a < 1 && i > 0.5 && i < 1)) {
    return std::nullopt;
  }
  // Greatest power, i + v di/dv = 0, and the curve itself give gamma a^m = (2 i - 1) / (m - 1);
  // what is left is one equation for m.
  const auto power_term = [i](double m) { return (2 * i - 1) / (m - 1); };
  const auto gap = [&](double m) {
    return power_term(m) * std::pow(a, -m) - 1 + (1 - power_term(m) - i) / a;
  };
  const auto m = find_root(gap, 1 + 1e-6, 200, 1e-9);
  if (!m) {
    return std::nullopt;
  }
  return FlashCurve{isc_A, voc_V, power_term(*m) * std::pow(a, -*m), *m};
}

}  // namespace heliofab::report
