// SPDX-License-Identifier: Apache-2.0
#include "axis.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

constexpr std::size_t name_columns = 32;

// As many decimals as the spacing of the ticks needs; 1e16 rather than its zeros.
std::string tick_text(double value, double spacing) {
  if (spacing >= 1e7 || spacing < 1e-6) {
    return four_digits(value);
  }
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(spacing) + 1e-9)), 0, 6);
  return decimals == 0 ? grouped(value) : fixed(value, decimals);
}

// No halves of modules: no more ticks than there are whole numbers.
std::vector<Tick> upward_ticks(const Scale& y, bool is_count) {
  return ticks_of(y.from, y.to, is_count ? static_cast<int>(std::clamp(y.to, 1.0, 5.0)) : 5);
}

}  // namespace

std::vector<Tick> ticks_of(double from, double to, int count) {
  std::vector<double> numbers = round_numbers(from, to, count);
  while (numbers.size() < 2 && count < 20) {  // one number alone shows no scale
    numbers = round_numbers(from, to, ++count);
  }
  const double spacing = numbers.size() > 1 ? numbers[1] - numbers[0] : 1;
  std::vector<Tick> ticks;
  for (const double number : numbers) {
    ticks.push_back({number, tick_text(number, spacing)});
  }
  return ticks;
}

double room_for(const std::vector<Tick>& ticks) {
  std::size_t longest = 0;
  for (const Tick& tick : ticks) {
    longest = std::max(longest, count_columns(tick.text));
  }
  return character_width * static_cast<double>(longest);
}

double sound(double value) {
  // The cap keeps sums finite, whatever a record holds.
  return std::isfinite(value) ? std::clamp(value, 0.0, 1e30) : 0;
}

double value_at(const Series& series, std::size_t i) {
  return i < series.values.size() ? sound(series.values[i]) : 0;
}

double total_at(const std::vector<Series>& series, std::size_t i) {
  double sum = 0;
  for (const Series& s : series) {
    sum += value_at(s, i);
  }
  return sum;
}

std::string reading(double value, const Measure& measure) {
  const std::string number =
      measure.decimals == 0 ? grouped(value) : fixed(value, measure.decimals);
  return measure.unit.empty() ? number : number + " " + measure.unit;
}

std::string tip_text(std::string_view name, std::string_view series, std::string_view value) {
  return fmt::format("{}{}{}: {}", name, name.empty() || series.empty() ? "" : ", ", series, value);
}

std::string short_name(std::string_view name) {
  std::string text = clean(name);
  if (count_columns(text) <= name_columns) {
    return text;
  }
  std::size_t tail = text.size();
  for (std::size_t kept = 0; kept < name_columns / 3; ++kept) {
    do {
      --tail;
    } while ((static_cast<unsigned char>(text[tail]) & 0xC0U) == 0x80);
  }
  return to_width(text, name_columns - name_columns / 3) + text.substr(tail);
}

void draw_value_axis_below(Drawing& svg, const Scale& x, double top, double bottom,
                           std::string_view title) {
  for (const Tick& tick : ticks_of(x.from, x.to, 8)) {
    svg.line(x(tick.at), top, x(tick.at), bottom, "grid");
    svg.text(x(tick.at), bottom + 14, "middle", tick.text);
  }
  svg.text((x.start + x.end) / 2, bottom + 34, "middle", title, "axis");
}

double left_of_values(const Scale& y, bool is_count) {
  return 34 + room_for(upward_ticks(y, is_count));
}

double draw_value_axis_left(Drawing& svg, const Scale& y, double right, bool is_count,
                            std::string_view title) {
  const std::vector<Tick> ticks = upward_ticks(y, is_count);
  const double left = left_of_values(y, is_count);
  for (const Tick& tick : ticks) {
    svg.line(left, y(tick.at), right, y(tick.at), "grid");
    svg.text(left - 8, y(tick.at), "end", tick.text);
  }
  svg.upward_text(14, (y.start + y.end) / 2, title);
  return left;
}

void draw_ticks_below(Drawing& svg, const Scale& x, double bottom) {
  constexpr double room = 70;  // of a tick
  const int fit = std::clamp(static_cast<int>(std::abs(x.end - x.start) / room), 2, 10);
  for (const Tick& tick : ticks_of(x.from, x.to, fit)) {
    svg.line(x(tick.at), bottom, x(tick.at), bottom + 5, "base");
    svg.text(x(tick.at), bottom + 16, "middle", tick.text);
  }
}

void draw_names_below(Drawing& svg, const std::vector<std::string>& names, const Scale& x,
                      double y) {
  std::size_t longest = 1;
  for (const std::string& name : names) {
    longest = std::max(longest, count_columns(name));
  }
  const double room = std::abs(x.end - x.start);
  const auto fit =
      static_cast<std::size_t>(room / (character_width * static_cast<double>(longest) + 12));
  const std::size_t every =
      (names.size() + std::max<std::size_t>(fit, 1) - 1) / std::max<std::size_t>(fit, 1);
  for (std::size_t i = 0; i < names.size(); i += std::max<std::size_t>(every, 1)) {
    svg.text(x(static_cast<double>(i) + 0.5), y, "middle", names[i]);
  }
}

}  // namespace heliofab::report
