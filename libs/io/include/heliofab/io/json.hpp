// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "heliofab/core/error.hpp"

namespace heliofab::io {

/// A JSON value to be written. Members of an object keep the order in which they were set.
///
///   Json summary = Json::object({{"modules", 812}, {"name", "FAB 2"}});
///   summary.set("bins", Json::array({0.105, 0.115}));
///   text = summary.dump(2);
class Json {
 public:
  using Member = std::pair<std::string, Json>;

  Json() = default;                               // null
  Json(std::nullptr_t) {}                         // NOLINT(google-explicit-constructor): a value
  Json(std::same_as<bool> auto b) : value_(b) {}  // NOLINT(google-explicit-constructor): a value
  /// @throws LogicError when it does not fit 64 bits with sign
  template <std::integral T>
  requires(!std::same_as<T, bool>) Json(T count)
      : value_(checked(count)) {}  // NOLINT(google-explicit-constructor): a value
  /// @throws LogicError for NaN and infinity, which JSON cannot say
  Json(double number);          // NOLINT(google-explicit-constructor): a value
  Json(const char* text);       // NOLINT(google-explicit-constructor): a value
  Json(std::string_view text);  // NOLINT(google-explicit-constructor): a value
  Json(std::string text);       // NOLINT(google-explicit-constructor): a value

  /// The number, or null where it is not finite.
  static Json number(double number);
  static Json object(std::vector<Member> members = {});
  static Json array(std::vector<Json> items = {});
  template <class Range, class Function>
  static Json array_of(const Range& range, Function make) {
    Json result = array();
    for (const auto& item : range) {
      result.push(make(item));
    }
    return result;
  }

  /// Sets a member; one that is there keeps its place. @throws LogicError when not an object.
  Json& set(std::string_view key, Json value);
  /// @throws LogicError when not an array
  Json& push(Json value);
  /// The member, or null when there is none.
  const Json* find(std::string_view key) const noexcept;

  /// Of an object, in order. @throws LogicError when it is none.
  const std::vector<Member>& members() const;

  /// Numbers are the shortest text that reads back to the same double; bytes that are no UTF-8
  /// become U+FFFD.
  /// @param indent  spaces per level; 0 puts all on one line
  std::string dump(int indent = 0) const;

  friend bool operator==(const Json&, const Json&) = default;

 private:
  template <std::integral T>
  static std::int64_t checked(T count) {
    if (!std::in_range<std::int64_t>(count)) {
      throw LogicError("a count fits 64 bits with sign", __FILE__, __LINE__);
    }
    return static_cast<std::int64_t>(count);
  }
  void append_to(std::string& text, int indent, int level) const;

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, std::vector<Json>,
               std::vector<Member>>
      value_ = nullptr;
};

/// {"code": ..., "path": ..., "message": ..., "note": ..., "file": ..., "line": ..., "column": ...,
/// "length": ..., "source_line": ...}; what is unknown is null.
Json to_json(const Diagnostic& diagnostic);
/// A list of such objects.
Json to_json(const std::vector<Diagnostic>& diagnostics);

}  // namespace heliofab::io
