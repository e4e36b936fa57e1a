// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string_view>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/codes.hpp"
#include "kinds.hpp"

namespace heliofab::cli {

namespace {

bool looks_like_a_code(const std::string& text) {
  return text.size() == 5 && std::string_view("EeWw").find(text[0]) != std::string_view::npos &&
         text.find_first_not_of("0123456789", 1) == std::string::npos;
}

void explain_code(const std::string& text) {
  const io::Code* code = io::find_code(text);
  if (code == nullptr) {
    throw InputError("E6203", text, "no error has this code");
  }
  print(fmt::format("{}: {}\n\n{}", code->code, code->meaning, code->cure));
}

// The key in whatever kind has it; a kind in front picks that one.
void explain_key(const std::string& key) {
  std::vector<Diagnostic> nowhere;
  for (const Kind& kind : kinds()) {
    try {
      const std::vector<io::Explanation> catalogue = kind.catalogue();
      const bool has_kind = key.starts_with(std::string(kind.name) + ".");
      const std::string path = has_kind ? key : fmt::format("{}.{}", kind.name, key);
      print(io::format(io::find_in(catalogue, path)));
      return;
    } catch (const InputError& error) {
      nowhere.push_back(error.diagnostics().front());
    }
  }
  throw InputError({nowhere.front()});
}

}  // namespace

void add_explain(CLI::App& app, Exit&) {
  auto what = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("explain",
                                         "Say what an input key or an error code means.\n\n"
                                         "Examples:\n"
                                         "  heliofab explain process.recipe.absorber.thickness\n"
                                         "  heliofab explain E1203\n");
  command->add_option("key-or-code", *what, "dotted key of an input, or a code")->required();
  command->callback([what] {
    if (looks_like_a_code(*what)) {
      explain_code(*what);
    } else {
      explain_key(*what);
    }
  });
}

void add_schema(CLI::App& app, Exit&) {
  auto kind = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("schema",
                         "Print the JSON Schema of a kind of input, for editors.\n\n"
                         "Examples:\n"
                         "  heliofab schema fab > fab.schema.json\n");
  command->add_option("kind", *kind, "fab, cell, film or module")->required();
  command->callback([kind] { print_json(schema_named(*kind)); });
}

}  // namespace heliofab::cli
