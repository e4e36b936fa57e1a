// SPDX-License-Identifier: Apache-2.0
#include "single_diode_lanes.hpp"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "single_diode_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, (4.1) and (4.10) to (4.16), one point in each lane;
// single_diode.cpp is the plain version.

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

constexpr int most_steps = 60;
// Halley's steps triple the digits: after one of 1e-5 thermal voltages, 1e-15 are left to (4.14).
constexpr double last_step = 1e-5;

// Currents of the junction at a diode voltage, and what they do there.
struct Junction {
  V photocurrent;
  V saturation;
  V conductance;
  V thermal;
  V per_thermal;
  const Diodes& diodes;

  struct Point {
    V current;
    V first;  // derivatives by the diode voltage
    V second;
    V third;

    // (4.14): the current a step on, too short to need another exponential.
    HWY_INLINE V current_after(V step) const {
      return current + step * (first + step * (set(0.5) * second + step * (set(1.0 / 6) * third)));
    }
  };

  HWY_INLINE Junction(V il, V i0, V g, V a, const Diodes& d)
      : photocurrent(il),
        saturation(i0),
        conductance(g),
        thermal(a),
        per_thermal(set(1) / a),
        diodes(d) {}

  HWY_INLINE Point at(V v) const {
    const V grown = saturation * lanes::expm1_of(v * per_thermal);
    const V by = (grown + saturation) * per_thermal;
    const V by2 = by * per_thermal;
    Point p{photocurrent - grown - conductance * v, hn::Neg(by) - conductance, hn::Neg(by2),
            hn::Neg(by2 * per_thermal)};
    if (diodes.recombination > 0) {
      const V rest = set(1) / (set(diodes.builtin) - v);
      const V loss = photocurrent * set(diodes.recombination) * rest;
      const V loss1 = loss * rest;
      const V loss2 = set(2) * loss1 * rest;
      p.current = p.current - loss;
      p.first = p.first - loss1;
      p.second = p.second - loss2;
      p.third = p.third - set(3) * loss2 * rest;
    }
    return p;
  }

  // ln(1 + light / saturation), also where there is hardly any light.
  HWY_INLINE V drive(V light) const {
    const V ratio = hn::Min(light / saturation, set(1e300));
    return hn::IfThenElse(hn::Lt(ratio, set(1e-6)), ratio * (set(1) - set(0.5) * ratio),
                          lanes::log_of(set(1) + hn::Max(ratio, hn::Zero(D()))));
  }

  // No current of the light can lift the junction above this: each way out alone would carry it.
  HWY_INLINE V highest(V light, V driven) const {
    V high = hn::Min(thermal * driven, light / hn::Max(conductance, set(1e-300)));
    if (diodes.recombination > 0) {
      high = hn::Min(high, set(diodes.builtin) - set(diodes.recombination) * photocurrent /
                                                     hn::Max(light, set(1e-300)));
    }
    return high;
  }
};

// Where a function that falls with the voltage is 0, between low and high, from `v` on. `at` gives
// its value and derivatives; returns the place and the last step to it.
struct Found {
  V at;    // where it was evaluated last
  V step;  // from there to the zero
};

template <class Function>
HWY_INLINE Found find_zero(const Function& at, V v, V low, V high, V size) {
  const D d;
  V step = hn::Zero(d);
  auto seeks = hn::Eq(v, v);
  for (int k = 0; k < most_steps; ++k) {
    V f;
    V f1;
    V f2;
    at(v, f, f1, f2);
    const auto is_left = hn::Gt(f, hn::Zero(d));
    low = hn::IfThenElse(is_left, v, low);
    high = hn::IfThenElse(is_left, high, v);
    V change = set(-2) * f * f1 / (set(2) * f1 * f1 - f * f2);
    const V wanted = v + change;
    const auto is_inside = hn::And(hn::Ge(wanted, low), hn::Le(wanted, high));
    change = hn::IfThenElse(is_inside, change, set(0.5) * (low + high) - v);
    step = hn::IfThenElse(seeks, change, step);
    seeks = hn::And(seeks, hn::Gt(hn::Abs(step), set(last_step) * size));
    if (hn::AllFalse(d, seeks)) {
      break;
    }
    v = hn::IfThenElse(seeks, v + step, v);
  }
  return {v, step};
}

