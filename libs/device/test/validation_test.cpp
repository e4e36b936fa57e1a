// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

#include "validation_rows.hpp"

// Each row of docs/validation/device.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the page and docs/images/device-*.svg.
namespace heliofab::device {

bool testing_cells::is_page_written() { return std::getenv("HELIOFAB_VALIDATION") != nullptr; }

namespace {

constexpr auto head = R"(# Validation of device

Written, with its pictures, by `HELIOFAB_VALIDATION=docs/validation/device.md build/dev/libs/device/device_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Cells and sources: notes below the tables.
)";

TEST(Validation, EveryFigureIsWithinItsTolerance) {
  using namespace testing_cells;
  const std::vector<validation::Section> sections{
      {"Benchmarks", benchmark_rows(), curve_picture},
      {"Baselines", baseline_rows()},
      {"Order", mesh_rows(), mesh_picture},
      {"Random cells", ensemble_rows(), ensemble_picture},
      {"Quantum efficiency, reciprocity, capacitance", response_rows(), response_picture},
      {"Derivatives", analysis_rows()},
      {"Interfaces, contacts, statistics", physics_rows()},
      {"Limit of Shockley and Queisser", limit_rows(), limit_picture},
      {"Closed forms of diodes", closed_form_rows()},
      {"Temperature and light", condition_rows()},
      {"Trends of CIGS", cigs_trends(), trend_picture}};
  validation::expect_all(sections);
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    validation::write_page({.head = head, .library = "device", .digits = 7}, sections, path);
  }
}

}  // namespace
}  // namespace heliofab::device
