// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

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

/// A voltage [V] by a formula and by solve_strip.
struct ClosedForm {
  double expected = 0;
  double obtained = 0;
};

/// Linear film J = J0 - g V: V'' = -R (J0 - g V) has a closed solution in exp(+-x sqrt(R g)). With
/// R_M = 0 and the P3 side at voltage U, j = (J0/g - U) sqrt(g/R) tanh(w sqrt(R g)). The voltage at
/// the terminals.
inline ClosedForm linear_film() {
  ModuleDesign design;
  design.cell_length = 1;
  design.pitch = 5.7e-3 + dead_width(design.scribes);
  design.strip_elements = 400;
  const double g = 1000;  // [S/m2] = 0.1 S/cm2
  const StripCell cell{.curve = MonotoneCubic({-10, 10}, {300 + g * 10, 300 - g * 10}),
                       .tco_sheet_resistance = 10,
                       .mo_sheet_resistance = 0,
                       .p2_contact = 0};
  // Conductance per length of such a strip: 0.051535928 S/cm.
  const double conductance = std::sqrt(g / 10) * std::tanh(5.7e-3 * std::sqrt(10 * g));
  EXPECT_NEAR(conductance, 5.1535928, 1e-6);
  const double current = 1.2;                                 // [A/m]
  const double at_contact = 300 / g - current / conductance;  // [V] local, at the P3 side
  const double over_scribes = 10 * (design.scribes.p1_width + design.scribes.p1_p2_gap) * current;
  return {at_contact - over_scribes, solve_strip(design, cell, current).voltage};
}

/// Even generation with a flat curve loses R w^2 / 3 of series resistance exactly: the mean drop.
inline ClosedForm even_generation() {
  ModuleDesign design;
  design.cell_length = 1;
  design.strip_elements = 200;
  const double w = active_width(design);
  // A steep step at 0.5 V around 300 A/m2: a battery, so the current density is even.
  const StripCell cell{.curve = MonotoneCubic({-1, 0.4, 0.6, 1}, {300.4, 300.1, 299.9, 299}),
                       .tco_sheet_resistance = 15,
                       .mo_sheet_resistance = 0,
                       .p2_contact = 0};
  const double current = 300 * w;
  const StripSolution strip = solve_strip(design, cell, current);
  const double mean = std::accumulate(strip.local.begin(), strip.local.end(), 0.0) /
                      static_cast<double>(strip.local.size());
  const double over_scribes = 15 * (design.scribes.p1_width + design.scribes.p1_p2_gap) * current;
  return {15 * w * w / 3 * 300, mean - strip.voltage - over_scribes};
}

}  // namespace heliofab::module::testing_strips
