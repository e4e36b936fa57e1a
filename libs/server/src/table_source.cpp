// SPDX-License-Identifier: Apache-2.0
#include "table_source.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "parameters.hpp"

namespace heliofab::server {

namespace {

using store::TableInfo;

std::string sql_name(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    text += c == '"' ? std::string("\"\"") : std::string(1, c);
  }
  return text + "\"";
}

const TableInfo& table_of(const std::vector<TableInfo>& tables, std::string_view name) {
  const auto found = std::ranges::find(tables, name, &TableInfo::name);
  if (found != tables.end()) {
    return *found;
  }
  std::vector<std::string_view> names;
  std::ranges::transform(tables, std::back_inserter(names), &TableInfo::name);
  const std::string_view close = nearest(name, names);
  throw InputError("E9012", "table", fmt::format("the run has no table '{}'", name),
                   close.empty() ? fmt::format("tables and views are {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean '{}'?", close));
}

void add_columns(Source& source, const TableInfo& table, std::string_view prefix) {
  for (const store::ColumnInfo& column : table.columns) {
    source.columns.push_back({fmt::format("{}{}", prefix, column.name),
                              sql_name(table.name) + "." + sql_name(column.name), column.type});
  }
}

}  // namespace

Source source_of(const std::vector<TableInfo>& tables, std::string_view table,
                 std::string_view join) {
  const TableInfo& first = table_of(tables, table);
  Source source{.name = first.name,
                .sql = sql_name(first.name),
                .rowid = first.is_view ? "" : sql_name(first.name) + ".rowid",
                .columns = {}};
  add_columns(source, first, "");
  if (join.empty()) {
    return source;
  }
  if (table != "modules" || join != "flashes") {
    throw InputError("E9013", "join", fmt::format("{} cannot be joined with '{}'", table, join),
                     "modules can be joined with flashes");
  }
  add_columns(source, table_of(tables, join), "flash.");
  source.sql = R"("modules" JOIN "flashes" ON "flashes"."serial" = "modules"."serial")";
  return source;
}

Question rows_question(const Source& source, const Request& request) {
  constexpr std::array<std::string_view, 5> words{"columns", "order", "limit", "after", "join"};
  Parameters parameters(source, request, words);
  Question question;
  std::string selected = source.rowid.empty() ? "NULL" : source.rowid;
  question.columns.emplace_back("rowid");
  const auto select = [&](const SourceColumn& column) {
    selected += ", " + column.sql;
    question.columns.push_back(column.name);
  };
  if (const std::string_view columns = parameters.word("columns"); columns.empty()) {
    std::ranges::for_each(source.columns, select);
  } else {
    for (const std::string_view name : Parameters::list(columns)) {
      if (const SourceColumn* column = parameters.column("columns", name)) {
        select(*column);
      }
    }
  }
  const std::string_view order = parameters.word("order");
  const bool is_falling = order.starts_with('-');
  const std::string_view key_word = order.substr(is_falling ? 1 : 0);
  const bool is_by_row = key_word == "rowid" && !source.rowid.empty();  // as without an order
  const SourceColumn* by =
      order.empty() || is_by_row ? nullptr : parameters.column("order", key_word);
  question.limit = parameters.count("limit", usual_rows, 1, most_rows);
  const std::int64_t after = parameters.count("after", 0, 0, INT64_MAX);
  std::string condition = parameters.condition(question.values);
  parameters.end();

  const std::string_view way = is_falling ? "DESC" : "ASC";
  std::string ending;
  if (source.rowid.empty()) {  // rows of views are counted
    question.offset = after;
    ending = by == nullptr ? "" : fmt::format(" ORDER BY {} {}", by->sql, way);
  } else {  // those of tables go on behind the last one, however many there are before
    const std::string key = by == nullptr ? source.rowid : by->sql + ", " + source.rowid;
    const std::string_view beyond = is_falling ? "<" : ">";
    if (after > 0 && by == nullptr) {
      condition += fmt::format(" AND {} {} ?", source.rowid, beyond);
      question.values.emplace_back(after);
    } else if (after > 0) {
      condition += fmt::format(" AND ({}) {} ((SELECT {} FROM {} WHERE {} = ?), ?)", key, beyond,
                               by->sql, source.sql, source.rowid);
      question.values.insert(question.values.end(), 2, store::Value(after));
    }
    ending = by == nullptr ? fmt::format(" ORDER BY {} {}", key, way)
                           : fmt::format(" ORDER BY {} {way}, {} {way}", by->sql, source.rowid,
                                         fmt::arg("way", way));
  }
  question.sql = fmt::format("SELECT {} FROM {} WHERE {}{} LIMIT {} OFFSET {}", selected,
                             source.sql, condition, ending, question.limit + 1, question.offset);
  return question;
}

}  // namespace heliofab::server
