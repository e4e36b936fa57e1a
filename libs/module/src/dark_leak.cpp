// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/module/solve_module.hpp"
#include "shunt_growth.hpp"
#include "strip_constants.hpp"

namespace heliofab::module {

namespace {

// What a stripe leaks in the dark at a voltage above 0, of either sense: theory (2), without light
// and breakdown.
LocalCurrent leak_at(const StripCell& cell, double ohmic, double v) noexcept {
  const double growth = shunt_growth(cell.shunt_exponent, v);
  return {(ohmic + cell.shunt * growth) * v, ohmic + cell.shunt * cell.shunt_exponent * growth};
}

}  // namespace

double dark_leak(const ModuleDesign& design, std::span<const StripCell> cells, double voltage) {
  HELIOFAB_CHECK(!cells.empty() && voltage > 0);
  constexpr int most_rounds = 50;
  constexpr double met = 1e-9;  // [-]
  const double whole = voltage * static_cast<double>(cells.size());
  std::vector<double> ohmic;
  for (const StripCell& cell : cells) {
    ohmic.push_back(ohmic_conductance(design, cell) + least_slope);
  }
  std::vector<double> v(cells.size(), voltage);
  std::vector<LocalCurrent> leak(cells.size());
  // Newton's method for the current and all voltages together. Leaks are convex, so that no voltage
  // falls below 0.
  double current = 0;
  for (int round = 0; round < most_rounds; ++round) {
    double missing = whole;
    double slack = 0;
    for (std::size_t k = 0; k < cells.size(); ++k) {
      leak[k] = leak_at(cells[k], ohmic[k], v[k]);
      missing += leak[k].value / leak[k].slope - v[k];
      slack += 1 / leak[k].slope;
    }
    const double before = current;
    current = missing / slack;
    for (std::size_t k = 0; k < cells.size(); ++k) {
      v[k] += (current - leak[k].value) / leak[k].slope;
    }
    if (std::abs(current - before) <= met * current) {
      break;
    }
  }
  return current / voltage;
}

}  // namespace heliofab::module
