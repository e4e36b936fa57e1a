// SPDX-License-Identifier: Apache-2.0
#include "json_text.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include <fmt/format.h>

namespace heliofab::exchange {

namespace {

constexpr int most_levels = 32;
constexpr std::size_t most_values = 6'000'000;  // 60 years of hours with ten columns

class Parser {
 public:
  explicit Parser(const TextSource& source) : source_(&source), text_(source.text()) {}

  JsonValue parse() {
    JsonValue value = take_value(0);
    skip_blanks();
    if (at_ < text_.size()) {
      fail("text follows the end of the value");
    }
    return value;
  }

 private:
  [[noreturn]] void fail(std::string message) const {
    const auto [line, column] = source_->place_of(std::min(at_, text_.size()));
    throw InputError(
        {source_->at(line, static_cast<std::size_t>(column), 1, "E7114", std::move(message),
                     "the file seems to be cut off or changed: download it again")});
  }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  std::string found() const {
    return at_ < text_.size() ? quoted(text_.substr(at_, 1)) : std::string("the end of the file");
  }

  bool take(char wanted) {
    skip_blanks();
    const bool is_here = at_ < text_.size() && text_[at_] == wanted;
    at_ += is_here ? 1 : 0;
    return is_here;
  }

  std::string_view take_text() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    if (at_ >= text_.size()) {
      fail("a text is not closed");
    }
    return text_.substr(begin, at_++ - begin);
  }

  JsonValue take_list(int level, char close) {
    JsonValue list{.kind = close == ']' ? JsonValue::Kind::array : JsonValue::Kind::object,
                   .offset = at_++};
    if (take(close)) {
      return list;
    }
    do {
      std::string_view name;
      if (close == '}') {
        skip_blanks();
        if (at_ >= text_.size() || text_[at_] != '"') {
          fail(fmt::format("{}, wanted a name in quotes", found()));
        }
        name = take_text();
        if (!take(':')) {
          fail(fmt::format("{}, wanted ':'", found()));
        }
      }
      list.members.push_back({name, take_value(level + 1)});
    } while (take(','));
    if (!take(close)) {
      fail(fmt::format("{}, wanted ',' or '{}'", found(), close));
    }
    return list;
  }

  JsonValue take_value(int level) {
    skip_blanks();
    if (level > most_levels) {
      fail("nested too deeply");
    }
    if (++n_values_ > most_values) {
      fail("too many values for a weather file");
    }
    const std::size_t begin = at_;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    if (c == '{' || c == '[') {
      return take_list(level, c == '{' ? '}' : ']');
    }
    if (c == '"') {
      return {.kind = JsonValue::Kind::text, .text = take_text(), .offset = begin};
    }
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '-' || text_[at_] == '+' || text_[at_] == '.')) {
      ++at_;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    using Kind = JsonValue::Kind;
    const Kind kind = word == "null"                      ? Kind::null
                      : word == "true" || word == "false" ? Kind::boolean
                                                          : Kind::number;
    if (word.empty()) {
      fail(fmt::format("{}, wanted a value", found()));
    }
    return {.kind = kind, .text = word, .offset = begin};
  }

  const TextSource* source_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t n_values_ = 0;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(members, name, &JsonMember::name);
  return found == members.end() || name.empty() ? nullptr : &found->value;
}

const JsonValue* JsonValue::find_path(
    std::initializer_list<std::string_view> names) const noexcept {
  const JsonValue* value = this;
  for (const std::string_view name : names) {
    value = value == nullptr ? nullptr : value->find(name);
  }
  return value;
}

JsonValue parse_json(const TextSource& source) { return Parser(source).parse(); }

}  // namespace heliofab::exchange
