// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/cell_analysis.hpp"

// What was found out about a cell, as columns for programs and as lines for a terminal.
namespace heliofab::report {

/// A column of numbers, or of words.
struct CellColumn {
  std::string name;                // "current_density_mA_cm2": with its unit, as in CSV
  std::vector<double> values;      // in that unit; NaN when there is none
  std::vector<std::string> words;  // in place of values

  friend bool operator==(const CellColumn&, const CellColumn&) = default;
};

/// One result of an analysis.
struct CellTable {
  std::string name;  // "suns-voc": of its file
  std::vector<CellColumn> columns;
  std::vector<std::pair<std::string, double>> facts;  // single figures, named as columns are

  friend bool operator==(const CellTable&, const CellTable&) = default;
};

/// The largest of one piece of evidence over a curve [A/m2].
double worst(const device::CertifiedCurve& curve, double device::CertifiedPoint::*evidence);

/// A J-V with its evidence, as `name`.
CellTable curve_table(std::string name, const device::CertifiedCurve& curve);

/// Everything that was asked for and is there, each result a table. Names: docs/formats/csv.md.
std::vector<CellTable> cell_tables(const twin::CellAnalysis& analysis,
                                   const twin::AnalysisRequest& request);

/// Facts as comments "# key: value", the header, one line a row.
std::string table_csv(const CellTable& table);
/// {"fact": 1.2, "column": [...], ...}
io::Json table_json(const CellTable& table);

/// A part that was asked for and is not there.
struct LeftOut {
  std::string part;
  std::string why;

  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};
std::vector<LeftOut> left_out(const twin::CellAnalysis& analysis,
                              const twin::AnalysisRequest& request);

/// A short section for each part asked for. Each line ends with '\n'.
std::string cell_text(const twin::CellAnalysis& analysis, const twin::AnalysisRequest& request);

}  // namespace heliofab::report
