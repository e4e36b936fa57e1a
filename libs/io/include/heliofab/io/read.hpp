// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/io/document.hpp"
#include "heliofab/io/visitor.hpp"

namespace heliofab::io {

/// Who gave a value.
enum class Origin : std::uint8_t { built_in, file, option };
/// "default", "file", "option".
std::string_view name_of(Origin origin) noexcept;

/// One input as it was used, with where it came from. A list of numbers is one input, with the
/// weakest of their grades. A number that the file gives without a grade has grade D: an estimate
/// of whoever wrote it. The name of an element of a named list stands in the paths of its leaves
/// and is no input of its own.
struct InputValue {
  std::string path = {};          // "fab.process.absorber.thickness"
  std::string value = {};         // as written, without the grade; a default with its unit
  std::optional<double> si = {};  // of a number or a count [SI]
  std::string grade = {};         // "A", "B", "C", "D"; empty for text, which has none
  std::string source = {};        // key in docs/references.bib, or empty
  bool is_fitted = false;         // adjusted so that a target is met
  Origin origin = Origin::built_in;
  std::string file = {};  // as the user named it, "--set" for an option; empty for a default
  int line = 0;           // 1-based; of an option, which one it was

  /// "fab2-2010.yaml:31"; empty for a default.
  std::string where() const;

  friend bool operator==(const InputValue&, const InputValue&) = default;
};

/// A described value and every leaf of it.
template <class T>
struct Read {
  T value{};
  std::vector<InputValue> inputs;    // in the order of `describe`
  std::vector<Diagnostic> warnings;  // what is allowed and unwise; whoever knows T finds it
};

/// What is wrong with a value as a whole, by paths alone: two members that do not go together.
template <class T>
using Sense = std::function<std::vector<Diagnostic>(Read<T>&)>;

/// What was read, and every problem of the document and of its single values.
struct Reading {
  std::vector<InputValue> inputs;
  std::vector<Diagnostic> problems;

  /// That the whole can be judged: each value is there, and a default stands for a wrong one.
  bool is_whole() const;
};

/// The part of `read` that knows no types.
/// @throws InputError when the document has no such block: then nothing can be read
Reading read_into(const Body& body, const Document& document, std::string_view kind);

/// Throws all problems in the order of their places, if there are any. Those of sense are located;
/// they are left out where a single value beside them is wrong, as they may follow from that.
void throw_problems(const Document& document, const std::vector<Diagnostic>& of_values,
                    std::vector<Diagnostic> of_sense);

/// Reads the block `kind` of a document over the defaults of T.
///
/// A vector of structs that the document gives replaces the default vector; its elements start
/// from the defaults of their type.
///
/// @param sense  may change the value it judges, and sees defaults where single values are wrong
/// @throws InputError  with all problems of the document, of its values and of their sense: unknown
///                     or missing keys, values without unit or out of range, wrong node types;
///                     codes.hpp
template <Described T>
Read<T> read(const Document& document, std::string_view kind, const Sense<T>& sense = {}) {
  Read<T> result;
  Reading reading = read_into(body_of(result.value), document, kind);
  result.inputs = std::move(reading.inputs);
  throw_problems(document, reading.problems,
                 sense && reading.is_whole() ? sense(result) : std::vector<Diagnostic>());
  return result;
}

}  // namespace heliofab::io
