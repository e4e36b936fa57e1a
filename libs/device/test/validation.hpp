// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// Rows of docs/validation/device.md.
namespace heliofab::device::testing_cells {

struct Check {
  std::string what;
  double expected;
  double obtained;
  double tolerance;
  std::string unit;
  std::string why;
};
using Checks = std::vector<Check>;

/// Interfaces, contacts, statistics and mobility.
Checks physics_checks();

}  // namespace heliofab::device::testing_cells
