// SPDX-License-Identifier: Apache-2.0
#include "quadrature.hpp"

#include <cmath>
#include <numbers>

namespace heliofab::process {

GaussRule gauss_rule(std::size_t points) {
  GaussRule rule{std::vector<double>(points), std::vector<double>(points)};
  const auto n = static_cast<double>(points);
  for (std::size_t i = 0; i < points; ++i) {
    double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (n + 0.5));
    double slope = 1;
    // Newton from Chebyshev's points doubles the digits each time.
    for (int step = 0; step < 8; ++step) {
      double before = 1;
      double here = x;
      for (std::size_t k = 2; k <= points; ++k) {
        const auto d = static_cast<double>(k);
        const double next = ((2 * d - 1) * x * here - (d - 1) * before) / d;
        before = here;
        here = next;
      }
      slope = n * (x * here - before) / (x * x - 1);
      x -= here / slope;
    }
    rule.point[points - 1 - i] = (1 + x) / 2;
    rule.weight[points - 1 - i] = 1 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

namespace {

constexpr std::size_t panel_points = 16;

double panel(const GaussRule& rule, const std::function<double(double)>& f, double low,
             double high) {
  double sum = 0;
  for (std::size_t i = 0; i < panel_points; ++i) {
    sum += rule.weight[i] * f(low + (high - low) * rule.point[i]);
  }
  return sum * (high - low);
}

struct Halving {
  const GaussRule& rule;
  const std::function<double(double)>& f;
  double tolerance;
};

double refine(const Halving& h, double low, double high, double whole, int depth) {
  const double middle = (low + high) / 2;
  const double left = panel(h.rule, h.f, low, middle);
  const double right = panel(h.rule, h.f, middle, high);
  if (depth == 0 || std::abs(left + right - whole) < h.tolerance) {
    return left + right;
  }
  return refine(h, low, middle, left, depth - 1) + refine(h, middle, high, right, depth - 1);
}

}  // namespace

double integrate(const std::function<double(double)>& f, double low, double high,
                 double tolerance) {
  static const GaussRule rule = gauss_rule(panel_points);
  return refine({rule, f, tolerance}, low, high, panel(rule, f, low, high), 20);
}

}  // namespace heliofab::process
