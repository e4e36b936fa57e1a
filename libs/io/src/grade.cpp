// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "parse_value.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

constexpr std::string_view grade_note =
    "write it as [C], [C source_key], [D fitted] or [D source_key fitted]";

bool is_source_key(std::string_view word) {
  return std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == ':' || c == '.';
  });
}

// What stands between the brackets, or why it is no grade.
std::optional<std::string> read_grade(std::string_view text, Grade& grade) {
  bool is_first = true;
  for (std::size_t at = text.find_first_not_of(' '); at != std::string_view::npos;
       at = text.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end;
    if (is_first) {
      if (word.size() != 1 || word[0] < 'A' || word[0] > 'D') {
        return fmt::format("grade {}, wanted A, B, C or D", in_quotes(word));
      }
      grade.letter = word;
      is_first = false;
    } else if (word == "fitted" && !grade.is_fitted) {
      grade.is_fitted = true;
    } else if (grade.source.empty() && word != "fitted" && is_source_key(word)) {
      grade.source = word;
    } else {
      return fmt::format("{} in a grade, wanted one source key or 'fitted'", in_quotes(word));
    }
  }
  return is_first ? std::optional<std::string>("an empty grade, wanted A, B, C or D")
                  : std::nullopt;
}

}  // namespace

Grade parse_grade(std::string_view text) {
  Grade grade;
  if (const auto fault = read_grade(text, grade)) {
    throw InputError("E1210", "grade", *fault, grade_note);
  }
  return grade;
}

std::string format(const Grade& grade) {
  if (grade.letter.empty()) {
    return {};
  }
  return fmt::format("[{}{}{}{}]", grade.letter, grade.source.empty() ? "" : " ", grade.source,
                     grade.is_fitted ? " fitted" : "");
}

GradedText split_grade(std::string_view text, std::vector<Fault>& faults) {
  GradedText result;
  const std::size_t bracket = text.find('[');
  std::string_view body = text.substr(0, bracket);
  result.begin = std::min(body.find_first_not_of(" \t"), body.size());
  body.remove_prefix(result.begin);
  result.body = body.substr(0, body.find_last_not_of(" \t") + 1);
  if (bracket == std::string_view::npos) {
    return result;
  }
  std::string_view inside = text.substr(bracket + 1);
  inside = inside.substr(0, inside.find_last_not_of(" \t") + 1);
  const std::size_t length = inside.size() + 1;
  if (!inside.ends_with(']')) {
    faults.push_back(
        {"E1210", "the grade is not closed with ']'", std::string(grade_note), bracket, length});
    return result;
  }
  inside.remove_suffix(1);
  if (const auto fault = read_grade(inside, result.grade)) {
    faults.push_back({"E1210", *fault, std::string(grade_note), bracket, length});
  }
  return result;
}

}  // namespace heliofab::io
