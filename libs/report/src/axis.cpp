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

// As many decimals as the spacing of the ticks needs.
std::string tick_text(double value, double spacing) {
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(spacing) + 1e-9)), 0, 6);
  return decimals == 0 ? grouped(value) : fixed(value, decimals);
}

double spacing_of(const std::vector<double>& ticks) {
  return ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
}

}  // namespace

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
  const auto ticks = round_numbers(x.from, x.to, 8);
  for (const double tick : ticks) {
    svg.line(x(tick), top, x(tick), bottom, "grid");
    svg.text(x(tick), bottom + 14, "middle", tick_text(tick, spacing_of(ticks)));
  }
  svg.text((x.start + x.end) / 2, bottom + 34, "middle", title, "axis");
}

double draw_value_axis_left(Drawing& svg, const Scale& y, double right, bool is_count,
                            std::string_view title) {
  // No halves of modules: no more ticks than there are whole numbers.
  const int count = is_count ? static_cast<int>(std::clamp(y.to, 1.0, 5.0)) : 5;
  const auto ticks = round_numbers(y.from, y.to, count);
  std::size_t longest = 0;
  for (const double tick : ticks) {
    longest = std::max(longest, tick_text(tick, spacing_of(ticks)).size());
  }
  const double left = 34 + character_width * static_cast<double>(longest);
  for (const double tick : ticks) {
    svg.line(left, y(tick), right, y(tick), "grid");
    svg.text(left - 8, y(tick), "end", tick_text(tick, spacing_of(ticks)));
  }
  svg.upward_text(14, (y.start + y.end) / 2, title);
  return left;
}

void draw_ticks_below(Drawing& svg, const Scale& x, double bottom) {
  const auto ticks = round_numbers(x.from, x.to, 10);
  for (const double tick : ticks) {
    svg.line(x(tick), bottom, x(tick), bottom + 5, "base");
    svg.text(x(tick), bottom + 16, "middle", tick_text(tick, spacing_of(ticks)));
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
