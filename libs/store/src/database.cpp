// SPDX-License-Identifier: Apache-2.0
#include "database.hpp"

#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace heliofab::store {

namespace {

constexpr int patience_ms = 5000;  // for another program that has the file locked

// SQLite's words, and those of the system where it has an answer of its own.
std::string reason_of(sqlite3* handle, int result) {
  std::string reason = sqlite3_errstr(result);
  const int system = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  const int primary = result & 0xff;
  if (system != 0 &&
      (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN || primary == SQLITE_FULL)) {
    reason += ", " + std::generic_category().message(system);
  }
  return reason;
}

}  // namespace

Database::Database(const std::filesystem::path& file, Access access)
    : name_(file.string()), access_(access) {
  const int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  const int result = sqlite3_open_v2(name_.c_str(), &handle_, flags, nullptr);
  if (result != SQLITE_OK) {
    try {
      fail(result);
    } catch (...) {
      sqlite3_close(handle_);  // SQLite gives a handle even when it cannot open
      throw;
    }
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, patience_ms);
}

Database::~Database() { sqlite3_close(handle_); }

void Database::execute(const std::string& sql) {
  if (const int result = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
      result != SQLITE_OK) {
    fail(result);
  }
}

void Database::try_execute(const char* sql) noexcept {
  sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
}

std::int64_t Database::whole_number(const std::string& sql) {
  Statement statement(*this, sql);
  std::int64_t value = 0;
  if (statement.step()) {
    statement.read(0, value);
  }
  return value;
}

void Database::fail(int result) {
  const int primary = result & 0xff;
  if (access_ == Access::write) {
    if (primary == SQLITE_CONSTRAINT || primary == SQLITE_ERROR || primary == SQLITE_MISUSE) {
      throw LogicError(fmt::format("'{}': {}", name_, sqlite3_errmsg(handle_)), __FILE__, __LINE__);
    }
    throw StorageError("E5104",
                       fmt::format("'{}' cannot be written: {}; see that you may write there and "
                                   "that the disk is not full, then run the plan again",
                                   name_, reason_of(handle_, result)));
  }
  if (primary == SQLITE_NOTADB) {
    throw StorageError(
        "E5101", fmt::format("'{}' is not a run store: {}; name the run.sqlite of a run", name_,
                             sqlite3_errmsg(handle_)));
  }
  if (primary == SQLITE_CORRUPT || primary == SQLITE_ERROR) {
    throw damaged(sqlite3_errmsg(handle_));
  }
  throw StorageError("E5101",
                     fmt::format("'{}' cannot be read: {}; see that you may read it and write in "
                                 "its folder",
                                 name_, reason_of(handle_, result)));
}

StorageError Database::damaged(std::string_view reason) const {
  return {"E5101", fmt::format("'{}' is damaged: {}; copy it again from where it was whole, or run "
                               "the plan again",
                               name_, reason)};
}

Statement::Statement(Database& database, const std::string& sql) : database_(&database) {
  check(sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()),
                           &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

void Statement::check(int result) {
  if (result != SQLITE_OK) {
    database_->fail(result);
  }
}

void Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(statement_, parameter, value));
}
void Statement::bind(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, parameter, value));
}
void Statement::bind(int parameter, const std::string& value) {
  check(sqlite3_bind_text64(statement_, parameter, value.data(), value.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) {
    return true;
  }
  if (result != SQLITE_DONE) {
    try {
      database_->fail(result);
    } catch (...) {
      sqlite3_reset(statement_);  // a statement in mid-air would keep the transaction open
      throw;
    }
  }
  sqlite3_reset(statement_);
  return false;
}

void Statement::read(int column, double& value) const {
  value = sqlite3_column_double(statement_, column);
}
void Statement::read(int column, std::int64_t& value) const {
  value = sqlite3_column_int64(statement_, column);
}
void Statement::read(int column, std::string& value) const {
  const void* text = sqlite3_column_blob(statement_, column);  // blob: the bytes as they are
  value.assign(static_cast<const char*>(text),
               static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}
void Statement::read(int column, bool& value) const {
  value = sqlite3_column_int64(statement_, column) != 0;
}
void Statement::read(int column, SimTime& value) const {
  value = SimTime(Duration(sqlite3_column_int64(statement_, column)));
}

Transaction::Transaction(Database& database) : database_(database) { database.execute("BEGIN"); }

Transaction::~Transaction() {
  if (is_open_) {
    database_.try_execute("ROLLBACK");
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace heliofab::store
