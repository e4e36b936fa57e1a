// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// Rows of docs/validation/device.md, each of which is an assertion.
namespace heliofab::device::validation {

struct Check {
  std::string what;
  double expected;
  double obtained;
  double tolerance;
  std::string unit;
  std::string why;
};
using Checks = std::vector<Check>;

// validation_analysis_test.cpp
Checks analysis_rows();

// validation_figures_test.cpp
Checks radiative_limits();
Checks closed_forms();
Checks temperature();

// validation_trends_test.cpp
Checks cigs_trends();

}  // namespace heliofab::device::validation
