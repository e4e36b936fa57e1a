// SPDX-License-Identifier: Apache-2.0
// Films of some stripes, one to a lane, at one point each. Included once per target, see
// string_lanes.cpp.
#if defined(HELIOFAB_MODULE_STRING_LAW_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_MODULE_STRING_LAW_INL
#undef HELIOFAB_MODULE_STRING_LAW_INL
#else
#define HELIOFAB_MODULE_STRING_LAW_INL
#endif

#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"
#include "string_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace heliofab::module::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<double, string_block>;
using V = hn::Vec<D>;
using heliofab::HWY_NAMESPACE::exp_of;
using heliofab::HWY_NAMESPACE::log_of;

HWY_INLINE V set(double value) { return hn::Set(D(), value); }

// Film and ohmic paths at one point of some stripes.
struct Local {
  V voltage;      // [V]
  V current;      // [A/m2] delivered
  V conductance;  // [S/m2] its fall with the voltage
  V bend;         // [S/m2/V] its second derivative
  V by_voltage;   // [-] of what is sought
};

// What the law of a film is made of, at a voltage across its junction.
struct Junction {
  V current;
  V slope;
  V bend;
};

HWY_INLINE Junction diode_at(const StringStripes& s, std::size_t i, V v) {
  const D d;
  const auto row = [&](StripeRow r) HWY_ATTR { return hn::LoadU(d, s.row(r) + i); };
  const V per_volt = row(StripeRow::per_volt);
  const V forward = row(StripeRow::saturation) * exp_of(v * per_volt);
  const V slope = hn::Neg(forward * per_volt);
  return {row(StripeRow::light) - forward, slope, slope * per_volt};
}

// The piece of each curve by halving, and its cubic. The end slopes go on.
HWY_INLINE Junction curve_at(const StringStripes& s, std::size_t i, V v) {
  const D d;
  const hn::RebindToSigned<D> di;
  const CurvePieces& c = s.curves;
  const auto stride = static_cast<std::int64_t>(c.stride);
  alignas(64) std::int64_t first[string_block];  // NOLINT(modernize-avoid-c-arrays): of a register
  for (std::size_t k = 0; k < hn::Lanes(d); ++k) {
    first[k] = static_cast<std::int64_t>(i + k) * stride;
  }
  auto piece = hn::Load(di, first);
  for (std::int64_t half = stride / 2; half > 0; half /= 2) {
    const auto later = piece + hn::Set(di, half);
    const auto is_there = hn::Ge(v, hn::GatherIndex(d, c.begin, later));
    piece = hn::IfThenElse(hn::RebindMask(di, is_there), later, piece);
  }
  const V t = v - hn::GatherIndex(d, c.begin, piece);
  const V a1 = hn::GatherIndex(d, c.coefficients[1], piece);
  const V a2 = hn::GatherIndex(d, c.coefficients[2], piece);
  const V a3 = hn::GatherIndex(d, c.coefficients[3], piece);
  const V current = hn::GatherIndex(d, c.coefficients[0], piece) + t * (a1 + t * (a2 + t * a3));
  const V slope = a1 + t * (a2 + a2 + set(3) * (t * a3));
  // Newton's method wants currents that fall.
  const auto falls = hn::Lt(slope, hn::Zero(d));
  return {current, hn::IfThenElseZero(falls, slope),
          hn::IfThenElseZero(falls, a2 + a2 + set(6) * (t * a3))};
}

HWY_INLINE void add_shunt(const StringStripes& s, std::size_t i, V v, Junction& j) {
  const D d;
  V conductance = hn::LoadU(d, s.row(StripeRow::shunt) + i);
  if (!s.has_power) {
    j.current = j.current - conductance * v;
    j.slope = j.slope - conductance;
    return;
  }
  const V exponent = hn::LoadU(d, s.row(StripeRow::exponent) + i);
  const V more = exponent - set(1);
  const V size = hn::Max(hn::Abs(v + v), set(1e-30));
  conductance = conductance * exp_of(more * log_of(size));
  j.current = j.current - conductance * v;
  conductance = conductance * exponent;
  j.slope = j.slope - conductance;
  // The second derivative has a pole at 0 for exponents below 2; nobody needs it there.
  j.bend = j.bend - conductance * more * v / (v * v + set(1e-6));
}

HWY_INLINE void add_reverse(const StringStripes& s, std::size_t i, V v, Junction& j) {
  const D d;
  const V slope = hn::LoadU(d, s.row(StripeRow::reverse_slope) + i);
  const V exponent = slope * (hn::LoadU(d, s.row(StripeRow::reverse_onset) + i) - v);
  // Below 4e-8 of the current at the onset it is left out: most films are never there.
  const auto matters = hn::Gt(exponent, set(-17));
  if (hn::AllFalse(d, matters)) {
    return;
  }
  const V current =
      hn::IfThenElseZero(matters, hn::LoadU(d, s.row(StripeRow::reverse) + i) * exp_of(exponent));
  const V by_voltage = slope * current;
  j.current = j.current + current;
  j.slope = j.slope - by_voltage;
  j.bend = j.bend + slope * by_voltage;
}

HWY_INLINE Local local_at(const StringStripes& s, std::size_t i, V sought) {
  const D d;
  Junction j = s.has_curves ? curve_at(s, i, sought) : diode_at(s, i, sought);
  add_shunt(s, i, sought, j);
  if (s.has_reverse) {
    add_reverse(s, i, sought, j);
  }
  const V resistance = hn::LoadU(d, s.row(StripeRow::resistance) + i);
  const V ohmic = hn::LoadU(d, s.row(StripeRow::ohmic) + i);
  const V voltage = sought - resistance * j.current;
  const V by_voltage = set(1) / (set(1) - resistance * j.slope);
  return {voltage, j.current - ohmic * voltage, ohmic - j.slope * by_voltage,
          j.bend * (by_voltage * by_voltage * by_voltage), by_voltage};
}

// Voltages on which a film bends, up and down, and what no point leaves.
struct Reach {
  V up;    // [1/V]
  V down;  // [1/V]
  V floor;
  V ceiling;
};
HWY_INLINE Reach reach_of(const StringStripes& s, std::size_t i) {
  const D d;
  return {hn::LoadU(d, s.row(StripeRow::per_volt) + i),
          s.has_reverse ? hn::LoadU(d, s.row(StripeRow::reverse_slope) + i) : hn::Zero(d),
          hn::LoadU(d, s.row(StripeRow::floor) + i), hn::LoadU(d, s.row(StripeRow::ceiling) + i)};
}
HWY_INLINE V within(V sought, const Reach& reach) {
  return hn::Min(hn::Max(sought, reach.floor), reach.ceiling);
}
HWY_INLINE V moved(const StringPoints& p, std::size_t at, V change, const Reach& reach) {
  const D d;
  return within(hn::LoadU(d, p.junction + at) + hn::LoadU(d, p.step + at) +
                    hn::LoadU(d, p.by_current + at) * change,
                reach);
}

}  // namespace heliofab::module::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
