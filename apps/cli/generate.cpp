// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "arguments.hpp"
#include "command_table.hpp"
#include "common.hpp"
#include "kinds.hpp"

namespace heliofab::cli {

namespace {

// Of every kind, without the kind in front: as --set and explain take them.
std::string all_keys() {
  std::set<std::string> keys;
  for (const Kind& kind : kinds()) {
    for (const io::Explanation& e : kind.catalogue()) {
      if (e.path.size() > kind.name.size()) {
        keys.insert(e.path.substr(kind.name.size() + 1));
      }
    }
  }
  return fmt::format("{}", fmt::join(keys, "\n"));
}

// Of any input file.
io::Json whole_schema() {
  std::set<std::string_view> names;
  for (const Kind& kind : kinds()) {
    names.insert(kind.name);
  }
  return io::Json::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                           {"title", "Heliofab input"},
                           {"anyOf", io::Json::array_of(names, [](std::string_view name) {
                              const io::Json schema = schema_named(name);
                              io::Json part = io::Json::object();
                              for (const auto& [key, value] : schema.members()) {
                                if (key != "$schema") {  // stands above, once
                                  part.set(key, value);
                                }
                              }
                              return part;
                            })}});
}

std::string today() { return fmt::format("{:%Y-%m-%d}", std::chrono::system_clock::now()); }

// Where shells, man and editors look for what is generated.
using InstallLine = std::pair<std::string_view, std::string_view>;
constexpr std::array<InstallLine, 6> install_lines{
    {{"bash", "heliofab generate bash > ~/.local/share/bash-completion/completions/heliofab"},
     {"zsh", "heliofab generate zsh > ~/.zfunc/_heliofab"},
     {"fish", "heliofab generate fish > ~/.config/fish/completions/heliofab.fish"},
     {"man", "heliofab generate man > heliofab.1 && man -l heliofab.1"},
     {"schema", "heliofab generate schema > heliofab.schema.json"},
     {"keys", "heliofab explain KEY"}}};

void generate(const std::string& what, CLI::App& app) {
  if (what == "schema") {
    print_json(whole_schema());
  } else if (what == "keys") {
    print(all_keys());
  } else if (what == "bash") {
    print(bash_completion(command_table(app)));
  } else if (what == "zsh") {
    print(zsh_completion(command_table(app)));
  } else if (what == "fish") {
    print(fish_completion(command_table(app)));
  } else {
    print(man_page(command_table(app), version(), today()));
  }
  suggest(std::string(std::ranges::find(install_lines, what, &InstallLine::first)->second));
}

}  // namespace

void add_generate(CLI::App& app, Exit&) {
  auto what = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "generate",
      "Print completions for a shell, a man page, or what editors need.\n\n"
      "Examples:\n"
      "  heliofab generate bash > ~/.local/share/bash-completion/completions/heliofab\n"
      "  heliofab generate zsh > ~/.zfunc/_heliofab\n"
      "  heliofab generate fish > ~/.config/fish/completions/heliofab.fish\n"
      "  heliofab generate man > heliofab.1 && man -l heliofab.1\n"
      "  heliofab generate schema > heliofab.schema.json\n");
  command
      ->add_option("what", *what,
                   "bash, zsh, fish, man, schema (JSON Schema of any input), or keys (all keys, a "
                   "line each)")
      ->required()
      ->check(one_of({"bash", "zsh", "fish", "man", "schema", "keys"}));
  command->callback([what, &app] { generate(*what, app); });
}

}  // namespace heliofab::cli
