// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "csv_table.hpp"

// The tables of data/ as a whole: whoever adds one adds its source.
namespace heliofab::testing_data {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The words of the line "# <name>: ...", up to a blank, comma or colon.
std::vector<std::string> words_of_comment(const std::string& text, const std::string& name) {
  const std::size_t start = text.find("# " + name + ": ");
  std::vector<std::string> words(1);
  if (start != std::string::npos) {
    for (std::size_t i = start + name.size() + 4; text.at(i) != '\n'; ++i) {
      if (std::string_view(" ,;:()").find(text[i]) == std::string_view::npos) {
        words.back() += text[i];
      } else {
        words.emplace_back();
      }
    }
  }
  return words;
}

TEST(Data, EveryTableNamesItsSourceLicenceAndGrade) {
  const std::string known = text_of(HELIOFAB_SOURCE_DIR "/docs/references.bib");
  int tables = 0;
  for (const char* folder : {"/data/optics", "/data/spectra"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(HELIOFAB_SOURCE_DIR + std::string(folder))) {
      if (entry.path().extension() != ".csv") {
        continue;
      }
      ++tables;
      const std::string text = text_of(entry.path());
      const std::string source = words_of_comment(text, "source").front();
      EXPECT_NE(known.find("{" + source + ","), std::string::npos) << entry.path() << source;
      EXPECT_FALSE(words_of_comment(text, "licence").front().empty()) << entry.path();
      const std::string grade = words_of_comment(text, "grade").front();
      EXPECT_TRUE(grade.size() == 1 && grade >= "A" && grade <= "D") << entry.path() << grade;
    }
  }
  EXPECT_GE(tables, 30);
}

TEST(Data, EveryTableOfConstantsCanBeUsed) {
  for (const auto& entry :
       std::filesystem::directory_iterator(HELIOFAB_SOURCE_DIR "/data/optics")) {
    if (entry.path().extension() == ".csv") {
      const std::string name = entry.path().stem();
      const materials::OpticalConstants table = read_constants(name);
      EXPECT_NO_THROW(check(table, name)) << name;
      EXPECT_LE(table.wavelength.front(), 300 * unit::nm * (1 + 1e-12)) << name;
      EXPECT_GE(table.wavelength.back(), 1300 * unit::nm * (1 - 1e-12)) << name;
    }
  }
}

// Absorbers end where their gaps do: 1.12 eV of silicon, 1.5 eV of CdTe, 1.6 eV of the perovskite.
// Lengths of absorption just above and well below.
TEST(Data, AbsorbersEndAtTheirGaps) {
  const auto length = [](const char* name, double nm) {
    return nm * unit::nm / (4 * std::acos(-1.0) * read_constants(name).at(nm * unit::nm).imag());
  };
  EXPECT_LT(length("si", 1000), 200e-6);
  EXPECT_GT(length("si", 1250), 0.1);
  EXPECT_LT(length("cdte", 780), 1e-6);
  EXPECT_GT(length("cdte", 950), 30e-6);
  EXPECT_LT(length("mapbi3", 750), 1e-6);
  EXPECT_GT(length("mapbi3", 850), 30e-6);
}

}  // namespace
}  // namespace heliofab::testing_data
