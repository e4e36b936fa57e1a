// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace heliofab {

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
  /// 32 lower-case hex digits of all that was added so far.
  std::string hex() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab
