// SPDX-License-Identifier: Apache-2.0
#include "distributions.hpp"

#include <algorithm>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"

namespace heliofab::process {

namespace {

// Value of b0 + a1 / (b1 + a2 / (b2 + ...)) by Lentz's forward recurrence [lentz1976]. `term` gives
// a and b of k = 1, 2, ...
template <class Term>
double continued_fraction(double b0, const Term& term) {
  constexpr double tiny = 1e-300;  // in place of a zero that the recurrence would divide by
  double value = b0 == 0 ? tiny : b0;
  double c = value;
  double d = 0;
  for (int k = 1; k < 10'000; ++k) {
    const auto [a, b] = term(k);
    d = b + a * d;
    d = 1 / (d == 0 ? tiny : d);
    c = b + a / c;
    c = c == 0 ? tiny : c;
    value *= c * d;
    if (std::abs(c * d - 1) < 1e-15) {
      break;
    }
  }
  return value;
}

struct FractionTerm {
  double a = 0;
  double b = 0;
};

// Regularized lower incomplete gamma function P(a, x): its series below a + 1, else the fraction of
// 1 - P.
double gamma_share(double a, double x) {
  if (x <= 0) {
    return 0;
  }
  const double front = std::exp(a * std::log(x) - x - log_gamma(a));
  if (x < a + 1) {
    double term = 1 / a;
    double sum = term;
    for (double k = a + 1; term > sum * 1e-17; ++k) {
      term *= x / k;
      sum += term;
    }
    return front * sum;
  }
  return 1 - front / continued_fraction(x + 1 - a, [&](int k) {
               return FractionTerm{-k * (k - a), x + 2.0 * k + 1 - a};
             });
}

// Regularized incomplete beta function I_x(a, b).
double beta_share(double a, double b, double x) {
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - beta_share(b, a, 1 - x);
  }
  if (x <= 0) {
    return 0;
  }
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) +
                                b * std::log1p(-x)) /
                       a;
  return front / continued_fraction(1, [&](int k) {
           const int m = k / 2;
           const double over = (a + k - 1) * (a + k);
           const double a_k =
               k % 2 == 0 ? m * (b - m) * x / over : -(a + m) * (a + b + m) * x / over;
           return FractionTerm{a_k, 1};
         });
}

}  // namespace

double log_gamma(double x) noexcept {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

double chi_square_quantile(double p, double freedom) {
  HELIOFAB_CHECK(p > 0 && p < 1 && freedom > 0);
  double high = freedom + 1;
  while (gamma_share(freedom / 2, high / 2) < p) {
    high *= 2;
  }
  const auto excess = [&](double x) { return gamma_share(freedom / 2, x / 2) - p; };
  return find_root(excess, 0, high, 1e-11 * high).value();
}

double f_exceedance(double f, double freedom_above, double freedom_below) {
  HELIOFAB_CHECK(f >= 0 && freedom_above > 0 && freedom_below > 0);
  return beta_share(freedom_below / 2, freedom_above / 2,
                    freedom_below / (freedom_below + freedom_above * f));
}

}  // namespace heliofab::process
