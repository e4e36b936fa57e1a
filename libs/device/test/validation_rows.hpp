// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// Rows of docs/validation/device.md, each of which is an assertion.
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

/// Quantum efficiency, derivatives and admittance.
Checks analysis_rows();

/// Interfaces, contacts, statistics and mobility.
Checks physics_rows();

/// Limits, closed forms of diodes, temperature and light, and the trends of CIGS.
Checks figure_rows();
Checks cigs_trends();

}  // namespace heliofab::device::testing_cells
