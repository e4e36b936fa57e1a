// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "format.hpp"

namespace heliofab::report {

namespace {

constexpr std::size_t number_width = 10;
constexpr std::size_t indent = 2;
constexpr std::size_t gap = 2;

constexpr std::array<std::string_view, 8> levels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 8> ascii_levels = {".", ":", "-", "=", "+", "*", "%", "#"};

std::size_t cell_of(double share, std::size_t cells) {
  if (std::isnan(share)) {
    return 0;
  }
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(cells);
  return static_cast<std::size_t>(std::lround(place));
}

std::string repeated(std::string_view glyph, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += glyph;
  }
  return text;
}

// Blanks at the end of a line are noise in a log.
std::string_view without_trailing_blanks(std::string_view text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

Terminal::Terminal(const TextStyle& style) : style_(style) {
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 60, 110));
  name_width_ = std::min<std::size_t>(width / 2 - 10, 34);
  rest_width_ = width - indent - name_width_ - gap - number_width - gap;
}

std::string Terminal::painted(std::string_view text, Ink ink) const {
  if (!style_.color || ink == Ink::plain || text.empty()) {
    return std::string(text);
  }
  const std::string_view code = ink == Ink::bold   ? "1"
                                : ink == Ink::dim  ? "2"
                                : ink == Ink::good ? "32"
                                                   : "31";
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string Terminal::cut(std::string_view text, std::size_t width) const {
  return to_width(text, width, style_.ascii ? "~" : "\u2026");
}

std::string Terminal::left_columns(std::string_view name, std::string_view number) const {
  const std::size_t columns = count_columns(number);
  const std::string fill(columns < number_width ? number_width - columns : 0, ' ');
  return std::string(indent, ' ') + cut(name, name_width_) + std::string(gap, ' ') + fill +
         std::string(number);
}

void Terminal::line(std::string_view left, std::string_view right, Ink ink) {
  const std::string_view tail = without_trailing_blanks(right);
  text_ += tail.empty() ? without_trailing_blanks(left) : left;
  if (!tail.empty()) {
    text_ += std::string(gap, ' ') + painted(tail, ink);
  }
  text_ += '\n';
}

void Terminal::heading(std::string_view title, std::string_view remark) {
  const std::size_t width = indent + name_width_ + gap + number_width;
  const std::string name = cut(title, remark.empty() ? width + gap + rest_width_ : width);
  text_ += painted(without_trailing_blanks(name), Ink::bold);
  if (!remark.empty()) {
    text_ += std::string(width - count_columns(without_trailing_blanks(name)) + gap, ' ');
    text_ += painted(without_trailing_blanks(cut(remark, rest_width_)), Ink::dim);
  }
  text_ += '\n';
}

void Terminal::row(std::string_view name, std::string_view number, std::string_view remark,
                   Ink remark_ink) {
  line(left_columns(name, number), cut(remark, rest_width_), remark_ink);
}

void Terminal::bar_row(std::string_view name, std::string_view number, double from, double to,
                       bool is_solid) {
  const std::size_t cells = std::min<std::size_t>(rest_width_, 40);
  std::size_t first = cell_of(std::min(from, to), cells);
  std::size_t last = cell_of(std::max(from, to), cells);
  if (first == last && std::abs(to - from) > 0) {  // small is not nothing
    if (first > 0) {
      --first;
    } else {
      ++last;
    }
  }
  const std::string_view block = style_.ascii ? (is_solid ? "#" : "=") : (is_solid ? "█" : "░");
  line(left_columns(name, number), std::string(first, ' ') + repeated(block, last - first),
       is_solid ? Ink::plain : Ink::dim);
}

void Terminal::remark(std::string_view text) {
  const std::size_t width = name_width_ + gap + number_width + gap + rest_width_;
  text_ += std::string(indent, ' ') + painted(without_trailing_blanks(cut(text, width)), Ink::dim) +
           '\n';
}

void Terminal::paragraph(std::string_view text) {
  const std::size_t width = name_width_ + gap + number_width + gap + rest_width_;
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (!line.empty() && count_columns(line) + 1 + count_columns(word) > width) {
      text_ += std::string(indent, ' ') + line + '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + cut(word, std::min(width, count_columns(word)));
    at = end + 1;
  }
  text_ += std::string(indent, ' ') + line + '\n';
}

void Terminal::plain_line(std::string_view text, Ink ink) {
  text_ += painted(without_trailing_blanks(text), ink) + '\n';
}

std::string Terminal::spark(const std::vector<double>& values) const {
  const double most = values.empty() ? 0 : *std::ranges::max_element(values);
  std::string text;
  for (const double value : values) {
    // A blank says "none": the lowest block is for what is rare.
    const auto level = most > 0 ? static_cast<std::size_t>(std::lround(value / most * 7)) : 0;
    text += value <= 0 ? " " : style_.ascii ? ascii_levels[level] : levels[level];
  }
  return text;
}

std::string Terminal::text() const { return style_.ascii ? to_ascii(text_) : text_; }

}  // namespace heliofab::report
