// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "parse_value.hpp"
#include "read_double.hpp"

namespace heliofab::io {

namespace {

// "1e+16" as "1e16", "1e-05" as "1e-5".
std::string tidy_exponent(std::string text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos) {
    return text;
  }
  if (text[e + 1] == '+') {
    text.erase(e + 1, 1);
  }
  const std::size_t digits = e + 1 + (text[e + 1] == '-' ? 1 : 0);
  while (text[digits] == '0' && digits + 1 < text.size()) {
    text.erase(digits, 1);
  }
  return text;
}

bool reads_back(const std::string& text, double si, const Unit& unit) {
  double number = 0;
  return read_double(text, number) && number * unit == si;
}

// `si` in `unit` with up to 15 digits, as a person would write it, if that reads back to the same
// bits.
std::optional<std::string> short_text(double si, const Unit& unit) {
  std::string text = tidy_exponent(fmt::format("{:.15g}", si / unit));
  return reads_back(text, si, unit) ? std::optional(std::move(text)) : std::nullopt;
}

// The same with as many digits as it takes, if that can be done at all.
std::optional<std::string> long_text(double si, const Unit& unit) {
  // Division and multiplication each round: the number that reads back may be a neighbour.
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double below = si / unit;
  double above = below;
  for (int step = 0; step < 4 && std::isfinite(below) && std::isfinite(above); ++step) {
    for (const double near : {below, above}) {
      std::string text = number_text(near);
      if (reads_back(text, si, unit)) {
        return text;
      }
    }
    below = std::nextafter(below, -infinity);
    above = std::nextafter(above, infinity);
  }
  return std::nullopt;
}

// A unit and all others of its quantity, by how far they are in scale: 0.2666... m that no number
// of millimetres reads back to is 26.6... cm rather than 266666.6... um.
std::vector<Unit> nearest_first(const Unit& unit) {
  std::vector<Unit> units{unit};
  for (const Unit& other : all_units()) {
    if (other.quantity == unit.quantity && other.quantity != Quantity::number && other != unit) {
      units.push_back(other);
    }
  }
  std::ranges::stable_sort(units.begin() + 1, units.end(), {}, [&unit](const Unit& other) {
    return std::abs(std::log(other.scale / unit.scale));
  });
  return units;
}

std::string with_unit(std::string text, const Unit& unit) {
  return unit.symbol.empty() ? text : fmt::format("{} {}", text, unit.symbol);
}

}  // namespace

std::string number_text(double number) {
  HELIOFAB_CHECK(std::isfinite(number));
  return tidy_exponent(fmt::format("{}", number));
}

std::string value_text(double si, const Unit& unit) {
  HELIOFAB_CHECK(std::isfinite(si));
  const std::vector<Unit> units = nearest_first(unit);
  for (const auto& make_text : {short_text, long_text}) {
    for (const Unit& u : units) {
      if (const auto text = make_text(si, u)) {
        return with_unit(*text, u);
      }
    }
  }
  return with_unit(number_text(si / unit), unit);
}

}  // namespace heliofab::io
