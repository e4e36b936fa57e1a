// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <sstream>

#include "heliofab/io/csv.hpp"
#include "heliofab/report/sweep.hpp"

namespace heliofab::report {

namespace {

io::Json json_value(const SweepColumn& column, std::size_t i) {
  if (!std::isfinite(column.values[i])) {
    return {};
  }
  return column.words.empty() ? io::Json(column.values[i])
                              : io::Json(column.words[static_cast<std::size_t>(column.values[i])]);
}

void csv_value(io::CsvWriter& csv, const SweepColumn& column, std::size_t i) {
  if (!std::isfinite(column.values[i])) {
    csv.blank();
  } else if (column.words.empty()) {
    csv.cell(column.values[i]);
  } else {
    csv.cell(column.words[static_cast<std::size_t>(column.values[i])]);
  }
}

io::Json keys_of(const std::vector<SweepColumn>& columns) {
  return io::Json::array_of(columns, [](const SweepColumn& c) { return io::Json(c.key); });
}

}  // namespace

std::string sweep_csv(const Sweep& sweep) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  for (const auto* columns : {&sweep.inputs, &sweep.figures}) {
    for (const SweepColumn& column : *columns) {
      csv.cell(column.key);
    }
  }
  csv.cell("problem").end_row();
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    for (const auto* columns : {&sweep.inputs, &sweep.figures}) {
      for (const SweepColumn& column : *columns) {
        csv_value(csv, column, i);
      }
    }
    if (sweep.problems[i].empty()) {
      csv.blank();
    } else {
      csv.cell(sweep.problems[i]);
    }
    csv.end_row();
  }
  return out.str();
}

io::Json sweep_json(const Sweep& sweep) {
  io::Json points = io::Json::array();
  for (std::size_t i = 0; i < sweep.size(); ++i) {
    io::Json point = io::Json::object();
    for (const auto* columns : {&sweep.inputs, &sweep.figures}) {
      for (const SweepColumn& column : *columns) {
        point.set(column.key, json_value(column, i));
      }
    }
    point.set("problem", sweep.problems[i].empty() ? io::Json() : io::Json(sweep.problems[i]));
    points.push(std::move(point));
  }
  return io::Json::object({{"name", sweep.title},
                           {"inputs", keys_of(sweep.inputs)},
                           {"figures", keys_of(sweep.figures)},
                           {"is_complete", sweep.is_complete},
                           {"points", std::move(points)}});
}

}  // namespace heliofab::report
