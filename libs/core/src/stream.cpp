// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/stream.hpp"

// Random123 is not warning-clean under our flags.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <Random123/philox.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "draw_lanes.hpp"
#include "heliofab/core/check.hpp"

namespace heliofab {

namespace {

// FNV-1a over the purpose, then two rounds of the SplitMix64 finaliser to spread seed and text
// over all key bits. Fixed for ever: changing it changes every record.
std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

std::uint64_t make_key(std::uint64_t seed, std::string_view purpose) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : purpose) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return mix(mix(seed + 0x9e3779b97f4a7c15ULL) ^ hash);
}

// Of x in (0, 1]; written out so that plain draws and those in lanes have the same bits.
double minus_log(double x) noexcept {
  const auto& c = log_coefficients;
  const std::uint64_t shifted = std::bit_cast<std::uint64_t>(x) + (one_bits - sqrt_half_bits);
  const double k = static_cast<double>(static_cast<std::int64_t>(shifted >> 52U) - 1023);
  const double f = std::bit_cast<double>((shifted & mantissa_bits) + sqrt_half_bits) - 1;
  const double half = 0.5 * f * f;
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = w * (c[1] + w * (c[3] + w * c[5]));
  const double odd = z * (c[0] + w * (c[2] + w * (c[4] + w * c[6])));
  const double low = s * (half + (even + odd)) + k * ln2_low;
  return -(low - half + f + k * ln2_high);
}

}  // namespace

std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key) noexcept {
  const r123::Philox4x32::ctr_type out =
      r123::Philox4x32{}({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
  return {out[0], out[1], out[2], out[3]};
}

Stream::Stream(std::uint64_t seed, std::string_view purpose) noexcept {
  const std::uint64_t key = make_key(seed, purpose);
  key_[0] = static_cast<std::uint32_t>(key);
  key_[1] = static_cast<std::uint32_t>(key >> 32U);
}

std::uint64_t Stream::bits(std::uint64_t entity, std::uint64_t draw) const noexcept {
  const auto out =
      philox({static_cast<std::uint32_t>(draw), static_cast<std::uint32_t>(draw >> 32U),
              static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32U)},
             key_);
  return static_cast<std::uint64_t>(out[0]) | (static_cast<std::uint64_t>(out[1]) << 32U);
}

double Stream::uniform(std::uint64_t entity, std::uint64_t draw) const noexcept {
  // The middle of one of 2^52 equal cells: never 0, never 1.
  return (static_cast<double>(bits(entity, draw) >> 12U) + 0.5) * 0x1p-52;
}

double Stream::normal(std::uint64_t entity, std::uint64_t draw) const noexcept {
  return normal_quantile(uniform(entity, draw));
}

void Stream::fill_normal(std::uint64_t entity, std::uint64_t first_draw,
                         std::span<double> values) const noexcept {
  // A block of probabilities stays in the nearest cache; those of the tails, one in seven, wait for
  // their logarithm.
  constexpr std::size_t block = 256;
  std::array<double, block> p;            // NOLINT(cppcoreguidelines-pro-type-member-init): filled
  std::array<std::uint32_t, block> tail;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled
  for (std::size_t begin = 0; begin < values.size(); begin += block) {
    const std::span<double> part = values.subspan(begin, std::min(block, values.size() - begin));
    fill_middle({key_, entity, first_draw + begin}, std::span(p).first(part.size()), part);
    std::size_t tails = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
      tail[tails] = static_cast<std::uint32_t>(i);
      tails += std::abs(p[i] - 0.5) > quantile_middle ? 1 : 0;
    }
    for (std::size_t k = 0; k < tails; ++k) {
      part[tail[k]] = normal_quantile(p[tail[k]]);
    }
  }
}

void Stream::fill_exponential(std::uint64_t entity, std::uint64_t first_draw,
                              std::span<double> values) const noexcept {
  fill_exponentials({key_, entity, first_draw}, values);
}

double Stream::exponential(std::uint64_t entity, std::uint64_t draw) const noexcept {
  return minus_log(1 - uniform(entity, draw));  // the difference is exact
}

std::uint32_t Stream::poisson(double mean, std::uint64_t entity,
                              std::uint64_t draw) const noexcept {
  const double u = uniform(entity, draw);
  // Terms are summed from their logarithm so that a large mean does not underflow at k = 0.
  double sum = 0;
  std::uint32_t k = 0;
  double log_term = -mean;
  for (; k < 100'000; ++k) {
    if (k > 0) {
      log_term += mean > 0 ? std::log(mean / k) : -1e9;
    }
    sum += std::exp(log_term);
    if (u <= sum || (k > mean && log_term < -60)) {
      break;
    }
  }
  return k;
}

// Algorithm AS 241, PPND16 [wichura1988]: three rational approximations, 1e-16 relative.
double normal_quantile(double p) noexcept {
  static constexpr std::array c{1.42343711074968357734e0,  4.63033784615654529590e0,
                                5.76949722146069140550e0,  3.64784832476320460504e0,
                                1.27045825245236838258e0,  2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array d{1.0,
                                2.05319162663775882187e0,
                                1.67638483018380384940e0,
                                6.89767334985100004550e-1,
                                1.48103976427480074590e-1,
                                1.51986665636164571966e-2,
                                5.47593808499534494600e-4,
                                1.05075007164441684324e-9};
  static constexpr std::array e{6.65790464350110377720e0,  5.46378491116411436990e0,
                                1.78482653991729133580e0,  2.96560571828504891230e-1,
                                2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array f{1.0,
                                5.99832206555887937690e-1,
                                1.36929880922735805310e-1,
                                1.48753612908506148525e-2,
                                7.86869131145613259100e-4,
                                1.84631831751005468180e-5,
                                1.42151175831644588870e-7,
                                2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::abs(q) <= quantile_middle) {
    const double r = quantile_middle_square - q * q;
    return q * polynomial(middle_numerator, r) / polynomial(middle_denominator, r);
  }
  double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  double x = 0;
  if (r <= 5) {
    r -= 1.6;
    x = polynomial(c, r) / polynomial(d, r);
  } else {
    r -= 5;
    x = polynomial(e, r) / polynomial(f, r);
  }
  return q < 0 ? -x : x;
}

}  // namespace heliofab
