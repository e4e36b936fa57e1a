// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heliofab/io/read.hpp"

namespace heliofab::io {

/// The part of `write_yaml` that knows no types. `defaults` is a fresh object of the same type.
std::string write_body(std::string_view kind, const Body& body, const Body& defaults,
                       std::span<const InputValue> inputs);

/// A complete document: every key with unit, grade, and its note as a comment; defaults are marked.
///
/// @param inputs  what `read` gave, so that values stand as they were written, with their own
///                grades; without it a value that differs from its default gets grade D
///
/// `read` of the text gives a value equal to `value`: numbers are printed with as many digits as
/// that takes. (A number computed in code may miss by one unit in the last place if no unit of its
/// quantity has scale 1.)
///
/// @throws LogicError  when a number is not finite, or a name of a list of structs stands twice or
///                     has more than 200 bytes
template <Described T>
std::string write_yaml(std::string_view kind, const T& value,
                       std::span<const InputValue> inputs = {}) {
  T copy = value;
  T defaults{};
  return write_body(kind, body_of(copy), body_of(defaults), inputs);
}

}  // namespace heliofab::io
