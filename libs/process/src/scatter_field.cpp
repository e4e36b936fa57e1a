// SPDX-License-Identifier: Apache-2.0
#include "scatter_field.hpp"

#include <cmath>

#include "heliofab/process/cross_modes.hpp"

namespace heliofab::process {

ScatterField::ScatterField(const Scatter& scatter, std::uint64_t seed, const std::string& purpose)
    : scatter_(scatter),
      roll_(seed, purpose + ".roll"),
      cross_(seed, purpose + ".cross"),
      local_(seed, purpose + ".local"),
      drift_(seed, purpose + ".drift", scatter.drift_length) {}

void ScatterField::add_along(std::int64_t roll, const WebGrid& grid,
                             std::span<double> values) const {
  const auto id = static_cast<std::uint64_t>(roll);
  if (scatter_.roll > 0) {
    const double offset = scatter_.roll * roll_.normal(id, 0);
    for (double& value : values) {
      value += offset;
    }
  }
  if (scatter_.drift > 0) {
    std::vector<double> drift(grid.count);
    drift_.fill(id, grid, drift);
    for (std::size_t f = 0; f < grid.count; ++f) {
      values[f] += scatter_.drift * drift[f];
    }
  }
}

void ScatterField::add_across(std::int64_t roll, const WebGrid& grid, std::size_t zones,
                              std::span<double> values) const {
  const auto id = static_cast<std::uint64_t>(roll);
  if (scatter_.cross > 0) {
    const CrossModes shapes = tilt_and_bow(zones);
    std::vector<double> profile(zones, 0);
    for (std::size_t m = 0; m < shapes.count(); ++m) {
      const double amplitude = scatter_.cross * cross_.normal(id, m);
      for (std::size_t z = 0; z < zones; ++z) {
        profile[z] += amplitude * shapes.shape(m)[z];
      }
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] += profile[i % zones];
    }
  }
  if (scatter_.local > 0) {
    // The draw of a place counts places from the start of the roll.
    const auto first = static_cast<std::uint64_t>(std::llround(grid.first / grid.step)) * zones;
    std::vector<double> local(values.size());
    local_.fill_normal(id, first, local);
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] += scatter_.local * local[i];
    }
  }
}

std::vector<double> deviations(const ScatterField& field, std::int64_t roll, const WebGrid& grid,
                               std::size_t zones) {
  std::vector<double> along(grid.count, 0);
  field.add_along(roll, grid, along);
  std::vector<double> values;
  values.reserve(grid.count * zones);
  for (const double value : along) {
    values.insert(values.end(), zones, value);
  }
  field.add_across(roll, grid, zones, values);
  return values;
}

}  // namespace heliofab::process
