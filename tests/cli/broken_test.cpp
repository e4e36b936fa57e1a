// SPDX-License-Identifier: Apache-2.0
// Files that are broken in the ways that people break them. broken/expected.txt has a line for
// each: the file, the command, and every problem that must be told of, at its place.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "program.hpp"

namespace heliofab::cli {
namespace {

constexpr const char* broken = HELIOFAB_SOURCE_DIR "/tests/cli/broken/";

struct Expected {
  std::string file;
  std::string command;
  std::string problems;
};

std::vector<Expected> table() {
  std::ifstream in(std::string(broken) + "expected.txt");
  std::vector<Expected> all;
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Expected row;
    if (line.starts_with('#') || !(words >> row.file >> row.command)) {
      continue;
    }
    for (std::string word; words >> word;) {
      row.problems += (row.problems.empty() ? "" : " ") + word;
    }
    all.push_back(row);
  }
  return all;
}

// "4:9 E1111 film.csv:3:1 E1402": the file is named where it is another one.
std::string problems_of(const std::string& told, const std::string& file) {
  static const std::regex head(R"(^(?:[^:]*/)?([^:/ ]+):(\d+:\d+): error: .*\[(E\d{4})\]$)");
  std::istringstream lines(told);
  std::string problems;
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (std::regex_match(line, found, head)) {
      problems += (problems.empty() ? "" : " ") + (found[1] == file ? "" : found[1].str() + ":") +
                  found[2].str() + " " + found[3].str();
    }
  }
  return problems;
}

class Broken : public Cli {};

TEST_F(Broken, files_are_told_all_their_problems_at_their_places) {
  for (const Expected& row : table()) {
    Call made = call({row.command, row.file});
    made.folder = broken;
    const Outcome outcome = run(made);
    EXPECT_EQ(outcome.status, 2) << row.file;
    EXPECT_EQ(outcome.out, "") << row.file;
    EXPECT_EQ(problems_of(outcome.err, row.file), row.problems) << row.file << '\n' << outcome.err;
  }
}

TEST_F(Broken, files_all_stand_in_the_table) {
  std::set<std::string> listed;
  for (const Expected& row : table()) {
    EXPECT_TRUE(listed.insert(row.file).second) << row.file;
  }
  EXPECT_GE(listed.size(), 40);
  for (const auto& entry : fs::directory_iterator(broken)) {
    if (entry.path().extension() == ".yaml") {
      EXPECT_TRUE(listed.contains(entry.path().filename().string())) << entry.path();
    }
  }
}

TEST_F(Broken, files_bring_only_codes_that_can_be_explained) {
  std::set<std::string> codes;
  for (const Expected& row : table()) {
    std::istringstream words(row.problems);
    for (std::string word; words >> word;) {
      if (word.starts_with('E')) {
        codes.insert(word);
      }
    }
  }
  EXPECT_GE(codes.size(), 20);
  for (const std::string& code : codes) {
    EXPECT_EQ(heliofab({"explain", code}).status, 0) << code;
  }
}

}  // namespace
}  // namespace heliofab::cli
