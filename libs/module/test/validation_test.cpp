// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

#include "validation_rows.hpp"

// Each row of docs/validation/module.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the page and docs/images/module-*.svg.
namespace heliofab::module {
namespace {

constexpr auto head = R"(# Validation of module

Written, with its pictures, by `HELIOFAB_VALIDATION=docs/validation/module.md build/dev/libs/module/module_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Modules and sources: notes below the tables.
)";

TEST(Validation, EveryFigureIsWithinItsTolerance) {
  using namespace testing_planes;
  const std::vector<validation::Section> sections{
      {"Benchmarks of the module in its plane", benchmark_rows(), curve_picture},
      {"Convergence", mesh_rows(), mesh_picture},
      {"Error over its estimate", mesh_error_rows()},
      {"Shade", shade_rows(), shade_picture},
      {"Closed forms", closed_form_rows()},
      {"Conservation, and a flaw to look at", balance_rows(), map_picture},
      {"Where the power goes, and what it hangs on", loss_rows(), loss_picture},
      {"Heat", heat_rows(), heat_picture},
      {"The best pitch", pitch_rows(), pitch_picture},
      {"Population", population_rows(), population_picture},
      {"Faults at points of a string", fault_rows()},
      {"Strips in series, the plain model", plain_rows()},
      {"Beside PVMOS", pvmos_rows()},
      {"Bent laminates", laminate_rows()}};
  validation::expect_all(sections);
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    validation::write_page({.head = head, .library = "module", .digits = 9}, sections, path);
  }
}

}  // namespace
}  // namespace heliofab::module
