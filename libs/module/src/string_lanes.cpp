// SPDX-License-Identifier: Apache-2.0
#include "string_lanes.hpp"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "string_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
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
  alignas(64) std::int64_t first[string_block];
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
  const V current =
      hn::GatherIndex(d, c.coefficients[0], piece) + t * (a1 + t * (a2 + t * a3));
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
  const V current = hn::IfThenElseZero(
      matters, hn::LoadU(d, s.row(StripeRow::reverse) + i) * exp_of(exponent));
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

// Sums over stripes, by the place in a block: the same for all widths.
class Sums {
 public:
  HWY_INLINE void add(std::size_t which, std::size_t i, V value) {
    double* const at = sums_[which] + i % string_block;
    hn::StoreU(hn::LoadU(D(), at) + value, D(), at);
  }
  double of(std::size_t which) const {
    const double* s = sums_[which];
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

 private:
  double sums_[6][string_block] = {};
};

// Extremes over all stripes.
struct Extremes {
  V lowest;
  V least;
};

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

// L D L^T of a small symmetric positive matrix in registers, with 1 / D on the diagonal.
template <std::size_t n>
HWY_INLINE void factor(V (&m)[n][n]) {
  for (std::size_t q = 0; q < n; ++q) {
    for (std::size_t k = 0; k < q; ++k) {
      for (std::size_t f = 0; f < k; ++f) {
        m[q][k] = m[q][k] - m[q][f] * m[k][f];
      }
    }
    for (std::size_t k = 0; k < q; ++k) {
      const V l = m[q][k] * m[k][k];
      m[q][q] = m[q][q] - m[q][k] * l;
      m[q][k] = l;
    }
    // Above, m[q][f] was still L D for the row's own products; those of rows before are L.
    m[q][q] = set(1) / m[q][q];
  }
}

template <std::size_t n>
HWY_INLINE void solve(const V (&m)[n][n], V (&x)[n]) {
  for (std::size_t q = 0; q < n; ++q) {
    for (std::size_t k = 0; k < q; ++k) {
      x[q] = x[q] - m[q][k] * x[k];
    }
  }
  for (std::size_t q = n; q-- > 0;) {
    x[q] = x[q] * m[q][q];
    for (std::size_t k = q + 1; k < n; ++k) {
      x[q] = x[q] - m[k][q] * x[k];
    }
  }
}

// Moves the points of some stripes, sets up (5) around there and solves it.
template <std::size_t degree>
HWY_INLINE void sweep_stripes(const StringStripes& s, const StringPoints& p, std::size_t i,
                              double current, double change, Sums& sums, Extremes& extremes) {
  constexpr std::size_t n = degree + 1;
  const D d;
  const auto row = [&](StripeRow r) HWY_ATTR { return hn::LoadU(d, s.row(r) + i); };
  const V sheet = row(StripeRow::sheet);
  const V mo = row(StripeRow::mo);
  const V tco = row(StripeRow::tco);
  const Reach reach = reach_of(s, i);
  const V line = set(current / s.length);  // [A/m]
  const V x = set(change);

  V bend[n];  // times weight
  V by_voltage[n];
  V voltage[n];
  V step[n];
  V matrix[n][n];
  for (std::size_t q = 0; q < n; ++q) {
    const V sought = moved(p, q * s.size + i, x, reach);
    hn::StoreU(sought, d, p.junction + q * s.size + i);
    const Local at = local_at(s, i, sought);
    const V weight = set(p.weight[q]);
    voltage[q] = at.voltage;
    by_voltage[q] = at.by_voltage;
    bend[q] = at.bend * weight;
    step[q] = sheet * weight * at.current;
    matrix[q][q] = sheet * weight * at.conductance;
    extremes.lowest = hn::Min(extremes.lowest, sought);
    extremes.least = hn::Min(extremes.least, at.current);
  }
  V by_current[n];
  const V per_length = set(1 / s.length);
  if constexpr (degree == 0) {
    step[0] = step[0] - sheet * line;
    by_current[0] = hn::Neg(sheet * per_length);
  } else {
    for (std::size_t q = 0; q < n; ++q) {
      by_current[q] = hn::Zero(d);
      for (std::size_t k = 0; k < n; ++k) {
        const V stiff = set(p.stiffness[q * n + k]);
        step[q] = step[q] - stiff * voltage[k];
        if (k < q) {
          matrix[q][k] = stiff;
        } else if (k == q) {
          matrix[q][q] = matrix[q][q] + stiff;
        }
      }
    }
    step[0] = step[0] - mo * line;
    step[degree] = step[degree] - tco * line;
    by_current[0] = hn::Neg(mo * per_length);
    by_current[degree] = hn::Neg(tco * per_length);
  }
  factor(matrix);
  solve(matrix, step);
  solve(matrix, by_current);
  if constexpr (degree == 0) {
    // A stripe that would leave its limits stays on them, whatever the current.
    const V sought = hn::LoadU(d, p.junction + i);
    const V wanted = sought + step[0] * by_voltage[0];
    const V inside = within(wanted, reach);
    const auto leaves = hn::Ne(inside, wanted);
    step[0] = hn::IfThenElse(leaves, (inside - sought) / by_voltage[0], step[0]);
    bend[0] = hn::IfThenZeroElse(leaves, bend[0]);
    by_current[0] = hn::IfThenZeroElse(leaves, by_current[0]);
  }

  // Voltage at the terminals, (6) by parts, and what Newton's step leaves of second order.
  V second[3] = {hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  for (std::size_t q = 0; q < n; ++q) {
    const V by = bend[q] * by_current[q];
    second[0] = second[0] + by * (step[q] * step[q]);
    second[1] = second[1] + by * (step[q] * by_current[q]);
    second[2] = second[2] + by * (by_current[q] * by_current[q]);
    const V a = step[q] * by_voltage[q];
    const V b = by_current[q] * by_voltage[q];
    hn::StoreU(a, d, p.step + q * s.size + i);
    hn::StoreU(b, d, p.by_current + q * s.size + i);
  }
  second[0] = second[0] * set(-0.5 * s.length);
  second[1] = second[1] * set(-s.length);
  second[2] = second[2] * set(-0.5 * s.length);
  const V back = mo / sheet;
  const V front = tco / sheet;
  const V ends = row(StripeRow::series) + (degree == 0 ? sheet * set(s.width / 3)
                                                      : back * tco * set(s.width));
  const auto across = [&](const V(&of)[n])
                          HWY_ATTR { return back * of[0] + front * of[degree]; };
  const V terms[3] = {across(voltage) - ends * line + across(step) + second[0],
                      across(by_current) - ends * per_length + second[1], second[2]};
  const V weight = row(StripeRow::weight);
  for (std::size_t k = 0; k < 3; ++k) {
    hn::StoreU(terms[k], d, p.voltage[k] + i);
    sums.add(k, i, weight * terms[k]);
    sums.add(3 + k, i, weight * hn::Abs(second[k]));
  }
}

template <std::size_t degree>
HWY_INLINE StringModel sweep_all(const StringStripes& s, const StringPoints& p, double current,
                                 double change) {
  const D d;
  Sums sums;
  Extremes extremes{set(1e300), set(1e300)};
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    sweep_stripes<degree>(s, p, i, current, change, sums, extremes);
  }
  return {.voltage = {sums.of(0), sums.of(1), sums.of(2)},
          .size = {sums.of(3), sums.of(4), sums.of(5)},
          .lowest = hn::GetLane(hn::MinOfLanes(d, extremes.lowest)),
          .least = hn::GetLane(hn::MinOfLanes(d, extremes.least))};
}

StringModel sweep_string(const StringStripes& s, const StringPoints& p, double current,
                         double change) {
  switch (p.degree) {
    case 0:
      return sweep_all<0>(s, p, current, change);
    case 3:
      return sweep_all<3>(s, p, current, change);
    case 4:
      return sweep_all<4>(s, p, current, change);
    case 6:
      return sweep_all<6>(s, p, current, change);
    default:
      return sweep_all<8>(s, p, current, change);
  }
}

// Exponentials matter within 8 e-foldings of the limits.
double longest_step(const StringStripes& s, const StringPoints& p, double change) {
  const D d;
  const V x = set(change);
  V longest = hn::Zero(d);
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const Reach reach = reach_of(s, i);
    for (std::size_t at = i; at < (p.degree + 1) * s.size; at += s.size) {
      const V way = hn::LoadU(d, p.step + at) + hn::LoadU(d, p.by_current + at) * x;
      const V end = hn::LoadU(d, p.junction + at) + way;
      const V up = hn::Min(way * reach.up, (end - reach.ceiling) * reach.up + set(8));
      const V down = hn::Min(hn::Neg(way * reach.down), (reach.floor - end) * reach.down + set(8));
      // Down the diode's exponential steps are short by nature, but they count as well.
      const V back = hn::Min(hn::Neg(way * reach.up), (end - way - reach.ceiling) * reach.up + set(8));
      longest = hn::Max(longest, hn::Max(up, hn::Max(down, back)));
    }
  }
  return hn::GetLane(hn::MaxOfLanes(d, longest));
}

