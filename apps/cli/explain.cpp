// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <functional>
#include <memory>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "code_examples.hpp"
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

std::string indented(std::string_view lines) {
  std::string text;
  for (const char c : lines) {
    text += text.empty() || text.back() == '\n' ? "    " : "";
    text += c;
  }
  return text;
}

void explain_code(const std::string& wanted) {
  const io::Code* code = io::find_code(wanted);
  if (code == nullptr) {
    std::vector<std::string_view> known;
    for (const io::Code& one : io::all_codes()) {
      known.push_back(one.code);
    }
    const std::string_view near = nearest(wanted, known);
    throw InputError("E6203", wanted, "no error has this code",
                     near.empty() ? "" : fmt::format("did you mean '{}'?", near));
  }
  std::string text = fmt::format("{}: {}\n\n{}\n", code->code, code->meaning, code->cure);
  if (const CodeExample* const example = example_of(code->code)) {
    text +=
        fmt::format("\nwrong:\n{}right:\n{}", indented(example->wrong), indented(example->right));
  }
  print(text);
  suggest("heliofab check FILE");
}

// Keys of all kinds that fit, each once: two kinds of one name share some.
std::vector<io::Explanation> keys_that(const std::function<bool(const io::Explanation&)>& fits) {
  std::vector<io::Explanation> found;
  std::set<std::string> paths;
  for (const Kind& kind : kinds()) {
    for (const io::Explanation& e : kind.catalogue()) {
      if (fits(e) && paths.insert(e.path).second) {
        found.push_back(e);
      }
    }
  }
  return found;
}

// Where a word that is no path stands as a key of its own: "pitch" in module.layout.pitch.
std::string places_of(const std::string& word) {
  constexpr std::size_t most = 6;
  std::vector<std::string> paths;
  for (const io::Explanation& e :
       keys_that([&](const io::Explanation& e) { return e.path.ends_with("." + word); })) {
    paths.push_back(e.path);
  }
  const std::size_t shown = std::min(most, paths.size());
  const std::string more = paths.size() > most ? fmt::format(" and {} more: explain --search {}",
                                                             paths.size() - most, word)
                                               : "";
  return paths.empty()
             ? ""
             : fmt::format("it stands in {}{}",
                           fmt::join(paths.begin(),
                                     paths.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
                           more);
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
      suggest(fmt::format("heliofab {} FILE --set {}=VALUE", kind.command,
                          path.substr(kind.name.size() + 1)));
      return;
    } catch (const InputError& error) {
      nowhere.push_back(error.diagnostics().front());
    }
  }
  // The first kind that has something near.
  const auto near =
      std::ranges::find_if(nowhere, [](const Diagnostic& d) { return !d.note.empty(); });
  Diagnostic problem = near == nowhere.end() ? nowhere.front() : *near;
  if (const std::string places = places_of(key); !places.empty()) {
    problem.message = fmt::format("unknown key '{}'", key);
    problem.note = places;
  }
  throw InputError({problem});
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

void list_matches(const std::string& wanted) {
  const std::string word = lower(wanted);
  const auto has = [&](std::string_view text) {
    return lower(std::string(text)).find(word) != std::string::npos;
  };
  std::string text;
  std::string first;
  for (const io::Explanation& e :
       keys_that([&](const io::Explanation& e) { return has(e.path) || has(e.note); })) {
    if (first.empty()) {
      first = e.path;
    }
    text += fmt::format("{}{}{}\n", e.path, e.note.empty() ? "" : "  ", e.note);
  }
  for (const io::Code& code : io::all_codes()) {
    if (has(code.meaning) || has(code.cure)) {
      if (first.empty()) {
        first = code.code;
      }
      text += fmt::format("{}  {}\n", code.code, code.meaning);
    }
  }
  if (text.empty()) {
    throw InputError("E8141", wanted, "no key and no code speaks of it",
                     "try a shorter word: 'heliofab explain' lists the areas");
  }
  print(text);
  suggest("heliofab explain " + first);
}

// The kinds of input and the parts of each.
void list_areas() {
  std::string text;
  std::string_view above;
  std::set<std::string> shown;
  for (const Kind& kind : kinds()) {
    if (kind.name != above) {
      text += fmt::format("{}{}\n", above.empty() ? "" : "\n", kind.name);
      above = kind.name;
    }
    for (const io::Explanation& e : kind.catalogue()) {
      if (std::ranges::count(e.path, '.') == 1 && shown.insert(e.path).second) {
        text += fmt::format("  {:<16} {}\n", e.path.substr(kind.name.size() + 1), e.note);
      }
    }
  }
  text += fmt::format("\nand {} codes, {} to {}: heliofab explain CODE\n", io::all_codes().size(),
                      io::all_codes().front().code, io::all_codes().back().code);
  print(text);
  suggest("heliofab explain KEY, or heliofab explain --search WORD");
}

}  // namespace

void add_explain(CLI::App& app, Exit&) {
  struct Options {
    std::string what;
    std::string word;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain",
                                         "Say what an input key or an error code means.\n\n"
                                         "Without either it lists what there is to ask for.\n\n"
                                         "Examples:\n"
                                         "  heliofab explain process.recipe.absorber.thickness\n"
                                         "  heliofab explain E1203\n"
                                         "  heliofab explain --search selenium\n");
  CLI::Option* what =
      command->add_option("key-or-code", o->what, "dotted key of an input, or a code");
  command->add_option("--search", o->word, "list keys and codes that speak of this")
      ->excludes(what);
  command->callback([o] {
    if (!o->word.empty()) {
      list_matches(o->word);
    } else if (o->what.empty()) {
      list_areas();
    } else if (looks_like_a_code(o->what)) {
      explain_code(o->what);
    } else {
      explain_key(o->what);
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
  command->add_option("kind", *kind, "fab, cell, film, module or product")->required();
  command->callback([kind] {
    print_json(schema_named(*kind));
    suggest(fmt::format("heliofab schema {0} > {0}.schema.json", *kind));
  });
}

}  // namespace heliofab::cli
