// SPDX-License-Identifier: Apache-2.0
// Exponentials in every lane at once, with the same bits for every width: plain products and sums,
// no fused ones, which not every machine has. Not a header for everybody: included once per target
// by files of the Highway pattern, it alone in core knows that library.
#if defined(HELIOFAB_CORE_LANE_EXP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_CORE_LANE_EXP_INL
#undef HELIOFAB_CORE_LANE_EXP_INL
#else
#define HELIOFAB_CORE_LANE_EXP_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace heliofab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// exp(x) = scale (1 + remainder), |x| <= 700 (clamped).
template <class V>
struct SplitExp {
  V scale;
  V remainder;
};

template <class V>
HWY_INLINE SplitExp<V> split_exp(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToUnsigned<hn::DFromV<V>> du;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  x = hn::Min(hn::Max(x, c(-700.0)), c(700.0));
  // Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits.
  const V magic = c(6755399441055744.0);
  const V shifted = x * c(1.4426950408889634) + magic;
  const V k = shifted - magic;
  // ln 2 in two parts; the product with the first, of 32 bits, is exact.
  const V r = (x - k * c(0x1.62e42feep-1)) - k * c(0x1.a39ef35793c76p-33);
  // (exp(r) - 1 - r) / r^2 by Taylor's series to r^11/13!, |r| <= 0.35: 2e-17.
  const V r2 = r * r;
  const V r4 = r2 * r2;
  const V r8 = r4 * r4;
  const V low = (c(1.0 / 2) + r * c(1.0 / 6)) + r2 * (c(1.0 / 24) + r * c(1.0 / 120));
  const V middle = (c(1.0 / 720) + r * c(1.0 / 5040)) + r2 * (c(1.0 / 40320) + r * c(1.0 / 362880));
  const V high = (c(1.0 / 3628800) + r * c(1.0 / 39916800)) +
                 r2 * (c(1.0 / 479001600) + r * c(1.0 / 6227020800));
  const V series = low + (r4 * middle + r8 * high);
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(du, shifted));
  const V scale = hn::BitCast(d, exponent + hn::BitCast(du, c(1.0)));
  return {scale, r + r2 * series};
}

template <class V>
HWY_INLINE V exp_of(V x) {
  const SplitExp<V> e = split_exp(x);
  return e.scale + e.scale * e.remainder;
}

template <class V>
HWY_INLINE V expm1_of(V x) {
  const SplitExp<V> e = split_exp(x);
  return e.scale * e.remainder + (e.scale - hn::Set(hn::DFromV<V>(), 1.0));
}

}  // namespace heliofab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
