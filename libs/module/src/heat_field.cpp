// SPDX-License-Identifier: Apache-2.0
#include "heat_field.hpp"

#include <algorithm>

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

}  // namespace

HeatField::HeatField(const PlaneProblem& problem, const PlateMesh& plate)
    : problem_(&problem),
      plate_(&plate),
      sheets_(problem),
      across_(lobatto(problem.cells.front().x.degree)),
      along_(lobatto(problem.y.degree)) {
  for (std::size_t scribe = 0; scribe <= problem.cells.size(); ++scribe) {
    links_.push_back(row_links(problem, scribe));
  }
}

Dissipation HeatField::nothing() const {
  const std::vector<double> points(problem_->points(), 0);
  return {points, points, points,
          std::vector<double>((problem_->cells.size() + 1) * problem_->rows(), 0)};
}

void HeatField::add_sheets(const PlaneField& a, const PlaneField& b, double factor,
                           Dissipation& sum) const {
  using Sheet = SheetProducts::Sheet;
  for (const SheetPlaces& heat :
       {sheets_.of(Sheet::back, a.back, b.back), sheets_.of(Sheet::front, a.front, b.front)}) {
    for (std::size_t k = 0; k < sum.sheets.size(); ++k) {
      sum.sheets[k] += factor * heat.film[k];
    }
    for (std::size_t k = 0; k < sum.scribes.size(); ++k) {
      sum.scribes[k] += factor * heat.scribes[k];
    }
  }
}

void HeatField::add_scribes(const PlaneField& a, const PlaneField& b, double factor,
                            Dissipation& sum) const {
  const std::size_t rows = problem_->rows();
  for (std::size_t k = 0; k < sum.scribes.size(); ++k) {
    const ScribeSides u = sides_of(*problem_, a, k / rows, k % rows);
    const ScribeSides v = sides_of(*problem_, b, k / rows, k % rows);
    const ScribeLinks& links = links_[k / rows][k % rows];
    sum.scribes[k] += factor * (links.p1 * (u.back_before - u.back) * (v.back_before - v.back) +
                                links.p2 * (u.front_before - u.back) * (v.front_before - v.back) +
                                links.p3 * (u.front_before - u.front) * (v.front_before - v.front));
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

PlaneField HeatField::currents(const PlaneField& at, std::span<const FilmPointState> films,
                               std::span<const double> weight) const {
  const SheetPlaces places = places_of(weight);
  PlaneField out{sheets_.currents(SheetProducts::Sheet::back, at.back, places),
                 sheets_.currents(SheetProducts::Sheet::front, at.front, places)};
  for (std::size_t k = 0; k < films.size(); ++k) {
    const double v = at.back[k] - at.front[k];
    const double across =
        places.film[k] *
        (2 * problem_->ohmic[k] * v - problem_->area[k] * (films[k].slope * v + films[k].current));
    out.back[k] = 2 * out.back[k] + across;
    out.front[k] = 2 * out.front[k] - across;
  }
  const std::size_t rows = problem_->rows();
  for (std::size_t k = 0; k < places.scribes.size(); ++k) {
    const std::size_t scribe = k / rows;
    const std::size_t row = k % rows;
    const ScribeSides u = sides_of(*problem_, at, scribe, row);
    const ScribeLinks& links = links_[scribe][row];
    const double twice = 2 * places.scribes[k];
    const double p1 = twice * links.p1 * (u.back_before - u.back);
    const double p2 = twice * links.p2 * (u.front_before - u.back);
    const double p3 = twice * links.p3 * (u.front_before - u.front);
    if (scribe > 0) {
      const std::size_t before = problem_->cells[scribe - 1].last_column() * rows + row;
      out.back[before] += p1;
      out.front[before] += p2 + p3;
    }
    if (scribe < problem_->cells.size()) {
      const std::size_t behind = problem_->cells[scribe].first_column * rows + row;
      out.back[behind] -= p1 + p2;
      out.front[behind] -= p3;
    }
  }
  return out;
}

// The other way round as on_plate().
SheetPlaces HeatField::places_of(std::span<const double> plate) const {
  const std::size_t rows = problem_->rows();
  const std::size_t degree = plate_->x.degree;
  SheetPlaces places{std::vector<double>(problem_->points()),
                     std::vector<double>((plate_->scribe.size() + 1) * rows, 0)};
  for (std::size_t k = 0; k < places.film.size(); ++k) {
    places.film[k] = plate[plate_->column[k / rows] * rows + k % rows];
  }
  std::copy_n(plate.begin(), rows, places.scribes.begin());
  for (std::size_t s = 0; s < plate_->scribe.size(); ++s) {
    for (std::size_t a = 0; a <= degree; ++a) {
      const double* const from = &plate[(plate_->scribe[s] * degree + a) * rows];
      for (std::size_t j = 0; j < rows; ++j) {
        places.scribes[(s + 1) * rows + j] += across_.weight[a] / 2 * from[j];
      }
    }
  }
  return places;
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
