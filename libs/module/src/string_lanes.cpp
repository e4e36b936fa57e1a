// SPDX-License-Identifier: Apache-2.0
#include "string_lanes.hpp"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "string_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "string_law-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::module::HWY_NAMESPACE {

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
  const V ends =
      row(StripeRow::series) + (degree == 0 ? sheet * set(s.width / 3) : back * tco * set(s.width));
  const auto across = [&](const V(&of)[n]) HWY_ATTR { return back * of[0] + front * of[degree]; };
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
      const V back =
          hn::Min(hn::Neg(way * reach.up), (end - way - reach.ceiling) * reach.up + set(8));
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

}  // namespace heliofab::module::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::module {

HWY_EXPORT(sweep_string);
HWY_EXPORT(longest_step);
HWY_EXPORT(refine_string);

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

}  // namespace heliofab::module
#endif
