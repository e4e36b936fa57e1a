// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>

#include "heliofab/twin/field_rows.hpp"

namespace heliofab::store {

/// Adds to the store of a run what its modules deliver, all rows or none of them: one transaction.
/// A row takes the place of that of the same product and bin, or of the same module.
///
/// A kill leaves the store as it was or with all rows, with its -wal beside it. The fingerprint of
/// the run stays.
/// @throws StorageError E5101, E5102 as read_run; E5104 when it cannot be written
/// @throws LogicError   for a NaN, or a module that the run has not
void record_field(const std::filesystem::path& file, std::span<const twin::YieldRow> yields,
                  std::span<const twin::DestinationRow> destinations);

}  // namespace heliofab::store
