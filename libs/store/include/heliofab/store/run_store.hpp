// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "heliofab/twin/record.hpp"

namespace heliofab::store {

/// Number of the newest schema file; `PRAGMA user_version` of the stores this program writes.
std::int64_t schema_version() noexcept;

/// A run on its way into one SQLite file. Keeps one invariant: the file holds whole batches only,
/// whatever becomes of the program. Tables and columns: docs/formats/run-store.md.
///
/// While it is open, and after a kill, the newest batches are in `FILE-wal` beside the file and
/// belong to it; others may read meanwhile. Destroyed in good order, it leaves the file alone.
class RunStore {
 public:
  /// Makes the file of a run without rows.
  /// @param file  must not exist; its folder must
  /// @throws StorageError E5103 when there is something of this name, E5104 when it cannot be made
  static RunStore create(const std::filesystem::path& file, const twin::Provenance& provenance);

  ~RunStore();
  RunStore(RunStore&&) noexcept;
  RunStore& operator=(RunStore&&) noexcept;

  /// Adds the rows of `batch` behind those before, all or none of them: one transaction. A batch
  /// with `is_complete` is the last one. Its provenance does not count. Infinities are kept.
  /// @throws StorageError E5104 when it cannot be written; the batches before stay
  /// @throws LogicError   for a NaN, a module without its roll, a flash without its module, a roll,
  ///                      module or flash added twice, or a batch after the last one
  void add(const twin::RunRecord& batch);

 private:
  struct Impl;
  explicit RunStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The whole run, or as much of it as there is: `is_complete` says which. What happened to
/// each part (twin::LineLog) stays in the file. Doubles are those
/// written, bit for bit but for -0.0, which is read as 0.0; rows stand in the order in which they
/// were added.
/// @throws StorageError E5101 when the file is missing, not a run store or damaged, E5102 when a
///                      newer program wrote it
twin::RunRecord read_run(const std::filesystem::path& file);

}  // namespace heliofab::store
