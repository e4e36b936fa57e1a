// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "command_table.hpp"

namespace heliofab::cli {

namespace {

constexpr std::string_view keys_command = "heliofab generate keys 2>/dev/null";

std::string replaced(std::string_view text, std::string_view wanted, std::string_view mark) {
  std::string result;
  for (const char c : text) {
    if (wanted.find(c) != std::string_view::npos) {
      result += mark;
    }
    result += c;
  }
  return result;
}

// Inside '...' of a shell; what ends the quote is written outside of it.
std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result + "'";
}

std::string command_names(const std::vector<CommandRow>& commands) {
  std::string text;
  for (const CommandRow& command : commands) {
    text += command.name + " ";
  }
  return text + "--help --version";
}

// What bash offers for a value.
std::string bash_reply(const OptionRow& row) {
  switch (row.takes) {
    case Takes::key:
      return row.names.back().starts_with('-') ? "_heliofab_keys =" : "_heliofab_keys ''";
    case Takes::choice:
      return fmt::format("_heliofab_words '{}'", fmt::join(row.choices, " "));
    default:
      return "_heliofab_files";
  }
}

std::string zsh_action(const OptionRow& row) {
  switch (row.takes) {
    case Takes::key:
      return row.names.back().starts_with('-') ? "_heliofab_keys -S =" : "_heliofab_keys";
    case Takes::choice:
      return fmt::format("({})", fmt::join(row.choices, " "));
    default:
      return "_files";
  }
}

std::string zsh_option(const OptionRow& row) {
  const std::string help = replaced(row.help, "[]:\\", "\\");
  const std::string value =
      row.takes == Takes::nothing
          ? ""
          : fmt::format("{}value:{}", row.may_stand_alone ? "::" : ":", zsh_action(row));
  std::string text;
  for (const std::string& name : row.names) {
    text += fmt::format(
        " \\\n        {}",
        shell_quoted(fmt::format("{}{}[{}]{}", row.may_repeat ? "*" : "", name, help, value)));
  }
  return text;
}

std::string fish_value(const OptionRow& row) {
  switch (row.takes) {
    case Takes::nothing:
      return "";
    case Takes::key:
      return fmt::format(" -x -a '({})'", keys_command);
    case Takes::choice:
      return fmt::format(" -x -a '{}'", fmt::join(row.choices, " "));
    default:
      return row.may_stand_alone ? " -F" : " -r -F";
  }
}

}  // namespace

std::string bash_completion(const std::vector<CommandRow>& commands) {
  std::string values;
  std::string options;
  std::string words;
  for (const CommandRow& command : commands) {
    std::string names;
    for (const OptionRow& row : command.options) {
      names += fmt::format("{} ", fmt::join(row.names, " "));
      for (const std::string& name : row.names) {
        if (row.takes != Takes::nothing && !row.may_stand_alone) {
          values += fmt::format("    {}:{}) {}; return ;;\n", command.name, name, bash_reply(row));
        }
      }
    }
    options += fmt::format("      {}) _heliofab_words '{}' ;;\n", command.name, names);
    if (!command.words.empty()) {
      words += fmt::format("    {}) {} ;;\n", command.name, bash_reply(command.words.front()));
    }
  }
  return fmt::format(
      "# Completions of heliofab for bash, made by `heliofab generate bash`.\n"
      "_heliofab_words() {{ mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }}\n"
      "_heliofab_files() {{ compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "
      "\"$word\"); }}\n"
      "_heliofab_keys() {{\n"
      "  [[ -n $1 ]] && compopt -o nospace\n"
      "  mapfile -t COMPREPLY < <(compgen -S \"$1\" -W \"$({})\" -- \"$word\")\n"
      "}}\n"
      "_heliofab() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} "
      "command=${{COMP_WORDS[1]}}\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    _heliofab_words '{}'\n"
      "    return\n"
      "  fi\n"
      "  case $command:$before in\n"
      "{}"
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    case $command in\n"
      "{}"
      "    esac\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n"
      "{}"
      "  esac\n"
      "}}\n"
      "complete -F _heliofab heliofab\n",
      keys_command, command_names(commands), values, options, words);
}

std::string zsh_completion(const std::vector<CommandRow>& commands) {
  std::string list;
  std::string cases;
  for (const CommandRow& command : commands) {
    list += fmt::format(
        "    {}\n",
        shell_quoted(fmt::format("{}:{}", command.name, replaced(command.summary, ":\\", "\\"))));
    cases += fmt::format("    {})\n      _arguments", command.name);
    for (const OptionRow& row : command.options) {
      cases += zsh_option(row);
    }
    for (const OptionRow& row : command.words) {
      cases += fmt::format(" \\\n        {}",
                           shell_quoted(fmt::format("{}:{}:{}", row.may_repeat ? "*" : "",
                                                    row.names.front(), zsh_action(row))));
    }
    cases += "\n      ;;\n";
  }
  return fmt::format(
      "#compdef heliofab\n"
      "# Completions of heliofab for zsh, made by `heliofab generate zsh`.\n"
      "_heliofab_keys() {{\n"
      "  local -a keys\n"
      "  keys=(${{(f)\"$({})\"}})\n"
      "  compadd \"$@\" -a keys\n"
      "}}\n"
      "_heliofab() {{\n"
      "  local -a commands\n"
      "  commands=(\n"
      "{}"
      "  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $words[1] in\n"
      "{}"
      "  esac\n"
      "}}\n"
      "if [[ $funcstack[1] == _heliofab ]]; then\n"
      "  _heliofab \"$@\"\n"
      "else\n"
      "  compdef _heliofab heliofab\n"
      "fi\n",
      keys_command, list, cases);
}

std::string fish_completion(const std::vector<CommandRow>& commands) {
  std::string text =
      "# Completions of heliofab for fish, made by `heliofab generate fish`.\n"
      "complete -c heliofab -f\n"
      "complete -c heliofab -n __fish_use_subcommand -l version -d 'version, commit and hash of "
      "the data'\n";
  const auto quoted = [](std::string_view help) { return "'" + replaced(help, "'\\", "\\") + "'"; };
  for (const CommandRow& command : commands) {
    text += fmt::format("complete -c heliofab -n __fish_use_subcommand -a {} -d {}\n", command.name,
                        quoted(command.summary));
    const std::string begin =
        fmt::format("complete -c heliofab -n '__fish_seen_subcommand_from {}'", command.name);
    for (const OptionRow& row : command.options) {
      std::string names;
      for (const std::string& name : row.names) {
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      text += fmt::format("{}{}{} -d {}\n", begin, names, fish_value(row), quoted(row.help));
    }
    for (const OptionRow& row : command.words) {
      text += fmt::format("{}{}\n", begin,
                          row.takes == Takes::file_or_text ? " -F" : fish_value(row).substr(3));
    }
  }
  return text;
}

}  // namespace heliofab::cli
