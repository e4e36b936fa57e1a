// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/io/csv.hpp"
#include "parse_value.hpp"
#include "parse_yaml.hpp"
#include "problems.hpp"
#include "read_double.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

struct Cell {
  std::string text;  // without quotes
  Place place;
};

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

class CsvReader {
 public:
  CsvReader(const Source& source, std::span<const CsvColumn> wanted)
      : source_(&source), wanted_(wanted) {}

  CsvTable read() {
    table_.file = source_->name;
    if (!check_bytes_of_table()) {
      problems_.throw_any();
    }
    const int n_lines = static_cast<int>(source_->line_starts.size());
    int line = read_comments(n_lines);
    if (line > n_lines) {
      problems_.add({source_, std::max(1, n_lines), 1, 1}, "E1401", "", "no header line",
                    "the first line that is no comment names the columns");
      problems_.throw_any();
    }
    read_header(line++);
    problems_.throw_any();  // without columns the rows mean nothing
    bool has_rows = false;
    for (; line <= n_lines; ++line) {
      if (!trim(line_of(*source_, line)).empty()) {
        read_row(line);
        has_rows = true;
      }
    }
    if (!has_rows) {
      problems_.add({source_, n_lines, 1, 1}, "E1401", "", "no rows under the header");
    }
    problems_.throw_any();
    return std::move(table_);
  }

 private:
  struct Target {
    std::size_t column = 0;  // of the table
    Unit unit;
    bool is_read = false;
  };

  bool check_bytes_of_table() {
    Problems found;  // tabs may indent a table, and '%' may begin a line
    check_bytes(*source_, found);
    bool is_good = true;
    for (const Diagnostic& d : found.sorted()) {
      if (d.code == "E1101") {
        problems_.add(d, 0);
        is_good = false;
      }
    }
    // Files glued together bring theirs along; one that got into a name could not be seen there.
    const std::size_t mark = is_good ? source_->text.find("\xEF\xBB\xBF") : std::string::npos;
    if (mark != std::string::npos) {
      problems_.add(place_at(*source_, mark), "E1101", "",
                    "a byte order mark inside the text, wanted one only at its front", "delete it");
      is_good = false;
    }
    return is_good;
  }

  // Lines that begin with '#' before the header. Returns the line of the header.
  int read_comments(int n_lines) {
    int line = 1;
    for (; line <= n_lines; ++line) {
      std::string_view text = trim(line_of(*source_, line));
      if (text.empty()) {
        continue;
      }
      if (text.front() != '#') {
        break;
      }
      text = trim(text.substr(1));
      const std::size_t colon = text.find(':');
      const std::string_view key = text.substr(0, colon);
      const bool is_keyed = colon != std::string_view::npos && !key.empty() &&
                            key.find(' ') == std::string_view::npos;
      table_.comments.emplace_back(is_keyed ? key : "",
                                   is_keyed ? trim(text.substr(colon + 1)) : text);
    }
    return line;
  }

