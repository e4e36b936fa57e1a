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
  double last_step = b - a;
  for (int i = 0; i < 200; ++i) {
    if ((fb > 0) == (fc > 0)) {
      c = a;
      fc = fa;
      last_step = b - a;
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
    double step = half;
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

namespace {

struct Sample {
  double x = 0;
  double f = 0;
};

// From the best sample to the vertex of the parabola through three, as p / q with q >= 0.
struct Vertex {
  double p = 0;
  double q = 0;
};
Vertex vertex(const Sample& best, const Sample& second, const Sample& third) {
  const double r = (best.x - second.x) * (best.f - third.f);
  const double s = (best.x - third.x) * (best.f - second.f);
  const double p = (best.x - third.x) * s - (best.x - second.x) * r;
  const double q = 2 * (s - r);
  return {q > 0 ? -p : p, std::abs(q)};
}

}  // namespace

Maximum find_maximum(const std::function<double(double)>& f, double low, double high,
                     double tolerance) {
  const double golden = (3 - std::sqrt(5.0)) / 2;
  const double first = low + golden * (high - low);
  Sample best{first, f(first)};
  Sample second = best;
  Sample third = best;
  double step = 0;
  double last_step = 0;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    const double reach = 1e-10 * std::abs(best.x) + tolerance / 3;
    if (std::abs(best.x - middle) <= 2 * reach - (high - low) / 2) {
      break;
    }
    const Vertex v = vertex(best, second, third);
    const bool is_inside = std::abs(last_step) > reach &&
                           std::abs(v.p) < std::abs(v.q * last_step / 2) &&
                           v.p > v.q * (low - best.x) && v.p < v.q * (high - best.x);
    if (is_inside) {
      last_step = std::exchange(step, v.p / v.q);
      const double x = best.x + step;
      if (x - low < 2 * reach || high - x < 2 * reach) {
        step = std::copysign(reach, middle - best.x);
      }
    } else {
      last_step = best.x < middle ? high - best.x : low - best.x;
      step = golden * last_step;
    }
    const double x = best.x + (std::abs(step) >= reach ? step : std::copysign(reach, step));
    const Sample found{x, f(x)};
    if (found.f >= best.f) {
      (x < best.x ? high : low) = best.x;
      third = std::exchange(second, std::exchange(best, found));
      continue;
    }
    (x < best.x ? low : high) = x;
    if (found.f >= second.f || second.x == best.x) {
      third = std::exchange(second, found);
    } else if (found.f >= third.f || third.x == best.x || third.x == second.x) {
      third = found;
    }
  }
  return {best.x, best.f};
}

}  // namespace heliofab
