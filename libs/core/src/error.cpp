// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/error.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"

namespace heliofab {

namespace {

std::string format_all(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += format(diagnostic);
  }
  return text;
}

// Restricted Damerau-Levenshtein distance: a swap of neighbours is one edit, as in a real typo.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  std::iota(previous.begin(), previous.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({change, previous[j] + 1, current[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        current[j] = std::min(current[j], before[j - 2] + 1);
      }
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

}  // namespace

std::string format(const Diagnostic& d) {
  std::string text;
  if (!d.file.empty()) {
    text += d.line > 0 ? fmt::format("{}:{}:{}: ", d.file, d.line, d.column) : d.file + ": ";
  }
  text += is_warning(d) ? "warning: " : "error: ";
  if (!d.path.empty()) {
    text += d.path + ": ";
  }
  text += d.message;
  if (!d.code.empty()) {
    text += fmt::format(" [{}]", d.code);
  }
  text += '\n';
  const bool shows_line = d.line > 0 && !d.source_line.empty();
  if (shows_line) {
    const auto before = static_cast<std::size_t>(std::max(d.column - 1, 0));
    const auto tail = static_cast<std::size_t>(std::max(d.length - 1, 0));
    text += fmt::format("{:>5} | {}\n      | {}^{}\n", d.line, d.source_line,
                        std::string(before, ' '), std::string(tail, '~'));
  }
  if (!d.note.empty()) {
    text += fmt::format("      {} {}\n", shows_line ? "= note:" : "note:", d.note);
  }
  return text;
}

InputError::InputError(std::vector<Diagnostic> diagnostics)
    : diagnostics_(std::move(diagnostics)), text_(format_all(diagnostics_)) {}

InputError::InputError(std::string_view code, std::string_view path, std::string_view message,
                       std::string_view note)
    : InputError(std::vector{Diagnostic{.code = std::string(code),
                                        .path = std::string(path),
                                        .message = std::string(message),
                                        .note = std::string(note)}}) {}

ModelError::ModelError(std::string_view code, std::string_view message)
    : code_(code), text_(fmt::format("{} [{}]", message, code)) {}

StorageError::StorageError(std::string_view code, std::string_view message)
    : code_(code), text_(fmt::format("{} [{}]", message, code)) {}

LogicError::LogicError(std::string_view expression, std::string_view file, int line)
    : text_(fmt::format("{}:{}: broken promise: {}", file, line, expression)) {}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  // A third of the letters may be wrong; more is a guess, not a suggestion.
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      found = candidate;
    }
  }
  return found;
}

}  // namespace heliofab
