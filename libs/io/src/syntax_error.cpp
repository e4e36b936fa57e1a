// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include "parse_yaml.hpp"

namespace heliofab::io {

namespace {

struct Words {
  std::string_view parser;  // how the parser's message begins
  std::string_view code;
  std::string_view message;
  std::string_view note;
};

constexpr std::string_view layout_note =
    "keys of one map begin in the same column, items of a list with '- '";
constexpr std::string_view no_anchor_note =
    "anchors and aliases are not read; use 'based_on', or write the value out";
constexpr std::string_view no_tag_note = "tags are not read; write the value alone";

namespace msg = YAML::ErrorMsg;
const std::array words{
    Words{msg::END_OF_MAP_FLOW, "E1102", "this map in { } is not closed", ""},
    Words{msg::END_OF_SEQ_FLOW, "E1102", "this list in [ ] is not closed", ""},
    Words{msg::END_OF_MAP, "E1102", "this line does not fit the lines above it", layout_note},
    Words{msg::END_OF_SEQ, "E1102", "this line does not fit the lines above it", layout_note},
    Words{msg::MAP_KEY, "E1102", "no key can stand here", layout_note},
    Words{msg::BLOCK_ENTRY, "E1102", "no list item can stand here", layout_note},
    Words{msg::MAP_VALUE, "E1102", "':' is not expected here",
          "put quotes around text that holds ': '; keys of one map begin in the same column"},
    Words{msg::FLOW_END, "E1102", "this bracket closes nothing", "delete it, or open it before"},
    Words{msg::UNKNOWN_TOKEN, "E1102", "text cannot begin with this character",
          "put quotes around the text"},
    Words{msg::CHAR_IN_SCALAR, "E1102", "this character cannot stand here",
          "put quotes around the text"},
    Words{msg::INVALID_ESCAPE, "E1102", "unknown escape in quoted text",
          "write a backslash as '\\\\', or put single quotes around the text"},
    Words{msg::INVALID_HEX, "E1102", "an escape wants hexadecimal digits", ""},
    Words{msg::INVALID_UNICODE, "E1102", "this escape names no character", ""},
    Words{msg::DOC_IN_SCALAR, "E1102", "'---' or '...' inside quoted text", "close the quote"},
    Words{msg::CHAR_IN_BLOCK, "E1102", "nothing can follow '|' or '>' on the same line", ""},
    Words{msg::ZERO_INDENT_IN_BLOCK, "E1102", "a block of text cannot have indent 0", ""},
    Words{msg::ALIAS_NOT_FOUND, "E1111", "'*' begins an alias", no_anchor_note},
    Words{msg::ANCHOR_NOT_FOUND, "E1111", "'&' begins an anchor", no_anchor_note},
    Words{msg::CHAR_IN_ALIAS, "E1111", "'*' begins an alias", no_anchor_note},
    Words{msg::CHAR_IN_ANCHOR, "E1111", "'&' begins an anchor", no_anchor_note},
    Words{msg::UNKNOWN_ANCHOR, "E1111", "'*' begins an alias", no_anchor_note},
    Words{msg::MULTIPLE_ANCHORS, "E1111", "'&' begins an anchor", no_anchor_note},
    Words{msg::MULTIPLE_ALIASES, "E1111", "'*' begins an alias", no_anchor_note},
    Words{msg::ALIAS_CONTENT, "E1111", "'*' begins an alias", no_anchor_note},
    Words{msg::MULTIPLE_TAGS, "E1112", "'!' begins a tag", no_tag_note},
    Words{msg::CHAR_IN_TAG_HANDLE, "E1112", "'!' begins a tag", no_tag_note},
    Words{msg::TAG_WITH_NO_SUFFIX, "E1112", "'!' begins a tag", no_tag_note},
    Words{msg::END_OF_VERBATIM_TAG, "E1112", "'!' begins a tag", no_tag_note},
    Words{msg::TAB_IN_INDENTATION, "E1114", "a tab indents this line",
          "indent with blanks, two a level"},
    Words{msg::BAD_FILE, "E1115", "nested too deeply", "a plan needs far less than 64 levels"},
};

char char_at(const Place& place) {
  const std::string_view line = line_of(*place.source, place.line);
  const auto at = static_cast<std::size_t>(place.column) - 1;
  return at < line.size() ? line[at] : '\0';
}

// The first quote after the last thing understood that can have opened a quoted text.
Place find_open_quote(const SyntaxError& error) {
  const Source& source = *error.place.source;
  int line = error.last.source != nullptr ? error.last.line : 1;
  std::size_t at = error.last.source != nullptr
                       ? static_cast<std::size_t>(error.last.column + error.last.length) - 1
                       : 0;
  for (; line <= static_cast<int>(source.line_starts.size()); ++line, at = 0) {
    const std::string_view text = line_of(source, line);
    for (; at < text.size(); ++at) {
      const bool can_open =
          at == 0 || std::string_view(" \t[{,:").find(text[at - 1]) != std::string_view::npos;
      if ((text[at] == '"' || text[at] == '\'') && can_open) {
        return {&source, line, static_cast<int>(at) + 1, 1};
      }
    }
  }
  return error.place;
}

bool begins_with(std::string_view text, std::string_view start) { return text.starts_with(start); }

}  // namespace

void report_syntax_error(const SyntaxError& error, std::string_view path, Problems& problems) {
  if (begins_with(error.message, msg::EOF_IN_SCALAR)) {
    problems.add(find_open_quote(error), "E1102", path, "this quote is not closed");
    return;
  }
  const bool is_open = error.open.source != nullptr;
  if (is_open && error.is_after_value && char_at(error.place) == '[') {
    problems.add(error.place, "E1102", path, "'[' is not expected here",
                 "inside [ ] and { } a value with a grade stands in quotes: \"2 um [C]\"");
    return;
  }
  if (is_open && error.place.line == error.open.line && char_at(error.place) == ':') {
    problems.add(error.place, "E1102", path, "':' is not expected here",
                 "inside [ ] and { } a comma parts the items");
    return;
  }
  if (is_open && !begins_with(error.message, msg::BAD_FILE)) {
    problems.add(error.open, "E1102", path,
                 fmt::format("this '{}' is not closed", char_at(error.open)),
                 fmt::format("noticed in line {}", error.place.line));
    return;
  }
  for (const Words& w : words) {
    if (begins_with(error.message, w.parser)) {
      problems.add(error.place, w.code, path, w.message, w.note);
      return;
    }
  }
  problems.add(error.place, "E1102", path, fmt::format("not valid YAML: {}", error.message));
}

}  // namespace heliofab::io
