// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace heliofab::exchange {

/// What went into a file of maps.
struct MapSizes {
  std::int64_t rolls = 0;
  std::int64_t positions = 0;  // along a roll
  std::int64_t lanes = 0;
  std::int64_t modules = 0;
  std::int64_t readings = 0;
};

/// Writes a run as HDF5 with dimension scales as netCDF-4 has them. Groups, names, units:
/// docs/formats/export.md. The root has maps of what modules are over (roll, position, lane), where
/// a position is a step of web, `map_step` long, and NaN says that no flashed module covers its
/// middle; the group `modules` has one value a module, `readings` one a reading of a gauge.
/// @param file  replaced when it is there
/// @throws StorageError E5101, E5102 for the run, E5104 when the file cannot be written
MapSizes write_maps(const std::filesystem::path& run, const std::filesystem::path& file);

}  // namespace heliofab::exchange
