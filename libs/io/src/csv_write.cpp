// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/io/value_text.hpp"

namespace heliofab::io {

std::string csv_suffix(const Unit& unit) {
  if (unit.symbol.empty()) {
    return {};
  }
  if (unit.symbol == "%") {
    return "_percent";
  }
  std::string text = unit.symbol.starts_with("1/") ? "_per_" + std::string(unit.symbol.substr(2))
                                                   : "_" + std::string(unit.symbol);
  std::ranges::replace(text, '/', '_');
  std::ranges::replace(text, ' ', '_');
  return text;
}

CsvWriter& CsvWriter::comment(std::string_view text) {
  HELIOFAB_CHECK(width_ < 0 && cells_ == 0 && text.find('\n') == std::string_view::npos);
  *out_ << "# " << text << '\n';
  return *this;
}

void CsvWriter::separate() {
  if (cells_++ > 0) {
    *out_ << ',';
  }
}

CsvWriter& CsvWriter::cell(std::string_view text) {
  separate();
  // A first cell that begins with '#' would read as a comment; blanks at the ends would be lost.
  const bool is_plain = !text.empty() && text.find_first_of(",\"\r\n") == std::string_view::npos &&
                        text.front() != '#' && text.front() != ' ' && text.back() != ' ';
  if (is_plain) {
    *out_ << text;
    return *this;
  }
  *out_ << '"';
  for (const char c : text) {
    *out_ << c;
    if (c == '"') {
      *out_ << '"';
    }
  }
  *out_ << '"';
  return *this;
}

CsvWriter& CsvWriter::cell(double number) {
  const std::string text = number_text(number);
  separate();
  *out_ << text;
  return *this;
}

CsvWriter& CsvWriter::cell(std::int64_t count) {
  separate();
  *out_ << fmt::format("{}", count);
  return *this;
}

CsvWriter& CsvWriter::blank() {
  separate();
  return *this;
}

CsvWriter& CsvWriter::end_row() {
  HELIOFAB_CHECK(cells_ > 0 && (width_ < 0 || cells_ == width_));
  width_ = cells_;
  cells_ = 0;
  *out_ << '\n';
  return *this;
}

}  // namespace heliofab::io