  void read_header(int line) {
    const std::vector<Cell> cells = split(line);
    targets_.resize(cells.size());
    header_ = line;
    std::map<std::string_view, std::size_t> first_of;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Cell& cell = cells[i];
      const auto [first, is_new] = first_of.emplace(cell.text, i + 1);
      if (cell.text.empty()) {
        problems_.add(cell.place, "E1405", "", "a column has no name");
      } else if (!is_new) {
        problems_.add(cell.place, "E1406", "",
                      fmt::format("column {} is given twice", in_quotes(cell.text)),
                      fmt::format("the first of them is column {}", first->second));
      }
    }
    if (wanted_.empty()) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        targets_[i] = {.column = i, .unit = unit::one, .is_read = true};
        table_.names.push_back(cells[i].text);
      }
    } else {
      find_columns(cells);
    }
    table_.columns.resize(table_.names.size());
  }

  void find_columns(const std::vector<Cell>& cells) {
    const std::size_t other = cells.front().text.find_first_of(";\t");
    if (cells.size() == 1 && other != std::string::npos) {
      problems_.add(cells.front().place, "E1401", "",
                    fmt::format("columns stand apart by {}, wanted ','",
                                cells.front().text[other] == ';' ? "';'" : "tabs"));
      return;
    }
    std::vector<char> is_known(cells.size(), 0);
    std::vector<std::string> expected;
    for (const CsvColumn& column : wanted_) {
      expected.push_back(std::string(column.name) + csv_suffix(column.unit));
      if (!find_column(column, cells, is_known) && !column.is_optional) {
        problems_.add({source_, header_, 1, 1}, "E1404", "",
                      fmt::format("missing column {}", in_quotes(expected.back())));
      }
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (is_known[i] == 0 && !cells[i].text.empty()) {
        report_unknown(cells[i], expected);
      }
    }
  }

  // Takes the first header that is this column; marks all that are. False when there is none.
  bool find_column(const CsvColumn& column, const std::vector<Cell>& cells,
                   std::vector<char>& is_known) {
    const Cell* found = nullptr;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::optional<Unit> unit = unit_of(cells[i].text, column);
      if (!unit || is_known[i] != 0) {
        continue;
      }
      is_known[i] = 1;
      if (found == nullptr) {
        found = &cells[i];
        targets_[i] = {.column = table_.names.size(), .unit = *unit, .is_read = true};
        table_.names.emplace_back(column.name);
      } else if (cells[i].text != found->text) {  // else reported as the header was read
        problems_.add(cells[i].place, "E1406", "",
                      fmt::format("column {} is given twice", in_quotes(column.name)));
      }
    }
    return found != nullptr;
  }

  void report_unknown(const Cell& cell, const std::vector<std::string>& expected) {
    const std::string_view near = cell.text.size() > 60
                                      ? std::string_view{}
                                      : nearest(cell.text, {expected.begin(), expected.end()});
    problems_.add(cell.place, "E1405", "", fmt::format("unknown column {}", in_quotes(cell.text)),
                  near.empty() ? fmt::format("columns: {}", fmt::join(expected, ", "))
                               : fmt::format("did you mean '{}'?", near));
  }

  // The unit that a header gives a wanted column in, if it is that column.
  static std::optional<Unit> unit_of(std::string_view header, const CsvColumn& column) {
    if (!header.starts_with(column.name)) {
      return std::nullopt;
    }
    const std::string_view suffix = header.substr(column.name.size());
    if (suffix == csv_suffix(column.unit)) {
      return column.unit;
    }
    for (const Unit& other : all_units()) {
      if (other.quantity == column.unit.quantity && suffix == csv_suffix(other)) {
        return other;
      }
    }
    return std::nullopt;
  }

  void read_row(int line) {
    const std::vector<Cell> cells = split(line);
    if (cells.size() != targets_.size()) {
      problems_.add(cells.back().place, "E1402", "",
                    fmt::format("{} cell{}, wanted {}", cells.size(), cells.size() == 1 ? "" : "s",
                                targets_.size()),
                    fmt::format("the header in line {} has {} columns", header_, targets_.size()));
      return;
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      double number = 0;
      const std::string& text = cells[i].text;
      if (number_length(text) != text.size() || text.empty() || !read_double(text, number)) {
        problems_.add(cells[i].place, "E1403", "",
                      text.empty() ? "an empty cell, wanted a number"
                                   : fmt::format("{} is not a number", in_quotes(text)),
                      targets_[i].is_read
                          ? fmt::format("column {}", in_quotes(table_.names[targets_[i].column]))
                          : "");
      } else if (targets_[i].is_read) {
        table_.columns[targets_[i].column].push_back(number * targets_[i].unit);
      }
    }
  }

  std::vector<Cell> split(int line) {
    const std::string_view text = line_of(*source_, line);
    std::vector<Cell> cells;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t first = std::min(text.find_first_not_of(' ', at), text.size());
      if (first < text.size() && text[first] == '"') {
        at = take_quoted(text, line, first, cells);
        continue;
      }
      const std::size_t end = std::min(text.find(',', at), text.size());
      const std::string_view cell = trim(text.substr(at, end - at));
      const std::size_t begin =
          cell.empty() ? at : static_cast<std::size_t>(cell.data() - text.data());
      cells.push_back({std::string(cell), place(line, begin, cell.size())});
      at = end + 1;
    }
    return cells;
  }

  // A cell in quotes; returns where the next one begins.
  std::size_t take_quoted(std::string_view text, int line, std::size_t first,
                          std::vector<Cell>& cells) {
    std::string content;
    std::size_t at = first + 1;
    for (; at < text.size(); ++at) {
      const bool is_quote = text[at] == '"';
      if (is_quote && text.substr(at + 1).starts_with('"')) {
        ++at;
      } else if (is_quote) {
        break;
      }
      content += text[at];
    }
    const std::size_t after = std::min(text.find_first_not_of(' ', at + 1), text.size());
    cells.push_back({std::move(content), place(line, first, at - first + 1)});
    if (at >= text.size() || (after < text.size() && text[after] != ',')) {
      problems_.add(
          place(line, first, 1), "E1407", "",
          at >= text.size() ? "this quote is not closed" : "text follows the closing quote");
      return text.size() + 1;
    }
    return after + 1;
  }

  Place place(int line, std::size_t begin, std::size_t length) const {
    return {source_, line, static_cast<int>(begin) + 1,
            static_cast<int>(std::max<std::size_t>(length, 1))};
  }

  const Source* source_;
  std::span<const CsvColumn> wanted_;
  Problems problems_;
  CsvTable table_;
  std::vector<Target> targets_;
  int header_ = 0;
};

}  // namespace

std::string_view CsvTable::comment(std::string_view key) const noexcept {
  const auto found = std::ranges::find(comments, key, &std::pair<std::string, std::string>::first);
  return found == comments.end() ? std::string_view{} : std::string_view(found->second);
}

const std::vector<double>& CsvTable::column(std::string_view name) const {
  const auto found = std::ranges::find(names, name);
  HELIOFAB_CHECK(found != names.end());
  return columns[static_cast<std::size_t>(found - names.begin())];
}

CsvTable read_csv(const std::string& path, std::span<const CsvColumn> wanted) {
  const Source source = make_source(path == "-" ? "<stdin>" : printable(path), load_text(path));
  return CsvReader(source, wanted).read();
}

CsvTable parse_csv(std::string_view text, std::string_view name,
                   std::span<const CsvColumn> wanted) {
  const Source source = make_source(printable(name), std::string(text));
  return CsvReader(source, wanted).read();
}

}  // namespace heliofab::io
