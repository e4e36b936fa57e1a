// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace heliofab::store {

/// A value of an answer: NULL, a whole number, a number or text. Bytes come as text, x'0f'.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

struct ColumnInfo {
  std::string name;
  std::string type;      // "INTEGER", "REAL", "TEXT"; of a view empty where SQLite knows none
  std::string unit;      // "m2", "us", "-" for a pure number; empty: none, or not one alone
  std::string meaning;   // as the schema says it; may be empty
  bool is_time = false;  // a moment: us since 1970-01-01 on the plant's own clock

  friend bool operator==(const ColumnInfo&, const ColumnInfo&) = default;
};

struct TableInfo {
  std::string name;
  std::string meaning;  // as the schema says it; may be empty
  bool is_view = false;
  std::vector<ColumnInfo> columns;

  friend bool operator==(const TableInfo&, const TableInfo&) = default;
};

/// Rows of one SELECT, one after the other. Lives no longer than the reader it came from.
class Answer {
 public:
  ~Answer();
  Answer(Answer&&) noexcept;
  Answer& operator=(Answer&&) = delete;

  const std::vector<std::string>& columns() const noexcept;
  /// The next row, a value a column; null behind the last one.
  /// @throws InputError   E8103 when the time is up
  /// @throws StorageError E5101 when the file turns out to be damaged
  const std::vector<Value>* next();

 private:
  friend class RunReader;
  struct Impl;
  explicit Answer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A run store opened to be asked, and for nothing else: SQL that writes, attaches another file or
/// changes a setting is refused.
class RunReader {
 public:
  /// @throws StorageError E5101 when the file is missing, not a run store or damaged, E5102 when
  ///                      its schema is another one
  explicit RunReader(const std::filesystem::path& file);
  ~RunReader();
  RunReader(RunReader&&) noexcept;
  RunReader& operator=(RunReader&&) = delete;

  /// Tables, then views, each in the order in which the schema made them.
  std::vector<TableInfo> tables() const;

  /// Prepares one SELECT.
  /// @param limit       for all rows together, from now on
  /// @param parameters  of the question marks in `sql`, in their order; those left over are NULL
  /// @throws InputError E8101 when SQL does not understand it, with the place and the nearest name;
  ///                    E8102 when it is no single question, or does more than read
  Answer ask(const std::string& sql, std::chrono::duration<double> limit = std::chrono::hours(24),
             std::span<const Value> parameters = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  friend class Answer;
};

}  // namespace heliofab::store
