// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "validation_rows.hpp"

/// Errors over steps, for the orders of docs/validation/process.md.
namespace heliofab::process::validation_rows {

/// A quantity whose error falls as a power of a step.
struct Refinement {
  std::string name;
  std::string step;  // what is made smaller
  double expected;   // order
  double doubt;
  std::string why;
  std::vector<double> steps;
  std::vector<double> errors;

  /// Between a step and the one before.
  double order(std::size_t k) const {
    return std::log(errors[k] / errors[k - 1]) / std::log(steps[k] / steps[k - 1]);
  }
  /// Slope of the straight line nearest to the logarithms.
  double fitted() const {
    const auto n = static_cast<double>(steps.size());
    double x = 0;
    double y = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
      x += std::log(steps[k]) / n;
      y += std::log(errors[k]) / n;
    }
    double xx = 0;
    double xy = 0;
    for (std::size_t k = 0; k < steps.size(); ++k) {
      xx += (std::log(steps[k]) - x) * (std::log(steps[k]) - x);
      xy += (std::log(steps[k]) - x) * (std::log(errors[k]) - y);
    }
    return xy / xx;
  }
  void add(double at, double error) {
    steps.push_back(at);
    errors.push_back(error);
  }
};

inline double root_mean_square(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  }
  return std::sqrt(sum / static_cast<double>(a.size()));
}

/// Those of the plans' tool: front, notch and back over steps; the response over frames and over
/// the spread of fluxes.
std::vector<Refinement> tool_refinements();
/// What its film and its response err by as they are used.
Checks tool_rows();

}  // namespace heliofab::process::validation_rows
