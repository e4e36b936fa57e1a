// SPDX-License-Identifier: Apache-2.0
// Vector functions of waves with the same bits for every width: plain products and sums, no fused
// ones, which not every machine has. Included once per target by files of the Highway pattern.
#if defined(HELIOFAB_WAVE_MATH_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_WAVE_MATH_INL
#undef HELIOFAB_WAVE_MATH_INL
#else
#define HELIOFAB_WAVE_MATH_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace heliofab::optics::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Adding it rounds to an integer, which then stands in the low bits.
inline constexpr double rounder = 0x1.8p52;

template <class V>
struct Decay {
  V loss;    // 1 - 2^-x
  V left;    // 2^-x
  V growth;  // 2^x
};

// 0 <= x <= 1000 (clamped). One series serves both signs: its even and its odd powers.
template <class V>
HWY_INLINE Decay<V> decay(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToUnsigned<hn::DFromV<V>> du;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  x = hn::Min(x, c(1000.0));
  const V shifted = x + c(rounder);
  const V f = x - (shifted - c(rounder));
  // cosh(f ln 2) - 1 and sinh(f ln 2), |f| <= 1/2: Chebyshev interpolation in f^2, 3e-16.
  const V y = f * f;
  const V y2 = y * y;
  const V y4 = y2 * y2;
  const V even = y * (((c(0.24022650695910075) + y * c(0.009618129107618665)) +
                       y2 * (c(0.00015403530424776529) + y * c(1.3215451633221434e-06))) +
                      y4 * c(7.070977866508138e-09));
  const V odd = f * (((c(0.6931471805599453) + y * c(0.055504108664821625)) +
                      y2 * (c(0.001333355814640647) + y * c(1.5252733841556773e-05))) +
                     y4 * (c(1.0178057087733941e-07) + y * c(4.4558179083360645e-10)));
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(du, shifted));
  const V one = c(1.0);
  const V up = hn::BitCast(d, hn::BitCast(du, one) + exponent);
  const V down = hn::BitCast(d, hn::BitCast(du, one) - exponent);
  const V fall = odd - even;  // 1 - 2^-f
  return {(one - down) + down * fall, down - down * fall, up + up * (even + odd)};
}

template <class V>
struct Sides {
  V sine;
  V cosine;
};

// Sine and cosine of pi times `turns`, both with the same sign or both with the other: products of
// two of them are right, and no more is asked.
template <class V>
HWY_INLINE Sides<V> half_turns(V turns) {
  const hn::DFromV<V> d;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  const V f = turns - ((turns + c(rounder)) - c(rounder));
  // |f| <= 1/2: Chebyshev interpolation in f^2, 3e-16.
  const V y = f * f;
  const V y2 = y * y;
  const V y4 = y2 * y2;
  const V sine = ((c(3.1415926535897927) + y * c(-5.1677127800497855)) +
                  y2 * (c(2.5501640398618677) + y * c(-0.599264528825224))) +
                 y4 * ((c(0.08214587881631043) + y * c(-0.0073703643265304155)) +
                       y2 * (c(0.0004659870158043378) + y * c(-2.113362735205297e-05)));
  const V cosine = (((c(1.0) + y * c(-4.934802200544676)) +
                     y2 * (c(4.058712126416497) + y * c(-1.335262768843447))) +
                    y4 * ((c(0.23533063012953284) + y * c(-0.025806888737002202)) +
                          y2 * (c(0.0019295562724817132) + y * c(-0.00010456655338748738)))) +
                   y4 * y4 * c(4.149564353942586e-06);
  return {f * sine, cosine};
}

// A complex number in every lane.
template <class V>
struct Complex {
  V re;
  V im;

  HWY_INLINE Complex operator+(const Complex& b) const { return {re + b.re, im + b.im}; }
  HWY_INLINE Complex operator-(const Complex& b) const { return {re - b.re, im - b.im}; }
  HWY_INLINE Complex operator*(const Complex& b) const {
    return {re * b.re - im * b.im, re * b.im + im * b.re};
  }
  HWY_INLINE V norm() const { return re * re + im * im; }
};

// The root in the first quadrant; im >= 0 on entry, and not both nought.
template <class V>
HWY_INLINE Complex<V> root(const Complex<V>& square) {
  const hn::DFromV<V> d;
  const V half = hn::Set(d, 0.5);
  const V large = hn::Sqrt((hn::Sqrt(square.norm()) + hn::Abs(square.re)) * half);
  const V small = square.im * half / large;
  const auto runs = hn::Ge(square.re, hn::Zero(d));
  return {hn::IfThenElse(runs, large, small), hn::IfThenElse(runs, small, large)};
}

}  // namespace heliofab::optics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
