// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace heliofab::exchange {

enum class TableFormat : std::uint8_t { csv, jsonl };

struct WrittenTable {
  std::filesystem::path file;
  std::int64_t rows = 0;
};

/// Writes every table of a run into a folder, `TABLE.csv` or `TABLE.jsonl`, and beside them
/// `datapackage.json` with the type, unit and meaning of every column. Views are left out: they
/// follow from the tables. Doubles read back bit for bit. Files of these names are replaced.
/// @param folder  must exist
/// @throws StorageError E5101, E5102 for the run, E5104 for the folder
std::vector<WrittenTable> write_tables(const std::filesystem::path& run,
                                       const std::filesystem::path& folder, TableFormat format);

}  // namespace heliofab::exchange
