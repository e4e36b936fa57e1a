// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "heliofab/io/document.hpp"
#include "heliofab/twin/cell_analysis.hpp"

namespace heliofab::cli {

/// What is wanted of a cell by its layers.
struct LayeredCellOptions {
  std::string input;                  // file as it was typed
  std::string curve;                  // CSV file, or empty
  twin::AnalysisRequest analyses;     // to be printed, and written to `out`
  std::string out;                    // folder of CSV files, or empty
  std::optional<std::string> report;  // HTML page of all analyses; "": named after the input
  bool json = false;

  twin::AnalysisRequest to_make() const {
    twin::AnalysisRequest all = twin::AnalysisRequest::all();
    all.bias = analyses.bias;
    return report ? all : analyses;
  }
  bool wants_analyses() const {
    return analyses != twin::AnalysisRequest{} || !out.empty() || report;
  }
};

/// Solves and prints it. @throws InputError, ModelError E3203 with every doubt about the curve
void solve_layered_cell(const io::Document& document, const LayeredCellOptions& options);

}  // namespace heliofab::cli
