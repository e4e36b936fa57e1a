// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

namespace heliofab::report {

/// A current-voltage curve through what a flash reports: i = 1 - (1 - gamma) v - gamma v^m
/// [karmalkar2008], with i = I / Isc and v = V / Voc. It meets (0, Isc), (Vmp, Imp) and (Voc, 0),
/// and has its greatest power at Vmp.
struct FlashCurve {
  double isc_A = 0;
  double voc_V = 0;
  double gamma = 0;  // [-]
  double m = 0;      // [-] above 1

  double current_A(double voltage_V) const;
};

/// Empty where no such curve exists: nothing flashed, or a fill factor near that of a resistor
/// (25 %) or below.
std::optional<FlashCurve> curve_through(double isc_A, double voc_V, double imp_A, double vmp_V);

}  // namespace heliofab::report
