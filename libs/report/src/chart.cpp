// SPDX-License-Identifier: Apache-2.0
#include "chart.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "svg.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

constexpr double page_width = 960;
constexpr double gutter = 250;  // names of rows
constexpr double row_height = 24;
constexpr double axis_height = 46;       // ticks and title below a chart
constexpr double character_width = 7.5;  // of a tick, on average
constexpr std::size_t name_columns = 34;

double sound(double value) { return std::isfinite(value) ? std::max(value, 0.0) : 0; }

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

// As many decimals as the spacing of the ticks needs.
std::string tick_text(double value, double spacing) {
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(spacing) + 1e-9)), 0, 6);
  return decimals == 0 ? grouped(value) : fixed(value, decimals);
}

double spacing_of(const std::vector<double>& ticks) {
  return ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
}

std::string short_name(std::string_view name) {
  std::string text = to_width(name, name_columns);
  return text.erase(text.find_last_not_of(' ') + 1);
}

// Ticks, their lines across the chart, and a title below it.
void draw_value_axis_below(Drawing& svg, const Scale& x, double top, double bottom,
                           std::string_view title) {
  const auto ticks = round_numbers(x.from, x.to, 8);
  for (const double tick : ticks) {
    svg.line(x(tick), top, x(tick), bottom, "grid");
    svg.text(x(tick), bottom + 14, "middle", tick_text(tick, spacing_of(ticks)));
  }
  svg.text((x.start + x.end) / 2, bottom + 34, "middle", title, "axis");
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

}  // namespace

std::string draw(const ColumnChart& chart) {
  const double left = 64;
  const double top = chart.marks.empty() ? 12 : 30;
  const double right = chart.width - 16;
  const double bottom = chart.height - axis_height;
  Drawing svg(chart.width, chart.height, chart.label);
  double most = 0;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    most = std::max(most, total_at(chart.series, i));
    for (const Series& level : chart.levels) {
      most = std::max(most, value_at(level, i));
    }
  }
  const Scale y{0, most > 0 ? most * 1.05 : 1, bottom, top};
  const auto ticks = round_numbers(y.from, y.to, 5);
  for (const double tick : ticks) {
    svg.line(left, y(tick), right, y(tick), "grid");
    svg.text(left - 8, y(tick), "end", tick_text(tick, spacing_of(ticks)));
  }
  svg.upward_text(14, (top + bottom) / 2, chart.y_title);

  const Scale place{0, static_cast<double>(std::max<std::size_t>(chart.names.size(), 1)), left,
                    right};
  const double gap = chart.edges.empty() ? place(0.15) - left : 0.5;
  for (std::size_t i = 0; i < chart.names.size(); ++i) {
    const double x = place(static_cast<double>(i)) + gap;
    const double width = place(1) - left - 2 * gap;
    double below = 0;
    for (const Series& s : chart.series) {
      const double value = value_at(s, i);
      svg.rect(x, y(below + value), width, y(below) - y(below + value), s.paint,
               tip_text(chart.names[i], s.name, reading(value, chart.measure)));
      below += value;
    }
    for (const Series& level : chart.levels) {
      const double value = value_at(level, i);
      svg.rect(x - gap / 2, y(value) - 1.5, width + gap, 3, level.paint,
               tip_text(chart.names[i], level.name, reading(value, chart.measure)));
    }
  }
  svg.line(left, bottom, right, bottom, "base");
  if (chart.edges.size() < 2) {
    draw_names_below(svg, chart.names, place, bottom + 14);
    svg.text((left + right) / 2, bottom + 34, "middle", chart.x_title, "axis");
    return svg.svg();
  }
  const Scale x{chart.edges.front(), chart.edges.back(), left, right};
  const auto x_ticks = round_numbers(x.from, x.to, 10);
  for (const double tick : x_ticks) {
    svg.line(x(tick), bottom, x(tick), bottom + 5, "base");
    svg.text(x(tick), bottom + 16, "middle", tick_text(tick, spacing_of(x_ticks)));
  }
  for (const ColumnChart::Mark& mark : chart.marks) {
    if (mark.x >= x.from && mark.x <= x.to) {
      svg.line(x(mark.x), top - 8, x(mark.x), bottom, "mark");
      svg.text(x(mark.x), top - 18, "middle", mark.name);
    }
  }
  svg.text((left + right) / 2, bottom + 36, "middle", chart.x_title, "axis");
  return svg.svg();
}

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

