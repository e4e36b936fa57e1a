// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace heliofab {

/// What a hash comes to, ordered as its hex digits are.
struct Digest {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  /// 32 lower-case hex digits.
  std::array<char, 32> digits() const noexcept;
  std::string hex() const;
  friend auto operator<=>(const Digest&, const Digest&) = default;
};

/// Content hash (XXH3, 128 bits). Not cryptographic: it tells versions apart, not forgeries.
/// Numbers are hashed by their bits with -0.0 taken as 0.0; each text with its length.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(ContentHash&&) noexcept;
  ContentHash& operator=(ContentHash&&) noexcept;

  ContentHash& add(std::string_view text);
  ContentHash& add(double value);
  ContentHash& add(std::int64_t value);
  /// Of all that was added so far.
  Digest digest() const noexcept;
  std::string hex() const { return digest().hex(); }
  /// Forgets what was added.
  void clear() noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab
