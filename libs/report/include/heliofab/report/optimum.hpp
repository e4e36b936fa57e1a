// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "heliofab/core/estimate.hpp"
#include "heliofab/report/sweep.hpp"

namespace heliofab::report {

/// An input that was searched. Values are in the unit of the column's key; NaN: not known.
struct OptimumInput {
  SweepColumn column;  // without values
  double start = 0;    // as the file says it
  double optimum = 0;
  double from = 0;  // bounds of the search
  double to = 0;
  std::array<double, 2> close{};  // within 0.1 % of the goal, all other inputs at the optimum
  std::array<double, 2> wide{};   // within 1 %
  Sweep line;                     // the goal along this input through the optimum; may be empty

  bool is_at(double bound) const noexcept { return optimum == bound; }
  friend bool operator==(const OptimumInput&, const OptimumInput&) = default;
};

/// A figure of the design in the file and of the best one; errors are 0 without a population.
struct OptimumFigure {
  SweepColumn column;  // without values
  Estimate start;
  Estimate optimum;
  Estimate change;  // from the same modules in both designs

  friend bool operator==(const OptimumFigure&, const OptimumFigure&) = default;
};

/// What was found to be best of a file.
struct Optimum {
  std::string title;     // of the plan
  std::string goal;      // in words: "highest efficiency"
  std::string key;       // of the goal's figure
  OptimumFigure result;  // the goal itself: a mean, a quantile, a share, or the figure
  std::vector<OptimumInput> inputs;
  std::vector<OptimumFigure> figures;  // all, as means over the population
  std::size_t modules = 0;             // of the population; 0: none
  std::vector<double> ends;            // the goal where the search from each start ended
  std::size_t points = 0;              // solved
  std::size_t failed = 0;              // of them without an answer
  std::string problem;                 // of one of those
  bool is_converged = true;
  bool is_complete = true;  // false: interrupted; the best so far

  friend bool operator==(const Optimum&, const Optimum&) = default;
};

/// Tables for a terminal: start and optimum of inputs and figures, how flat it is, which bounds
/// hold it.
std::string optimum_text(const Optimum& optimum, const TextStyle& style = {});

/// The same with all digits and the lines. docs/cli.md.
io::Json optimum_json(const Optimum& optimum);

/// One SVG file: the goal along each input through the optimum.
std::string optimum_svg(const Optimum& optimum);

}  // namespace heliofab::report
