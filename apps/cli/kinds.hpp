// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "figures.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/io/explain.hpp"
#include "heliofab/io/read.hpp"

namespace heliofab::cli {

/// What checking a file finds, if it is valid.
struct CheckedInput {
  std::vector<io::InputValue> inputs;
  std::vector<Diagnostic> warnings;
};

/// A kind of input file and what can be done with it.
struct Kind {
  std::string_view name;     // "fab"
  std::string_view command;  // that solves one: "run"
  std::function<CheckedInput(const io::Document&)> check;
  std::function<std::string(const io::Document&)> write;  // complete, as YAML
  std::function<io::Json()> schema;
  std::function<std::vector<io::Explanation>()> catalogue;
  /// Solves the document. Empty when the observer, which may be null, stopped it.
  /// @throws InputError, ModelError
  std::function<Figures(const io::Document&, const twin::ReferenceData&, Observer*)> figures;
  bool fills_all_cores = false;  // solving one does: several are solved one after another
  std::string_view goal;         // key of the figure that a design is for, if nothing is said
  /// The same for each module of the document's population; one where it has none, and null where
  /// the kind has no populations.
  std::function<std::vector<Figures>(const io::Document&, const twin::ReferenceData&,
                                     twin::FilmMemory&, Observer*)>
      samples;
};

/// Two names have two entries: a fab, the second a line alone, and a module, the second by what its
/// film does.
std::span<const Kind> kinds();

/// @throws InputError E6202 when no command knows the document's kind
const Kind& kind_of(const io::Document& document);
/// @throws InputError E6202
const Kind& kind_named(std::string_view name);
/// JSON Schema of all that a kind may look like. @throws InputError E6202
io::Json schema_named(std::string_view name);

}  // namespace heliofab::cli
