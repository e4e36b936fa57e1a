// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/twin/record_columns.hpp"

namespace heliofab::store {

/// schema/001_*.sql, 002_*.sql, ... in order; made by cmake/EmbedSql.cmake.
extern const std::span<const std::string_view> schema_sql;

/// `PRAGMA application_id` of a run store, set by the first schema file: "HFaB".
inline constexpr std::int64_t application_id = 0x48466142;

/// Columns of a table in order, and as many question marks.
struct ColumnLists {
  std::string names;
  std::string marks;
};

template <class Row>
ColumnLists column_lists() {
  ColumnLists lists;
  twin::for_each_column<Row>([&](std::string_view name, auto) {
    const std::string_view comma = lists.names.empty() ? "" : ", ";
    lists.names.append(comma).append(name);
    lists.marks.append(comma).append("?");
  });
  return lists;
}

/// @param verb  INSERT, or REPLACE for tables whose rows take the place of others
template <class Row>
std::string insert_sql(std::size_t rows, std::string_view verb = "INSERT") {
  const ColumnLists lists = column_lists<Row>();
  std::string sql = fmt::format("{} INTO {} ({}) VALUES ({})", verb, twin::Table<Row>::name,
                                lists.names, lists.marks);
  for (std::size_t i = 1; i < rows; ++i) {
    sql += fmt::format(", ({})", lists.marks);
  }
  return sql;
}

template <class Row>
std::string select_sql(std::string_view condition = {}) {
  return fmt::format("SELECT {} FROM {} {} ORDER BY rowid", column_lists<Row>().names,
                     twin::Table<Row>::name, condition);
}

}  // namespace heliofab::store