std::string draw(const Waterfall& chart) {
  const double bottom = 8 + row_height * static_cast<double>(chart.steps.size());
  Drawing svg(page_width, bottom + axis_height, chart.label);
  double most = 0;
  for (const Waterfall::Step& step : chart.steps) {
    most = std::max({most, sound(step.before), sound(step.after)});
  }
  const Scale x{0, most > 0 ? most : 1, gutter, page_width - 90};
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
  return svg.svg();
}

std::string draw(const HeatMap& chart) {
  const double left = 64, right = page_width - 16, top = 8, bottom = 330;
  Drawing svg(page_width, bottom + axis_height, chart.label);
  const Scale x{0, static_cast<double>(std::max<std::size_t>(chart.names.size(), 1)), left, right};
  const Scale row{0, static_cast<double>(std::max<std::size_t>(chart.rows, 1)), top, bottom};
  svg.rect(left, top, right - left, bottom - top, "nothing");
  for (std::size_t c = 0; c < chart.classes.size(); ++c) {
    // One path a class, its cells as runs down a column: a tenth of the text of single rectangles.
    std::string cells;
    for (std::size_t i = 0; i < chart.values.size(); ++i) {
      const auto& column = chart.values[i];
      for (std::size_t j = 0; j < column.size();) {
        std::size_t end = j;
        while (end < column.size() && column[end] == static_cast<int>(c)) {
          ++end;
        }
        if (end > j) {
          const double width = x(1) - x(0) - (chart.names.size() < 200 ? 0.5 : 0);
          cells += fmt::format("M{:.1f} {:.1f}h{:.1f}V{:.1f}h{:.1f}z", x(static_cast<double>(i)),
                               row(static_cast<double>(j)), width, row(static_cast<double>(end)),
                               -width);
        }
        j = std::max(end, j + 1);
      }
    }
    if (!cells.empty()) {
      svg.path(cells, chart.classes[c].paint, chart.classes[c].name);
    }
  }
  const Scale y{0, chart.y_end, top, bottom};
  const auto ticks = round_numbers(0, chart.y_end, 6);
  for (const double tick : ticks) {
    svg.line(left - 5, y(tick), left, y(tick), "base");
    svg.text(left - 8, y(tick), "end", tick_text(tick, spacing_of(ticks)));
  }
  svg.upward_text(14, (top + bottom) / 2, chart.y_title);
  draw_names_below(svg, chart.names, x, bottom + 14);
  svg.text((left + right) / 2, bottom + 34, "middle", chart.x_title, "axis");
  return svg.svg();
}

std::string scale_paint(std::size_t i, std::size_t n) {
  return fmt::format("h{}", n < 2 ? 5 : std::min<std::size_t>(i * 9 / (n - 1), 9));
}

std::vector<LegendItem> legend_of(const std::vector<Series>& series) {
  std::vector<LegendItem> items;
  for (const Series& s : series) {
    items.push_back({s.paint, s.name});
  }
  return items;
}

Table table_of(std::string_view name_title, const std::vector<std::string>& names,
               const std::vector<Series>& series, const Measure& measure) {
  Table table;
  table.columns.push_back({std::string(name_title)});
  for (const Series& s : series) {
    const std::string unit = measure.unit.empty() ? "" : " [" + measure.unit + "]";
    table.columns.push_back({s.name + unit, true});
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string> row = {names[i]};
    for (const Series& s : series) {
      const double value = i < s.values.size() ? s.values[i] : 0;
      row.push_back(reading(value, {"", measure.decimals}));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace heliofab::report
