// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "text_source.hpp"

namespace heliofab::exchange {

struct JsonMember;

/// A value of a JSON text, as pieces of that text.
struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
  Kind kind = Kind::null;
  std::string_view text;            // of a number or a text, escapes as they stand
  std::size_t offset = 0;           // in the source
  std::vector<JsonMember> members;  // of an array with empty names

  /// The member of this name; null when there is none.
  const JsonValue* find(std::string_view name) const noexcept;
  /// Through several objects.
  const JsonValue* find_path(std::initializer_list<std::string_view> names) const noexcept;
};

struct JsonMember {
  std::string_view name;
  JsonValue value;
};

/// @throws InputError (E7114) at the first byte that is no JSON; 32 levels are the most
JsonValue parse_json(const TextSource& source);

}  // namespace heliofab::exchange
