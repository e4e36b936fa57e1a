// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "heliofab/io/utf8.hpp"
#include "parse_yaml.hpp"

namespace heliofab::io {

namespace {

// Offset of the first byte that text cannot hold; npos when there is none.
std::size_t find_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool is_plain = (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t';
    if (is_plain) {
      ++at;
      continue;
    }
    const bool is_line_end = byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    const std::size_t length = byte >= 0x80 ? utf8_length(text.substr(at)) : is_line_end ? 1 : 0;
    if (length == 0) {
      return at;
    }
    at += length;
  }
  return std::string_view::npos;
}

void report_bad_byte(const Source& source, std::size_t at, Problems& problems) {
  const auto byte = static_cast<unsigned char>(source.text[at]);
  if (byte >= 0x80) {
    problems.add(place_at(source, at), "E1101", "", "this is not UTF-8 text",
                 "save the file as UTF-8");
  } else if (byte == '\r') {
    problems.add(place_at(source, at), "E1101", "", "a carriage return stands alone",
                 "end lines with a line feed, or with both");
  } else {
    problems.add(place_at(source, at), "E1101", "",
                 byte == 0 ? "a NUL byte, wanted text" : "a control character, wanted text",
                 "this looks like a binary file or UTF-16; save it as UTF-8 text");
  }
}

// The parser looks for the end of every open bracket before it says how deep they are: a run of
// brackets that no plan holds is refused before.
bool has_bracket_run(std::string_view line, std::size_t& at) {
  std::size_t run = 0;
  for (at = 0; at < line.size(); ++at) {
    run = line[at] == '[' || line[at] == '{' ? run + 1 : line[at] == ' ' ? run : 0;
    if (run > most_depth) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool check_bytes(const Source& source, Problems& problems) {
  const std::size_t bad = find_bad_byte(source.text);
  if (bad != std::string_view::npos) {
    report_bad_byte(source, bad, problems);
    return false;
  }
  bool is_good = true;
  for (int number = 1; number <= static_cast<int>(source.line_starts.size()); ++number) {
    const std::string_view line = line_of(source, number);
    const std::size_t text = line.find_first_not_of(" \t");
    std::size_t bracket = 0;
    if (text != std::string_view::npos && line[text] != '#' && has_bracket_run(line, bracket)) {
      problems.add({&source, number, static_cast<int>(bracket) + 1, 1}, "E1115", "",
                   "nested too deeply", "64 levels are the most");
      is_good = false;
    }
    const std::size_t tab = line.substr(0, text).find('\t');
    if (tab != std::string_view::npos && text != std::string_view::npos && line[text] != '#') {
      problems.add({&source, number, static_cast<int>(tab) + 1, 1}, "E1114", "",
                   "a tab indents this line", "indent with blanks, two a level");
      is_good = false;
    } else if (line.starts_with('%')) {
      problems.add({&source, number, 1, 1}, "E1102", "", "'%' begins a directive, wanted none",
                   "delete this line");
      is_good = false;
    }
  }
  return is_good;
}

}  // namespace heliofab::io
