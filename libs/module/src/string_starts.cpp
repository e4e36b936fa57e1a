// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "string_lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "string_starts.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "string_law-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace heliofab::module::HWY_NAMESPACE {

void spread_string(const StringStripes& s, const StringPoints& from, double change, double current,
                   const StringPoints& to) {
  const D d;
  const V x = set(change);
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const V mean = moved(from, i, x, reach_of(s, i));
    const V sheet = hn::LoadU(d, s.row(StripeRow::sheet) + i);
    const V mo = hn::LoadU(d, s.row(StripeRow::mo) + i);
    const V by_voltage = local_at(s, i, mean).by_voltage;
    const V drop = set(current / s.length * s.width) * by_voltage;
    for (std::size_t q = 0; q <= to.degree; ++q) {
      const double t = to.place[q];
      const V profile = mo * set(t - 0.5) - sheet * set(t * t / 2 - 1.0 / 6);
      hn::StoreU(mean + drop * profile, d, to.junction + q * s.size + i);
      hn::StoreU(hn::Zero(d), d, to.step + q * s.size + i);
      hn::StoreU(hn::Zero(d), d, to.by_current + q * s.size + i);
    }
  }
}

void start_open(const StringStripes& s, const StringPoints& p) {
  const D d;
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const auto row = [&](StripeRow r) HWY_ATTR { return hn::LoadU(d, s.row(r) + i); };
    const V ratio = row(StripeRow::light) / hn::Max(row(StripeRow::saturation), set(1e-30));
    hn::StoreU(log_of(hn::Max(ratio, set(1))) / row(StripeRow::per_volt), d, p.junction + i);
    hn::StoreU(hn::Zero(d), d, p.step + i);
    hn::StoreU(hn::Zero(d), d, p.by_current + i);
  }
}

void limit_points(const StringStripes& s, const StringPoints& open, double most, double* floor,
                  double* ceiling) {
  const D d;
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const auto row = [&](StripeRow r) HWY_ATTR { return hn::LoadU(d, s.row(r) + i); };
    hn::StoreU(hn::Max(hn::LoadU(d, open.junction + i), hn::Zero(d)) + set(1e-3), d, ceiling + i);
    V lowest = set(-1e6);
    if (s.has_reverse) {
      const V ratio = set(most) / hn::Max(row(StripeRow::reverse), set(1e-30));
      lowest = row(StripeRow::reverse_onset) -
               log_of(hn::Max(ratio, set(1))) / row(StripeRow::reverse_slope);
    }
    // A shunt passes it at (most / 0.5 G)^(1 / exponent) times 0.5 V.
    const V ratio = set(2 * most) / hn::Max(row(StripeRow::shunt), set(1e-30));
    const V power = s.has_power ? exp_of(log_of(ratio) / row(StripeRow::exponent)) : ratio;
    lowest = hn::Max(lowest, set(-0.5) * power);
    hn::StoreU(lowest, d, floor + i);
  }
}

void start_power(const StringStripes& s, const StringPoints& p) {
  const D d;
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const V per_volt = hn::LoadU(d, s.row(StripeRow::per_volt) + i);
    const V open = hn::Max(hn::LoadU(d, p.junction + i), hn::Zero(d));
    hn::StoreU(open - log_of(set(1) + open * per_volt) / per_volt, d, p.junction + i);
    hn::StoreU(hn::Zero(d), d, p.step + i);
    hn::StoreU(hn::Zero(d), d, p.by_current + i);
  }
}

}  // namespace heliofab::module::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab::module {

HWY_EXPORT(spread_string);
HWY_EXPORT(start_open);
HWY_EXPORT(limit_points);
HWY_EXPORT(start_power);

void spread_string(const StringStripes& stripes, const StringPoints& lumped, double change,
                   double current, const StringPoints& to) {
  HWY_DYNAMIC_DISPATCH(spread_string)(stripes, lumped, change, current, to);
}

void start_open(const StringStripes& stripes, const StringPoints& lumped) {
  HWY_DYNAMIC_DISPATCH(start_open)(stripes, lumped);
}

void limit_points(const StringStripes& stripes, const StringPoints& open, double most,
                  double* floor, double* ceiling) {
  HWY_DYNAMIC_DISPATCH(limit_points)(stripes, open, most, floor, ceiling);
}

void start_power(const StringStripes& stripes, const StringPoints& lumped) {
  HWY_DYNAMIC_DISPATCH(start_power)(stripes, lumped);
}

}  // namespace heliofab::module
#endif
