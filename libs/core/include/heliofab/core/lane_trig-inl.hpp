// SPDX-License-Identifier: Apache-2.0
// Angles in every lane at once, with the same bits for every width; see lane_exp-inl.hpp.
#if defined(HELIOFAB_CORE_LANE_TRIG_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_CORE_LANE_TRIG_INL
#undef HELIOFAB_CORE_LANE_TRIG_INL
#else
#define HELIOFAB_CORE_LANE_TRIG_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace heliofab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct SineCosine {
  V sine;
  V cosine;
};

// Of x [rad], |x| <= 1e6, each within one unit in its last place; polynomials of [fdlibm].
template <class V>
HWY_INLINE SineCosine<V> sine_cosine(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToSigned<hn::DFromV<V>> di;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  // Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits.
  const V magic = c(6755399441055744.0);
  const V shifted = x * c(0.63661977236758138) + magic;
  const V k = shifted - magic;
  // pi / 2 in three parts; products of k with the first two, of 33 bits, are exact. What r is too
  // large by is `tail`.
  const V high = x - k * c(0x1.921fb544p+0);
  const V middle = k * c(0x1.0b4611a6p-34);
  const V rough = high - middle;
  const V back = rough - high;
  const V excess = k * c(0x1.3198a2e037073p-69) - ((high - (rough - back)) - (middle + back));
  const V r = rough - excess;
  const V tail = (r - rough) + excess;
  const V z = r * r;
  const V z2 = z * z;
  const V odd = (c(8.33333333332248946124e-03) + z * c(-1.98412698298579493134e-04)) +
                z2 * ((c(2.75573137070700676789e-06) + z * c(-2.50507602534068634195e-08)) +
                      z2 * c(1.58969099521155010221e-10));
  const V even = (c(4.16666666666666019037e-02) + z * c(-1.38888888888741095749e-03)) +
                 z2 * ((c(2.48015872894767294178e-05) + z * c(-2.75573143513906633035e-07)) +
                       z2 * (c(2.08757232129817482790e-09) + z * c(-1.13596475577881948265e-11)));
  const V half = c(0.5) * z;
  const V sine = r + (r * (z * (c(-1.66666666666666324348e-01) + z * odd)) - (c(1) - half) * tail);
  const V whole = c(1) - half;
  const V cosine = whole + (((c(1) - whole) - half) + (z2 * even + r * tail));
  // Quarter turns: odd ones swap, the second bit turns the sign.
  const auto quarter = hn::BitCast(di, shifted);
  const auto is_odd = hn::RebindMask(d, hn::Ne(hn::And(quarter, hn::Set(di, 1)), hn::Zero(di)));
  const V sign_of_sine = hn::BitCast(d, hn::ShiftLeft<62>(hn::And(quarter, hn::Set(di, 2))));
  const V sign_of_cosine =
      hn::BitCast(d, hn::ShiftLeft<62>(hn::And(quarter + hn::Set(di, 1), hn::Set(di, 2))));
  return {hn::Xor(hn::IfThenElse(is_odd, cosine, sine), sign_of_sine),
          hn::Xor(hn::IfThenElse(is_odd, sine, cosine), sign_of_cosine)};
}

// Angle of the point (x, y) from the x axis [rad], -pi to pi, within two units in the last place;
// 0 at the origin. Finite arguments whose squares neither overflow nor vanish.
template <class V>
HWY_INLINE V atan2_of(V y, V x) {
  const hn::DFromV<V> d;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  const V ax = hn::Abs(x);
  const V ay = hn::Abs(y);
  const V low = hn::Min(ax, ay);
  const V high = hn::Max(ax, ay);
  // Beyond tan(pi / 8) the angle from the diagonal: |t| <= 0.4143, where [fdlibm] has a polynomial.
  const auto is_steep = hn::Gt(low, c(0.41421356237309503) * high);
  const V numerator = hn::IfThenElse(is_steep, low - high, low);
  const V denominator = hn::IfThenElse(is_steep, low + high, high);
  const V t = numerator / hn::IfThenElse(hn::Eq(denominator, c(0)), c(1), denominator);
  const V z = t * t;
  const V w = z * z;
  const V w2 = w * w;
  const V s1 = ((c(3.33333333333329318027e-01) + w * c(1.42857142725034663711e-01)) +
                w2 * (c(9.09088713343650656196e-02) + w * c(6.66107313738753120669e-02))) +
               w2 * w2 * (c(4.97687799461593236017e-02) + w * c(1.62858201153657823623e-02));
  const V s2 = ((c(-1.99999999998764832476e-01) + w * c(-1.11111104054623557880e-01)) +
                w2 * (c(-7.69187620504482999495e-02) + w * c(-5.83357013379057348645e-02))) +
               w2 * w2 * c(-3.65315727442169155270e-02);
  const V from = t * (z * (s1 + z * s2));
  const V diagonal = hn::IfThenElseZero(is_steep, c(0x1.921fb54442d18p-1));
  const V diagonal_low = hn::IfThenElseZero(is_steep, c(0x1.1a62633145c07p-55));
  V angle = diagonal + (t - (from - diagonal_low));
  angle = hn::IfThenElse(hn::Gt(ay, ax),
                         c(0x1.921fb54442d18p+0) - (angle - c(0x1.1a62633145c07p-54)), angle);
  angle = hn::IfThenElse(hn::Lt(x, c(0)),
                         c(0x1.921fb54442d18p+1) - (angle - c(0x1.1a62633145c07p-53)), angle);
  return hn::CopySign(angle, y);
}

// [rad], -pi / 2 to pi / 2; |x| <= 1.
template <class V>
HWY_INLINE V asin_of(V x) {
  const V one = hn::Set(hn::DFromV<V>(), 1.0);
  return atan2_of(x, hn::Sqrt((one - x) * (one + x)));
}

// [rad], 0 to pi; |x| <= 1.
template <class V>
HWY_INLINE V acos_of(V x) {
  const V one = hn::Set(hn::DFromV<V>(), 1.0);
  return atan2_of(hn::Sqrt((one - x) * (one + x)), x);
}

}  // namespace heliofab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
