// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace heliofab {

// The middle of the distribution in Algorithm AS 241, PPND16 [wichura1988], |p - 1/2| <= 0.425: a
// ratio of two polynomials, lowest power first, that plain draws and those in lanes share.
inline constexpr double quantile_middle = 0.425;
inline constexpr double quantile_middle_square = 0.180625;
inline constexpr std::array middle_numerator{3.3871328727963666080e0, 1.3314166789178437745e2,
                                             1.9715909503065514427e3, 1.3731693765509461125e4,
                                             4.5921953931549871457e4, 6.7265770927008700853e4,
                                             3.3430575583588128105e4, 2.5090809287301226727e3};
inline constexpr std::array middle_denominator{1.0,
                                               4.2313330701600911252e1,
                                               6.8718700749205790830e2,
                                               5.3941960214247511077e3,
                                               2.1213794301586595867e4,
                                               3.9307895800092710610e4,
                                               2.8729085735721942674e4,
                                               5.2264952788528545610e3};

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) noexcept {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) {
    sum = sum * x + coefficients[i];
  }
  return sum;
}

// The natural logarithm as fdlibm takes it [fdlibm], to less than a unit in the last place: of x =
// 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)), with s = f / (2 + f), a polynomial in s^2.
inline constexpr std::array log_coefficients{6.666666666666735130e-01, 3.999999999940941908e-01,
                                             2.857142874366239149e-01, 2.222219843214978396e-01,
                                             1.818357216161805012e-01, 1.531383769920937332e-01,
                                             1.479819860511658591e-01};
inline constexpr double ln2_high = 6.93147180369123816490e-01;  // its product with k is exact
inline constexpr double ln2_low = 1.90821492927058770002e-10;
inline constexpr std::uint64_t sqrt_half_bits = 0x3fe6a09e00000000;  // of sqrt(1/2), cut short
inline constexpr std::uint64_t one_bits = 0x3ff0000000000000;
inline constexpr std::uint64_t mantissa_bits = 0x000fffffffffffff;

// The address of the first of many draws.
struct FirstDraw {
  std::array<std::uint32_t, 2> key;
  std::uint64_t entity;
  std::uint64_t draw;
};

// Uniform numbers p of the draws from `first` on, and their normal quantiles; where p is outside
// the middle, `normals` holds nothing of use. The bits of Stream::uniform and of normal_quantile
// for any width of the lanes.
void fill_middle(const FirstDraw& first, std::span<double> p, std::span<double> normals) noexcept;

// Exponential numbers of the draws from `first` on: the bits of Stream::exponential.
void fill_exponentials(const FirstDraw& first, std::span<double> values) noexcept;

}  // namespace heliofab
