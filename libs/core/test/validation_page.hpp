// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "line_chart.hpp"

/// Pages of docs/validation: rows that are assertions, and pictures.
namespace heliofab::validation {

struct Check {
  std::string what;
  double expected;
  double obtained;
  double tolerance;
  std::string unit;
  std::string why;
};
using Checks = std::vector<Check>;

struct Section {
  std::string title;
  Checks rows;
  std::function<line_chart::Picture()> picture = {};
  std::string text = {};  // before the rows, as Markdown
};

inline void expect_all(const std::vector<Section>& sections) {
  for (const Section& section : sections) {
    for (const Check& r : section.rows) {
      EXPECT_NEAR(r.obtained, r.expected, r.tolerance) << section.title << ": " << r.what;
    }
  }
}

inline void write_rows(const Checks& rows, std::ostream& out) {
  out << "| case | expected | obtained | tolerance | unit | why this tolerance |\n"
         "|---|---|---|---|---|---|\n";
  for (const Check& r : rows) {
    out << "| " << r.what << " | " << r.expected << " | " << r.obtained << " | " << r.tolerance
        << " | " << r.unit << " | " << r.why << " |\n";
  }
}

/// Draws a picture and shows it under a name.
inline void write_picture(const line_chart::Picture& picture, const std::string& name,
                          std::ostream& out) {
  std::ofstream(HELIOFAB_SOURCE_DIR "/docs/images/" + picture.file) << picture.svg;
  out << "![" << name << "](../images/" << picture.file << ")\n\n*" << picture.caption << "*\n";
}

/// A page that begins with `head` and ends with the notes of a library's tests.
struct Page {
  std::string head;
  std::string library;
  int digits = 7;
};
inline void write_page(const Page& page, const std::vector<Section>& sections,
                       const std::string& path) {
  std::ofstream file(path);
  file.precision(page.digits);
  file << page.head;
  for (const Section& section : sections) {
    file << "\n## " << section.title << "\n\n";
    if (section.picture) {
      write_picture(section.picture(), section.title, file);
      file << '\n';
    }
    file << section.text << (section.text.empty() || section.rows.empty() ? "" : "\n");
    if (!section.rows.empty()) {
      write_rows(section.rows, file);
    }
  }
  std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/" + page.library + "/test/validation_notes.md");
  file << '\n' << notes.rdbuf();
}

}  // namespace heliofab::validation
