// SPDX-License-Identifier: Apache-2.0
// Every file that a user is invited to start from works.
#include <algorithm>

#include "program.hpp"

namespace heliofab::cli {
namespace {

std::vector<std::string> plans_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(HELIOFAB_SOURCE_DIR "/" + folder)) {
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
  for (const char* folder : {"data/fabs", "data/cells", "data/modules"}) {
    const std::vector<std::string> more = plans_in(folder);
    files.insert(files.end(), more.begin(), more.end());
  }
  ASSERT_GE(files.size(), 21);
  for (const std::string& file : files) {
    const Outcome outcome = heliofab({"check", file});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, testing::StartsWith(file + ": a valid ")) << file;
  }
}

// Fabs for two days and with a narrow web, so that this takes seconds; all else is as it stands.
TEST_F(Examples, run_with_their_command) {
  std::vector<std::string> files = plans_in("examples");
  files.push_back(plans_in("data/cells").front());
  files.push_back(plans_in("data/modules").back());
  for (const std::string& file : files) {
    const Outcome printed = heliofab({"check", file, "--print"});
    const std::size_t begin = printed.out.find('\n') + 1;
    const std::string kind = printed.out.substr(begin, printed.out.find(':', begin) - begin);
    const std::string command = kind == "fab" ? "run" : kind == "film" ? "cell" : kind;
    std::vector<std::string> words{command, file, "--json"};
    if (kind == "fab") {
      for (const char* word : {"--days", "2", "--records", "none", "--set",
                               "process.aperture_width=22 mm", "--set", "line.roll_length=40 m"}) {
        words.emplace_back(word);
      }
    }
    const Outcome outcome = heliofab(words);
    // Two days on a narrow web need not reach the gates of three months: 1.
    ASSERT_LE(outcome.status, kind == "fab" ? 1 : 0) << file << '\n' << outcome.err;
    const Json figures = Json::parse(outcome.out);
    EXPECT_TRUE(figures.contains(kind == "fab" ? "line_yield" : "fill_factor")) << file;
  }
}

}  // namespace
}  // namespace heliofab::cli
