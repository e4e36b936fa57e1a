// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/store/run_store.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

template <class T>
std::string sql_type() {
  if (std::is_same_v<T, std::string>) {
    return "TEXT";
  }
  return std::is_same_v<T, double> ? "REAL" : "INTEGER";
}

// "name|type|notnull" of each column of a table, as the record has them.
template <class Row>
std::vector<std::string> columns_of_record() {
  std::vector<std::string> columns;
  twin::for_each_column<Row>([&]<class T>(std::string_view name, T Row::*) {
    columns.push_back(std::string(name) + "|" + sql_type<T>() + "|1");
  });
  return columns;
}

TEST(Schema, HasTheTablesAndColumnsOfTheRecord) {
  const Scratch scratch;
  save(scratch.file(), {});
  std::set<std::string> tables{"run"};
  const auto compare = [&]<class Row>() {
    const std::string table(twin::Table<Row>::name);
    tables.insert(table);
    EXPECT_EQ(scratch.rows_of("SELECT name, type, \"notnull\" FROM pragma_table_info('" + table +
                              "') ORDER BY cid"),
              columns_of_record<Row>())
        << table << ": libs/store/schema and twin/record_columns.hpp differ";
  };
  twin::for_each_table(compare);
  twin::for_each_log_table(compare);
  const auto in_file = scratch.rows_of("SELECT name FROM sqlite_schema WHERE type = 'table'");
  EXPECT_EQ(std::set<std::string>(in_file.begin(), in_file.end()), tables);
}

TEST(Schema, SaysWhatTheFileIs) {
  const Scratch scratch;
  save(scratch.file(), {});
  EXPECT_EQ(scratch.text_of("PRAGMA application_id"), std::to_string(0x48466142));
  EXPECT_EQ(scratch.text_of("PRAGMA user_version"), std::to_string(schema_version()));
  EXPECT_EQ(scratch.text_of("PRAGMA integrity_check"), "ok");
}

TEST(Schema, FindsPartsAndToolsOfAFinishedRunWithModulesByIndex) {
  const auto indices_of = [](const twin::RunRecord& record) {
    const Scratch scratch;
    save(scratch.file(), record);
    return scratch.rows_of(
        "SELECT name FROM sqlite_schema WHERE name IN ('states_tool', 'visits_part') ORDER BY 1");
  };
  const std::vector<std::string> both{"states_tool", "visits_part"};
  twin::RunRecord record = sample_record(1, 3);
  EXPECT_TRUE(indices_of(record).empty()) << "of a run in progress";
  record.is_complete = true;
  EXPECT_EQ(indices_of(record), both);
  EXPECT_TRUE(indices_of({.is_complete = true}).empty()) << "of a line alone";
}

// Every table has a section in docs/formats/run-store.md, and every column a row in its table.
TEST(Schema, IsDocumented) {
  std::ifstream file(std::string(HELIOFAB_SOURCE_DIR) + "/docs/formats/run-store.md");
  std::set<std::string> documented;  // "table.column"
  std::string section;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) {
      section = line.substr(3);
    } else if (line.starts_with("| `")) {
      documented.insert(section + "." + line.substr(3, line.find('`', 3) - 3));
    }
  }
  const Scratch scratch;
  save(scratch.file(), {});
  const auto columns = scratch.rows_of(
      "SELECT '`' || t.name || '`.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
      "WHERE t.type = 'table'");
  EXPECT_EQ(std::set<std::string>(columns.begin(), columns.end()), documented);
}

}  // namespace
}  // namespace heliofab::store