void refine_string(const StringStripes& s, const StringPoints& from, double change,
                   const StringPoints& to) {
  const D d;
  const V x = set(change);
  const std::size_t n = from.degree + 1;
  for (std::size_t i = 0; i < s.size; i += hn::Lanes(d)) {
    const Reach reach = reach_of(s, i);
    V known[9];
    for (std::size_t k = 0; k < n; ++k) {
      known[k] = moved(from, k * s.size + i, x, reach);
    }
    for (std::size_t q = 0; q <= to.degree; ++q) {
      V sought = hn::Zero(d);
      for (std::size_t k = 0; k < n; ++k) {
        sought = sought + set(to.from_coarser[q * n + k]) * known[k];
      }
      hn::StoreU(sought, d, to.junction + q * s.size + i);
      hn::StoreU(hn::Zero(d), d, to.step + q * s.size + i);
      hn::StoreU(hn::Zero(d), d, to.by_current + q * s.size + i);
    }
  }
}

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
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::module {

HWY_EXPORT(sweep_string);
HWY_EXPORT(longest_step);
HWY_EXPORT(refine_string);
HWY_EXPORT(spread_string);
HWY_EXPORT(start_open);
HWY_EXPORT(limit_points);
HWY_EXPORT(start_power);

StringModel sweep_string(const StringStripes& stripes, const StringPoints& points, double current,
                         double change) {
  return HWY_DYNAMIC_DISPATCH(sweep_string)(stripes, points, current, change);
}

double longest_step(const StringStripes& stripes, const StringPoints& points, double change) {
  return HWY_DYNAMIC_DISPATCH(longest_step)(stripes, points, change);
}

void refine_string(const StringStripes& stripes, const StringPoints& from, double change,
                   const StringPoints& to) {
  HWY_DYNAMIC_DISPATCH(refine_string)(stripes, from, change, to);
}

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
