// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Tables of numbers beside the tests.
namespace heliofab::field {

/// Rows of a file in libs/field/test: comments with #, one line of names, then numbers and commas.
inline std::vector<std::vector<double>> number_rows(const std::string& name) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/libs/field/test/" + name);
  if (!file) {
    throw std::runtime_error("no table " + name);
  }
  std::vector<std::vector<double>> rows;
  std::string line;
  bool has_names = false;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#' || !std::exchange(has_names, true)) {
      continue;
    }
    std::vector<double> row;
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) {
      row.push_back(std::stod(cell));
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace heliofab::field
