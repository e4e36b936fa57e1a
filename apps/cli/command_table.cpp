// SPDX-License-Identifier: Apache-2.0
#include "command_table.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "arguments.hpp"

namespace heliofab::cli {

namespace {

// Words and values of options that begin with a key of an input.
constexpr std::array<std::string_view, 5> keyed{"--set", "--vary", "--over", "--variant",
                                                "key-or-code"};

OptionRow row_of(CLI::Option& option) {
  OptionRow row{.names = {}, .help = option.get_description()};
  for (const std::string& name : option.get_snames()) {
    row.names.push_back("-" + name);
  }
  for (const std::string& name : option.get_lnames()) {
    row.names.push_back("--" + name);
  }
  if (row.names.empty()) {
    row.names.push_back(option.get_name(true));
  }
  if (option.get_items_expected_max() > 0) {
    row.choices = choices_of(option);
    const bool is_key = std::ranges::find(keyed, row.names.back()) != keyed.end();
    row.takes = is_key ? Takes::key : row.choices.empty() ? Takes::file_or_text : Takes::choice;
    row.may_repeat = option.get_items_expected_max() > 1;
    row.may_stand_alone = option.get_items_expected_min() == 0;
  }
  return row;
}

}  // namespace

std::vector<CommandRow> command_table(CLI::App& app) {
  std::vector<CommandRow> table;
  for (CLI::App* command : app.get_subcommands({})) {
    const std::string text = command->get_description();
    const std::size_t end = text.find('\n');
    CommandRow row{.name = command->get_name(),
                   .summary = text.substr(0, end),
                   .description = end == std::string::npos ? "" : text.substr(end + 1),
                   .options = {},
                   .words = {}};
    for (CLI::Option* option : command->get_options()) {
      (option->get_positional() ? row.words : row.options).push_back(row_of(*option));
    }
    table.push_back(std::move(row));
  }
  return table;
}

}  // namespace heliofab::cli
