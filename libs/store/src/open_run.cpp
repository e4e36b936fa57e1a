// SPDX-License-Identifier: Apache-2.0
#include "open_run.hpp"

#include <system_error>

#include <fmt/format.h>

#include "heliofab/store/run_store.hpp"
#include "schema.hpp"

namespace heliofab::store {

namespace {

void check_is_file(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw StorageError("E5101", fmt::format("'{}' is not there, wanted the run.sqlite of a run; "
                                            "look for a spelling mistake",
                                            file.string()));
  }
  if (status.type() == std::filesystem::file_type::directory) {
    throw StorageError(
        "E5101", fmt::format("'{}' is a folder, wanted the file of a run; name the run.sqlite "
                             "in it",
                             file.string()));
  }
}

void check_is_known(Database& database) {
  if (database.whole_number("PRAGMA application_id") != application_id) {
    throw StorageError("E5101", fmt::format("'{}' is not a run store: another program's database "
                                            "or an empty file; name the run.sqlite of a run",
                                            database.name()));
  }
  const std::int64_t version = database.whole_number("PRAGMA user_version");
  if (version != schema_version()) {
    throw StorageError(
        "E5102", fmt::format("'{}' has schema version {}, this program reads version {}; read it "
                             "with the program that wrote it, or run the plan again",
                             database.name(), version, schema_version()));
  }
}

// SQLite itself notices missing pages, but takes zeros for the rest of the last one.
void check_is_whole(Database& database) {
  const auto page_size = static_cast<std::uintmax_t>(database.whole_number("PRAGMA page_size"));
  // Pages in a -wal count before those of the file, whatever became of these.
  std::error_code ignored;
  if (!std::filesystem::exists(database.name() + "-wal", ignored) &&
      std::filesystem::file_size(database.name(), ignored) % page_size != 0) {
    throw database.damaged("the end is missing");
  }
}

}  // namespace

RunFile::RunFile(const std::filesystem::path& file)
    : database_((check_is_file(file), file), Database::Access::read) {
  check_is_known(database_);
  check_is_whole(database_);
}

void read_run_table(Database& database, twin::RunRecord& record) {
  Statement run(database,
                "SELECT name, seed, begins, ends, plan_hash, data_hash, version, command, "
                "is_complete FROM run");
  if (!run.step()) {
    throw database.damaged("table run is empty");
  }
  twin::Provenance& provenance = record.provenance;
  std::int64_t seed = 0;
  run.read(0, provenance.name);
  run.read(1, seed);
  run.read(2, provenance.from);
  run.read(3, provenance.to);
  run.read(4, provenance.plan_hash);
  run.read(5, provenance.data_hash);
  run.read(6, provenance.version);
  run.read(7, provenance.command);
  run.read(8, record.is_complete);
  provenance.seed = static_cast<std::uint64_t>(seed);
}

}  // namespace heliofab::store
