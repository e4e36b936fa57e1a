// SPDX-License-Identifier: Apache-2.0
#include "parse_unit.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

std::string with_article(std::string_view noun) {
  if (noun.starts_with("money")) {
    return std::string(noun);
  }
  const bool is_vowel = std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", is_vowel ? "an" : "a", noun);
}

std::string joined(const std::vector<std::string_view>& symbols) {
  std::string text;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    text += i == 0 ? "" : i + 1 == symbols.size() ? " or " : ", ";
    text += symbols[i];
  }
  return text;
}

// Other people's spelling in ours: "µm" is "um", "W/m^2" is "W/m2", "°C" is "degC".
std::string our_spelling(std::string_view symbol) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 16> spellings{{
      {"\u00b5", "u"},
      {"\u03bc", "u"},
      {"\u00b2", "2"},
      {"\u00b3", "3"},
      {"\u00b0", "deg"},
      {"\u03a9", "ohm"},
      {"\u2126", "ohm"},
      {"\u00b7", " "},
      {"^", ""},
      {"*", " "},
      {"**", ""},
      {"$", "USD"},
      {"sec", "s"},
      {"hour", "h"},
      {"Ohm", "ohm"},
      {"square", "sq"},
  }};
  std::string text(symbol);
  for (const auto& [theirs, ours] : spellings) {
    for (std::size_t at = text.find(theirs); at != std::string::npos;
         at = text.find(theirs, at + ours.size())) {
      text.replace(at, theirs.size(), ours);
    }
  }
  return text == "C" ? "degC" : text;
}

bool same_letter(char a, char b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return lower(a) == lower(b);
}

std::string suggestion(std::string_view symbol, const Unit& wanted) {
  const std::vector<std::string_view> known = symbols_like(wanted);
  const std::string ours = our_spelling(symbol);
  if (std::ranges::find(known, ours) != known.end()) {
    return fmt::format("did you mean '{}'?", ours);
  }
  for (const std::string_view unit : known) {
    if (std::ranges::equal(ours, unit, same_letter)) {
      return fmt::format("did you mean '{}'?", unit);
    }
  }
  if (wanted.symbol.empty()) {
    return "it is a pure number: write it without a unit";
  }
  const std::string_view near = symbol.size() <= 20 ? nearest(symbol, known) : std::string_view{};
  return near.empty() ? fmt::format("write it in {}", joined(known))
                      : fmt::format("did you mean '{}'?", near);
}

}  // namespace

std::vector<std::string_view> symbols_like(const Unit& unit) {
  std::vector<std::string_view> symbols;
  if (!unit.symbol.empty()) {
    symbols.push_back(unit.symbol);
  }
  for (const Unit& other : all_units()) {
    if (other.quantity == unit.quantity && other.symbol != unit.symbol) {
      symbols.push_back(other.symbol);
    }
  }
  return symbols;
}

std::string units_text(const Field& field) {
  const std::string text = joined(symbols_like(field.unit));
  return field.unit.symbol.empty() ? "none or " + text : text;
}

const Unit* find_unit_for(std::string_view symbol, std::string_view digits, std::size_t begin,
                          std::size_t offset, const Unit& wanted, std::vector<Fault>& faults) {
  if (symbol == wanted.symbol) {
    return &wanted;
  }
  if (symbol.empty()) {
    const std::vector<std::string_view> known = symbols_like(wanted);
    faults.push_back({"E1203", fmt::format("{} has no unit", in_quotes(digits)),
                      fmt::format("write it as '{} {}'{}{}", printable(digits, 40), wanted.symbol,
                                  known.size() > 1 ? " or in another unit of " : "",
                                  known.size() > 1 ? name_of(wanted.quantity) : ""),
                      begin, digits.size()});
    return nullptr;
  }
  const Unit* const found = find_unit(symbol);
  if (found == nullptr) {
    faults.push_back({"E1204", fmt::format("unknown unit {}", in_quotes(symbol)),
                      suggestion(symbol, wanted), begin + offset, symbol.size()});
    return nullptr;
  }
  if (found->quantity != wanted.quantity) {
    faults.push_back({"E1202",
                      fmt::format("'{} {}' is {}, wanted {}", printable(digits, 40), symbol,
                                  with_article(name_of(found->quantity)),
                                  with_article(name_of(wanted.quantity))),
                      wanted.symbol.empty()
                          ? "write it without a unit"
                          : fmt::format("write it in {}", joined(symbols_like(wanted))),
                      begin, offset + symbol.size()});
    return nullptr;
  }
  return found;
}

}  // namespace heliofab::io
