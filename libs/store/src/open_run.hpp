// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "database.hpp"
#include "heliofab/twin/record.hpp"
#include "schema.hpp"

namespace heliofab::store {

/// A run store that is there, whole and of the schema that this program knows.
class RunFile {
 public:
  /// @throws StorageError E5101, E5102
  explicit RunFile(const std::filesystem::path& file);
  Database& database() noexcept { return database_; }

 private:
  Database database_;
};

/// Provenance and `is_complete`. @throws StorageError E5101
void read_run_table(Database& database, twin::RunRecord& record);

/// Adds the rows of a table, or those of them that `condition` ("WHERE roll = 17") names.
template <class Row>
void read_rows(Database& database, std::vector<Row>& rows, const std::string& condition = {}) {
  if (condition.empty()) {
    // Rows are never taken away, so that the last one tells how many there are; a file that
    // somebody else made may tell anything.
    constexpr std::int64_t most = 4'000'000;
    std::int64_t last = 0;
    Statement count(database,
                    fmt::format("SELECT coalesce(max(rowid), 0) FROM {}", twin::Table<Row>::name));
    count.step();
    count.read(0, last);
    rows.reserve(rows.size() + static_cast<std::size_t>(std::clamp<std::int64_t>(last, 0, most)));
  }
  Statement select(database, select_sql<Row>(condition));
  while (select.step()) {
    Row& row = rows.emplace_back();
    int column = 0;
    twin::for_each_column<Row>(
        [&](std::string_view, auto member) { select.read(column++, row.*member); });
  }
}

}  // namespace heliofab::store
