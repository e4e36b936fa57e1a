// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/write.hpp"
#include "kinds.hpp"

namespace heliofab::cli {

namespace {

struct CheckOptions {
  std::string file;
  std::vector<std::string> overrides;
  bool json = false;
  bool print = false;
};

void check_file(const CheckOptions& o) {
  const io::Document document = read_input(o.file, o.overrides);
  const Kind& kind = kind_of(document);
  const auto [inputs, warnings] = kind.check(document);
  if (o.json && !o.print) {
    print_json(io::to_json(warnings));
    return;
  }
  tell(warnings);
  if (o.print) {
    print(kind.write(document));
  } else {
    const auto defaults = std::ranges::count(inputs, io::Origin::built_in, &io::InputValue::origin);
    print(fmt::format("{}: a valid {} with {} inputs, {} of them defaults", document.file(),
                      document.kind(), inputs.size(), defaults));
    suggest(fmt::format("heliofab {} {}", kind.command, shell_word(o.file)));
  }
}

}  // namespace

void add_check(CLI::App& app, Exit& status) {
  auto o = std::make_shared<CheckOptions>();
  CLI::App* command = app.add_subcommand("check",
                                         "Read and verify an input file; all errors at once.\n\n"
                                         "Examples:\n"
                                         "  heliofab check data/fabs/fab2-2010.yaml\n"
                                         "  heliofab check my-fab.yaml --print > complete.yaml\n"
                                         "  heliofab check - < my-cell.yaml\n");
  command->add_option("file", o->file, "input file; - reads standard input")->required();
  command->add_option("--set", o->overrides, "key=value, laid over the file")
      ->allow_extra_args(false);
  command->add_flag("--json", o->json, "print the problems as a JSON list");
  command->add_flag("--print", o->print, "print the complete input, defaults included");
  command->callback([o, &status] {
    try {
      check_file(*o);
    } catch (const InputError& error) {
      if (!o->json) {
        throw;
      }
      print_json(io::to_json(error.diagnostics()));
      status = Exit::input;
    }
  });
}

}  // namespace heliofab::cli
