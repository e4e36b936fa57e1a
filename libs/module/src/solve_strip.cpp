// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/solve_module.hpp"
#include "shunt_growth.hpp"
#include "strip_constants.hpp"

namespace heliofab::module {

namespace {

// Tridiagonal elimination for one Newton step; the answer is left in `right`.
void solve_tridiagonal(double off, std::vector<double>& diagonal, std::vector<double>& right) {
  const std::size_t n = diagonal.size();
  for (std::size_t i = 1; i < n; ++i) {
    const double factor = off / diagonal[i - 1];
    diagonal[i] -= factor * off;
    right[i] -= factor * right[i - 1];
  }
  right[n - 1] /= diagonal[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) {
    right[i] = (right[i] - off * right[i + 1]) / diagonal[i];
  }
}

// The voltage at which an even film would carry this current: the start of Newton's method.
double even_voltage(const StripCell& cell, double ohmic, double density) {
  const auto excess = [&](double v) { return local_current(cell, ohmic, v).value - density; };
  return find_root(excess, -40, 3, 1e-6).value_or(0);
}

}  // namespace

double ohmic_conductance(const ModuleDesign& design, const StripCell& cell) {
  const double width = active_width(design);
  return design.scribes.leakage / width + cell.fault / (width * design.cell_length);
}

LocalCurrent local_current(const StripCell& cell, double ohmic, double v) noexcept {
  LocalCurrent j{cell.curve.at(v), std::min(cell.curve.slope(v), 0.0) - least_slope};
  j.value -= least_slope * v;
  // Shunts, theory (2): ohmic, or a power law symmetric about zero.
  const double growth = shunt_growth(cell.shunt_exponent, v);
  j.value -= cell.shunt * v * growth;
  j.slope -= cell.shunt * cell.shunt_exponent * growth;
  j.value -= ohmic * v;
  j.slope -= ohmic;
  const double reverse = breakdown_current * std::exp(-breakdown_slope * (v - breakdown_onset));
  j.value += reverse;
  j.slope -= breakdown_slope * reverse;
  return j;
}

StripSolution solve_strip(const ModuleDesign& design, const StripCell& cell, double current) {
  const double width = active_width(design);
  const double ohmic = ohmic_conductance(design, cell);
  const auto n = static_cast<std::size_t>(design.strip_elements);
  const double h = width / static_cast<double>(n);
  const double sheet = cell.tco_sheet_resistance + cell.mo_sheet_resistance;
  const double line = current / design.cell_length;  // [A/m]
  StripSolution solution;
  std::vector<double>& v = solution.local;
  v.assign(n, even_voltage(cell, ohmic, line / width));

  std::vector<double> diagonal(n);
  std::vector<double> step(n);
  for (solution.status.iterations = 1; solution.status.iterations <= 100;
       ++solution.status.iterations) {
    // Finite volumes, theory (5): the sheets' slopes at the ends are given by the current.
    for (std::size_t i = 0; i < n; ++i) {
      const double left = i > 0 ? (v[i] - v[i - 1]) / h : cell.mo_sheet_resistance * line;
      const double right = i + 1 < n ? (v[i + 1] - v[i]) / h : -cell.tco_sheet_resistance * line;
      const LocalCurrent j = local_current(cell, ohmic, v[i]);
      step[i] = -(right - left + sheet * h * j.value);
      const double neighbours = (i > 0 ? 1 : 0) + (i + 1 < n ? 1 : 0);
      diagonal[i] = -neighbours / h + sheet * h * j.slope;
    }
    solve_tridiagonal(1 / h, diagonal, step);
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      largest = std::max(largest, std::abs(step[i]));
      v[i] += std::clamp(step[i], -0.3, 0.3);
    }
    solution.status.residual = largest;
    if (largest < 1e-10) {
      solution.status.outcome = Convergence::converged;
      break;
    }
  }

  // Terminal voltage, theory (6): along the TCO from the P3 side, where its current is whole.
  double drop = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double lever = width - (static_cast<double>(i) + 0.5) * h;
    drop += lever * local_current(cell, ohmic, v[i]).value * h;
  }
  const double end = v[0] - cell.mo_sheet_resistance * line * h / 2;  // at x = 0
  const Scribes& s = design.scribes;
  const double series = cell.p2_contact + cell.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap) +
                        cell.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width);  // [ohm m]
  solution.voltage = end - cell.tco_sheet_resistance * drop - series * line;
  return solution;
}

}  // namespace heliofab::module
