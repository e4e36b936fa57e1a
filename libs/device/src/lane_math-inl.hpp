// SPDX-License-Identifier: Apache-2.0
// Vector functions with the same bits for every width: plain products and sums, no fused ones,
// which not every machine has. Included once per target by files of the Highway pattern.
#if defined(HELIOFAB_LANE_MATH_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_LANE_MATH_INL
#undef HELIOFAB_LANE_MATH_INL
#else
#define HELIOFAB_LANE_MATH_INL
#endif

#include "heliofab/core/lane_exp-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using heliofab::HWY_NAMESPACE::exp_of;
using heliofab::HWY_NAMESPACE::expm1_of;

// B(x) = x / expm1(x) and its slope at x and at -x, from |x|: B(-x) = B(x) + x without loss.
template <class V>
struct BernoulliPair {
  V plus, slope_plus, minus, slope_minus;
};

template <class V>
HWY_INLINE BernoulliPair<V> bernoulli(V x) {
  const hn::DFromV<V> d;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  const V a = hn::Abs(x);
  const auto is_small =
      hn::Lt(a, c(1e-4));  // the series serves; the closed slope would lose digits
  const V safe = hn::IfThenElse(is_small, c(1.0), a);
  const V closed = safe / expm1_of(safe);
  const V one = c(1.0);
  const V value = hn::IfThenElse(is_small, one - a * c(0.5) + a * a * c(1.0 / 12), closed);
  const V slope =
      hn::IfThenElse(is_small, a * c(1.0 / 6) - c(0.5), closed * (one - closed - safe) / safe);
  const V mirrored = value + a;
  const V mirrored_slope = hn::Neg(one + slope);
  const auto is_positive = hn::Ge(x, hn::Zero(d));
  return {hn::IfThenElse(is_positive, value, mirrored),
          hn::IfThenElse(is_positive, slope, mirrored_slope),
          hn::IfThenElse(is_positive, mirrored, value),
          hn::IfThenElse(is_positive, mirrored_slope, slope)};
}

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
