// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <functional>
#include <vector>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/solve_module.hpp"

/// The fifty-cell benchmark for the plain model.
namespace heliofab::module::testing_strips {

inline MonotoneCubic tabulate(const std::function<double(double)>& j, double from, double to,
                              int n) {
  std::vector<double> v(static_cast<std::size_t>(n));
  std::vector<double> values(v.size());
  for (std::size_t i = 0; i < v.size(); ++i) {
    v[i] = from + (to - from) * static_cast<double>(i) / (n - 1);
    values[i] = j(v[i]);
  }
  return {v, values};
}

// One-diode film of the HM50 benchmark: Jph 34 mA/cm2, J0 2e-10 A/cm2, n 1.4, Rs 0.2 and Rsh 2000
// ohm cm2, 300 K.
inline double hm50_current(double v) {
  const double vt = 1.4 * 8.6173323478e-5 * 300;
  const auto excess = [&](double j) {
    const double inner = v + j * 0.2e-4;
    return 340 - 2e-6 * std::expm1(inner / vt) - inner / 0.2 - j;
  };
  return find_root(excess, -1e7, 400, 1e-9).value();
}

inline ModuleDesign hm50_design() {
  ModuleDesign design;
  design.cells = 50;
  design.pitch = 6e-3;
  design.cell_length = 0.3;
  design.scribes = {.p1_width = 50e-6,
                    .p1_p2_gap = 75e-6,
                    .p2_width = 50e-6,
                    .p2_p3_gap = 75e-6,
                    .p3_width = 50e-6,
                    .p2_contact = 0.117016e-2,
                    .leakage = 0};
  design.tco_sheet_resistance = 10;
  design.end_contact = 2 * 0.0025e-2;
  design.strip_elements = 160;
  return design;
}

inline std::vector<StripCell> equal_cells(const ModuleDesign& design, const MonotoneCubic& curve) {
  const StripCell cell{.curve = curve,
                       .tco_sheet_resistance = design.tco_sheet_resistance,
                       .mo_sheet_resistance = design.mo_sheet_resistance,
                       .p2_contact = design.scribes.p2_contact};
  return std::vector(static_cast<std::size_t>(design.cells), cell);
}

}  // namespace heliofab::module::testing_strips
