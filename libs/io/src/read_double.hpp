// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <string_view>

namespace heliofab::io {

/// A decimal number that fills `text`, the same in every locale; false when it does not, or when
/// no finite double is near it.
inline bool read_double(std::string_view text, double& number) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace heliofab::io
