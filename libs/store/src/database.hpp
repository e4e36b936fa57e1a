// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

#include <sqlite3.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/time.hpp"

namespace heliofab::store {

/// A connection to one SQLite file whose troubles name the file and say what to do.
class Database {
 public:
  enum class Access { read, write };

  /// The file must exist. @throws StorageError E5101 for reading, E5104 for writing
  Database(const std::filesystem::path& file, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const std::string& sql);
  /// As execute, but its failure changes nothing that matters.
  void try_execute(const char* sql) noexcept;
  std::int64_t whole_number(const std::string& sql);  ///< first column of the only row

  /// Ends a call that SQLite answered with `result`.
  /// @throws StorageError, or LogicError when it was a constraint of the schema
  [[noreturn]] void fail(int result);
  /// What to throw for a file that was a run store once.
  StorageError damaged(std::string_view reason) const;

  const std::string& name() const noexcept { return name_; }
  sqlite3* handle() const noexcept { return handle_; }

 private:
  std::string name_;
  Access access_;
  sqlite3* handle_ = nullptr;
};

/// A prepared statement. Parameters count from 1 and columns from 0, as in SQLite. Texts are not
/// copied: they must live until the statement has run.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  void bind(int parameter, double value);
  void bind(int parameter, std::int64_t value);
  void bind(int parameter, const std::string& value);
  void bind(int parameter, bool value) { bind(parameter, static_cast<std::int64_t>(value)); }
  void bind(int parameter, SimTime value) { bind(parameter, value.time_since_epoch().count()); }
  template <class E>
  requires std::is_enum_v<E>
  void bind(int parameter, E value) { bind(parameter, static_cast<std::int64_t>(value)); }

  /// True while there is a row; at the end the statement is ready to run again.
  bool step();

  void read(int column, double& value) const;
  void read(int column, std::int64_t& value) const;
  void read(int column, std::string& value) const;
  void read(int column, bool& value) const;
  void read(int column, SimTime& value) const;
  template <class E>
  requires std::is_enum_v<E>
  void read(int column, E& value) const {
    std::int64_t number = 0;
    read(column, number);
    value = static_cast<E>(number);
  }

 private:
  void check(int result);

  Database* database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// All or nothing: rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace heliofab::store
