// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/module/film_law.hpp"
#include "line_mesh.hpp"

namespace heliofab::module {

/// One cell of a module on its mesh across.
struct PlaneCell {
  LineMesh x;
  std::size_t first_column = 0;  // of all columns of points
  double back_sheet = 0;         // [S] conductance of a square
  double front_sheet = 0;
  // [m] of the sheets over the scribes, which carry current along the stripe only: of the back
  // sheet beside the first column, of the front sheet beside the last one.
  double back_margin = 0;
  double front_margin = 0;
  FilmLaw law;  // but for what differs from place to place
};

/// Widths [m] over which the sheets of a column carry current along the stripe.
struct ColumnWidths {
  double back = 0;
  double front = 0;
};
inline ColumnWidths widths_of(const PlaneCell& cell, std::size_t i) noexcept {
  const double w = cell.x.weight[i];
  return {i == 0 ? w + cell.back_margin : w, i + 1 == cell.x.points() ? w + cell.front_margin : w};
}

/// Two sheets joined by film, cell after cell, as equations: a point has the index
/// column * rows() + row; its unknowns are the potentials of the back sheet and of the front sheet.
struct PlaneProblem {
  std::vector<PlaneCell> cells;
  LineMesh y;
  // By point.
  std::vector<double> area;          // [m2] of film
  std::vector<double> photocurrent;  // [A/m2]
  std::vector<double> saturation;    // [A/m2]
  std::vector<double> ohmic;         // [S] from sheet to sheet beside the film
  // [S/m] from the front sheet of each cell to the back sheet of the next; the first one is from
  // the terminal to the first back sheet, the last one from the last front sheet to the other
  // terminal.
  std::vector<double> links;

  std::size_t rows() const noexcept { return y.points(); }
  std::size_t columns() const noexcept {
    return cells.back().first_column + cells.back().x.points();
  }
  std::size_t points() const noexcept { return columns() * rows(); }
  std::size_t unknowns() const noexcept { return 2 * points(); }
};

/// True when a quantity of points [per m of the stripe, once divided by the weights of the rows] is
/// alike in all rows of a column.
bool is_even_column(const PlaneProblem& problem, const std::vector<double>& quantity,
                    std::size_t column);

}  // namespace heliofab::module
