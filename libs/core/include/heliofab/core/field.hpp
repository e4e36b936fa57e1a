// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "heliofab/core/unit.hpp"

namespace heliofab {

// How a struct says what it holds. Each input struct has one free function next to it,
//
//   template <class Visit>
//   void describe(Visit& visit, AbsorberDeposition& a) {
//     visit(a.thickness, {"thickness", unit::um, 0.1, 10, "CIGS film as grown", "C lundberg2003"});
//     visit(a.layers, {"layers", "films from the light side to the back"});
//   }
//
// and reader, writer, JSON Schema, `explain` and forms are visitors. A visitor takes
//   double, std::vector<double>, a Profile         with a Field
//   std::int64_t                                   with a CountField
//   bool, std::string, an enum, a date, a described struct, a std::vector of described structs
//                                                  with a Key
// An enum has `constexpr auto names_of(E)` found by argument-dependent lookup, which returns a
// std::array<std::string_view, N> indexed by the enumerator. A vector of structs whose first
// described member is `name` is written as a map from name to body, in the order given; any other
// vector is written as a list. A date is std::chrono::sys_days, written 2010-05-12.

/// A number: its key, the unit it is described in, its range in that unit and its meaning.
struct Field {
  std::string_view key;
  Unit unit = unit::one;
  double low = 0;   // in `unit`, inclusive
  double high = 0;  // in `unit`, inclusive
  std::string_view note = {};
  std::string_view grade = "D";  // of the default: A, B, C or D, then an optional source key
  bool required = false;         // a missing key is an error; otherwise the default stands
};

/// A whole number.
struct CountField {
  std::string_view key;
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::string_view note = {};
  std::string_view grade = "D";
  bool required = false;
};

/// Anything without a range: text, a choice, a date, a struct, a list.
struct Key {
  std::string_view key;
  std::string_view note = {};
  std::string_view grade = {};
  bool required = false;
};

}  // namespace heliofab
