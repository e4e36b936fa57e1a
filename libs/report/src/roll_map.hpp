// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "markup.hpp"

namespace heliofab::report {

/// Rolls stacked, one a row, with what a colour says of each place down the web.
struct RollMap {
  std::string label;  // for a screen reader
  std::string y_title;
  std::vector<std::string> names;        // one a row; those that have room are shown
  double length = 1;                     // [m] of the axis
  std::vector<LegendItem> classes;       // paint and name
  std::vector<std::vector<int>> values;  // [row][place]: a class, or -1 for nothing
};
/// One path a class, so that a map of thousands of places stays small.
std::string draw(const RollMap& map);

}  // namespace heliofab::report
