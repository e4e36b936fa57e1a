// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/io/visitor.hpp"

namespace heliofab::io {

/// All that `describe` says of one key, as text.
struct Explanation {
  std::string path = {};   // "fab.process.absorber.thickness"; "*" stands for any name or index
  std::string type = {};   // "number", "numbers", "count", "flag", "text", "date", "choice",
                           // "group", "list" or "named list"
  std::string unit = {};   // "um"; empty for a pure number and for anything else
  std::string units = {};  // "um, m, cm, mm or nm": all that are taken
  std::string range = {};  // "0.3 .. 5 um"; empty when there is none
  double low = 0;          // of the range [unit]; both 0 when there is none
  double high = 0;
  std::string value = {};   // the default, as it would be written
  std::string note = {};    // what it means
  std::string grade = {};   // of the default
  std::string source = {};  // of the default
  bool is_fitted = false;   // the default was adjusted so that a target is met
  bool is_required = false;
  std::vector<std::string> choices = {};  // of a choice

  friend bool operator==(const Explanation&, const Explanation&) = default;
};

/// Several lines for a terminal: path, note, unit, range, default with grade and source.
std::string format(const Explanation& explanation);

/// The parts that know no types.
std::vector<Explanation> catalogue_of(std::string_view kind, const Body& defaults);
Json schema_of(std::string_view kind, const Body& defaults);
const Explanation& find_in(const std::vector<Explanation>& catalogue, std::string_view path);
/// The key at this path, the kind in front; null when there is none.
const Explanation* find_at(const std::vector<Explanation>& catalogue,
                           std::string_view path) noexcept;

/// Every key of a kind in the order of `describe`: the groups and what is in them.
template <Described T>
std::vector<Explanation> catalogue(std::string_view kind) {
  T defaults{};
  return catalogue_of(kind, body_of(defaults));
}

/// One key by its dotted path, with or without the kind in front.
/// @throws InputError (E1107) with the nearest known path when there is none
template <Described T>
Explanation explain(std::string_view kind, std::string_view path) {
  return find_in(catalogue<T>(kind), path);
}

/// JSON Schema (draft 2020-12) of a whole document of this kind, for editors.
template <Described T>
Json json_schema(std::string_view kind) {
  T defaults{};
  return schema_of(kind, body_of(defaults));
}

}  // namespace heliofab::io
