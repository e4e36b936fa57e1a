// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/hash.hpp"

#include <bit>

#include <xxhash.h>

namespace heliofab {

struct ContentHash::Impl {
  XXH3_state_t* state = XXH3_createState();

  Impl() { XXH3_128bits_reset(state); }
  ~Impl() { XXH3_freeState(state); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
};

ContentHash::ContentHash() : impl_(std::make_unique<Impl>()) {}
ContentHash::~ContentHash() = default;
ContentHash::ContentHash(ContentHash&&) noexcept = default;
ContentHash& ContentHash::operator=(ContentHash&&) noexcept = default;

ContentHash& ContentHash::add(std::string_view text) {
  add(static_cast<std::int64_t>(text.size()));
  XXH3_128bits_update(impl_->state, text.data(), text.size());
  return *this;
}

ContentHash& ContentHash::add(double value) {
  return add(std::bit_cast<std::int64_t>(value == 0 ? 0.0 : value));
}

ContentHash& ContentHash::add(std::int64_t value) {
  XXH3_128bits_update(impl_->state, &value, sizeof value);
  return *this;
}

Digest ContentHash::digest() const noexcept {
  const XXH128_hash_t digest = XXH3_128bits_digest(impl_->state);
  return {digest.high64, digest.low64};
}

void ContentHash::clear() noexcept { XXH3_128bits_reset(impl_->state); }

std::array<char, 32> Digest::digits() const noexcept {
  std::array<char, 32> digits;
  for (std::size_t at = 0; at < 16; ++at) {
    const auto shift = 4 * (15 - at);
    digits[at] = "0123456789abcdef"[(high >> shift) & 15];
    digits[at + 16] = "0123456789abcdef"[(low >> shift) & 15];
  }
  return digits;
}

std::string Digest::hex() const {
  const std::array<char, 32> text = digits();
  return {text.begin(), text.end()};
}

}  // namespace heliofab
