// SPDX-License-Identifier: Apache-2.0
#include "draw_lanes.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "draw_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// One draw in each lane; stream.cpp is the plain version.
HWY_BEFORE_NAMESPACE();
namespace heliofab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

struct DrawKernel {
  using D = hn::ScalableTag<double>;
  using Words = hn::RebindToUnsigned<D>;
  using V = hn::Vec<D>;
  using W = hn::Vec<Words>;

  static HWY_INLINE W word(std::uint64_t value) { return hn::Set(Words(), value); }

  // Of the low halves: what the high ones hold does not matter.
  static HWY_INLINE W product(W a, W b) {
#if HWY_TARGET == HWY_SCALAR  // whose only lane has no halves
    return word((hn::GetLane(a) & 0xffffffffU) * (hn::GetLane(b) & 0xffffffffU));
#else
    using Halves = hn::Repartition<std::uint32_t, Words>;
    return hn::MulEven(hn::BitCast(Halves(), a), hn::BitCast(Halves(), b));
#endif
  }

  // Philox 4x32-10 [salmon2011]; 64 bits of its 128, as Stream::bits takes them.
  static HWY_INLINE W bits(const FirstDraw& at, W draw) {
    const W factor0 = word(0xd2511f53);
    const W factor1 = word(0xcd9e8d57);
    W c0 = draw;
    W c1 = hn::ShiftRight<32>(draw);
    W c2 = word(at.entity);
    W c3 = word(at.entity >> 32U);
    std::uint32_t key0 = at.key[0];
    std::uint32_t key1 = at.key[1];
    for (int round = 0; round < 10; ++round) {
      const W p0 = product(c0, factor0);
      const W p1 = product(c2, factor1);
      c0 = hn::ShiftRight<32>(p1) ^ c1 ^ word(key0);
      c2 = hn::ShiftRight<32>(p0) ^ c3 ^ word(key1);
      c1 = p1;
      c3 = p0;
      key0 += 0x9e3779b9U;
      key1 += 0xbb67ae85U;
    }
    return (c0 & word(0xffffffff)) | hn::ShiftLeft<32>(c1);
  }

  // A whole number below 2^52 becomes the mantissa of one in [2^52, 2^53): exact.
  static HWY_INLINE V uniform(W draws) {
    const D d;
    const V shifted = hn::BitCast(d, hn::ShiftRight<12>(draws) | word(0x4330000000000000));
    return ((shifted - hn::Set(d, 0x1p52)) + hn::Set(d, 0.5)) * hn::Set(d, 0x1p-52);
  }

  static HWY_INLINE V polynomial(const std::array<double, 8>& coefficients, V x) {
    V sum = hn::Set(D(), coefficients[7]);
    for (std::size_t i = 7; i-- > 0;) {
      sum = sum * x + hn::Set(D(), coefficients[i]);
    }
    return sum;
  }

  static HWY_INLINE V quantile(V p) {
    const V q = p - hn::Set(D(), 0.5);
    const V r = hn::Set(D(), quantile_middle_square) - q * q;
    return q * polynomial(middle_numerator, r) / polynomial(middle_denominator, r);
  }

  // minus_log() of stream.cpp, step by step.
  static HWY_INLINE V minus_log(V x) {
    const D d;
    const W shifted = hn::BitCast(Words(), x) + word(one_bits - sqrt_half_bits);
    // A whole number below 2^52 by way of a mantissa: not every processor converts 64 bits.
    const V k = hn::BitCast(d, hn::ShiftRight<52>(shifted) | word(0x4330000000000000)) -
                hn::Set(d, 0x1p52 + 1023);
    const V f =
        hn::BitCast(d, (shifted & word(mantissa_bits)) + word(sqrt_half_bits)) - hn::Set(d, 1);
    const auto c = [&](std::size_t i) HWY_ATTR { return hn::Set(d, log_coefficients[i]); };
    const V half = hn::Set(d, 0.5) * f * f;
    const V s = f / (hn::Set(d, 2) + f);
    const V z = s * s;
    const V w = z * z;
    const V even = w * (c(1) + w * (c(3) + w * c(5)));
    const V odd = z * (c(0) + w * (c(2) + w * (c(4) + w * c(6))));
    const V low = s * (half + (even + odd)) + k * hn::Set(d, ln2_low);
    return hn::Neg(low - half + f + k * hn::Set(d, ln2_high));
  }
};

void fill_lanes(const FirstDraw& first, std::span<double> p, std::span<double> normals) {
  using K = DrawKernel;
  const K::D d;
  const std::size_t width = hn::Lanes(d);
  const auto fill = [&](std::size_t i, double* probability, double* normal) HWY_ATTR {
    const K::V u = K::uniform(K::bits(first, hn::Iota(K::Words(), first.draw + i)));
    hn::StoreU(u, d, probability);
    hn::StoreU(K::quantile(u), d, normal);
  };
  std::size_t i = 0;
  for (; i + width <= p.size(); i += width) {
    fill(i, p.data() + i, normals.data() + i);
  }
  if (i < p.size()) {
    HWY_ALIGN std::array<double, HWY_MAX_BYTES / sizeof(double)> u{};
    HWY_ALIGN std::array<double, HWY_MAX_BYTES / sizeof(double)> z{};
    fill(i, u.data(), z.data());
    for (std::size_t k = 0; i + k < p.size(); ++k) {
      p[i + k] = u[k];
      normals[i + k] = z[k];
    }
  }
}

void fill_exponential_lanes(const FirstDraw& first, std::span<double> values) {
  using K = DrawKernel;
  const K::D d;
  const std::size_t width = hn::Lanes(d);
  const auto fill = [&](std::size_t i, double* to) HWY_ATTR {
    const K::V u = K::uniform(K::bits(first, hn::Iota(K::Words(), first.draw + i)));
    hn::StoreU(K::minus_log(hn::Set(d, 1) - u), d, to);
  };
  std::size_t i = 0;
  for (; i + width <= values.size(); i += width) {
    fill(i, values.data() + i);
  }
  if (i < values.size()) {
    HWY_ALIGN std::array<double, HWY_MAX_BYTES / sizeof(double)> last{};
    fill(i, last.data());
    std::copy_n(last.begin(), values.size() - i, values.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace heliofab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab {

HWY_EXPORT(fill_lanes);
HWY_EXPORT(fill_exponential_lanes);

void fill_middle(const FirstDraw& first, std::span<double> p, std::span<double> normals) noexcept {
  HWY_DYNAMIC_DISPATCH(fill_lanes)(first, p, normals);
}

void fill_exponentials(const FirstDraw& first, std::span<double> values) noexcept {
  HWY_DYNAMIC_DISPATCH(fill_exponential_lanes)(first, values);
}

}  // namespace heliofab
#endif
