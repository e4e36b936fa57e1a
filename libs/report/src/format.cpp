// SPDX-License-Identifier: Apache-2.0
#include "format.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::report {

namespace {

constexpr std::string_view no_figure = "-";

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

// Bytes of the UTF-8 character at `at`; 0 when there is none that is valid (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80) {
    return 1;
  }
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0U) != 0x80) {
      return 0;
    }
  }
  const unsigned second = byte_at(text, at + 1);
  const bool is_refused = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                          (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return is_refused ? 0 : length;
}

// Control characters, C1 ones among them: terminals act on both.
bool is_control(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  return lead < 0x20 || lead == 0x7F || (lead == 0xC2 && byte_at(text, at + 1) < 0xA0);
}

std::string with_prefix(double value, const std::array<std::string_view, 3>& units) {
  if (!std::isfinite(value)) {
    return std::string(no_figure);
  }
  const double size = std::abs(value);
  // 999.95 and more would read 1000.0.
  const std::size_t i = size < 999.95 ? 0 : size < 999.95e3 ? 1 : 2;
  const double scaled = value / std::pow(1e3, static_cast<double>(i));
  return fmt::format("{:.{}f} {}", scaled, std::abs(scaled) < 10 ? 2 : 1, units[i]);
}

// Percent for a fraction, else up to four digits.
std::string figure_number(double value, std::string_view unit) {
  if (unit.empty()) {
    return fixed(value / heliofab::unit::percent, 2);
  }
  return std::abs(value) < 1e4 ? fmt::format("{:.4g}", value) : grouped(value);
}

}  // namespace

std::string fixed(double number, int decimals) {
  if (!std::isfinite(number)) {
    return std::string(no_figure);
  }
  const std::string text = fmt::format("{:.{}f}", number, decimals);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::string four_digits(double number) {
  if (!std::isfinite(number)) {
    return std::string(no_figure);
  }
  std::string text = fmt::format("{:.4g}", number);
  const std::size_t e = text.find('e');
  if (e != std::string::npos) {  // "1e+16", "1e-05"
    const std::size_t digits = text.find_first_not_of("+-0", e + 1);
    text.replace(e + 1, digits - e - 1, text[e + 1] == '-' ? "-" : "");
  }
  return text;
}

std::string with_unit(double number, int decimals, std::string_view unit) {
  const std::string text = fixed(number, decimals);
  return text == no_figure ? text : text + " " + std::string(unit);
}

std::string percent(double fraction, int decimals) {
  return with_unit(fraction / heliofab::unit::percent, decimals, "%");
}

std::string grouped(std::int64_t count) {
  std::string digits = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string grouped(double number) {
  if (!(std::abs(number) < 1e15)) {
    return std::isfinite(number) ? fmt::format("{:.4g}", number) : std::string(no_figure);
  }
  return grouped(static_cast<std::int64_t>(std::llround(number)));
}

std::string power_text(double watts) { return with_prefix(watts, {"W", "kW", "MW"}); }

std::string money_text(double usd) { return with_prefix(usd, {"USD", "kUSD", "MUSD"}); }

std::string figure_text(double value, std::string_view unit) {
  if (!std::isfinite(value)) {
    return std::string(no_figure);
  }
  return figure_number(value, unit) + " " + (unit.empty() ? "%" : clean(unit));
}

std::string range_text(double value, double tolerance, std::string_view unit,
                       std::string_view plus_minus) {
  return figure_number(value, unit) + " " + std::string(plus_minus) + " " +
         figure_text(tolerance, unit);
}

std::string date_text(SimTime t) { return format_time(t).substr(0, 10); }

std::vector<std::size_t> some_rows(std::size_t count, std::size_t most) {
  std::vector<std::size_t> rows;
  const std::size_t shown = std::min(count, most);
  for (std::size_t k = 0; k < shown; ++k) {
    rows.push_back(shown < 2 ? 0 : k * (count - 1) / (shown - 1));
  }
  return rows;
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0 || is_control(text, at)) {
      out += "\uFFFD";
    } else {
      out += text.substr(at, length);
    }
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

std::string to_ascii(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      plain += c;
    } else if ((byte & 0xC0U) != 0x80) {
      plain += '?';
    }
  }
  return plain;
}

std::size_t count_columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string to_width(std::string_view text, std::size_t width, std::string_view ellipsis) {
  std::string line = clean(text);
  const std::size_t columns = count_columns(line);
  if (columns <= width) {
    return line + std::string(width - columns, ' ');
  }
  if (width == 0) {
    return "";
  }
  std::size_t end = 0;
  for (std::size_t kept = 0; kept + 1 < width; ++kept) {
    end += character_length(line, end);
  }
  return line.substr(0, end) + std::string(ellipsis);
}

}  // namespace heliofab::report
