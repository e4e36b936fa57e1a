// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/student.hpp"

#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"

namespace heliofab {

namespace {

// The fraction of [dlmf, 8.17.22] from its front, by the method of Lentz; for x < (a + 1) / (a + b
// + 2).
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  double c = 1;
  double d = 1 / (1 - (a + b) * x / (a + 1));
  double value = d;
  for (int m = 1; m < 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double step = 1;
    for (const double term : {even, odd}) {
      d = 1 + term * d;
      d = 1 / (std::abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      c = std::abs(c) < tiny ? tiny : c;
      step = c * d;
      value *= step;
    }
    if (std::abs(step - 1) < 1e-15) {
      break;
    }
  }
  return value;
}

// x^a (1 - x)^b / (a B(a, b)) times the fraction; `y` is 1 - x, which may be tiny.
double beta_part(double x, double y, double a, double b) {
  const double log_front =
      std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(y);
  return std::exp(log_front) / a * beta_fraction(x, a, b);
}

}  // namespace

double student_tails(double t, double dof) {
  HELIOFAB_CHECK(dof > 0);
  if (t == 0) {
    return 1;
  }
  if (std::isinf(t)) {
    return 0;
  }
  const double a = dof / 2;
  constexpr double b = 0.5;
  const double x = dof / (dof + t * t);
  const double y = t * t / (dof + t * t);
  return x < (a + 1) / (a + b + 2) ? beta_part(x, y, a, b) : 1 - beta_part(y, x, b, a);
}

double student_half_width(double error, double dof) {
  // 95 % of one degree of freedom is 12.7; fewer are farther out.
  const auto t =
      find_root([dof](double x) { return student_tails(x, dof) - 0.05; }, 1.5, 1e6, 1e-10);
  HELIOFAB_CHECK(t.has_value());
  return *t * error;
}

}  // namespace heliofab
