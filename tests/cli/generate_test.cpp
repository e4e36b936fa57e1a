// SPDX-License-Identifier: Apache-2.0
// Completions and the man page follow the commands and options that there are, and the programs
// they are for take them.
#include <set>
#include <sstream>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

bool is_installed(const std::string& program) {
  return fs::exists("/usr/bin/" + program) || fs::exists("/bin/" + program);
}

class Generated : public CliOf {
 protected:
  Generated() : CliOf("generate") {}

  Outcome shell(const std::string& program, std::vector<std::string> words) const {
    Call made = call(std::move(words));
    made.program = fs::exists("/usr/bin/" + program) ? "/usr/bin/" + program : "/bin/" + program;
    made.environment["PATH"] = fs::path(HELIOFAB_PROGRAM).parent_path().string() + ":/usr/bin:/bin";
    made.environment["HOME"] = scratch.folder().string();
    return run(made);
  }

  // What bash offers for a line, the last word being completed.
  std::vector<std::string> offers(const std::vector<std::string>& line) const {
    std::string words;
    for (const std::string& word : line) {
      words += "'" + word + "' ";
    }
    const Outcome outcome =
        shell("bash", {"-c", "compopt() { :; }; source ./bash; COMP_WORDS=(" + words +
                                 "); COMP_CWORD=" + std::to_string(line.size() - 1) +
                                 "; _heliofab; printf '%s\\n' \"${COMPREPLY[@]}\""});
    EXPECT_EQ(outcome.err, "");
    std::istringstream lines(outcome.out);
    std::vector<std::string> result;
    for (std::string one; std::getline(lines, one);) {
      result.push_back(one);
    }
    return result;
  }
};

TEST_F(Generated, bash_completes_commands_options_choices_keys_and_files) {
  scratch.write("bash", text_of({"bash"}));
  scratch.write("my-plan.yaml", "");
  EXPECT_THAT(offers({"heliofab", "sw"}), testing::ElementsAre("sweep"));
  EXPECT_THAT(offers({"heliofab", "run", "--rec"}), testing::ElementsAre("--records"));
  EXPECT_THAT(offers({"heliofab", "run", "--records", ""}),
              testing::ElementsAre("none", "summary", "full"));
  EXPECT_THAT(offers({"heliofab", "run", "--set", "process.recipe.absorber.thick"}),
              testing::ElementsAre("process.recipe.absorber.thickness="));
  EXPECT_THAT(offers({"heliofab", "explain", "layout.pit"}), testing::ElementsAre("layout.pitch"));
  EXPECT_THAT(offers({"heliofab", "check", "my-"}), testing::ElementsAre("my-plan.yaml"));
  EXPECT_THAT(offers({"heliofab", "new", ""}), IsSupersetOf({"fab2", "cell", "module"}));
}

TEST_F(Generated, completions_know_every_option_of_every_command) {
  const std::string bash = text_of({"bash"});
  const std::string zsh = text_of({"zsh"});
  const std::string fish = text_of({"fish"});
  const std::string man = text_of({"man"});
  std::istringstream help(heliofab({"--help"}).out);
  int n_options = 0;
  bool in_commands = false;
  for (std::string line; std::getline(help, line);) {
    in_commands = in_commands || line.starts_with("Subcommands:");
    if (!in_commands || !line.starts_with("  ") || line[2] == ' ') {
      continue;
    }
    const std::string command = line.substr(2, line.find(' ', 2) - 2);
    EXPECT_THAT(bash, HasSubstr("\n      " + command + ") _heliofab_words '"));
    EXPECT_THAT(zsh, HasSubstr("\n    " + command + ")\n"));
    EXPECT_THAT(man, HasSubstr(".SS " + command));
    std::istringstream options(heliofab({command, "--help"}).out);
    for (std::string row; std::getline(options, row);) {
      const std::size_t at = row.find("--");
      if (!row.starts_with("  -") || at == std::string::npos) {
        continue;
      }
      const std::string name = row.substr(at + 2, row.find_first_of(" ,:", at) - at - 2);
      ++n_options;
      EXPECT_THAT(bash, HasSubstr("--" + name + " ")) << command;
      EXPECT_THAT(zsh, HasSubstr("--" + name + "[")) << command;
      EXPECT_THAT(fish, HasSubstr("from " + command + "'")) << command;
      EXPECT_THAT(fish, HasSubstr(" -l " + name + " ")) << command;
    }
  }
  EXPECT_GT(n_options, 60);
}

TEST_F(Generated, scripts_are_read_by_their_shells_without_a_word) {
  for (const std::string name : {"bash", "zsh", "fish"}) {
    if (!is_installed(name)) {
      continue;
    }
    scratch.write(name, text_of({name}));
    const Outcome read = shell(name, {"-n", "./" + name});
    EXPECT_EQ(read.status, 0) << name;
    EXPECT_EQ(read.err, "") << name;
  }
}

TEST_F(Generated, fish_completes_commands_options_choices_and_keys) {
  if (!is_installed("fish")) {
    GTEST_SKIP() << "no fish";
  }
  scratch.write("fish", text_of({"fish"}));
  const auto offered = [&](const std::string& line) {
    return shell("fish", {"--no-config", "-c", "source ./fish; complete -C '" + line + "'"}).out;
  };
  EXPECT_THAT(offered("heliofab sw"), testing::StartsWith("sweep\t"));
  EXPECT_THAT(offered("heliofab run --rec"), testing::StartsWith("--records\t"));
  EXPECT_THAT(offered("heliofab run --records "),
              testing::MatchesRegex("full\t[^\n]*\nnone\t[^\n]*\nsummary\t[^\n]*\n"));
  EXPECT_THAT(offered("heliofab run --set process.recipe.absorber.thick"),
              testing::StartsWith("process.recipe.absorber.thickness\t"));
}

TEST_F(Generated, man_page_has_no_faults) {
  scratch.write("heliofab.1", text_of({"man"}));
  if (is_installed("groff")) {
    const Outcome read = shell("groff", {"-man", "-ww", "-z", "heliofab.1"});
    EXPECT_EQ(read.status, 0);
    EXPECT_EQ(read.err, "");
  }
  if (is_installed("mandoc")) {
    const Outcome read = shell("mandoc", {"-T", "lint", "-W", "warning", "heliofab.1"});
    EXPECT_EQ(read.out + read.err, "");
  }
}

TEST_F(Generated, schema_takes_every_kind_and_keys_can_be_explained) {
  const Json schema = Json::parse(text_of({"schema"}));
  std::set<std::string> kinds;
  for (const Json& one : schema["anyOf"]) {
    kinds.insert(one["required"][1].get<std::string>());
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"fab", "cell", "film", "module", "product"}));
  const std::string keys = "\n" + text_of({"keys"});
  for (const char* key : {"days", "layout.pitch", "layers.*.gap", "recipe.absorber.ggi"}) {
    EXPECT_THAT(keys, HasSubstr(std::string("\n") + key + "\n"));
    EXPECT_EQ(heliofab({"explain", key}).status, 0) << key;
  }
}

}  // namespace
}  // namespace heliofab::cli
