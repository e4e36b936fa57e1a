// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace heliofab {

/// Philox 4x32-10 itself [salmon2011]: four words from a counter and a key.
std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) noexcept;

/// Random numbers with an address: the value depends on (seed, purpose, entity, draw) and on
/// nothing else, so threads, shards and the order of calls cannot change it.
///
/// Counter-based Philox 4x32-10 [salmon2011]: the key is made from seed and purpose, the counter
/// is (entity, draw). One draw makes one variate, by inversion. A purpose is a fixed text, used for
/// one thing and never renamed; a new purpose disturbs no other.
class Stream {
 public:
  Stream(std::uint64_t seed, std::string_view purpose) noexcept;

  /// 64 uniform bits.
  std::uint64_t bits(std::uint64_t entity, std::uint64_t draw) const noexcept;
  /// Uniform in the open interval (0, 1), 52 bits.
  double uniform(std::uint64_t entity, std::uint64_t draw) const noexcept;
  /// Standard normal, by the inverse distribution function (1e-15 relative).
  double normal(std::uint64_t entity, std::uint64_t draw) const noexcept;
  /// values[i] is normal(entity, first_draw + i), the same bits several times as fast.
  void fill_normal(std::uint64_t entity, std::uint64_t first_draw,
                   std::span<double> values) const noexcept;
  /// Exponential with mean 1.
  double exponential(std::uint64_t entity, std::uint64_t draw) const noexcept;
  /// values[i] is exponential(entity, first_draw + i), the same bits.
  void fill_exponential(std::uint64_t entity, std::uint64_t first_draw,
                        std::span<double> values) const noexcept;
  /// Poisson with the given mean (>= 0, up to 1e4), by inversion of the sum.
  std::uint32_t poisson(double mean, std::uint64_t entity, std::uint64_t draw) const noexcept;

 private:
  std::array<std::uint32_t, 2> key_{};
};

/// Inverse of the standard normal distribution function; p in (0, 1). [wichura1988]
double normal_quantile(double p) noexcept;

}  // namespace heliofab
