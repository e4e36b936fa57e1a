// SPDX-License-Identifier: Apache-2.0
#include "sheet_products.hpp"

#include <numeric>

namespace heliofab::module {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

// Slopes of a potential on its element at point (i, j) of it, against its first point: no digits
// are lost to what all of it is at.
struct Slopes {
  double x = 0;  // [V] per half side
  double y = 0;
};

}  // namespace

struct SheetProducts::Element {
  std::size_t corner = 0;  // its first point
  std::size_t rows = 0;    // from one column to the next
  const Lobatto* across = nullptr;
  const Lobatto* along = nullptr;
  double dx = 0;  // [m] half of its sides
  double dy = 0;
  double conductance = 0;         // [S] of a square
  std::size_t margin_column = 0;  // its column that conducts along a scribe as well
  double margin = 0;              // [m] over the scribe
  std::size_t scribe_row = 0;     // of its first row

  std::size_t columns() const noexcept { return across->point.size(); }
  std::size_t points_along() const noexcept { return along->point.size(); }
  Slopes slopes(std::span<const double> u, std::size_t i, std::size_t j) const noexcept {
    Slopes s;
    for (std::size_t n = 0; n < columns(); ++n) {
      s.x += across->slope[i * columns() + n] * (u[corner + n * rows + j] - u[corner]);
    }
    for (std::size_t n = 0; n < points_along(); ++n) {
      s.y += along->slope[j * points_along() + n] * (u[corner + i * rows + n] - u[corner]);
    }
    return s;
  }
  // [S] of both directions around a point, slopes being by half sides; along the scribe the last.
  double by_x(std::size_t i, std::size_t j) const noexcept {
    return conductance * across->weight[i] * along->weight[j] * dy / dx;
  }
  double by_y(std::size_t i, std::size_t j) const noexcept {
    return conductance * across->weight[i] * along->weight[j] * dx / dy;
  }
  double by_margin(std::size_t j) const noexcept {
    return conductance * margin * along->weight[j] / dy;
  }
};

SheetProducts::SheetProducts(const PlaneProblem& problem)
    : problem_(&problem),
      across_(lobatto(problem.cells.front().x.degree)),
      along_(lobatto(problem.y.degree)) {
  for (std::size_t cell = 0; cell < problem.cells.size(); ++cell) {
    sheets_.push_back(element_sheets(problem, cell));
  }
}

template <class Body>
void SheetProducts::each_element(Sheet sheet, const Body& body) const {
  const LineMesh& y = problem_->y;
  const bool is_back = sheet == Sheet::back;
  for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
    const PlaneCell& cell = problem_->cells[c];
    const LineMesh& x = cell.x;
    for (std::size_t k = 0; k < x.elements() * y.elements(); ++k) {
      const std::size_t ex = k / y.elements();
      const std::size_t ey = k % y.elements();
      const std::size_t row = ey * y.degree;
      const bool is_beside = is_back ? ex == 0 : ex + 1 == x.elements();
      body(Element{.corner = (cell.first_column + ex * x.degree) * y.points() + row,
                   .rows = y.points(),
                   .across = &across_,
                   .along = &along_,
                   .dx = x.length(ex) / 2,
                   .dy = y.length(ey) / 2,
                   .conductance = is_back ? sheets_[c][k].back : sheets_[c][k].front,
                   .margin_column = !is_beside ? none
                                    : is_back  ? 0
                                               : x.degree,
                   .margin = is_back ? cell.back_margin : cell.front_margin,
                   .scribe_row = (is_back ? c : c + 1) * y.points() + row});
    }
  }
}

SheetPlaces SheetProducts::of(Sheet sheet, std::span<const double> a,
                              std::span<const double> b) const {
  SheetPlaces sum{std::vector<double>(problem_->points(), 0),
                  std::vector<double>((problem_->cells.size() + 1) * problem_->rows(), 0)};
  each_element(sheet, [&](const Element& e) {
    for (std::size_t i = 0; i < e.columns(); ++i) {
      for (std::size_t j = 0; j < e.points_along(); ++j) {
        const Slopes u = e.slopes(a, i, j);
        const Slopes v = e.slopes(b, i, j);
        sum.film[e.corner + i * e.rows + j] += e.by_x(i, j) * u.x * v.x + e.by_y(i, j) * u.y * v.y;
        if (i == e.margin_column) {
          sum.scribes[e.scribe_row + j] += e.by_margin(j) * u.y * v.y;
        }
      }
    }
  });
  return sum;
}

std::vector<double> SheetProducts::currents(Sheet sheet, std::span<const double> a,
                                            const SheetPlaces& weight) const {
  std::vector<double> sum(problem_->points(), 0);
  each_element(sheet, [&](const Element& e) {
    for (std::size_t i = 0; i < e.columns(); ++i) {
      for (std::size_t j = 0; j < e.points_along(); ++j) {
        const Slopes u = e.slopes(a, i, j);
        const double here = weight.film[e.corner + i * e.rows + j];
        const double beside =
            i == e.margin_column ? weight.scribes[e.scribe_row + j] * e.by_margin(j) : 0;
        const double x = here * e.by_x(i, j) * u.x;
        const double y = (here * e.by_y(i, j) + beside) * u.y;
        for (std::size_t n = 0; n < e.columns(); ++n) {
          sum[e.corner + n * e.rows + j] += across_.slope[i * e.columns() + n] * x;
        }
        for (std::size_t n = 0; n < e.points_along(); ++n) {
          sum[e.corner + i * e.rows + n] += along_.slope[j * e.points_along() + n] * y;
        }
      }
    }
  });
  return sum;
}

}  // namespace heliofab::module
