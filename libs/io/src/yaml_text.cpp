// SPDX-License-Identifier: Apache-2.0
#include "yaml_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace heliofab::io {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_plain_text(std::string_view text) {
  constexpr std::array<std::string_view, 3> nulls{"null", "Null", "NULL"};
  return !text.empty() && text.size() < 200 && is_letter_or_digit(text.front()) &&
         text.back() != ' ' && std::ranges::find(nulls, text) == nulls.end() &&
         std::ranges::all_of(text, [](char c) {
           return is_letter_or_digit(c) ||
                  std::string_view(" _./()+-%").find(c) != std::string_view::npos;
         });
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain_text(text)) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\x{:02x}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

}  // namespace heliofab::io
