// SPDX-License-Identifier: Apache-2.0
#include "tunnel.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "heliofab/core/unit.hpp"

namespace heliofab::device {

namespace {

// Gauss and Legendre's rule on (0, 1) for the root of the depth: 24 points leave 1e-11 of a
// triangle and 1e-5 where a parabola ends.
struct Rule {
  static constexpr std::size_t count = 24;
  std::array<double, count> at{};
  std::array<double, count> weight{};
};

Rule make_rule() {
  Rule rule;
  constexpr auto n = static_cast<double>(Rule::count);
  for (std::size_t k = 0; k < Rule::count; ++k) {
    double x = std::cos(std::numbers::pi * (static_cast<double>(k) + 0.75) / (n + 0.5));
    double slope = 1;
    for (int iteration = 0; iteration < 8; ++iteration) {  // quadratic from four digits on
      double before = 1;
      double value = x;
      for (std::size_t j = 2; j <= Rule::count; ++j) {
        const auto degree = static_cast<double>(j);
        const double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
        before = value;
        value = next;
      }
      slope = n * (x * value - before) / (x * x - 1);
      x -= value / slope;
    }
    rule.at[k] = (1 + x) / 2;
    rule.weight[k] = 1 / ((1 - x * x) * slope * slope);
  }
  return rule;
}

const Rule& rule() {
  static const Rule made = make_rule();
  return made;
}

// The way through a parabola over that through a triangle of the same slope at the top, times 2/3,
// and its derivative: the integral of sqrt(1 - y + t y^2 / 4) from 0 to its root. At t = 1 the
// parabola ends; donors make t positive for electrons.
struct Way {
  double value;
  double slope;
};
Way way_through(double t) noexcept {
  if (std::abs(t) < 0.01) {  // the closed form loses its digits here
    double value = 0;
    double slope = 0;
    for (int k = 6; k >= 0; --k) {
      slope = slope * t + value;
      value = value * t + 2.0 / ((2 * k + 1) * (2 * k + 3));
    }
    return {value, slope};
  }
  const double root = std::sqrt(std::abs(t));
  const double longer = (t > 0 ? std::atanh(root) : std::atan(root)) / root;
  const double value = (1 - (1 - t) * longer) / t;
  return {value, (longer - 1.5 * value) / t};
}

// A limit of the depth below the top and the derivatives of its logarithm.
struct Depth {
  double value = 0;
  double by_log_slope = 0;
  double by_height = 0;
  double by_curvature = 0;
};
Depth deepest(const Tip& tip, double slope) noexcept {
  Depth least{.value = tip.height, .by_height = 1 / tip.height};
  // Below the middle of the parabola there is no other end.
  const double middle = tip.curvature > 0 ? slope * slope / tip.curvature : HUGE_VAL;
  if (middle < least.value) {
    least = {.value = middle, .by_log_slope = 2, .by_curvature = -1 / tip.curvature};
  }
  // Nothing is left of e^-40.
  const double scale = std::cbrt(slope * slope);
  const double last = scale * (scale + 3.42) * (scale + 3.42);
  if (last < least.value) {
    least = {.value = last, .by_log_slope = 2.0 / 3 * (1 + 2 * scale / (scale + 3.42))};
  }
  return least;
}

// The slope of a tip, (field + size) / 2.
struct Smooth {
  double field = 0;
  double size = 0;
  double slope = 0;
};
Smooth smooth_slope(const Tip& tip, double step) noexcept {
  const double field = tip.thinness * step;
  const double size = std::hypot(field, tip.least);
  // Without cancellation where the field closes the tip.
  return {field, size,
          field > 0 ? (field + size) / 2 : tip.least * tip.least / (2 * (size - field))};
}

// All that goes below the top over what goes above, and its derivatives while the others stay.
struct Crossing {
  double all = 0;
  double by_log_slope = 0;
  double by_log_depth = 0;
  double by_curvature = 0;
};
Crossing crossing(const Tip& tip, double slope, double depth) noexcept {
  Crossing c;
  for (std::size_t k = 0; k < Rule::count; ++k) {
    const double x = rule().at[k];
    const double u = depth * x * x;
    const double per_curvature = u / (slope * slope);
    const double t = tip.curvature * per_curvature;
    const Way way = way_through(t);
    const double decay = 1.5 * u * std::sqrt(u) / slope;
    const double share = depth * rule().weight[k] * 2 * x * std::exp(u - decay * way.value);
    c.all += share;
    c.by_log_slope += share * decay * (way.value + 2 * t * way.slope);
    c.by_log_depth += share * (1 + u - decay * (1.5 * way.value + t * way.slope));
    c.by_curvature -= share * decay * way.slope * per_curvature;
  }
  return c;
}

// Planck's constant over 2 pi, 3/4 of it over the momentum of a carrier of energy kT: a [m].
double tip_length(double mass, double kt_eV) {
  constexpr double hbar = constants::planck / (2 * std::numbers::pi);
  const double kt = kt_eV * constants::elementary_charge;
  return 0.75 * hbar / std::sqrt(2 * mass * constants::electron_mass * kt);
}

}  // namespace

Tip make_tip(const TipShape& shape, bool is_electron, double kt_eV) {
  if (!(shape.mass > 0) || shape.step_eV == 0) {
    return {};
  }
  constexpr double weakest = 1e5;  // [V/m] a tip of kT is 260 nm long then
  const double length = tip_length(shape.mass, kt_eV);
  // Away from the plane electrons fall where the potential rises, holes where it falls.
  const double rises = (shape.step_eV > 0) == is_electron ? 1 : -1;
  const double bend = constants::elementary_charge * (is_electron ? shape.doping : -shape.doping) /
                      (shape.permittivity * constants::vacuum_permittivity * kt_eV);  // [kT/m2]
  return {.height = std::abs(shape.step_eV) / kt_eV,
          .thinness = rises * length * shape.joint / shape.permittivity,
          .least = length * weakest / kt_eV,
          .curvature = 2 * length * length * bend};
}

Gain tunnel_gain(const Tip& tip, double step) noexcept {
  const Smooth s = smooth_slope(tip, step);
  const Depth depth = deepest(tip, s.slope);
  const Crossing c = crossing(tip, s.slope, depth.value);
  const double by_log_slope = c.by_log_slope + depth.by_log_slope * c.by_log_depth;
  return {1 + c.all, by_log_slope * tip.thinness / s.size};
}

Tip tunnel_slopes(const Tip& tip, double step) noexcept {
  const Smooth s = smooth_slope(tip, step);
  const Depth depth = deepest(tip, s.slope);
  const Crossing c = crossing(tip, s.slope, depth.value);
  const double by_log_slope = c.by_log_slope + depth.by_log_slope * c.by_log_depth;
  return {.height = depth.by_height * c.by_log_depth,
          .thinness = by_log_slope * s.field / s.size,
          .least = by_log_slope * tip.least * tip.least / (2 * s.size * s.slope),
          .curvature = c.by_curvature + depth.by_curvature * c.by_log_depth};
}

TipShapeSlopes pull_tip(const TipShape& shape, const Tip& tip, const Tip& d, double kt_eV) {
  const double by_log_curvature = d.curvature * tip.curvature;
  TipShapeSlopes out;
  out.shape.step_eV = (shape.step_eV > 0 ? 1 : -1) * d.height / kt_eV;
  out.shape.mass = -((d.thinness + d.least) / 2 + by_log_curvature) / shape.mass;
  out.shape.permittivity = -d.thinness - by_log_curvature;
  // The curvature is proportional to the doping, which may be none.
  Tip doped = make_tip({shape.step_eV, shape.mass, shape.permittivity, 1, shape.joint},
                       (shape.step_eV > 0) == (tip.thinness > 0), kt_eV);
  out.shape.doping = d.curvature * doped.curvature;
  out.shape.joint = d.thinness;
  out.warmth = -d.height * tip.height - d.thinness / 2 - 1.5 * d.least - 2 * by_log_curvature;
  return out;
}

}  // namespace heliofab::device