struct PowerKernel {
  const Diodes& diodes;

  // (4.11) to (4.13): the diode voltage of most power without what is left out there.
  HWY_INLINE V guess(const Junction& j, V driven) const {
    const V one = set(1);
    V u = driven - lanes::log_of(one + driven);
    if (diodes.recombination > 0) {
      u = hn::Min(u, set(0.9 * diodes.builtin) * j.per_thermal);
    }
    const V beta = set(2 * diodes.series) * j.photocurrent * j.per_thermal;
    const V leak = j.conductance * j.thermal * u / j.photocurrent;
    const V kept = hn::Max(one - (leak + leak), set(1e-3));
    const V b = one + u - beta * (one - leak);
    const V root = hn::Sqrt(b * b + set(4) * beta * kept);
    return j.thermal * (driven + lanes::log_of((kept + kept) / (b + root)));
  }

  HWY_INLINE void operator()(const V (&in)[4], V (&out)[3]) const {
    const D d;
    const auto is_lit = hn::Gt(in[0], hn::Zero(d));
    if (hn::AllFalse(d, is_lit)) {
      out[0] = out[1] = out[2] = hn::Zero(d);
      return;
    }
    const Junction j(hn::IfThenElse(is_lit, in[0], set(1)), in[1], in[2], in[3], diodes);
    const V series = set(diodes.series);
    const V driven = j.drive(j.photocurrent);
    const V high = j.highest(j.photocurrent, driven);
    const V start = hn::Min(hn::Max(guess(j, driven), hn::Zero(d)), high);
    Junction::Point p{};
    V power1;
    V power2;
    V power3;
    const auto slope = [&](V v, V& f, V& f1, V& f2) HWY_ATTR {
      p = j.at(v);
      const V voltage = v - series * p.current;
      const V by = set(1) - series * p.first;
      power1 = p.first * voltage + p.current * by;
      power2 = p.second * voltage + p.first * (by + by) - series * p.current * p.second;
      power3 = p.third * voltage + set(3) * p.second * by -
               series * (set(3) * p.first * p.second + p.current * p.third);
      f = power1;
      f1 = power2;
      f2 = power3;
    };
    const Found found = find_zero(slope, start, hn::Zero(d), high, j.thermal);
    const V current = p.current_after(found.step);
    const V voltage = (found.at + found.step) - series * current;
    out[0] = hn::IfThenElseZero(is_lit, voltage);
    out[1] = hn::IfThenElseZero(is_lit, current);
    out[2] = hn::IfThenElseZero(is_lit, voltage * current);
  }
};

struct CurrentKernel {
  const Diodes& diodes;

  HWY_INLINE void operator()(const V (&in)[5], V (&out)[1]) const {
    const D d;
    const Junction j(in[0], in[1], in[2], in[3], diodes);
    const V voltage = in[4];
    if (diodes.series == 0) {
      out[0] = j.at(voltage).current;
      return;
    }
    const V series = set(diodes.series);
    // (4.15): v (1 + Rs G) + Rs I0 exp(v / a) = V + Rs (IL + I0), and neither part above the whole.
    const V whole = voltage + series * (j.photocurrent + j.saturation);
    const V even = whole / (set(1) + series * j.conductance);
    const V ratio = hn::Max(whole, set(1e-300)) / hn::Max(series * j.saturation, set(1e-300));
    const V risen = j.thermal * lanes::log_of(hn::Min(hn::Max(ratio, set(1e-300)), set(1e300)));
    const auto is_forward = hn::Gt(whole, hn::Zero(d));
    V high = hn::IfThenElse(is_forward, hn::Min(even, risen), even);
    if (diodes.recombination > 0) {
      const V loss = series * j.photocurrent * set(diodes.recombination);
      high = hn::Min(high, set(diodes.builtin) - loss / hn::Max(whole, set(1e-300)));
    }
    const V low = hn::Min(voltage, hn::Zero(d)) - series * hn::Abs(j.photocurrent) - set(1);
    Junction::Point p{};
    const auto excess = [&](V v, V& f, V& f1, V& f2) HWY_ATTR {
      p = j.at(v);
      f = voltage - v + series * p.current;
      f1 = series * p.first - set(1);
      f2 = series * p.second;
    };
    const Found found = find_zero(excess, high, hn::Min(low, high), high, j.thermal);
    out[0] = p.current_after(found.step);
  }
};

