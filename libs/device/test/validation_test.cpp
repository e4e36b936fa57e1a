// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "validation_rows.hpp"

// Each row of docs/validation/device.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the page and docs/images/device-*.svg.
namespace heliofab::device {

bool testing_cells::is_page_written() { return std::getenv("HELIOFAB_VALIDATION") != nullptr; }

namespace {

struct Section {
  std::string title;
  testing_cells::Checks rows;
  std::function<line_chart::Picture()> picture = {};
};

constexpr auto head = R"(# Validation of device

Written, with its pictures, by `HELIOFAB_VALIDATION=docs/validation/device.md build/dev/libs/device/device_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Cells and sources: notes below the tables.
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
  for (const testing_cells::Check& r : section.rows) {
    file << "| " << r.what << " | " << r.expected << " | " << r.obtained << " | " << r.tolerance
         << " | " << r.unit << " | " << r.why << " |\n";
  }
}

TEST(Validation, EveryFigureIsWithinItsTolerance) {
  using namespace testing_cells;
  const std::vector<Section> sections{
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
  for (const Section& section : sections) {
    for (const Check& r : section.rows) {
      EXPECT_NEAR(r.obtained, r.expected, r.tolerance) << section.title << ": " << r.what;
    }
  }
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    std::ofstream file(path);
    file.precision(7);
    file << head;
    for (const Section& section : sections) {
      write(section, file);
    }
    std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/device/test/validation_notes.md");
    file << '\n' << notes.rdbuf();
  }
}

}  // namespace
}  // namespace heliofab::device
