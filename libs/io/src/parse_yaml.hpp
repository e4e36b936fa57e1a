// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "node.hpp"

namespace heliofab::io {

/// Which part of a source is parsed: a whole file, or the value of one override.
struct YamlText {
  const Source* source = nullptr;
  std::string_view text;
  int line = 1;      // of the source at which `text` begins
  int column = 1;    // the same; its later lines begin in column 1
  std::string path;  // of the value, for messages
  Origin origin = Origin::file;
};

inline constexpr std::size_t most_depth = 64;
inline constexpr std::size_t most_values = 1'000'000;
// The parser takes at most 1,024 bytes before ':', and an escaped byte is written as four.
inline constexpr std::size_t most_key_bytes = 200;

/// Bytes that no plan holds: NUL and control characters, broken UTF-8, tabs that indent,
/// directives. Returns false, with problems added, when the text is not worth parsing.
bool check_bytes(const Source& source, Problems& problems);

/// The tree of a text, or nothing when its syntax is broken. Problems that leave a tree standing
/// (a key given twice, an anchor, a tag) are added and the tree is returned.
std::optional<YamlNode> parse_yaml(const YamlText& yaml, Problems& problems);

/// Adds the problem of a key that could not be written again.
void report_long_key(const Place& place, std::string_view key, std::string_view path,
                     Problems& problems);

/// A syntax error in the words of the parser.
struct SyntaxError {
  std::string message;
  Place place;
  Place open = {};              // '[' or '{' that is not closed yet; no source when there is none
  Place last = {};              // of the last key or value understood
  bool is_after_value = false;  // the last thing understood was a value on the same line
};

/// The same in the words of this program.
void report_syntax_error(const SyntaxError& error, std::string_view path, Problems& problems);

}  // namespace heliofab::io
