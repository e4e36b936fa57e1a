// SPDX-License-Identifier: Apache-2.0
// Every file that a user is invited to start from is read without a complaint. What the examples
// give is held by the tests examples.*, see tests/CMakeLists.txt.
#include <algorithm>

#include "program.hpp"

namespace heliofab::cli {
namespace {

// Of a folder and those in it.
std::vector<std::string> plans_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(HELIOFAB_SOURCE_DIR "/" + folder)) {
    if (entry.path().extension() == ".yaml") {
      files.push_back(entry.path().string());
    }
  }
  std::ranges::sort(files);
  return files;
}

class Examples : public Cli {};

TEST_F(Examples, and_fabs_pass_check) {
  std::vector<std::string> files = plans_in("examples");
  ASSERT_GE(files.size(), 11);
  for (const char* folder : {"data/fabs", "data/cells", "data/modules"}) {
    const std::vector<std::string> more = plans_in(folder);
    files.insert(files.end(), more.begin(), more.end());
  }
  ASSERT_GE(files.size(), 36);
  for (const std::string& file : files) {
    const Outcome outcome = heliofab({"check", file});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, testing::StartsWith(file + ": a valid ")) << file;
  }
}

}  // namespace
}  // namespace heliofab::cli
