// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/io/document.hpp"

namespace heliofab::cli {

/// What is wanted of a cell by its layers.
struct LayeredCellOptions {
  std::string curve;  // CSV file, or empty
  bool json = false;
};

/// Solves and prints it. @throws InputError, ModelError E3203 with every doubt about the curve
void solve_layered_cell(const io::Document& document, const LayeredCellOptions& options);

}  // namespace heliofab::cli
