// SPDX-License-Identifier: Apache-2.0
#include "source.hpp"

#include <algorithm>
#include <utility>

#include "heliofab/io/utf8.hpp"

namespace heliofab::io {

namespace {

constexpr int longest_shown = 200;  // characters of a line

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Characters in the first `bytes` bytes; a byte that starts no valid character counts as one.
int characters(std::string_view text, std::size_t bytes) {
  int count = 0;
  for (std::size_t at = 0; at < std::min(bytes, text.size()); ++count) {
    at += std::max<std::size_t>(1, utf8_length(text.substr(at)));
  }
  return count;
}

}  // namespace

Source make_source(std::string name, std::string text, int rank) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.erase(0, 3);
  }
  Source source{.name = std::move(name), .text = std::move(text), .line_starts = {0}, .rank = rank};
  for (std::size_t at = source.text.find('\n'); at != std::string::npos;
       at = source.text.find('\n', at + 1)) {
    source.line_starts.push_back(at + 1);
  }
  return source;
}

std::string_view line_of(const Source& source, int line) noexcept {
  const auto index = static_cast<std::size_t>(line) - 1;
  if (line < 1 || index >= source.line_starts.size()) {
    return {};
  }
  const std::size_t begin = source.line_starts[index];
  const std::size_t end = index + 1 < source.line_starts.size() ? source.line_starts[index + 1] - 1
                                                                : source.text.size();
  std::string_view text = std::string_view(source.text).substr(begin, end - begin);
  if (text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  return text;
}

Place place_at(const Source& source, std::size_t offset) {
  const auto next = std::ranges::upper_bound(source.line_starts, offset);
  const auto line = next - source.line_starts.begin();
  return {&source, static_cast<int>(line),
          static_cast<int>(offset - source.line_starts[static_cast<std::size_t>(line) - 1]) + 1, 1};
}

std::string printable(std::string_view text, std::size_t most) {
  std::string shown;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    if (count == most) {
      return shown + "...";
    }
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0 || is_control(text[at])) {
      shown += text[at] == '\t' || text[at] == '\n' ? ' ' : '?';
      ++at;
    } else {
      shown += text.substr(at, length);
      at += length;
    }
  }
  return shown;
}

std::string in_quotes(std::string_view text) { return "'" + printable(text, 60) + "'"; }

Diagnostic diagnostic_at(const Place& place, std::string_view code, std::string_view path,
                         std::string_view message, std::string_view note) {
  Diagnostic result{.code = std::string(code),
                    .path = std::string(path),
                    .message = std::string(message),
                    .note = std::string(note)};
  if (place.source == nullptr) {
    return result;
  }
  result.file = place.source->name;
  result.line = place.line;
  if (place.line < 1) {
    return result;
  }
  const std::string_view line = line_of(*place.source, place.line);
  const auto begin = static_cast<std::size_t>(std::max(place.column, 1)) - 1;
  const auto length = static_cast<std::size_t>(std::max(place.length, 1));
  // Only the neighbourhood of a very long line is looked at, so that fifty problems in one line of
  // ten megabytes stay cheap.
  result.column = characters(line, begin) + 1;
  if (result.column <= longest_shown) {
    result.source_line = printable(line, longest_shown);
    const int end = std::min(characters(line, begin + length), longest_shown);
    result.length = std::max(1, end - result.column + 1);
  }
  return result;
}

}  // namespace heliofab::io
