// SPDX-License-Identifier: Apache-2.0
// Logarithms in every lane at once, with the same bits for every width; see lane_exp-inl.hpp.
#if defined(HELIOFAB_CORE_LANE_LOG_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_CORE_LANE_LOG_INL
#undef HELIOFAB_CORE_LANE_LOG_INL
#else
#define HELIOFAB_CORE_LANE_LOG_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace heliofab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// ln x of a normal x above 0, to 4e-16 of its size or of one.
template <class V>
HWY_INLINE V log_of(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToSigned<hn::DFromV<V>> di;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  // x = m 2^k with m within a factor of sqrt 2 of one.
  const auto half_root = hn::BitCast(di, c(0.70710678118654757));
  const auto k = hn::ShiftRight<52>(hn::BitCast(di, x) - half_root);
  const V m = hn::BitCast(d, hn::BitCast(di, x) - hn::ShiftLeft<52>(k));
  // ln m = 2 artanh s by its series to s^21, |s| <= 0.172: 1e-17.
  const V s = (m - c(1)) / (m + c(1));
  const V z = s * s;
  const V z2 = z * z;
  const V z4 = z2 * z2;
  const V low = (c(1.0 / 3) + z * c(1.0 / 5)) + z2 * (c(1.0 / 7) + z * c(1.0 / 9));
  const V middle = (c(1.0 / 11) + z * c(1.0 / 13)) + z2 * (c(1.0 / 15) + z * c(1.0 / 17));
  const V high = c(1.0 / 19) + z * c(1.0 / 21);
  const V series = z * (low + z4 * (middle + z4 * high));
  const V exponent = hn::ConvertTo(d, k);
  return exponent * c(0x1.62e42fefa39efp-1) + ((s + s) + (s + s) * series);
}

}  // namespace heliofab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
