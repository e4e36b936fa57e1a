// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "starter.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

struct NewOptions {
  std::string what = "fab2";
  std::string out;
  bool force = false;
};

void write_starter(const NewOptions& o) {
  const Starter& starter = *std::ranges::find(starters(), o.what, &Starter::name);
  const std::string text = starter_text(starter, data_folder());
  if (o.out == "-") {
    print(text);
    return;
  }
  const std::filesystem::path file = o.out.empty() ? o.what + ".yaml" : o.out;
  check_free(file, o.force, "name another one behind -o, or add --force to replace it");
  write_file(file, text);
  print(file.string());
  suggest(fmt::format("heliofab {} {}", starter.command, shell_word(file.string())));
}

}  // namespace

void add_new(CLI::App& app, Exit&) {
  auto o = std::make_shared<NewOptions>();
  std::string list;
  std::vector<std::string> names;
  for (const Starter& starter : starters()) {
    list += fmt::format("  {:<10}{}\n", starter.name, starter.about);
    names.emplace_back(starter.name);
  }
  CLI::App* command =
      app.add_subcommand("new", "Write a commented input file to start from.\n\n" + list +
                                    "\nExamples:\n"
                                    "  heliofab new fab2\n"
                                    "  heliofab new cell -o my-cell.yaml\n"
                                    "  heliofab new minimal -o - | less\n");
  command->add_option("what", o->what, fmt::format("{} [fab2]", fmt::join(names, ", ")))
      ->check(one_of(names));
  command->add_option("-o,--out", o->out, "file to write, - for standard output [WHAT.yaml]");
  command->add_flag("--force", o->force, "replace a file that is there");
  command->callback([o] { write_starter(*o); });
}

}  // namespace heliofab::cli
