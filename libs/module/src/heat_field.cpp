// SPDX-License-Identifier: Apache-2.0
#include "heat_field.hpp"

#include <algorithm>
#include <array>

#include "stripe_matter.hpp"

namespace heliofab::module {

namespace {

// Share of the light at a place of a stripe.
double light_at(const std::vector<Shade>& shades, std::size_t cell, double x, double y) noexcept {
  double light = 1;
  for (const Shade& s : shades) {
    const bool is_here = static_cast<std::size_t>(s.place.cell) == cell && holds(s.place, x, y);
    light *= is_here ? s.light : 1;
  }
  return light;
}

constexpr std::size_t none = static_cast<std::size_t>(-1);

}  // namespace

HeatField::HeatField(const PlaneProblem& problem, const PlateMesh& plate)
    : problem_(&problem),
      plate_(&plate),
      across_(lobatto(problem.cells.front().x.degree)),
      along_(lobatto(problem.y.degree)) {
  for (std::size_t cell = 0; cell < problem.cells.size(); ++cell) {
    sheets_.push_back(element_sheets(problem, cell));
  }
  for (std::size_t scribe = 0; scribe <= problem.cells.size(); ++scribe) {
    links_.push_back(row_links(problem, scribe));
  }
}

Dissipation HeatField::nothing() const {
  const std::vector<double> points(problem_->points(), 0);
  return {points, points, points,
          std::vector<double>((problem_->cells.size() + 1) * problem_->rows(), 0)};
}

// The product of the slopes of two potentials at the points of an element. What a sheet conducts
// along the stripe over a scribe warms the scribe.
void HeatField::add_element(const Element& e, std::span<const double> u, std::span<const double> v,
                            Dissipation& sum) const {
  const std::size_t rows = problem_->rows();
  const std::size_t nx = across_.point.size();
  const std::size_t ny = along_.point.size();
  for (std::size_t i = 0; i < nx; ++i) {
    for (std::size_t j = 0; j < ny; ++j) {
      double ux = 0, vx = 0, uy = 0, vy = 0;
      for (std::size_t n = 0; n < nx; ++n) {
        ux += across_.slope[i * nx + n] * u[e.corner + n * rows + j];
        vx += across_.slope[i * nx + n] * v[e.corner + n * rows + j];
      }
      for (std::size_t n = 0; n < ny; ++n) {
        uy += along_.slope[j * ny + n] * u[e.corner + i * rows + n];
        vy += along_.slope[j * ny + n] * v[e.corner + i * rows + n];
      }
      const double weight = e.conductance * along_.weight[j] * e.dy;
      const double by_y = uy * vy / (e.dy * e.dy);
      sum.sheets[e.corner + i * rows + j] +=
          weight * across_.weight[i] * e.dx * (ux * vx / (e.dx * e.dx) + by_y);
      if (i == e.margin_column) {
        sum.scribes[e.scribe_row + j] += weight * e.margin * by_y;
      }
    }
  }
}

void HeatField::add_sheets(const PlaneField& a, const PlaneField& b, double factor,
                           Dissipation& sum) const {
  const LineMesh& y = problem_->y;
  const std::size_t rows = y.points();
  for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
    const PlaneCell& cell = problem_->cells[c];
    const LineMesh& x = cell.x;
    for (std::size_t k = 0; k < x.elements() * y.elements(); ++k) {
      const std::size_t ex = k / y.elements();
      const std::size_t ey = k % y.elements();
      const std::size_t row = ey * y.degree;
      Element e{.corner = (cell.first_column + ex * x.degree) * rows + row,
                .dx = x.length(ex) / 2,
                .dy = y.length(ey) / 2};
      e.conductance = factor * sheets_[c][k].back;
      e.margin_column = ex == 0 ? 0 : none;
      e.margin = cell.back_margin;
      e.scribe_row = c * rows + row;
      add_element(e, a.back, b.back, sum);
      e.conductance = factor * sheets_[c][k].front;
      e.margin_column = ex + 1 == x.elements() ? x.degree : none;
      e.margin = cell.front_margin;
      e.scribe_row = (c + 1) * rows + row;
      add_element(e, a.front, b.front, sum);
    }
  }
}

void HeatField::add_scribes(const PlaneField& a, const PlaneField& b, double factor,
                            Dissipation& sum) const {
  const std::size_t rows = problem_->rows();
  const std::size_t cells = problem_->cells.size();
  // Over P1, P2 and P3 of a scribe at a row, from the terminal before the first stripe to the one
  // behind the last.
  const auto voltages = [&](const PlaneField& p, std::size_t scribe, std::size_t row) {
    const bool is_first = scribe == 0;
    const bool is_last = scribe == cells;
    const std::size_t before =
        is_first ? 0 : problem_->cells[scribe - 1].last_column() * rows + row;
    const std::size_t behind = is_last ? 0 : problem_->cells[scribe].first_column * rows + row;
    const double from_back = is_first ? p.terminal : p.back[before];
    const double from_front = is_first ? p.terminal : p.front[before];
    const double to_back = is_last ? 0 : p.back[behind];
    return std::array{from_back - to_back, from_front - to_back,
                      from_front - (is_last ? 0 : p.front[behind])};
  };
  for (std::size_t k = 0; k < sum.scribes.size(); ++k) {
    const std::array<double, 3> u = voltages(a, k / rows, k % rows);
    const std::array<double, 3> v = voltages(b, k / rows, k % rows);
    const ScribeLinks& links = links_[k / rows][k % rows];
    sum.scribes[k] +=
        factor * (links.p1 * u[0] * v[0] + links.p2 * u[1] * v[1] + links.p3 * u[2] * v[2]);
  }
}

