// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/answer_rows.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "format.hpp"

namespace heliofab::report {

namespace {

using store::Value;

bool is_text(const Value& value) { return std::holds_alternative<std::string>(value); }

std::string for_people(const Value& value) {
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*count);
  }
  if (const auto* number = std::get_if<double>(&value)) {
    return fmt::format("{:.6g}", *number);
  }
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? "NULL" : clean(*text);
}

// What a table of text is laid out by.
struct Layout {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> cells;  // by row
  std::vector<std::size_t> widths;
  std::vector<bool> is_number;  // at the right
};

Layout layout_of(const AnswerRows& answer) {
  Layout layout;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    layout.names.push_back(clean(answer.columns[c]));
    layout.widths.push_back(count_columns(layout.names.back()));
    layout.is_number.push_back(
        std::ranges::none_of(answer.rows, [c](const auto& row) { return is_text(row[c]); }));
  }
  for (const auto& row : answer.rows) {
    auto& cells = layout.cells.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) {
      cells.push_back(for_people(row[c]));
      layout.widths[c] = std::max(layout.widths[c], count_columns(cells.back()));
    }
  }
  return layout;
}

// "| a | b |"
std::size_t line_width(const Layout& layout) {
  return std::accumulate(layout.widths.begin(), layout.widths.end(), std::size_t{1}) +
         3 * layout.widths.size();
}

// Makes the widest column of text narrower, time and again. False when that is not enough.
bool fit(Layout& layout, std::size_t width) {
  constexpr std::size_t narrowest = 12;
  while (line_width(layout) > width) {
    std::size_t* widest = nullptr;
    for (std::size_t c = 0; c < layout.widths.size(); ++c) {
      if (!layout.is_number[c] && (widest == nullptr || layout.widths[c] > *widest)) {
        widest = &layout.widths[c];
      }
    }
    if (widest == nullptr || *widest <= narrowest) {
      return false;
    }
    --*widest;
  }
  return true;
}

struct Glyphs {
  std::string_view dash, bar, ellipsis;
  std::array<std::array<std::string_view, 3>, 3> corners;  // top, middle, bottom
};

const Glyphs& glyphs_of(const TextStyle& style) {
  static constexpr Glyphs boxes{
      "─", "│", "…", {{{"┌", "┬", "┐"}, {"├", "┼", "┤"}, {"└", "┴", "┘"}}}};
  static constexpr Glyphs ascii{
      "-", "|", "~", {{{"+", "+", "+"}, {"+", "+", "+"}, {"+", "+", "+"}}}};
  return style.ascii ? ascii : boxes;
}

std::string in_cell(const std::string& text, std::size_t width, bool is_right,
                    std::string_view ellipsis) {
  const std::size_t columns = count_columns(text);
  return is_right && columns < width ? std::string(width - columns, ' ') + text
                                     : to_width(text, width, ellipsis);
}

std::string box_line(const Layout& layout, const std::vector<std::string>& cells,
                     const Glyphs& glyphs) {
  std::string line(glyphs.bar);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    line += " " + in_cell(cells[c], layout.widths[c], layout.is_number[c], glyphs.ellipsis) + " ";
    line += glyphs.bar;
  }
  return line + "\n";
}

std::string rule(const Layout& layout, const Glyphs& glyphs, std::size_t which) {
  const auto& [left, middle, right] = glyphs.corners.at(which);
  std::string line(left);
  for (std::size_t c = 0; c < layout.widths.size(); ++c) {
    line += c == 0 ? "" : middle;
    for (std::size_t i = 0; i < layout.widths[c] + 2; ++i) {
      line += glyphs.dash;
    }
  }
  return line + std::string(right) + "\n";
}

// A row a block, for tables wider than the terminal.
std::string blocks(const Layout& layout, const Glyphs& glyphs, std::size_t width) {
  std::size_t name_width = 0;
  for (const std::string& name : layout.names) {
    name_width = std::max(name_width, count_columns(name));
  }
  const std::size_t rest = width > name_width + 14 ? width - name_width - 2 : 12;
  std::string text;
  for (std::size_t r = 0; r < layout.cells.size(); ++r) {
    text += fmt::format("{}{} {}\n", glyphs.dash, glyphs.dash, r + 1);
    for (std::size_t c = 0; c < layout.names.size(); ++c) {
      const std::string& cell = layout.cells[r][c];
      text += to_width(layout.names[c], name_width) + "  " +
              (count_columns(cell) > rest ? to_width(cell, rest, glyphs.ellipsis) : cell) + "\n";
    }
  }
  return text;
}

std::string for_style(const TextStyle& style, const std::string& text) {
  return style.ascii ? to_ascii(text) : text;
}

std::string markdown_line(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += ' ';
    for (const char c : cell) {
      line += c == '|' ? "\\|" : std::string(1, c);
    }
    line += " |";
  }
  return line + "\n";
}

}  // namespace

std::string answer_box(const AnswerRows& answer, const TextStyle& style) {
  Layout layout = layout_of(answer);
  const Glyphs& glyphs = glyphs_of(style);
  const auto width = static_cast<std::size_t>(std::max(style.width, 40));
  if (!fit(layout, width)) {
    return for_style(style, blocks(layout, glyphs, width));
  }
  std::string text = rule(layout, glyphs, 0) + box_line(layout, layout.names, glyphs);
  text += rule(layout, glyphs, 1);
  for (const auto& cells : layout.cells) {
    text += box_line(layout, cells, glyphs);
  }
  return for_style(style, text + rule(layout, glyphs, 2));
}

std::string answer_markdown(const AnswerRows& answer) {
  const Layout layout = layout_of(answer);
  std::string text = markdown_line(layout.names) + "|";
  for (const bool is_number : layout.is_number) {
    text += is_number ? "---:|" : "---|";
  }
  text += '\n';
  for (const auto& cells : layout.cells) {
    text += markdown_line(cells);
  }
  return text;
}

std::string tables_text(const std::vector<store::TableInfo>& tables, const TextStyle& style) {
  const auto width = static_cast<std::size_t>(std::clamp(style.width, 60, 160));
  const std::string_view ellipsis = glyphs_of(style).ellipsis;
  std::string text;
  for (const store::TableInfo& table : tables) {
    const std::string name = table.is_view ? table.name + " (view)" : table.name;
    const std::string bold = style.color ? "\x1b[1m" + name + "\x1b[0m" : name;
    text += (text.empty() ? "" : "\n") + bold;
    text += table.meaning.empty() ? "\n" : "  " + table.meaning + "\n";
    for (const store::ColumnInfo& column : table.columns) {
      const std::string unit = column.is_time ? "time, us" : column.unit;
      std::string line =
          fmt::format("  {:<22} {:<8} {:<9} {}", column.name, column.type, unit, column.meaning);
      line.erase(line.find_last_not_of(' ') + 1);
      text += (count_columns(line) > width ? to_width(line, width, ellipsis) : line) + "\n";
    }
  }
  return for_style(style, text);
}

io::Json tables_json(const std::vector<store::TableInfo>& tables) {
  return io::Json::array_of(tables, [](const store::TableInfo& table) {
    return io::Json::object(
        {{"name", table.name},
         {"is_view", table.is_view},
         {"meaning", table.meaning},
         {"columns", io::Json::array_of(table.columns, [](const store::ColumnInfo& column) {
            return io::Json::object({{"name", column.name},
                                     {"type", column.type},
                                     {"unit", column.unit},
                                     {"is_time", column.is_time},
                                     {"meaning", column.meaning}});
          })}});
  });
}

}  // namespace heliofab::report
