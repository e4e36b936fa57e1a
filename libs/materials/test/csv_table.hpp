// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/materials/optical_constants.hpp"

// What tests of materials and optics need of data/: numeric columns under '#' lines and one header.
namespace heliofab::testing_data {

inline std::vector<std::vector<double>> read_columns(const std::string& name) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/data/" + name);
  if (!file) {
    throw std::runtime_error("no file data/" + name);
  }
  std::vector<std::vector<double>> columns;
  bool has_header = false;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    if (!has_header) {
      has_header = true;
      continue;
    }
    std::stringstream cells(line);
    std::size_t column = 0;
    for (std::string cell; std::getline(cells, cell, ','); ++column) {
      columns.resize(std::max(columns.size(), column + 1));
      columns[column].push_back(std::stod(cell));
    }
  }
  return columns;
}

inline materials::OpticalConstants read_constants(const std::string& name) {
  const auto columns = read_columns("optics/" + name + ".csv");
  materials::OpticalConstants table{.wavelength = columns[0], .n = columns[1], .k = columns[2]};
  for (double& wavelength : table.wavelength) {
    wavelength = wavelength * unit::nm;
  }
  return table;
}

inline std::vector<materials::CigsTable> read_cigs() {
  return {
      {0.00, read_constants("cigs_x000")},           {0.20, read_constants("cigs_x020")},
      {0.30, read_constants("cigs_x030")},           {0.40, read_constants("cigs_x040")},
      {1.00, read_constants("cigs_x100")},           {0.40, read_constants("cigs_x040_y069"), 0.69},
      {0.40, read_constants("cigs_x040_y100"), 1.00}};
}

}  // namespace heliofab::testing_data
