// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/roots.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace heliofab {

std::optional<double> find_root(const std::function<double(double)>& f, double low, double high,
                                double tolerance) {
  double a = low;   // previous best
  double b = high;  // best
  double fa = f(a);
  double fb = f(b);
  if (!std::isfinite(fa) || !std::isfinite(fb) || (fa > 0) == (fb > 0)) {
    if (fa == 0) {
      return a;
    }
    return fb == 0 ? std::optional(b) : std::nullopt;
  }
  double c = a;  // the zero stays between b and c
  double fc = fa;
  double step = b - a;
  double last_step = step;
  for (int i = 0; i < 200; ++i) {
    if ((fb > 0) == (fc > 0)) {
      c = a;
      fc = fa;
      step = last_step = b - a;
    }
    if (std::abs(fc) < std::abs(fb)) {
      a = std::exchange(b, c);
      c = a;
      fa = std::exchange(fb, fc);
      fc = fa;
    }
    const double reach = 2 * std::numeric_limits<double>::epsilon() * std::abs(b) + tolerance / 2;
    const double half = (c - b) / 2;
    if (std::abs(half) <= reach || fb == 0) {
      return b;
    }
    step = half;
    if (std::abs(last_step) >= reach && std::abs(fa) > std::abs(fb)) {
      // Inverse quadratic through three points, or the secant through two.
      const double s = fb / fa;
      double p = 2 * half * s;
      double q = 1 - s;
      if (a != c) {
        const double t = fa / fc;
        const double r = fb / fc;
        p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
        q = (t - 1) * (r - 1) * (s - 1);
      }
      q = p > 0 ? -q : q;
      p = std::abs(p);
      if (2 * p < std::min(3 * half * q - std::abs(reach * q), std::abs(last_step * q))) {
        last_step = std::exchange(step, p / q);
      } else {
        last_step = half;
      }
    } else {
      last_step = half;
    }
    a = b;
    fa = fb;
    b += std::abs(step) > reach ? step : std::copysign(reach, half);
    fb = f(b);
  }
  return b;
}

Maximum find_maximum(const std::function<double(double)>& f, double low, double high,
                     double tolerance) {
  const double golden = (3 - std::sqrt(5.0)) / 2;
  double x = low + golden * (high - low);  // best, second best, the one before
  double w = x;
  double v = x;
  double fx = f(x);
  double fw = fx;
  double fv = fx;
  double step = 0;
  double last_step = 0;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    const double reach = 1e-10 * std::abs(x) + tolerance / 3;
    if (std::abs(x - middle) <= 2 * reach - (high - low) / 2) {
      break;
    }
    bool is_golden = true;
    if (std::abs(last_step) > reach) {
      const double r = (x - w) * (fx - fv);
      double q = (x - v) * (fx - fw);
      double p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      p = q > 0 ? -p : p;
      q = std::abs(q);
      if (std::abs(p) < std::abs(q * last_step / 2) && p > q * (low - x) && p < q * (high - x)) {
        last_step = std::exchange(step, p / q);
        const double u = x + step;
        if (u - low < 2 * reach || high - u < 2 * reach) {
          step = std::copysign(reach, middle - x);
        }
        is_golden = false;
      }
    }
    if (is_golden) {
      last_step = x < middle ? high - x : low - x;
      step = golden * last_step;
    }
    const double u = x + (std::abs(step) >= reach ? step : std::copysign(reach, step));
    const double fu = f(u);
    if (fu >= fx) {
      (u < x ? high : low) = x;
      v = std::exchange(w, std::exchange(x, u));
      fv = std::exchange(fw, std::exchange(fx, fu));
    } else {
      (u < x ? low : high) = u;
      if (fu >= fw || w == x) {
        v = std::exchange(w, u);
        fv = std::exchange(fw, fu);
      } else if (fu >= fv || v == x || v == w) {
        v = u;
        fv = fu;
      }
    }
  }
  return {x, fx};
}

}  // namespace heliofab
