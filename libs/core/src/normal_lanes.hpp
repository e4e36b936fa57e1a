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

}  // namespace heliofab
