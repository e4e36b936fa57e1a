// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/run_store.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "database.hpp"
#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"
#include "insert.hpp"
#include "schema.hpp"

namespace heliofab::store {

// One row at a time, and as many as a statement should take: to begin one costs SQLite more than a
// row does (measured: 40 rows of five columns are twice as fast together, 200 no faster).
struct Inserts {
  static constexpr std::size_t many_rows = 40;
  Statement one;
  Statement many;
};

namespace {

// Makes an empty file that nobody else made meanwhile; SQLite alone would open an existing one.
void make_file(const std::filesystem::path& file) {
  if (std::FILE* made = std::fopen(file.c_str(), "wbx")) {
    std::fclose(made);
    return;
  }
  const int reason = errno;
  if (reason == EEXIST) {
    throw StorageError("E5103",
                       fmt::format("'{}' exists already, a new run was to be stored there; name "
                                   "another folder, or delete it if it is not wanted any more",
                                   file.string()));
  }
  throw StorageError("E5104", fmt::format("'{}' cannot be made: {}; see that its folder is there "
                                          "and that you may write in it",
                                          file.string(), std::generic_category().message(reason)));
}

void apply_schema(Database& database, const twin::Provenance& provenance) {
  // WAL: readers and the writer do not wait for each other. NORMAL: a kill loses nothing, a power
  // cut at most the last batches, never the file.
  database.execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON");
  Transaction transaction(database);
  for (const std::string_view sql : schema_sql) {
    database.execute(std::string(sql));
  }
  database.execute(fmt::format("PRAGMA user_version = {}", schema_version()));
  Statement run(database,
                "INSERT INTO run (id, name, seed, begins, ends, plan_hash, data_hash, version, "
                "command, is_complete) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
  run.bind(1, provenance.name);
  run.bind(2, static_cast<std::int64_t>(provenance.seed));
  run.bind(3, provenance.from);
  run.bind(4, provenance.to);
  run.bind(5, provenance.plan_hash);
  run.bind(6, provenance.data_hash);
  run.bind(7, provenance.version);
  run.bind(8, provenance.command);
  run.step();
  transaction.commit();
}

template <class Row>
Inserts make_inserts(Database& database) {
  return {Statement(database, insert_sql<Row>(1)),
          Statement(database, insert_sql<Row>(Inserts::many_rows))};
}

template <class Row>
void insert_rows(Inserts& inserts, const std::vector<Row>& rows) {
  std::size_t next = 0;
  while (next < rows.size()) {
    const bool has_many = rows.size() - next >= Inserts::many_rows;
    Statement& insert = has_many ? inserts.many : inserts.one;
    int parameter = 0;
    for (std::size_t i = has_many ? Inserts::many_rows : 1; i > 0; --i) {
      bind_row(insert, parameter, rows[next++]);
    }
    insert.step();
  }
}

// Where modules are made, one asks where each of them was, and what a tool did at a moment; a line
// alone may have ten million visits, of which nobody asks for one.
void index_finished(Database& database) {
  Statement select(database, "SELECT EXISTS (SELECT 1 FROM modules)");
  bool has_modules = false;
  select.step();
  select.read(0, has_modules);
  if (has_modules) {
    database.execute(
        "CREATE INDEX visits_part ON visits (part); "
        "CREATE INDEX states_tool ON states (tool, begins)");
  }
}

}  // namespace

std::int64_t schema_version() noexcept { return static_cast<std::int64_t>(schema_sql.size()); }

struct RunStore::Impl {
  explicit Impl(const std::filesystem::path& file) : database(file, Database::Access::write) {}

  ~Impl() {
    inserts.clear();
    log_inserts.clear();
    // One plain file that can be read from anywhere, write-protected places too. If a reader is in
    // the way it stays as it is: whole, with its -wal beside it.
    database.try_execute("PRAGMA journal_mode = DELETE");
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Database database;
  std::vector<Inserts> inserts;      // by table
  std::vector<Inserts> log_inserts;  // by table of a log
  bool is_complete = false;
};

RunStore::RunStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RunStore::~RunStore() = default;
RunStore::RunStore(RunStore&&) noexcept = default;
RunStore& RunStore::operator=(RunStore&&) noexcept = default;

RunStore RunStore::create(const std::filesystem::path& file, const twin::Provenance& provenance) {
  make_file(file);
  try {
    auto impl = std::make_unique<Impl>(file);
    apply_schema(impl->database, provenance);
    twin::for_each_table(
        [&]<class Row>() { impl->inserts.push_back(make_inserts<Row>(impl->database)); });
    twin::for_each_log_table(
        [&]<class Row>() { impl->log_inserts.push_back(make_inserts<Row>(impl->database)); });
    return RunStore(std::move(impl));
  } catch (...) {
    std::error_code ignored;  // the first trouble is the one to tell
    std::filesystem::remove(file, ignored);
    throw;
  }
}

void RunStore::add(const twin::RunRecord& batch) {
  HELIOFAB_CHECK(!impl_->is_complete);
  Transaction transaction(impl_->database);
  std::size_t table = 0;
  twin::for_each_table(
      [&]<class Row>() { insert_rows(impl_->inserts[table++], batch.*twin::Table<Row>::rows); });
  table = 0;
  twin::for_each_log_table([&]<class Row>() {
    insert_rows(impl_->log_inserts[table++], batch.log.*twin::Table<Row>::rows);
  });
  if (batch.is_complete) {
    impl_->database.execute("UPDATE run SET is_complete = 1");
    index_finished(impl_->database);
  }
  transaction.commit();
  impl_->is_complete = batch.is_complete;
}

}  // namespace heliofab::store
