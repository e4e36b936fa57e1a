// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/query.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/store/rows.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

using testing::ElementsAre;

class Query : public testing::Test {
 protected:
  void SetUp() override { save(scratch.file(), sample_record(1, 3)); }

  std::vector<std::vector<Value>> rows_of(const std::string& sql) const {
    RunReader reader(scratch.file());
    Answer answer = reader.ask(sql);
    std::vector<std::vector<Value>> rows;
    while (const auto* row = answer.next()) {
      rows.push_back(*row);
    }
    return rows;
  }
  std::string refusal_of(const std::string& sql) const {
    try {
      rows_of(sql);
    } catch (const InputError& error) {
      return error.what();
    }
    return "no error";
  }

  Scratch scratch;
};

TEST_F(Query, GivesEveryValueItsKind) {
  RunReader reader(scratch.file());
  Answer answer = reader.ask("SELECT 7 AS n, 0.5 AS x, 'a' AS t, NULL AS gap, x'0fA0'");
  EXPECT_THAT(answer.columns(), ElementsAre("n", "x", "t", "gap", "x'0fA0'"));
  const auto* row = answer.next();
  ASSERT_NE(row, nullptr);
  EXPECT_THAT(*row, ElementsAre(Value(std::int64_t{7}), Value(0.5), Value(std::string("a")),
                                Value(), Value(std::string("x'0fa0'"))));
  EXPECT_EQ(answer.next(), nullptr);
}

TEST_F(Query, BindsValuesToQuestionMarks) {
  RunReader reader(scratch.file());
  const std::vector<Value> values{std::int64_t{1} << 62, 0.1, std::string("' OR 1 = 1 --"),
                                  Value()};
  Answer answer = reader.ask("SELECT ?, ?, ?, ?, ?", std::chrono::seconds(1), values);
  const auto* row = answer.next();
  ASSERT_NE(row, nullptr);
  EXPECT_THAT(*row, ElementsAre(values[0], values[1], values[2], Value(), Value()));
  EXPECT_THROW(reader.ask("SELECT ?", std::chrono::seconds(1), values), StorageError)
      << "more values than question marks";
}

TEST_F(Query, ReadsTablesViewsAndWhatSqliteKnowsOfThem) {
  EXPECT_EQ(rows_of("SELECT serial FROM modules").size(), 3u);
  EXPECT_EQ(rows_of("SELECT * FROM web_totals LIMIT 1").size(), 1u);
  EXPECT_FALSE(rows_of("PRAGMA table_info(modules)").empty());
  EXPECT_FALSE(rows_of("SELECT name FROM pragma_table_info('modules')").empty());
  EXPECT_EQ(rows_of("EXPLAIN QUERY PLAN SELECT * FROM modules WHERE serial = 1").size(), 1u);
}

TEST_F(Query, ChangesNothingAndTouchesNoOtherFile) {
  const std::string refusal =
      "error: query: this does more than read [E8102]\n"
      "      note: a question is one SELECT; the store of a run is never changed\n";
  for (const char* sql :
       {"DELETE FROM modules", "UPDATE run SET name = 'x'", "DROP TABLE modules",
        "CREATE TEMP TABLE t (a)", "ATTACH ':memory:' AS other", "PRAGMA journal_mode = WAL",
        "PRAGMA user_version = 3", "BEGIN", "VACUUM INTO '/nowhere/else.sqlite'"}) {
    EXPECT_EQ(refusal_of(sql), refusal) << sql;
  }
  EXPECT_THAT(refusal_of("UPDATE sqlite_master SET sql = ''"),
              testing::HasSubstr("may not be modified"));
  EXPECT_EQ(rows_of("SELECT * FROM modules").size(), 3u);
}

TEST_F(Query, TakesOneQuestionAtATime) {
  EXPECT_THAT(refusal_of("SELECT 1; SELECT 2"),
              testing::HasSubstr("found more than one statement"));
  EXPECT_THAT(refusal_of("  "), testing::HasSubstr("found no SQL"));
  EXPECT_EQ(rows_of("SELECT 1 ;  \n").size(), 1u);
}

