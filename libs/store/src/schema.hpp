// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "heliofab/twin/record_columns.hpp"

namespace heliofab::store {

/// schema/001_*.sql, 002_*.sql, ... in order; made by cmake/EmbedSql.cmake.
extern const std::span<const std::string_view> schema_sql;

/// `PRAGMA application_id` of a run store, set by the first schema file: "HFaB".
inline constexpr std::int64_t application_id = 0x48466142;

/// The columns of a table in order, each as `shown` shows it, with commas between.
template <class Row>
std::string column_list(std::string_view (*shown)(std::string_view)) {
  std::string list;
  twin::for_each_column<Row>([&](std::string_view name, auto) {
    list.append(list.empty() ? "" : ", ").append(shown(name));
  });
  return list;
}

template <class Row>
std::string insert_sql() {
  const std::string names = column_list<Row>([](std::string_view name) { return name; });
  const std::string values =
      column_list<Row>([](std::string_view) { return std::string_view("?"); });
  return "INSERT INTO " + std::string(twin::Table<Row>::name) + " (" + names + ") VALUES (" +
         values + ")";
}

template <class Row>
std::string select_sql() {
  return "SELECT " + column_list<Row>([](std::string_view name) { return name; }) + " FROM " +
         std::string(twin::Table<Row>::name) + " ORDER BY rowid";
}

}  // namespace heliofab::store
