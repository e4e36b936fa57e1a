// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

namespace heliofab::process {

/// Points and weights of Gauss and Legendre on (0, 1): exact for polynomials up to 2 n - 1.
struct GaussRule {
  std::vector<double> point;
  std::vector<double> weight;
};
GaussRule gauss_rule(std::size_t points);

/// Integral over [low, high] by the rule of 16 points on ever shorter halves, until two halves
/// change the whole by less than `tolerance` or 20 halvings are reached.
double integrate(const std::function<double(double)>& f, double low, double high, double tolerance);

}  // namespace heliofab::process
