// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/read.hpp"

#include <algorithm>
#include <utility>

#include "load_document.hpp"
#include "problems.hpp"

namespace heliofab::io {

namespace {

std::string_view parent_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

bool is_below(std::string_view path, std::string_view other) {
  return path.size() > other.size() && path.starts_with(other) && path[other.size()] == '.';
}

// Whether what is said of the sense at one path may follow from a wrong value at another: they are
// the same, one is in the other, or both are members of one map. The block itself is no such map:
// its members are apart.
bool may_follow(std::string_view sense, const Diagnostic& value) {
  const std::string_view wrong = value.path;
  const bool is_unknown_key = value.code == "E1107";  // its path is that of the map it stands in
  const std::string_view map = is_unknown_key ? wrong : parent_of(wrong);
  const bool are_members = parent_of(sense) == map && map.find('.') != std::string_view::npos;
  return sense == wrong || are_members || is_below(wrong, sense) ||
         (!is_unknown_key && is_below(sense, wrong));
}

}  // namespace

bool Reading::is_whole() const {
  return problems.size() < Problems::most_kept &&
         std::ranges::find(problems, "E1108", &Diagnostic::code) == problems.end();
}

void throw_problems(const Document& document, const std::vector<Diagnostic>& of_values,
                    std::vector<Diagnostic> of_sense) {
  if (of_sense.empty() && !of_values.empty()) {
    throw InputError(of_values);  // sorted and counted already
  }
  Problems problems;
  const auto add = [&](const Diagnostic& d) {
    const auto file = std::ranges::find(document.files(), d.file);
    problems.add(d, static_cast<int>(file - document.files().begin()));
  };
  std::ranges::for_each(of_values, add);
  const Place& block = document.data().kind_place;
  for (const Diagnostic& d : locate_all(document, std::move(of_sense))) {
    // What the file does not have is perhaps what it has under a wrong key.
    const bool is_nowhere = !of_values.empty() && d.line == block.line && d.column == block.column;
    if (!is_nowhere && std::ranges::none_of(
                           of_values, [&](const Diagnostic& v) { return may_follow(d.path, v); })) {
      add(d);
    }
  }
  problems.throw_any();
}

}  // namespace heliofab::io
