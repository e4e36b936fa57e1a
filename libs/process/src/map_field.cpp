// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/map_field.hpp"

#include <utility>

#include "heliofab/core/check.hpp"

namespace heliofab::process {

MapField::MapField(std::uint64_t seed, const std::string& purpose, CrossModes modes, double length,
                   double span)
    : modes_(std::move(modes)) {
  for (std::size_t mode = 0; mode < modes_.count(); ++mode) {
    amplitudes_.emplace_back(seed, purpose + "." + std::to_string(mode), length, span);
  }
}

void MapField::add(std::uint64_t entity, const WebGrid& grid, double deviation,
                   std::span<double> values) const {
  HELIOFAB_CHECK(values.size() == grid.count * modes_.zones);
  std::vector<double> amplitude(grid.count);
  for (std::size_t mode = 0; mode < amplitudes_.size(); ++mode) {
    amplitudes_[mode].fill(entity, grid, amplitude);
    const std::span<const double> shape = modes_.shape(mode);
    for (std::size_t place = 0; place < grid.count; ++place) {
      const double scaled = deviation * amplitude[place];
      const std::span<double> row = values.subspan(place * modes_.zones, modes_.zones);
      for (std::size_t zone = 0; zone < row.size(); ++zone) {
        row[zone] += scaled * shape[zone];
      }
    }
  }
}

}  // namespace heliofab::process
