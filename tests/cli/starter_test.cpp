// SPDX-License-Identifier: Apache-2.0
// What `heliofab new` writes, and where it refuses to.
#include <algorithm>
#include <sstream>
#include <utility>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

const std::map<std::string, std::string>& sources() {
  static const std::map<std::string, std::string> all{
      {"fab2", "fabs/fab2-2010.yaml"}, {"fab1", "fabs/fab1-2009.yaml"},
      {"line", "fabs/line-12.yaml"},   {"cell", "cells/fab2.yaml"},
      {"module", "modules/hm50.yaml"}, {"product", "products/building.yaml"}};
  return all;
}

// Keys, values and grades alone: what is said about a value may differ with who gave it.
std::string without_comments(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    line.erase(std::min(line.find("  #"), line.size()));
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

class Starters : public CliOf {
 protected:
  Starters() : CliOf("new") {}
};

TEST_F(Starters, say_all_that_their_source_says) {
  for (const auto& [name, source] : sources()) {
    ASSERT_EQ(text_of({name}), name + ".yaml\n");
    const Outcome made = heliofab({"check", name + ".yaml", "--print"});
    const Outcome wanted = heliofab({"check", HELIOFAB_SOURCE_DIR "/data/" + source, "--print"});
    EXPECT_EQ(made.status, 0) << name << '\n' << made.err;
    EXPECT_EQ(without_comments(made.out), without_comments(wanted.out)) << name;
  }
}

TEST_F(Starters, stand_alone_and_are_short) {
  for (const std::string name : {"fab2", "fab1", "minimal", "line", "cell", "module", "product"}) {
    text_of({name});
    const std::vector<std::string> lines = scratch.lines(name + ".yaml");
    EXPECT_LT(lines.size(), name == "minimal" ? 40 : name == "fab2" ? 250 : 260) << name;
    for (const std::string& line : lines) {
      EXPECT_THAT(line, testing::Not(HasSubstr("based_on"))) << name;
      EXPECT_LE(line.size(), 180) << name << ": " << line;
    }
  }
}

TEST_F(Starters, explain_each_key_once) {
  const std::string text = text_of({"fab2", "-o", "-"});
  const std::string change = "  # unmount, mount, thread and pump down; ";
  EXPECT_THAT(text, HasSubstr("web_speed: 1.8 m/min [D]"));
  ASSERT_THAT(text, HasSubstr(change));
  EXPECT_EQ(text.find(change), text.rfind(change));
  EXPECT_THAT(text, HasSubstr("lifetime: 0.79 ns [D fitted]"));
}

TEST_F(Starters, run_with_the_command_they_name) {
  text_of({"minimal"});
  const Outcome ran = heliofab({"run", "minimal.yaml", "--days", "1", "--records", "none", "--set",
                                "process.aperture_width=22 mm", "--set", "line.roll_length=40 m"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  for (const auto& [name, command] :
       {std::pair{"cell", "cell"}, std::pair{"module", "module"}, std::pair{"product", "yield"}}) {
    text_of({name});
    const std::string original = HELIOFAB_SOURCE_DIR "/data/" + sources().at(name);
    EXPECT_EQ(heliofab({command, std::string(name) + ".yaml", "--json"}).out,
              heliofab({command, original, "--json"}).out);
  }
}

TEST_F(Starters, are_never_written_over_a_file_unless_forced) {
  scratch.write("fab2.yaml", "mine");
  expect_refusal({"fab2"},
                 "error: fab2.yaml: there is such a file already [E8140]\n"
                 "      note: name another one behind -o, or add --force to replace it\n");
  EXPECT_EQ(scratch.read("fab2.yaml"), "mine");
  EXPECT_EQ(text_of({"fab2", "--out", "other.yaml"}), "other.yaml\n");
  EXPECT_EQ(text_of({"fab2", "--force"}), "fab2.yaml\n");
  EXPECT_EQ(scratch.read("fab2.yaml"), scratch.read("other.yaml"));
}

TEST_F(Starters, of_an_unknown_name_list_those_known) {
  expect_refusal({"fab3"},
                 "error: what: found 'fab3', wanted fab2, fab1, minimal, line, cell, module or "
                 "product [E6204]\n"
                 "      note: heliofab new --help shows examples\n");
}

}  // namespace
}  // namespace heliofab::cli
