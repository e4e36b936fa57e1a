// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/sweep.hpp"
#include "sweep_values.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

constexpr std::size_t most_rows = 40;
constexpr std::size_t first_rows = 26;  // of a table that is cut
constexpr std::size_t last_rows = 12;
constexpr std::size_t between = 2;  // blanks between columns

// A column as it is printed, head first.
struct PrintedColumn {
  std::vector<std::string> cells;  // label, unit, one a point
  std::size_t width = 0;
};

PrintedColumn print_column(const SweepColumn& column) {
  PrintedColumn printed{.cells = {clean(column.label), clean(column.unit)}};
  const int decimals = decimals_of(column);
  for (const double value : column.values) {
    printed.cells.push_back(cell_text(column, value, decimals));
  }
  for (const std::string& cell : printed.cells) {
    printed.width = std::max(printed.width, count_columns(cell));
  }
  return printed;
}

std::string row_text(const std::vector<PrintedColumn>& columns, std::size_t row) {
  std::string text;
  for (const PrintedColumn& column : columns) {
    const std::string& cell = column.cells[row];
    text += std::string(between + column.width - count_columns(cell), ' ') + cell;
  }
  return text;
}

std::size_t width_of(const std::vector<PrintedColumn>& columns) {
  std::size_t width = 0;
  for (const PrintedColumn& column : columns) {
    width += between + column.width;
  }
  return width;
}

// Figures as far as there is room, at least one; the labels of the others.
std::vector<std::string> add_figures(const Sweep& sweep, std::size_t room,
                                     std::vector<PrintedColumn>& columns) {
  std::vector<std::string> left_out;
  for (const SweepColumn& figure : sweep.figures) {
    PrintedColumn printed = print_column(figure);
    const bool has_room = width_of(columns) + between + printed.width <= room;
    if (left_out.empty() && (has_room || columns.size() == sweep.inputs.size())) {
      columns.push_back(std::move(printed));
    } else {
      left_out.push_back(figure.label);
    }
  }
  return left_out;
}

}  // namespace

std::string sweep_text(const Sweep& sweep, const TextStyle& style) {
  const auto room = static_cast<std::size_t>(std::clamp(style.width, 60, 110));
  std::vector<PrintedColumn> columns;
  for (const SweepColumn& input : sweep.inputs) {
    columns.push_back(print_column(input));
  }
  const std::vector<PrintedColumn> inputs = columns;
  const std::vector<std::string> left_out = add_figures(sweep, room, columns);
  Terminal out(style);
  const auto failed = static_cast<std::size_t>(
      std::ranges::count_if(sweep.problems, [](const std::string& p) { return !p.empty(); }));
  out.plain_line(fmt::format("{}: {} point{}{}", clean(sweep.title), sweep.size(),
                             sweep.size() == 1 ? "" : "s",
                             failed == 0 ? "" : fmt::format(", {} without figures", failed)),
                 Terminal::Ink::bold);
  out.plain_line(row_text(columns, 0));
  out.plain_line(row_text(columns, 1), Terminal::Ink::dim);
  const bool is_cut = sweep.size() > most_rows;
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    if (is_cut && i == first_rows) {
      i = sweep.size() - last_rows;
      out.plain_line(fmt::format("  ... {} more points ...", i - first_rows), Terminal::Ink::dim);
    }
    if (sweep.problems[i].empty()) {
      out.plain_line(row_text(columns, i + 2));
    } else {
      const std::string text =
          row_text(inputs, i + 2) + std::string(between, ' ') + clean(sweep.problems[i]);
      out.plain_line(to_width(text, room, style.ascii ? "~" : "\u2026"), Terminal::Ink::bad);
    }
  }
  if (!left_out.empty()) {
    out.remark(fmt::format("no room for {}", fmt::join(left_out, ", ")));
  }
  return out.text();
}

}  // namespace heliofab::report
