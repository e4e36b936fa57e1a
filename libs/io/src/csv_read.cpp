// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "csv_cells.hpp"
#include "heliofab/io/csv.hpp"
#include "parse_time.hpp"
#include "parse_value.hpp"
#include "parse_yaml.hpp"
#include "problems.hpp"
#include "read_double.hpp"
#include "source.hpp"

namespace heliofab::io {

namespace {

class CsvReader {
 public:
  CsvReader(const Source& source, std::span<const CsvColumn> wanted)
      : source_(&source), wanted_(wanted) {}
  CsvReader(const Source& source, const ChooseColumns& choose)
      : source_(&source), choose_(&choose) {}

  CsvTable read() {
    int line = begin();
    const int n_lines = static_cast<int>(source_->line_starts.size());
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
  // Reads as far as the header. Returns the line of the first row.
  int begin() {
    table_.file = source_->name;
    if (!check_bytes_of_table()) {
      problems_.throw_any();
    }
    const int n_lines = static_cast<int>(source_->line_starts.size());
    const int line = read_comments(n_lines);
    if (line > n_lines) {
      problems_.add({source_, std::max(1, n_lines), 1, 1}, "E1401", "", "no header line",
                    "the first line that is no comment names the columns");
      problems_.throw_any();
    }
    read_header(line);
    problems_.throw_any();  // without columns the rows mean nothing
    return line + 1;
  }

  struct Target {
    std::size_t column = 0;  // of the table
    Unit unit;
    bool is_read = false;
    const CsvColumn* wanted = nullptr;
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
    const std::vector<CsvCell> cells = csv_cells(*source_, line, problems_);
    targets_.resize(cells.size());
    header_ = line;
    std::map<std::string_view, std::size_t> first_of;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const CsvCell& cell = cells[i];
      const auto [first, is_new] = first_of.emplace(cell.text, i + 1);
      if (cell.text.empty()) {
        problems_.add(cell.place, "E1405", "", "a column has no name");
      } else if (!is_new) {
        problems_.add(cell.place, "E1406", "",
                      fmt::format("column {} is given twice", in_quotes(cell.text)),
                      fmt::format("the first of them is column {}", first->second));
      }
    }
    if (choose_ != nullptr) {
      std::vector<std::string> names;
      for (const CsvCell& cell : cells) {
        names.push_back(cell.text);
      }
      chosen_ = (*choose_)(names);
      wanted_ = chosen_;
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
    table_.texts.resize(table_.names.size());
    table_.times.resize(table_.names.size());
  }

  void find_columns(const std::vector<CsvCell>& cells) {
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
  bool find_column(const CsvColumn& column, const std::vector<CsvCell>& cells,
                   std::vector<char>& is_known) {
    const CsvCell* found = nullptr;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::optional<Unit> unit = unit_of(cells[i].text, column);
      if (!unit || is_known[i] != 0) {
        continue;
      }
      is_known[i] = 1;
      if (found == nullptr) {
        found = &cells[i];
        targets_[i] = {
            .column = table_.names.size(), .unit = *unit, .is_read = true, .wanted = &column};
        table_.names.emplace_back(column.name);
      } else if (cells[i].text != found->text) {  // else reported as the header was read
        problems_.add(cells[i].place, "E1406", "",
                      fmt::format("column {} is given twice", in_quotes(column.name)));
      }
    }
    return found != nullptr;
  }

  void report_unknown(const CsvCell& cell, const std::vector<std::string>& expected) {
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
    const std::vector<CsvCell> cells = csv_cells(*source_, line, problems_);
    if (cells.size() != targets_.size()) {
      problems_.add(cells.back().place, "E1402", "",
                    fmt::format("{} cell{}, wanted {}", cells.size(), cells.size() == 1 ? "" : "s",
                                targets_.size()),
                    fmt::format("the header in line {} has {} columns", header_, targets_.size()));
      return;
    }
    table_.lines.push_back(line);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const CsvKind kind =
          targets_[i].wanted != nullptr ? targets_[i].wanted->kind : CsvKind::number;
      if (kind == CsvKind::text) {
        table_.texts[targets_[i].column].push_back(cells[i].text);
      } else if (kind == CsvKind::time) {
        read_time(cells[i], targets_[i]);
      } else {
        read_number(cells[i], targets_[i]);
      }
    }
  }

  void read_number(const CsvCell& cell, const Target& target) {
    double number = 0;
    const std::string& text = cell.text;
    if (number_length(text) != text.size() || text.empty() || !read_double(text, number)) {
      problems_.add(cell.place, "E1403", "",
                    text.empty() ? "an empty cell, wanted a number"
                                 : fmt::format("{} is not a number", in_quotes(text)),
                    target.is_read ? note_of(target) : "");
      return;
    }
    if (!target.is_read) {
      return;
    }
    const double value = number * target.unit;
    if (const CsvColumn* c = target.wanted;
        c != nullptr && !(value >= c->least && value <= c->most)) {
      const auto shown = [&](double limit) {
        return fmt::format("{:.6g}{}{}", limit / target.unit, target.unit.symbol.empty() ? "" : " ",
                           target.unit.symbol);
      };
      problems_.add(cell.place, "E1408", "",
                    c->most < std::numeric_limits<double>::infinity()
                        ? fmt::format("{}, wanted {} to {}", text, shown(c->least), shown(c->most))
                        : fmt::format("{}, wanted {} or more", text, shown(c->least)),
                    note_of(target));
    }
    table_.columns[target.column].push_back(value);
  }

  void read_time(const CsvCell& cell, const Target& target) {
    const std::optional<SimTime> time = parse_time(cell.text);
    if (!time) {
      problems_.add(cell.place, "E1409", "",
                    cell.text.empty() ? "an empty cell, wanted a time"
                                      : fmt::format("{} is not a time", in_quotes(cell.text)),
                    note_of(target) + ", as in 2010-05-12 06:30:15");
    }
    table_.times[target.column].push_back(time.value_or(SimTime{}));
  }

  std::string note_of(const Target& target) const {
    return fmt::format("column {}", in_quotes(table_.names[target.column]));
  }

  const Source* source_;
  const ChooseColumns* choose_ = nullptr;
  std::vector<CsvColumn> chosen_;
  std::span<const CsvColumn> wanted_;
  Problems problems_;
  CsvTable table_;
  std::vector<Target> targets_;
  int header_ = 0;
};

}  // namespace

namespace {

Source source_of(const std::string& path) {
  return make_source(path == "-" ? "<stdin>" : printable(path), load_text(path));
}

}  // namespace

CsvTable read_csv(const std::string& path, std::span<const CsvColumn> wanted) {
  const Source source = source_of(path);
  return CsvReader(source, wanted).read();
}

CsvTable read_csv(const std::string& path, const ChooseColumns& choose) {
  const Source source = source_of(path);
  return CsvReader(source, choose).read();
}

CsvTable parse_csv(std::string_view text, std::string_view name,
                   std::span<const CsvColumn> wanted) {
  const Source source = make_source(printable(name), std::string(text));
  return CsvReader(source, wanted).read();
}

}  // namespace heliofab::io
