// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"

namespace heliofab::report {

/// An input or a figure over the points of a sweep.
struct SweepColumn {
  std::string key;                 // "recipe.absorber.thickness_um": in CSV and JSON, with its unit
  std::string label;               // "thickness": for people
  std::string unit;                // "um", for people: "%" for fractions read in percent
  double scale = 1;                // of values for people, 100 for such fractions
  std::vector<double> values;      // one a point, in the unit of the key; NaN when there is none
  std::vector<std::string> words;  // of a choice: values are indices of these
  bool is_logarithmic = false;     // equal factors matter
  bool is_listed = false;          // few values, chosen one by one

  friend bool operator==(const SweepColumn&, const SweepColumn&) = default;
};

/// What came out of solving one input file at many points.
struct Sweep {
  std::string title;                  // of the plan that was varied
  std::vector<SweepColumn> inputs;    // one or more
  std::vector<SweepColumn> figures;   // each as long as the inputs; none when nothing was solved
  std::vector<std::string> problems;  // one a point: why it has no figures; empty when it has
  bool is_grid = true;                // every combination of the inputs' values
  bool is_complete = true;            // false when points are missing: it was interrupted

  std::size_t size() const noexcept { return problems.size(); }
  friend bool operator==(const Sweep&, const Sweep&) = default;
};

/// A table for a terminal, one row a point, cut in the middle when it is long and at the right when
/// it is wide; it says what it leaves out. Numbers of a column have as many decimals as show four
/// digits of the largest.
std::string sweep_text(const Sweep& sweep, const TextStyle& style = {});

/// The whole table: inputs, figures, `problem`. What is not there is an empty cell.
std::string sweep_csv(const Sweep& sweep);

/// The same as a list of objects, and what its columns are called. docs/cli.md.
io::Json sweep_json(const Sweep& sweep);

/// One SVG file that needs nothing else, small multiples with a panel for each figure: a line over
/// one input, one for each value of a second input that is a choice or a short list; a map over two
/// other inputs of a grid; otherwise dots over each input. Figures that are the same everywhere are
/// named below.
std::string sweep_svg(const Sweep& sweep);

}  // namespace heliofab::report
