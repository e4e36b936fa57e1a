// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/module/plane_module.hpp"
#include "line_mesh.hpp"

namespace heliofab::module {

/// One cell of a module on its mesh across.
struct PlaneCell {
  LineMesh x;
  std::size_t first_column = 0;  // of all columns of points
  // [S] of each element across: conductance of a square, the mean along the stripe.
  std::vector<double> back_sheet;
  std::vector<double> front_sheet;
  // [m] of the sheets over the scribes, which carry current along the stripe only: of the back
  // sheet beside the first column, of the front sheet beside the last one.
  double back_margin = 0;
  double front_margin = 0;
  FilmLaw law;                       // but for what differs from place to place
  const FilmTable* table = nullptr;  // in place of the law's diode

  std::size_t last_column() const noexcept { return first_column + x.points() - 1; }
};

/// Conductances [S] of a square of both sheets on one element.
struct ElementSheets {
  double back = 0;
  double front = 0;
};

/// Conductances [S m] of the sheets of a column along the stripe: of a square times the width.
struct ColumnSheets {
  double back = 0;
  double front = 0;
};
ColumnSheets along_column(const PlaneCell& cell, std::size_t i);

/// An element of a stripe whose sheets differ from the mean along it.
struct UnevenSheet {
  std::size_t cell = 0;
  std::size_t x = 0;  // element across
  std::size_t y = 0;  // element along
  double back = 0;    // [S] of a square, above the mean
  double front = 0;
};

/// What joins a stripe to the next across their scribes.
struct ScribeLinks {
  double p1 = 0;  // [S/m] between their back sheets
  double p2 = 0;  // from the front sheet to the next back sheet
  double p3 = 0;  // between their front sheets

  double& of(ScribeFault::Line line) noexcept {
    using Line = ScribeFault::Line;
    return line == Line::p1 ? p1 : line == Line::p2 ? p2 : p3;
  }
};

/// A link at one row that differs from the mean along the scribe.
struct UnevenLink {
  std::size_t scribe = 0;  // after the cell of this number
  ScribeFault::Line line = ScribeFault::Line::p1;
  std::size_t row = 0;
  double conductance = 0;  // [S] above the mean
};

/// A part of a point's film, where elements of other films meet: a film with a resistance of its
/// own is not that of their mean.
struct FilmPart {
  std::size_t point = 0;
  double area = 0;          // [m2]
  double photocurrent = 0;  // [-] over the mean of the point
  double saturation = 0;
  double shunt = 0;
};

/// Two sheets joined by film, cell after cell, as equations: a point has the index column * rows()
/// + row; its unknowns are the potentials of the back sheet and of the front sheet.
struct PlaneProblem {
  std::vector<PlaneCell> cells;
  LineMesh y;
  // By point: area, and means over it of what the film does.
  std::vector<double> area;           // [m2] of film
  std::vector<double> photocurrent;   // [A/m2]
  std::vector<double> saturation;     // [A/m2]
  std::vector<double> shunt;          // [S/m2] at 0.5 V
  std::vector<double> diode_voltage;  // [V]
  std::vector<double> ohmic;          // [S] from sheet to sheet beside the film
  std::vector<FilmPart> parts;        // by point, all of those where films meet
  std::vector<UnevenSheet> sheets;
  // Before the first cell its terminal stands for the cell before: p2 leads to its back sheet, p3
  // to its front sheet. Behind the last cell p1 and p2 lead to the other terminal.
  std::vector<ScribeLinks> links;
  std::vector<UnevenLink> uneven_links;
  std::vector<Bypass> bypasses;

  std::size_t rows() const noexcept { return y.points(); }
  std::size_t columns() const noexcept {
    return cells.back().first_column + cells.back().x.points();
  }
  std::size_t points() const noexcept { return columns() * rows(); }
  std::size_t unknowns() const noexcept { return 2 * points(); }
};

/// Potentials of a module at its points, or how they change with something.
struct PlaneField {
  std::vector<double> back;   // [V]
  std::vector<double> front;  // [V]
  double terminal = 0;        // of the one before the first stripe; the other one's is 0
};

/// Potentials on both sides of a scribe at a row; before the first stripe and behind the last one
/// those of the terminals.
struct ScribeSides {
  double back_before = 0;  // [V] of the stripe before
  double front_before = 0;
  double back = 0;
  double front = 0;
};
ScribeSides sides_of(const PlaneProblem& problem, const PlaneField& field, std::size_t scribe,
                     std::size_t row);

/// Sheets of all elements of a stripe, uneven ones as they are: those along it side by side,
/// [element across * elements along + element along].
std::vector<ElementSheets> element_sheets(const PlaneProblem& problem, std::size_t cell);

/// Links of a scribe at each row [S], uneven ones as they are.
std::vector<ScribeLinks> row_links(const PlaneProblem& problem, std::size_t scribe);

/// The law of a point's film, the mean over its area; and of a part of it.
FilmLaw law_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point);
FilmLaw law_of(const PlaneProblem& problem, const PlaneCell& cell, const FilmPart& part);

/// All parts of a point's film; none when it is of one film.
std::span<const FilmPart> parts_of(const PlaneProblem& problem, std::size_t point);

/// The film of a point at a voltage [V] between the sheets, the mean over its area.
/// @param junction  [V] where to start
FilmState film_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point,
                  double voltage, double junction);

/// True when a quantity of points [per m of the stripe, once divided by the weights of the rows] is
/// alike in all rows of a column.
bool is_even_column(const PlaneProblem& problem, const std::vector<double>& quantity,
                    std::size_t column);

}  // namespace heliofab::module
