// SPDX-License-Identifier: Apache-2.0
#include "parse_value.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "parse_unit.hpp"
#include "read_double.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  return end - at;
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

// Why a word is no number, in a way that says what to write.
std::string cure_of(std::string_view word, const Unit& unit) {
  const std::string_view digits =
      word.substr(word.starts_with('-') || word.starts_with('+') ? 1 : 0);
  const std::string ending = unit.symbol.empty() ? "" : fmt::format(" {}", unit.symbol);
  std::string plain(word);
  if (digits.starts_with("0x") || digits.starts_with("0X")) {
    return "write the number in decimal";
  }
  if (digits.find('_') != std::string_view::npos && is_digit(digits.front())) {
    std::erase(plain, '_');
    return fmt::format("write it as '{}'", printable(plain, 40));
  }
  if (digits.find(',') != std::string_view::npos && is_digit(digits.front())) {
    return "the decimal mark is '.', and nothing parts thousands";
  }
  if (digits.starts_with('.') && digits.size() > 1 && is_digit(digits[1])) {
    return "write a digit before the '.'";
  }
  if (digits.ends_with('.') && is_digit(digits.front())) {
    return "write a digit after the '.'";
  }
  if (digits.size() > 1 && digits[0] == '0' && is_digit(digits[1])) {
    return "write it without leading zeros";
  }
  return fmt::format("write a number such as '1.5{}'", ending);
}

Fault not_a_number(std::string_view body, std::size_t begin, const Unit& unit) {
  const std::string_view word = first_word(body);
  if (word.empty()) {
    return {"E1201", "no number", cure_of(word, unit), begin, 1};
  }
  return {"E1201", fmt::format("{} is not a number", in_quotes(word)), cure_of(word, unit), begin,
          word.size()};
}

// True when the text goes on where a number can end: with a unit, not with more digits.
bool ends_cleanly(std::string_view rest, bool is_zero) {
  if (rest.empty() || rest.front() == ' ') {
    return true;
  }
  const bool is_hex = is_zero && (rest.front() == 'x' || rest.front() == 'X');
  return !is_hex && !is_digit(rest.front()) &&
         std::string_view("_.,+-'\"").find(rest.front()) == std::string_view::npos;
}

bool is_outside(double si, const Field& field) {
  if (field.low == 0 && field.high == 0) {
    return false;
  }
  // A limit written in another unit may miss by a rounding error.
  const auto slack = [](double bound) { return 1e-12 * (bound < 0 ? -bound : bound); };
  const double low = field.low * field.unit;
  const double high = field.high * field.unit;
  return si < low - slack(low) || si > high + slack(high);
}

}  // namespace

std::size_t number_length(std::string_view text) noexcept {
  std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0) {
    return 0;
  }
  at += text[at] == '0' ? 1 : whole;  // what follows a leading zero is looked at by the caller
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    at += 1 + digits_at(text, at + 1);
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+');
    const std::size_t digits = digits_at(text, at + 1 + sign);
    at += digits == 0 ? 0 : 1 + sign + digits;
  }
  return at;
}

double parse_number(std::string_view body, std::size_t begin, const Field& field,
                    std::vector<Fault>& faults) {
  const std::size_t length = number_length(body);
  const std::string_view digits = body.substr(0, length);
  const std::string_view rest = body.substr(length);
  if (length == 0 || !ends_cleanly(rest, digits.ends_with('0'))) {
    faults.push_back(not_a_number(body, begin, field.unit));
    return 0;
  }
  double number = 0;
  if (!read_double(digits, number)) {
    faults.push_back({"E1201",
                      fmt::format("{} is too large or too small a number", in_quotes(digits)),
                      "double precision reaches from 1e-308 to 1e308", begin, length});
    return 0;
  }
  const std::size_t blank = std::min(rest.find_first_not_of(' '), rest.size());
  const Unit* const unit =
      find_unit_for(rest.substr(blank), digits, begin, length + blank, field.unit, faults);
  if (unit == nullptr) {
    return 0;
  }
  const double si = number * *unit;
  if (is_outside(si, field)) {
    faults.push_back({"E1301",
                      fmt::format("{} is outside {}", printable(body, 60), range_text(field)),
                      std::string(field.note), begin, body.size()});
  }
  return si;
}

std::vector<double> parse_numbers(std::string_view body, std::size_t begin, const Field& field,
                                  std::vector<Fault>& faults) {
  std::vector<std::pair<std::size_t, std::string_view>> parts;
  for (std::size_t at = 0; at <= body.size();) {
    // A comma parts numbers only before a blank: "1,5" is a slip, not two numbers.
    const std::size_t comma = std::min(body.find(", ", at), body.size());
    const std::size_t first = std::min(body.find_first_not_of(' ', at), comma);
    parts.emplace_back(first, body.substr(first, comma - first));
    at = comma + 1;
  }
  const std::string_view last = parts.back().second;
  std::string_view unit = last.substr(number_length(last));
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  std::vector<double> values;
  for (const auto& [at, part] : parts) {
    const bool borrows = number_length(part) == part.size() && !part.empty();
    if (!borrows || unit.empty()) {
      values.push_back(parse_number(part, begin + at, field, faults));
      continue;
    }
    std::vector<Fault> found;
    values.push_back(parse_number(fmt::format("{} {}", part, unit), begin + at, field, found));
    for (Fault& fault : found) {
      fault.begin = begin + at;
      fault.length = part.size();
      faults.push_back(std::move(fault));
    }
  }
  return values;
}

std::int64_t parse_count(std::string_view body, std::size_t begin, const CountField& field,
                         std::vector<Fault>& faults) {
  const std::size_t sign = body.starts_with('-') || body.starts_with('+') ? 1 : 0;
  const bool is_whole = body.size() > sign && digits_at(body, sign) == body.size() - sign &&
                        (body[sign] != '0' || body.size() == sign + 1);
  std::int64_t count = 0;
  const std::string_view digits = body.substr(body.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (!is_whole || error != std::errc{} || end != digits.data() + digits.size()) {
    faults.push_back({"E1207", fmt::format("{} is not a whole number", in_quotes(body)),
                      "write digits only, without a unit", begin, body.size()});
    return 0;
  }
  if (!(field.low == 0 && field.high == 0) && (count < field.low || count > field.high)) {
    faults.push_back({"E1301", fmt::format("{} is outside {}", count, range_text(field)),
                      std::string(field.note), begin, body.size()});
  }
  return count;
}

double parse_value(std::string_view text, const Field& field) {
  std::vector<Fault> faults;
  const GradedText graded = split_grade(text, faults);
  const double si = parse_number(graded.body, graded.begin, field, faults);
  if (!faults.empty()) {
    std::vector<Diagnostic> all;
    all.reserve(faults.size());
    for (const Fault& fault : faults) {
      all.push_back({.code = fault.code,
                     .path = std::string(field.key),
                     .message = fault.message,
                     .note = fault.note});
    }
    throw InputError(std::move(all));
  }
  return si;
}

std::string range_text(const Field& field) {
  if (field.low == 0 && field.high == 0) {
    return {};
  }
  return fmt::format("{} .. {}{}{}", number_text(field.low), number_text(field.high),
                     field.unit.symbol.empty() ? "" : " ", field.unit.symbol);
}

std::string range_text(const CountField& field) {
  return field.low == 0 && field.high == 0 ? std::string{}
                                           : fmt::format("{} .. {}", field.low, field.high);
}

}  // namespace heliofab::io
