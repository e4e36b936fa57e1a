// SPDX-License-Identifier: Apache-2.0
#include "sql_error.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace heliofab::store {

namespace {

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// What stands behind `begin` of the reason, without the table in "m.pmax".
std::string unknown_name(const std::string& reason, std::string_view begin) {
  if (!reason.starts_with(begin)) {
    return {};
  }
  const std::string name = reason.substr(begin.size());
  return name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
}

std::set<std::string> names_of(const std::vector<TableInfo>& tables) {
  std::set<std::string> names;
  for (const TableInfo& table : tables) {
    names.insert(table.name);
  }
  return names;
}

// Columns of the tables that the question names, of all where it names none.
std::set<std::string> columns_for(const std::string& sql, const std::vector<TableInfo>& tables) {
  std::set<std::string> asked;
  std::set<std::string> all;
  for (const TableInfo& table : tables) {
    const bool is_named = sql.find(table.name) != std::string::npos;
    for (const ColumnInfo& column : table.columns) {
      all.insert(column.name);
      if (is_named) {
        asked.insert(column.name);
      }
    }
  }
  return asked.empty() ? all : asked;
}

std::string suggestion(const std::string& word, const std::set<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  if (const std::string_view near = nearest(word, views); !near.empty()) {
    return fmt::format("did you mean '{}'?", near);
  }
  for (const std::string& name : names) {  // "efficency" of "aperture_efficiency"
    std::vector<std::string_view> parts;
    for (std::string_view rest = name; !rest.empty();) {
      const std::size_t end = std::min(rest.find('_'), rest.size());
      parts.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (word.size() > 3 && !nearest(word, parts).empty()) {
      return fmt::format("did you mean '{}'?", name);
    }
  }
  return names.size() > 60 ? "heliofab query RUN --tables lists tables and columns"
                           : fmt::format("known are {}", fmt::join(names, ", "));
}

// The word as a whole, wherever it stands first; the end of the text when it does not.
std::size_t place_of(std::string_view sql, std::string_view word) {
  for (std::size_t at = sql.find(word); at != std::string_view::npos; at = sql.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_part_of_name(sql[at - 1])) &&
        (end == sql.size() || !is_part_of_name(sql[end]))) {
      return at;
    }
  }
  return sql.size();
}

void show_place(Diagnostic& problem, std::string_view sql, std::size_t at) {
  at = std::min(at, sql.size());
  const std::size_t begin = at == 0 ? 0 : sql.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  problem.file = "SQL";
  problem.line = 1 + static_cast<int>(std::ranges::count(sql.substr(0, at), '\n'));
  problem.column = 1 + static_cast<int>(at - begin);
  problem.source_line = sql.substr(begin, sql.find('\n', at) - begin);
  std::size_t end = at;
  while (end < sql.size() && is_part_of_name(sql[end])) {
    ++end;
  }
  problem.length = static_cast<int>(std::max<std::size_t>(end - at, 1));
}

}  // namespace

InputError sql_error(const std::string& sql, const std::string& reason, int offset,
                     const std::vector<TableInfo>& tables) {
  Diagnostic problem{.code = "E8101", .path = "query", .message = reason};
  std::string word;
  if (word = unknown_name(reason, "no such table: "); !word.empty()) {
    problem.note = suggestion(word, names_of(tables));
  } else if (word = unknown_name(reason, "no such column: "); !word.empty()) {
    problem.note = suggestion(word, columns_for(sql, tables));
  }
  show_place(problem, sql,
             word.empty() && offset >= 0 ? static_cast<std::size_t>(offset) : place_of(sql, word));
  return InputError({problem});
}

}  // namespace heliofab::store
