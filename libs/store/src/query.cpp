// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/query.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "open_run.hpp"
#include "schema_words.hpp"
#include "sql_error.hpp"

namespace heliofab::store {

namespace {

using Clock = std::chrono::steady_clock;

// What a question may do: read, call functions, recurse, and ask how tables are made.
int allow_reading(void*, int action, const char* name, const char* argument, const char*,
                  const char*) {
  constexpr std::array<std::string_view, 6> pragmas{
      "table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"};
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_UPDATE:
      // How SQLite makes the table behind pragma_table_info(); that of the file is read-only.
      return std::string_view(name) == "sqlite_master" ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA: {
      const bool is_known = std::ranges::find(pragmas, std::string_view(name)) != pragmas.end();
      const bool is_question = argument == nullptr && (std::string_view(name) == "user_version" ||
                                                       std::string_view(name) == "application_id");
      return is_known || is_question ? SQLITE_OK : SQLITE_DENY;
    }
    default:
      return SQLITE_DENY;
  }
}

int stop_when_late(void* deadline) {
  return Clock::now() < *static_cast<const Clock::time_point*>(deadline) ? 0 : 1;
}

Value value_of(sqlite3_stmt* statement, int column) {
  const auto text = [&] {
    return std::string(static_cast<const char*>(sqlite3_column_blob(statement, column)),
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return text();
    case SQLITE_BLOB: {
      std::string digits;
      for (const char byte : text()) {
        digits += fmt::format("{:02x}", static_cast<unsigned char>(byte));
      }
      return fmt::format("x'{}'", digits);
    }
    default:
      return {};
  }
}

int bind(sqlite3_stmt* statement, int parameter, const Value& value) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, parameter, *count);
  }
  if (const auto* number = std::get_if<double>(&value)) {
    return sqlite3_bind_double(statement, parameter, *number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, parameter, text->data(), text->size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  }
  return sqlite3_bind_null(statement, parameter);
}

InputError no_single_question(const std::string& reason) {
  return {"E8102", "query", reason,
          "a question is one SELECT; the store of a run is never changed"};
}

bool is_blank(std::string_view sql) {
  return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

struct RunReader::Impl {
  explicit Impl(const std::filesystem::path& file) : run(file) {
    // For good: VACUUM INTO asks for leave only when it runs.
    sqlite3_set_authorizer(run.database().handle(), allow_reading, nullptr);
  }
  RunFile run;
  Clock::time_point deadline{};
  double limit_s = 0;
};

struct Answer::Impl {
  ~Impl() { sqlite3_finalize(statement); }
  RunReader::Impl* reader = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::vector<std::string> columns;
  std::vector<Value> row;
};

RunReader::RunReader(const std::filesystem::path& file) : impl_(std::make_unique<Impl>(file)) {}
RunReader::~RunReader() = default;
RunReader::RunReader(RunReader&&) noexcept = default;

std::vector<TableInfo> RunReader::tables() const {
  Database& database = impl_->run.database();
  const SchemaWords words = schema_words();
  const auto word = [](const auto& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::string() : found->second;
  };
  std::vector<TableInfo> tables;
  Statement names(database,
                  "SELECT name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view') "
                  "AND name NOT LIKE 'sqlite%' ORDER BY type, rowid");
  while (names.step()) {
    TableInfo& table = tables.emplace_back();
    names.read(0, table.name);
    names.read(1, table.is_view);
    table.meaning = word(words.tables, table.name);
    Statement columns(database, "SELECT name, type FROM pragma_table_info(?) ORDER BY cid");
    columns.bind(1, table.name);
    while (columns.step()) {
      ColumnInfo& column = table.columns.emplace_back();
      columns.read(0, column.name);
      columns.read(1, column.type);
      describe_column(column, word(words.columns, table.name + "." + column.name));
    }
  }
  return tables;
}

Answer RunReader::ask(const std::string& sql, std::chrono::duration<double> limit,
                      std::span<const Value> parameters) {
  sqlite3* const handle = impl_->run.database().handle();
  auto answer = std::make_unique<Answer::Impl>();
  answer->reader = impl_.get();
  const char* rest = nullptr;
  const int result = sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()),
                                        &answer->statement, &rest);
  const std::string reason = sqlite3_errmsg(handle);
  const int offset = sqlite3_error_offset(handle);
  const int primary = result & 0xff;
  if (primary == SQLITE_AUTH || reason.starts_with("not authorized")) {
    throw no_single_question("this does more than read");
  }
  if (primary == SQLITE_ERROR) {
    throw sql_error(sql, reason, offset, tables());
  }
  if (result != SQLITE_OK) {
    impl_->run.database().fail(result);
  }
  if (answer->statement == nullptr) {
    throw no_single_question("found no SQL");
  }
  if (sqlite3_stmt_readonly(answer->statement) == 0) {
    throw no_single_question("this does more than read");
  }
  if (!is_blank(rest)) {
    throw no_single_question("found more than one statement");
  }
  int parameter = 0;
  for (const Value& value : parameters) {
    if (const int bound = bind(answer->statement, ++parameter, value); bound != SQLITE_OK) {
      impl_->run.database().fail(bound);
    }
  }
  for (int i = 0; i < sqlite3_column_count(answer->statement); ++i) {
    answer->columns.emplace_back(sqlite3_column_name(answer->statement, i));
  }
  impl_->limit_s = limit.count();
  impl_->deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(limit);
  constexpr int steps_between_looks = 10'000;  // of SQLite's machine: some 0.1 ms
  sqlite3_progress_handler(handle, steps_between_looks, stop_when_late, &impl_->deadline);
  return Answer(std::move(answer));
}

Answer::Answer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Answer::~Answer() = default;
Answer::Answer(Answer&&) noexcept = default;

const std::vector<std::string>& Answer::columns() const noexcept { return impl_->columns; }

const std::vector<Value>* Answer::next() {
  const int result = sqlite3_step(impl_->statement);
  Database& database = impl_->reader->run.database();
  if (result == SQLITE_ROW) {
    impl_->row.clear();
    for (int i = 0; i < static_cast<int>(impl_->columns.size()); ++i) {
      impl_->row.push_back(value_of(impl_->statement, i));
    }
    return &impl_->row;
  }
  switch (result & 0xff) {
    case SQLITE_DONE:
      return nullptr;
    case SQLITE_INTERRUPT:
      throw InputError("E8103", "query", fmt::format("no end after {:g} s", impl_->reader->limit_s),
                       "ask for less, or give it longer with --seconds");
    case SQLITE_ERROR:
      throw InputError("E8101", "query", sqlite3_errmsg(database.handle()));
    default:
      database.fail(result);
  }
}

}  // namespace heliofab::store
