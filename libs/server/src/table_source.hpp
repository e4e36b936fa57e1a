// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/server/http.hpp"
#include "heliofab/store/query.hpp"

namespace heliofab::server {

/// A column as a client names it and as SQL does. SQL holds names of the schema alone: what a
/// client sends is looked up here, or bound as a parameter.
struct SourceColumn {
  std::string name;  // "pmax_W", of a joined table "flash.pmax_W"
  std::string sql;   // "\"modules\".\"pmax_W\""
  std::string type;  // "INTEGER", "REAL", "TEXT", of a view perhaps empty
};

/// What rows are taken from: a table, a view, or modules with their flashes.
struct Source {
  std::string name;
  std::string sql;    // behind FROM
  std::string rowid;  // empty: a view has none
  std::vector<SourceColumn> columns;
};

/// @throws InputError E9012 when there is no such table, E9013 when it is joined with another one
///                    than modules with flashes
Source source_of(const std::vector<store::TableInfo>& tables, std::string_view table,
                 std::string_view join);

/// One SELECT, with a value for each question mark.
struct Question {
  std::string sql;
  std::vector<store::Value> values;
  std::vector<std::string> columns;  // of the answer, as the client named them
  std::int64_t limit = 0;            // rows; one more is asked for
  std::int64_t offset = 0;           // of views
};

/// Rows by `columns`, `order`, `limit`, `after` and filters. @throws InputError E9012, E9013, E9014
Question rows_question(const Source& source, const Request& request);

/// Groups by `group`, `values` and filters. @throws InputError E9012, E9013, E9014
Question groups_question(const Source& source, const Request& request);

constexpr std::int64_t most_rows = 50'000;
constexpr std::int64_t usual_rows = 1'000;
constexpr std::int64_t most_groups = 20'000;

}  // namespace heliofab::server
