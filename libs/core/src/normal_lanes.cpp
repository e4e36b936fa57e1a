// SPDX-License-Identifier: Apache-2.0
#include "normal_lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "normal_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// One draw in each lane; stream.cpp is the plain version.
HWY_BEFORE_NAMESPACE();
namespace heliofab::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

struct NormalKernel {
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
};

void fill_lanes(const FirstDraw& first, std::span<double> p, std::span<double> normals) {
  using K = NormalKernel;
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

}  // namespace heliofab::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab {

HWY_EXPORT(fill_lanes);

void fill_middle(const FirstDraw& first, std::span<double> p, std::span<double> normals) noexcept {
  HWY_DYNAMIC_DISPATCH(fill_lanes)(first, p, normals);
}

}  // namespace heliofab
#endif
