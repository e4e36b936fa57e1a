// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>

#include "axis.hpp"
#include "chart.hpp"
#include "format.hpp"
#include "svg.hpp"

namespace heliofab::report {

namespace {

constexpr double gutter = 250;  // names of rows
constexpr double row_height = 24;

std::string signed_reading(double value, const Tornado& chart) {
  return (value > 0 ? "+" : "") + reading(value, chart.measure);
}

}  // namespace

std::string draw(const RowChart& chart) {
  const double bottom = 8 + row_height * static_cast<double>(chart.names.size());
  std::vector<std::string> totals(chart.names.size());
  std::size_t longest = 0;
  for (std::size_t i = 0; chart.shows_totals && i < totals.size(); ++i) {
    totals[i] = reading(total_at(chart.series, i), chart.measure);
    longest = std::max(longest, totals[i].size());
  }
  const double right = page_width - 24 - character_width * static_cast<double>(longest);
  Drawing svg(page_width, bottom + axis_height, chart.label);
  double most = chart.full;
  for (std::size_t i = 0; chart.full <= 0 && i < chart.names.size(); ++i) {
    most = std::max(most, total_at(chart.series, i));
  }
  const Scale x{0, most > 0 ? most : 1, gutter, right};
  draw_value_axis_below(svg, x, 8, bottom, chart.x_title);
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    const double y = 8 + row_height * static_cast<double>(i);
    svg.text(gutter - 10, y + row_height / 2, "end", short_name(chart.names[i]), "name");
    double before = 0;
    for (const Series& s : chart.series) {
      const double value = value_at(s, i);
      svg.rect(x(before), y + 3, x(before + value) - x(before), row_height - 6, s.paint,
               tip_text(chart.names[i], s.name, reading(value, chart.measure)));
      before += value;
    }
    if (chart.shows_totals) {
      svg.text(x(before) + 6, y + row_height / 2, "start", totals[i]);
    }
  }
  svg.line(gutter, 8, gutter, bottom, "base");
  return svg.svg();
}

std::string draw(const Tornado& chart) {
  const double bottom = 8 + row_height * static_cast<double>(chart.names.size());
  Drawing svg(page_width, bottom + axis_height, chart.label);
  double most = 0;
  for (const Series* side : {&chart.lower, &chart.upper}) {
    for (const double value : side->values) {
      most = std::max(most, std::isfinite(value) ? std::abs(value) : 0);
    }
  }
  const double reach = most > 0 ? 1.05 * most : 1;
  const Scale x{-reach, reach, gutter, page_width - 24};
  draw_value_axis_below(svg, x, 8, bottom, chart.x_title);
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    const double y = 8 + row_height * static_cast<double>(i);
    svg.text(gutter - 10, y + row_height / 2, "end", short_name(chart.names[i]), "name");
    // One above the other: where a curve bends, both may lie on one side.
    for (const auto& [side, top] :
         {std::pair(&chart.lower, y + 3), std::pair(&chart.upper, y + 12)}) {
      const double value = i < side->values.size() ? side->values[i] : 0;
      if (std::isfinite(value)) {
        svg.rect(std::min(x(0), x(value)), top, std::max(std::abs(x(value) - x(0)), 1.0), 9,
                 side->paint, tip_text(chart.names[i], side->name, signed_reading(value, chart)));
      }
    }
  }
  svg.line(x(0), 8, x(0), bottom, "base");
  return svg.svg();
}

namespace {

Drawing drawing_of(const Waterfall& chart) {
  const double bottom = 8 + row_height * static_cast<double>(chart.steps.size());
  Drawing svg(page_width, bottom + axis_height, chart.label);
  double most = 0;
  for (const Waterfall::Step& step : chart.steps) {
    most = std::max({most, sound(step.before), sound(step.after)});
  }
  // Totals stand behind their bars with their unit.
  const auto longest = static_cast<double>(count_columns(reading(most, chart.measure)));
  const Scale x{0, most > 0 ? most : 1, gutter,
                page_width - std::max(90.0, character_width * longest + 14)};
  draw_value_axis_below(svg, x, 8, bottom, chart.x_title);
  for (std::size_t i = 0; i < chart.steps.size(); ++i) {
    const Waterfall::Step& step = chart.steps[i];
    const double y = 8 + row_height * static_cast<double>(i);
    const double before = step.is_total ? 0 : sound(step.before);
    const double after = sound(step.after);
    const bool is_gain = !step.is_total && after > before;
    const double low = std::min(before, after);
    const double high = std::max(before, after);
    // A step is in points of the measure, so it has no unit of its own.
    const std::string value =
        step.is_total ? reading(after, chart.measure)
                      : (is_gain ? "+" : "") + fixed(after - before, chart.measure.decimals);
    svg.text(gutter - 10, y + row_height / 2, "end", short_name(step.name), "name");
    svg.rect(x(low), y + 3, std::max(x(high) - x(low), 1.0), row_height - 6,
             step.is_total ? "s1"
             : is_gain     ? "good"
                           : "bad",
             tip_text(step.name, "", value));
    svg.text(x(high) + 6, y + row_height / 2, "start", value);
    if (i + 1 < chart.steps.size()) {  // hands over to the next step
      svg.line(x(after), y + row_height - 3, x(after), y + row_height + 3, "base");
    }
  }
  svg.line(gutter, 8, gutter, bottom, "base");
  return svg;
}

}  // namespace

std::string draw(const Waterfall& chart) { return drawing_of(chart).svg(); }

std::string file_of(const Waterfall& chart) { return drawing_of(chart).file(); }

}  // namespace heliofab::report
