// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/rows.hpp"

#include <cmath>
#include <ostream>

#include "heliofab/io/csv.hpp"

namespace heliofab::store {

void write_csv_header(std::ostream& out, const std::vector<std::string>& columns) {
  io::CsvWriter csv(out);
  for (const std::string& column : columns) {
    csv.cell(column);
  }
  csv.end_row();
}

void write_csv_row(std::ostream& out, const std::vector<Value>& row) {
  io::CsvWriter csv(out);
  for (const Value& value : row) {
    if (const auto* count = std::get_if<std::int64_t>(&value)) {
      csv.cell(*count);
    } else if (const auto* number = std::get_if<double>(&value)) {
      std::isfinite(*number) ? csv.cell(*number) : csv.cell(*number > 0 ? "inf" : "-inf");
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      csv.cell(*text);
    } else {
      csv.blank();
    }
  }
  csv.end_row();
}

io::Json row_json(const std::vector<std::string>& columns, const std::vector<Value>& row) {
  io::Json json = io::Json::object();
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (const auto* count = std::get_if<std::int64_t>(&row[c])) {
      json.set(columns[c], *count);
    } else if (const auto* number = std::get_if<double>(&row[c])) {
      json.set(columns[c], io::Json::number(*number));
    } else if (const auto* text = std::get_if<std::string>(&row[c])) {
      json.set(columns[c], *text);
    } else {
      json.set(columns[c], nullptr);
    }
  }
  return json;
}

}  // namespace heliofab::store
