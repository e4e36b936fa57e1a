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

template <class V>
struct Decay {
  V loss;    // 1 - exp(-x)
  V left;    // exp(-x)
  V growth;  // exp(x)
};

// 0 <= x <= 700 (clamped). One series serves both signs: its even and its odd powers.
template <class V>
HWY_INLINE Decay<V> decay(V x) {
  const hn::DFromV<V> d;
  const hn::RebindToUnsigned<hn::DFromV<V>> du;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  x = hn::Min(x, c(700.0));
  // Adding 1.5 * 2^52 rounds to an integer, which then stands in the low bits.
  const V magic = c(6755399441055744.0);
  const V shifted = x * c(1.4426950408889634) + magic;
  const V k = shifted - magic;
  // ln 2 in two parts; the product with the first, of 32 bits, is exact.
  const V r = (x - k * c(0x1.62e42feep-1)) - k * c(0x1.a39ef35793c76p-33);
  // Taylor's series to r^13/13!, |r| <= 0.35: 2e-17.
  const V r2 = r * r;
  const V r4 = r2 * r2;
  const V r8 = r4 * r4;
  const V even = r2 * ((c(1.0 / 2) + r2 * c(1.0 / 24)) + r4 * (c(1.0 / 720) + r2 * c(1.0 / 40320)) +
                       r8 * (c(1.0 / 3628800) + r2 * c(1.0 / 479001600)));
  const V odd = r + r * (r2 * ((c(1.0 / 6) + r2 * c(1.0 / 120)) +
                               r4 * (c(1.0 / 5040) + r2 * c(1.0 / 362880)) +
                               r8 * (c(1.0 / 39916800) + r2 * c(1.0 / 6227020800))));
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(du, shifted));
  const V one = c(1.0);
  const V up = hn::BitCast(d, hn::BitCast(du, one) + exponent);
  const V down = hn::BitCast(d, hn::BitCast(du, one) - exponent);
  const V fall = odd - even;  // 1 - exp(-r)
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
  const V magic = c(6755399441055744.0);
  const V f = turns - ((turns + magic) - magic);
  // Taylor's series in f to pi^21/21! and pi^20/20!, |f| <= 1/2: 2e-17.
  const V y = f * f;
  const V y2 = y * y;
  const V y4 = y2 * y2;
  const V y8 = y4 * y4;
  const V sine = (((c(3.1415926535897932) + y * c(-5.16771278004997)) +
                   y2 * (c(2.5501640398773454) + y * c(-0.59926452932079208))) +
                  y4 * ((c(0.082145886611128229) + y * c(-0.0073704309457143508)) +
                        y2 * (c(0.00046630280576761256) + y * c(-2.1915353447830216e-5)))) +
                 y8 * ((c(7.9520540014755128e-7) + y * c(-2.2948428997269873e-8)) +
                       y2 * c(5.3926646626081285e-10));
  const V cosine = (((c(1.0) + y * c(-4.9348022005446793)) +
                     y2 * (c(4.0587121264167682) + y * c(-1.3352627688545895))) +
                    y4 * ((c(0.2353306303588932) + y * c(-0.02580689139001406)) +
                          y2 * (c(0.001929574309403923) + y * c(-0.00010463810492484571)))) +
                   y8 * ((c(4.303069587032947e-6) + y * c(-1.3878952462213772e-7)) +
                         y2 * c(3.6047307974625009e-9));
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
