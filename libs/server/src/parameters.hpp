// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "table_source.hpp"

namespace heliofab::server {

/// Reads the query of a request on a source; collects what is wrong, to say all of it at once.
class Parameters {
 public:
  /// @param words  that are no filters: "columns", "limit"
  Parameters(const Source& source, const Request& request, std::span<const std::string_view> words);

  /// A word's text; empty when it was not given.
  std::string_view word(std::string_view name);
  /// Parts of a list, "a,b".
  static std::vector<std::string_view> list(std::string_view text);
  /// Null, with a complaint, when there is none.
  const SourceColumn* column(std::string_view parameter, std::string_view name);
  std::int64_t count(std::string_view parameter, std::int64_t usual, std::int64_t least,
                     std::int64_t most);
  /// Of a bucket, above 0; empty, with a complaint, when it is none.
  std::optional<store::Value> width(std::string_view parameter, std::string_view text);
  /// "roll = ? AND made >= ?" of all filters, with its values; "1" without filters.
  std::string condition(std::vector<store::Value>& values);

  void complain(std::string_view code, std::string_view parameter, std::string message,
                std::string note);
  /// @throws InputError with all complaints, if there are any
  void end() const;

 private:
  std::optional<store::Value> value(const SourceColumn& column, const Pair& filter);

  const Source& source_;
  const Request& request_;
  std::span<const std::string_view> words_;
  std::vector<Diagnostic> complaints_;
};

}  // namespace heliofab::server
