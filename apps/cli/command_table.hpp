// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace heliofab::cli {

/// What may stand behind an option, or in the place of a word.
enum class Takes { nothing, choice, key, file_or_text };

struct OptionRow {
  std::vector<std::string> names;  // "-o", "--out"; of a word that is no option its name alone
  std::string help;
  Takes takes = Takes::nothing;
  std::vector<std::string> choices = {};
  bool may_repeat = false;
  bool may_stand_alone = false;  // its value may be left out
};

struct CommandRow {
  std::string name;
  std::string summary;      // the first line of its help
  std::string description;  // what follows, examples last
  std::vector<OptionRow> options;
  std::vector<OptionRow> words;
};

/// Commands and options as the parser knows them: the source of completions and of the man page.
std::vector<CommandRow> command_table(CLI::App& app);

/// Completions for a shell. Keys are asked of the program itself, so that they are never stale.
std::string bash_completion(const std::vector<CommandRow>& commands);
std::string zsh_completion(const std::vector<CommandRow>& commands);
std::string fish_completion(const std::vector<CommandRow>& commands);

/// A page for man(1). `day` is its date.
std::string man_page(const std::vector<CommandRow>& commands, const std::string& version,
                     const std::string& day);

}  // namespace heliofab::cli