TEST_F(Query, ShowsWhereSqlStumblesAndWhatMayBeMeant) {
  EXPECT_EQ(refusal_of("SELECT serial,\n  voc_W FROM flashes"),
            "SQL:2:3: error: query: no such column: voc_W [E8101]\n"
            "    2 |   voc_W FROM flashes\n"
            "      |   ^~~~~\n"
            "      = note: did you mean 'voc_V'?\n");
  EXPECT_EQ(refusal_of("SELECT * FROM flashs"),
            "SQL:1:15: error: query: no such table: flashs [E8101]\n"
            "    1 | SELECT * FROM flashs\n"
            "      |               ^~~~~~\n"
            "      = note: did you mean 'flashes'?\n");
  EXPECT_EQ(refusal_of("SELECT * FRO flashes"),
            "SQL:1:10: error: query: near \"FRO\": syntax error [E8101]\n"
            "    1 | SELECT * FRO flashes\n"
            "      |          ^~~\n");
  // A part of a long name is enough.
  EXPECT_THAT(refusal_of("SELECT avg(efficency) FROM flashes"),
              testing::HasSubstr("did you mean 'aperture_efficiency'?"));
}

TEST_F(Query, EndsWhenTheTimeIsUp) {
  RunReader reader(scratch.file());
  Answer answer = reader.ask(
      "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT max(x) FROM t",
      std::chrono::milliseconds(20));
  EXPECT_THROW(answer.next(), InputError);
}

// The unit in docs/formats/run-store.md, as the schema's words have it.
std::string plain_unit(std::string unit) {
  const std::map<std::string, std::string> spellings{
      {"µs", "us"},         {"µm", "um"},         {"m²", "m2"},          {"W/m²", "W/m2"},
      {"S/m²", "S/m2"},     {"Ω/sq", "ohm/sq"},   {"Ω cm", "ohm cm"},    {"kg/m³", "kg/m3"},
      {"kWh/m²", "kWh/m2"}, {"Ω cm²", "ohm cm2"}, {"[-]", "-"},          {"0, 1", ""},
      {"1 to 6", ""},       {"A to D", ""},       {"as `unit` says", ""}};
  const auto found = spellings.find(unit);
  return found == spellings.end() ? unit : found->second;
}

TEST_F(Query, KnowsTheUnitOfEveryColumnThatTheFormatDescribes) {
  std::map<std::string, std::string> known;  // by "table.column"
  for (const TableInfo& table : RunReader(scratch.file()).tables()) {
    EXPECT_FALSE(table.meaning.empty()) << table.name;
    for (const ColumnInfo& column : table.columns) {
      known["`" + table.name + "`." + column.name] = column.unit;
    }
  }
  std::ifstream file(std::string(HELIOFAB_SOURCE_DIR) + "/docs/formats/run-store.md");
  std::string section;
  int compared = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("## ")) {
      section = line.substr(3);
    } else if (line.starts_with("| `")) {
      std::istringstream cells(line);
      std::string cell, name, unit;
      std::getline(cells, cell, '|');
      std::getline(cells, name, '|');
      std::getline(cells, unit, '|');
      name = name.substr(2, name.rfind('`') - 2);
      unit = unit.size() > 2 ? unit.substr(1, unit.size() - 2) : "";
      EXPECT_EQ(known[section + "." + name], plain_unit(unit)) << section << "." << name;
      ++compared;
    }
  }
  EXPECT_GT(compared, 200);
}

TEST_F(Query, TellsMomentsFromDurations) {
  for (const TableInfo& table : RunReader(scratch.file()).tables()) {
    for (const ColumnInfo& column : table.columns) {
      if (table.name == "flows") {
        EXPECT_EQ(column.is_time, column.name == "begins" || column.name == "ends") << column.name;
      }
    }
  }
}

TEST(Rows, AreCsvAndJsonThatReadBack) {
  std::ostringstream out;
  write_csv_header(out, {"a", "b"});
  write_csv_row(out, {Value(0.1), Value(std::string("x, \"y\""))});
  write_csv_row(out, {Value(), Value(std::int64_t{-3})});
  EXPECT_EQ(out.str(), "a,b\n0.1,\"x, \"\"y\"\"\"\n,-3\n");
  EXPECT_EQ(row_json({"a", "b", "c"}, {Value(1.5), Value(), Value(std::string("t"))}).dump(),
            "{\"a\":1.5,\"b\":null,\"c\":\"t\"}");
}

}  // namespace
}  // namespace heliofab::store
