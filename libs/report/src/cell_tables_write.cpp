// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "heliofab/io/csv.hpp"
#include "heliofab/report/cell_tables.hpp"

namespace heliofab::report {

namespace {

void add_number(io::CsvWriter& csv, double number) {
  if (std::isfinite(number)) {
    csv.cell(number);
  } else {
    csv.blank();
  }
}

io::Json number_json(double number) {
  return std::isfinite(number) ? io::Json(number) : io::Json();
}

}  // namespace

std::string table_csv(const CellTable& table) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  for (const auto& [name, value] : table.facts) {
    if (std::isfinite(value)) {
      csv.comment(fmt::format("{}: {}", name, value));
    }
  }
  std::size_t rows = 0;
  for (const CellColumn& column : table.columns) {
    csv.cell(column.name);
    rows = std::max({rows, column.values.size(), column.words.size()});
  }
  csv.end_row();
  for (std::size_t i = 0; i < rows; ++i) {
    for (const CellColumn& column : table.columns) {
      if (column.words.empty()) {
        add_number(csv, column.values[i]);
      } else {
        csv.cell(column.words[i]);
      }
    }
    csv.end_row();
  }
  return out.str();
}

io::Json table_json(const CellTable& table) {
  io::Json json = io::Json::object();
  for (const auto& [name, value] : table.facts) {
    json.set(name, number_json(value));
  }
  for (const CellColumn& column : table.columns) {
    json.set(column.name, column.words.empty()
                              ? io::Json::array_of(column.values, number_json)
                              : io::Json::array_of(column.words, [](const std::string& w) {
                                  return io::Json(w);
                                }));
  }
  return json;
}

}  // namespace heliofab::report
