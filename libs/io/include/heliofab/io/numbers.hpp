// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/visitor.hpp"

namespace heliofab::io {

/// A number inside a described value, which may be changed through it.
struct NumberIn {
  std::string path;         // "cell.layers.cigs.gap"; with [i] behind when there are several
  double* value = nullptr;  // [SI]; valid while the object lives and its lists keep their size
  Unit unit;                // that it is described in
  double low = 0;           // [SI] of its range
  double high = 0;          // [SI]
};

/// The part of `numbers_in` that knows no types.
std::vector<NumberIn> numbers_of(const Body& body, std::string_view kind);

/// Every number with a field in a described object, those of its lists and profiles too, in the
/// order of `describe`. Counts are none.
template <Described T>
std::vector<NumberIn> numbers_in(T& object, std::string_view kind) {
  return numbers_of(body_of(object), kind);
}

}  // namespace heliofab::io
