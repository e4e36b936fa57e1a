// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string_view>

namespace heliofab::server {

/// A number that all of `text` is, without a sign before it but '-', and finite; else nothing.
template <class Number>
std::optional<Number> read_number(std::string_view text) noexcept {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    return {};
  }
  if constexpr (std::floating_point<Number>) {
    if (!std::isfinite(number)) {
      return {};
    }
  }
  return number;
}

}  // namespace heliofab::server