struct VoltageKernel {
  const Diodes& diodes;

  HWY_INLINE void operator()(const V (&in)[5], V (&out)[1]) const {
    const D d;
    const Junction j(in[0], in[1], in[2], in[3], diodes);
    const V current = in[4];
    const V light = j.photocurrent - current;
    const auto is_forward = hn::Gt(light, hn::Zero(d));
    const V high =
        hn::IfThenElseZero(is_forward, j.highest(light, j.drive(hn::Max(light, hn::Zero(d)))));
    // Below 0 the shunt carries what the diode does not.
    const V shunted = light / hn::Max(j.conductance, set(1e-300)) - set(1);
    const V low = hn::IfThenElse(is_forward, set(-1), hn::Max(shunted, set(-1e300)));
    const auto excess = [&](V v, V& f, V& f1, V& f2) HWY_ATTR {
      const Junction::Point p = j.at(v);
      f = p.current - current;
      f1 = p.first;
      f2 = p.second;
    };
    const Found found = find_zero(excess, high, low, high, j.thermal);
    const auto has_none = hn::And(hn::Not(is_forward), hn::Lt(light + j.saturation, hn::Zero(d)));
    const auto is_open = hn::And(has_none, hn::Eq(j.conductance, hn::Zero(d)));
    const V voltage = found.at + found.step - set(diodes.series) * current;
    out[0] = hn::IfThenElse(is_open, set(-std::numeric_limits<double>::infinity()), voltage);
  }
};

void fill_power(const Diodes& from, const OperatingPoints& to) {
  over_lanes<4, 3>(from.size(),
                   {from.photocurrent.data(), from.saturation.data(), from.conductance.data(),
                    from.thermal.data()},
                   {place(to.voltage), place(to.current), place(to.power)}, PowerKernel{from});
}

void fill_current(const Diodes& from, std::span<const double> voltage, std::span<double> to) {
  over_lanes<5, 1>(from.size(),
                   {from.photocurrent.data(), from.saturation.data(), from.conductance.data(),
                    from.thermal.data(), voltage.data()},
                   {place(to)}, CurrentKernel{from});
}

void fill_voltage(const Diodes& from, std::span<const double> current, std::span<double> to) {
  over_lanes<5, 1>(from.size(),
                   {from.photocurrent.data(), from.saturation.data(), from.conductance.data(),
                    from.thermal.data(), current.data()},
                   {place(to)}, VoltageKernel{from});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(fill_power);
HWY_EXPORT(fill_current);
HWY_EXPORT(fill_voltage);

void maximum_power_lanes(const Diodes& diodes, const OperatingPoints& points) {
  HWY_DYNAMIC_DISPATCH(fill_power)(diodes, points);
}

void current_lanes(const Diodes& diodes, std::span<const double> voltage,
                   std::span<double> current) {
  HWY_DYNAMIC_DISPATCH(fill_current)(diodes, voltage, current);
}

void voltage_lanes(const Diodes& diodes, std::span<const double> current,
                   std::span<double> voltage) {
  HWY_DYNAMIC_DISPATCH(fill_voltage)(diodes, current, voltage);
}

}  // namespace heliofab::field
#endif
