// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/codes.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab::io {
namespace {

namespace fs = std::filesystem;

using ::testing::IsEmpty;

TEST(Codes, AreFoundInEitherCaseAndAllHaveACure) {
  ASSERT_NE(find_code("e1203"), nullptr);
  EXPECT_EQ(find_code("E1203")->meaning, "a value has no unit");
  EXPECT_EQ(find_code("E9999"), nullptr);
  EXPECT_EQ(find_code(""), nullptr);
  for (const Code& code : all_codes()) {
    EXPECT_EQ(code.code.size(), 5U);
    EXPECT_FALSE(code.meaning.empty()) << code.code;
    EXPECT_FALSE(code.meaning.ends_with('.')) << code.code;
    EXPECT_TRUE(code.cure.ends_with('.')) << code.code;
  }
}

// "E1203" as code spells it, and [E1203] as a message does; comments name codes without either. W
// begins those of warnings.
void add_codes_of(const fs::path& file, std::set<std::string>& codes) {
  static const std::regex code(R"re(["\[]([EW][0-9]{4})["\]])re");
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  for (std::sregex_iterator it(text.begin(), text.end(), code), end; it != end; ++it) {
    codes.insert((*it)[1]);
  }
}

std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  const fs::path root = HELIOFAB_SOURCE_DIR;
  for (const fs::path& folder : {root / "libs", root / "apps"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const fs::path& file = entry.path();
      const std::string inside = file.lexically_relative(root).generic_string();
      const bool is_source = file.extension() == ".cpp" || file.extension() == ".hpp";
      const bool is_of_a_test = inside.find("/test/") != std::string::npos;
      if (is_source && !is_of_a_test && inside != "libs/io/src/codes.cpp") {
        add_codes_of(file, codes);
      }
    }
  }
  return codes;
}

// What the program says, `heliofab explain` explains; and it explains nothing that is never said.
TEST(Codes, AreThoseOfTheSourcesAllAndNoOther) {
  const std::set<std::string> used = codes_in_sources();
  std::set<std::string> known;
  for (const Code& code : all_codes()) {
    known.emplace(code.code);
  }
  std::set<std::string> missing;
  std::set<std::string> unused;
  std::ranges::set_difference(used, known, std::inserter(missing, missing.end()));
  std::ranges::set_difference(known, used, std::inserter(unused, unused.end()));
  EXPECT_THAT(missing, IsEmpty()) << "add to libs/io/src/codes.cpp";
  EXPECT_THAT(unused, IsEmpty()) << "take out of libs/io/src/codes.cpp";
  EXPECT_GT(used.size(), 50U);
}

}  // namespace
}  // namespace heliofab::io
