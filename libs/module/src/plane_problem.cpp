// SPDX-License-Identifier: Apache-2.0
#include "plane_problem.hpp"

namespace heliofab::module {

namespace {

// What one line of a column carries along y: `weight` [S m] times the stiffness of the rows.
void add_along(const LineMesh& y, double weight, const double* v, double* out) noexcept {
  if (y.degree == 1) {  // differences between neighbours
    for (std::size_t e = 0; e < y.elements(); ++e) {
      const double flow = weight * y.stiffness[4 * e] * (v[e] - v[e + 1]);
      out[e] += flow;
      out[e + 1] -= flow;
    }
    return;
  }
  for (std::size_t e = 0; e < y.elements(); ++e) {
    for (std::size_t a = 0; a <= y.degree; ++a) {
      double sum = 0;
      for (std::size_t b = 0; b <= y.degree; ++b) {
        sum += y.stiff(e, a, b) * v[e * y.degree + b];
      }
      out[e * y.degree + a] += weight * sum;
    }
  }
}

// What flows across, between the columns of one element: `sheet` [S] times its stiffness.
void add_across(const PlaneCell& cell, std::size_t element, double sheet, const LineMesh& y,
                const double* v, double* out) noexcept {
  const std::size_t rows = y.points();
  const std::size_t stride = 2 * rows;
  const std::size_t degree = cell.x.degree;
  for (std::size_t a = 0; a <= degree; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const double k = -sheet * cell.x.stiff(element, a, b);
      for (std::size_t j = 0; j < rows; ++j) {
        const double flow = k * y.weight[j] * (v[a * stride + j] - v[b * stride + j]);
        out[a * stride + j] += flow;
        out[b * stride + j] -= flow;
      }
    }
  }
}

}  // namespace

void add_sheet_currents(const PlaneProblem& problem, std::span<const double> potential,
                        std::span<double> current) {
  const std::size_t rows = problem.rows();
  for (const PlaneCell& cell : problem.cells) {
    for (std::size_t i = 0; i < cell.x.points(); ++i) {
      const std::size_t at = 2 * (cell.first_column + i) * rows;
      const ColumnWidths width = widths_of(cell, i);
      add_along(problem.y, cell.back_sheet * width.back, &potential[at], &current[at]);
      add_along(problem.y, cell.front_sheet * width.front, &potential[at + rows],
                &current[at + rows]);
    }
    for (std::size_t e = 0; e < cell.x.elements(); ++e) {
      const std::size_t at = 2 * (cell.first_column + e * cell.x.degree) * rows;
      add_across(cell, e, cell.back_sheet, problem.y, &potential[at], &current[at]);
      add_across(cell, e, cell.front_sheet, problem.y, &potential[at + rows], &current[at + rows]);
    }
  }
  const auto add_link = [&](double link, const double* from, const double* to, double* out_from,
                            double* out_to) {
    for (std::size_t j = 0; j < rows; ++j) {
      const double flow = link * problem.y.weight[j] * ((from ? from[j] : 0) - (to ? to[j] : 0));
      if (out_from != nullptr) {
        out_from[j] += flow;
      }
      if (out_to != nullptr) {
        out_to[j] -= flow;
      }
    }
  };
  const std::size_t last = problem.unknowns() - rows;
  add_link(problem.links.front(), &potential[0], nullptr, &current[0], nullptr);
  add_link(problem.links.back(), &potential[last], nullptr, &current[last], nullptr);
  for (std::size_t c = 1; c < problem.cells.size(); ++c) {
    const std::size_t next = 2 * problem.cells[c].first_column * rows;
    add_link(problem.links[c], &potential[next - rows], &potential[next], &current[next - rows],
             &current[next]);
  }
}

void add_film_currents(const PlaneProblem& problem, std::span<const double> potential,
                       FilmCurrents& films, std::span<double> current) {
  const std::size_t rows = problem.rows();
  for (const PlaneCell& cell : problem.cells) {
    FilmLaw law = cell.law;
    for (std::size_t i = 0; i < cell.x.points(); ++i) {
      const std::size_t column = cell.first_column + i;
      const double* const back = &potential[2 * column * rows];
      const double* const front = back + rows;
      double* const from_back = &current[2 * column * rows];
      double* const from_front = from_back + rows;
      for (std::size_t j = 0; j < rows; ++j) {
        const std::size_t point = column * rows + j;
        law.photocurrent = problem.photocurrent[point];
        law.saturation = problem.saturation[point];
        const double voltage = back[j] - front[j];
        const FilmState film = film_state(law, voltage, films.junction[point]);
        films.junction[point] = film.junction;
        films.conductance[point] = problem.ohmic[point] - problem.area[point] * film.slope;
        const double delivered =
            problem.area[point] * film.current - problem.ohmic[point] * voltage;
        from_back[j] -= delivered;  // the film drives it into the back sheet
        from_front[j] += delivered;
      }
    }
  }
}

}  // namespace heliofab::module