Dissipation HeatField::dissipation(const PlaneField& at,
                                   std::span<const FilmPointState> films) const {
  Dissipation sum = nothing();
  for (std::size_t k = 0; k < films.size(); ++k) {
    const double v = at.back[k] - at.front[k];
    sum.film[k] = -problem_->area[k] * films[k].current * v;
    sum.flaws[k] = problem_->ohmic[k] * v * v;
  }
  add_sheets(at, at, 1, sum);
  add_scribes(at, at, 1, sum);
  return sum;
}

Dissipation HeatField::change(const PlaneField& at, const PlaneField& by,
                              std::span<const FilmPointState> films,
                              std::span<const double> temperature) const {
  Dissipation sum = nothing();
  for (std::size_t k = 0; k < films.size(); ++k) {
    const double v = at.back[k] - at.front[k];
    const double dv = by.back[k] - by.front[k];
    const FilmPointState& film = films[k];
    sum.film[k] = -problem_->area[k] *
                  ((film.slope * dv + film.drift * temperature[k]) * v + film.current * dv);
    sum.flaws[k] = 2 * problem_->ohmic[k] * v * dv;
  }
  add_sheets(at, by, 2, sum);
  add_scribes(at, by, 2, sum);
  return sum;
}

std::vector<double> HeatField::on_plate(const Dissipation& heat) const {
  const std::size_t rows = problem_->rows();
  const std::size_t degree = plate_->x.degree;
  std::vector<double> points(plate_->columns() * rows, 0);
  for (std::size_t column = 0; column < plate_->column.size(); ++column) {
    for (std::size_t j = 0; j < rows; ++j) {
      const std::size_t k = column * rows + j;
      points[plate_->column[column] * rows + j] += heat.film[k] + heat.flaws[k] + heat.sheets[k];
    }
  }
  for (std::size_t j = 0; j < rows; ++j) {  // the first bus bar lies on the edge
    points[j] += heat.scribes[j];
  }
  for (std::size_t s = 0; s < plate_->scribe.size(); ++s) {
    for (std::size_t a = 0; a <= degree; ++a) {
      double* const to = &points[(plate_->scribe[s] * degree + a) * rows];
      for (std::size_t j = 0; j < rows; ++j) {
        to[j] += across_.weight[a] / 2 * heat.scribes[(s + 1) * rows + j];
      }
    }
  }
  return points;
}

std::vector<double> HeatField::lit_area(const std::vector<Shade>& shades) const {
  const LineMesh& y = problem_->y;
  const std::size_t rows = y.points();
  std::vector<double> area(problem_->points(), 0);
  for (std::size_t c = 0; c < problem_->cells.size(); ++c) {
    const PlaneCell& cell = problem_->cells[c];
    const LineMesh& x = cell.x;
    for (std::size_t k = 0; k < x.elements() * y.elements(); ++k) {
      const std::size_t ex = k / y.elements();
      const std::size_t ey = k % y.elements();
      const double dx = x.length(ex) / 2;
      const double dy = y.length(ey) / 2;
      const double light = light_at(shades, c, x.middle(ex), y.middle(ey));
      double* const corner = &area[(cell.first_column + ex * x.degree) * rows + ey * y.degree];
      for (std::size_t i = 0; i <= x.degree; ++i) {
        for (std::size_t j = 0; j <= y.degree; ++j) {
          corner[i * rows + j] += light * across_.weight[i] * dx * along_.weight[j] * dy;
        }
      }
    }
  }
  return area;
}

std::vector<double> HeatField::lit_plate(std::span<const double> lit_area) const {
  const std::vector<double>& weight = problem_->y.weight;
  const std::size_t rows = weight.size();
  const std::size_t degree = plate_->x.degree;
  std::vector<double> points(plate_->columns() * rows, 0);
  for (std::size_t k = 0; k < lit_area.size(); ++k) {
    points[plate_->column[k / rows] * rows + k % rows] += lit_area[k];
  }
  for (std::size_t s = 0; s < plate_->scribe.size(); ++s) {
    const PlaneCell& before = problem_->cells[s];
    const PlaneCell& behind = problem_->cells[std::min(s + 1, problem_->cells.size() - 1)];
    const std::size_t left = before.last_column();
    const std::size_t right = s + 1 < problem_->cells.size() ? behind.first_column : left;
    const std::size_t first = plate_->scribe[s] * degree;
    const double half = (plate_->x.x[first + degree] - plate_->x.x[first]) / 2;
    const double left_width = before.x.weight.back();
    const double right_width = right == left ? left_width : behind.x.weight.front();
    for (std::size_t j = 0; j < rows; ++j) {
      const double per_length =
          (lit_area[left * rows + j] / left_width + lit_area[right * rows + j] / right_width) / 2;
      for (std::size_t a = 0; a <= degree; ++a) {
        points[(first + a) * rows + j] += across_.weight[a] * half * per_length;
      }
    }
  }
  return points;
}

}  // namespace heliofab::module
