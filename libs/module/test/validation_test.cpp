// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "validation_rows.hpp"

// Each row of docs/validation/module.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the page and docs/images/module-*.svg.
namespace heliofab::module {
namespace {

struct Section {
  std::string title;
  testing_planes::Checks rows;
  std::function<line_chart::Picture()> picture = {};
};

constexpr auto head = R"(# Validation of module

Written, with its pictures, by `HELIOFAB_VALIDATION=docs/validation/module.md build/dev/libs/module/module_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Modules and sources: notes below the tables.
)";

void write(const Section& section, std::ofstream& file) {
  file << "\n## " << section.title << "\n\n";
  if (section.picture) {
    const line_chart::Picture picture = section.picture();
    std::ofstream(HELIOFAB_SOURCE_DIR "/docs/images/" + picture.file) << picture.svg;
    file << "![" << section.title << "](../images/" << picture.file << ")\n\n*" << picture.caption
         << "*\n\n";
  }
  file << "| case | expected | obtained | tolerance | unit | why this tolerance |\n"
          "|---|---|---|---|---|---|\n";
  for (const testing_planes::Check& r : section.rows) {
    file << "| " << r.what << " | " << r.expected << " | " << r.obtained << " | " << r.tolerance
         << " | " << r.unit << " | " << r.why << " |\n";
  }
}

TEST(Validation, EveryFigureIsWithinItsTolerance) {
  using namespace testing_planes;
  const std::vector<Section> sections{
      {"Benchmarks of the module in its plane", benchmark_rows(), curve_picture},
      {"Convergence", mesh_rows(), mesh_picture},
      {"Shade", shade_rows(), shade_picture},
      {"Closed forms", closed_form_rows()},
      {"Conservation, and a flaw to look at", balance_rows(), map_picture},
      {"The best pitch", pitch_rows(), pitch_picture},
      {"Strips in series, the plain model", plain_rows()}};
  for (const Section& section : sections) {
    for (const Check& r : section.rows) {
      EXPECT_NEAR(r.obtained, r.expected, r.tolerance) << section.title << ": " << r.what;
    }
  }
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    std::ofstream file(path);
    file.precision(9);
    file << head;
    for (const Section& section : sections) {
      write(section, file);
    }
    std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/module/test/validation_notes.md");
    file << '\n' << notes.rdbuf();
  }
}

}  // namespace
}  // namespace heliofab::module
