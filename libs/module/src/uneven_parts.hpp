// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "modes.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// Elements of sheets and rows of links that differ from the means along their stripe: cracks,
/// printed fingers, faults of scribes. Vectors are those of ModalSolver.
class UnevenParts {
 public:
  UnevenParts(const PlaneProblem& problem, const Modes& modes);

  bool empty() const noexcept { return runs_.empty(); }
  bool has(std::size_t column) const noexcept { return takes_part_[column] != 0; }
  /// Adds the currents out of all unknowns that the means leave out.
  void add_currents(std::span<const double> potential, std::span<double> current);
  /// Adds what uneven links of P1 and P3 carry past the film of each stripe [A].
  void add_leaks(std::span<const double> potential, std::span<double> leaks);

 private:
  // Columns side by side that take part.
  struct Run {
    std::size_t column = 0;
    std::size_t count = 0;
    std::size_t at = 0;  // of its first column among all that take part
  };
  // Where a link ends: values of a sheet at a row, or a terminal.
  struct Ends {
    std::size_t from = 0;
    std::size_t to = 0;
    bool is_last = false;  // to the terminal at 0 V
  };

  void to_rows(std::span<const double> potential);
  std::size_t index(std::size_t column, std::size_t sheet, std::size_t row) const;
  Ends ends_of(const UnevenLink& link) const;
  double link_voltage(const Ends& ends) const;
  // What a column of an element has above the mean [S] over a width [m].
  struct Above {
    double conductance = 0;
    double width = 0;
  };
  void add_sheet(const UnevenSheet& sheet);
  void add_column(const UnevenSheet& element, std::size_t sheet, std::size_t a, const Above& above);

  const PlaneProblem* problem_;
  const Modes* modes_;
  std::vector<Run> runs_;
  std::vector<char> takes_part_;    // of each column
  std::vector<std::size_t> place_;  // of each column among those that take part
  std::vector<double> weight_x_, weight_y_;
  std::vector<double> values_;
  std::vector<double> currents_;
  std::vector<double> amplitudes_;
};

}  // namespace heliofab::module
