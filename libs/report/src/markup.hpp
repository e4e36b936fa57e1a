// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heliofab::report {

/// Text for HTML and for attributes in double quotes: clean, with & < > " ' as entities.
std::string escape(std::string_view text);

/// A table of texts. Cells are escaped when the table is written.
struct Table {
  struct Column {
    std::string title;
    bool is_number = false;  // flush right
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // one cell a column
};

/// <table>, in a frame that scrolls sideways. With an id, a box above it filters its rows.
std::string html_table(const Table& table, std::string_view id = {});

/// What a colour of a chart means; `paint` is a class of page.cpp.
struct LegendItem {
  std::string paint;
  std::string name;
};

/// <figure>: caption, legend, drawing, and the same figures as a table to unfold.
std::string html_figure(std::string_view caption, const std::vector<LegendItem>& legend,
                        std::string_view svg, const Table& table);

/// A figure of a list of class "tiles".
std::string html_tile(std::string_view name, std::string_view figure, std::string_view remark);

/// <p>
std::string paragraph(std::string_view text);

}  // namespace heliofab::report
