// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/utf8.hpp"

namespace heliofab::io {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::size_t utf8_length(std::string_view text) noexcept {
  if (text.empty()) {
    return 0;
  }
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    return 1;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) {
      return 0;
    }
  }
  // Overlong forms, surrogates and code points above U+10FFFF show in the second byte.
  const auto second = static_cast<unsigned char>(text[1]);
  const bool is_bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                      (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return is_bad ? 0 : length;
}

bool is_utf8(std::string_view text) noexcept {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); at += length) {
    length = utf8_length(text.substr(at));
    if (length == 0) {
      return false;
    }
  }
  return true;
}

}  // namespace heliofab::io
