// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>

#include "validation_rows.hpp"

// Each row of docs/validation/process.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the page and docs/images/process-*.svg.
namespace heliofab::process {
namespace {

constexpr auto head = R"(# Validation of process

Written, with its pictures, by `HELIOFAB_VALIDATION=docs/validation/process.md build/dev/libs/process/process_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Data, conditions and sources: notes below the tables.
)";

TEST(Validation, EveryFigureIsWithinItsTolerance) {
  using namespace validation_rows;
  const std::vector<validation::Section> sections{
      {"Vapours and plumes", source_rows(), source_picture},
      {"The film of a web that moves through plumes", growth_rows(), growth_picture},
      {"Gallium over the depth", depth_rows(), depth_picture},
      {"Orders of convergence", order_rows(), order_picture, order_table()},
      {"Contacts and buffer", contact_rows(), contact_picture},
      {"Scribes", scribe_rows(), scribe_picture},
      {"Fields and faults on the web", field_rows(), field_picture},
      {"A stretch alone and in the whole", stretch_rows()},
      {"Settings that make no sense", {}, {}, setting_table()},
      {"Control charts of published data", chart_rows(), chart_picture},
      {"Run lengths", run_length_rows(), run_length_picture},
      {"Capability and gauge studies", study_rows()},
      {"Run-to-run control", control_rows(), control_picture}};
  validation::expect_all(sections);
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    validation::write_page({.head = head, .library = "process"}, sections, path);
  }
}

}  // namespace
}  // namespace heliofab::process
