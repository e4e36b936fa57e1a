// SPDX-License-Identifier: Apache-2.0
#include "ohmic_powers.hpp"

#include <vector>

#include "scribe_places.hpp"

namespace heliofab::module {

namespace {

// Both fields on one element of a sheet, by rows and columns, against its first point: no digits
// are lost to what all of it is at.
class ElementVoltages {
 public:
  ElementVoltages(const PlaneProblem& p, const std::vector<double>& a, const std::vector<double>& b,
                  std::size_t column, std::size_t row)
      : a_(&a[column * p.rows() + row]), b_(&b[column * p.rows() + row]), stride_(p.rows()) {}

  // The product of slopes of both fields along a line of points, integrated.
  template <class At>
  double across(const LineMesh& line, std::size_t element, const At& at) const {
    double sum = 0;
    for (std::size_t i = 0; i <= line.degree; ++i) {
      double current = 0;
      for (std::size_t k = 0; k <= line.degree; ++k) {
        current += line.stiff(element, i, k) * (b_[at(k)] - b_[0]);
      }
      sum += (a_[at(i)] - a_[0]) * current;
    }
    return sum;
  }
  double along_x(const LineMesh& x, std::size_t element, std::size_t row) const {
    return across(x, element, [&](std::size_t i) { return i * stride_ + row; });
  }
  double along_y(const LineMesh& y, std::size_t element, std::size_t column) const {
    return across(y, element, [&](std::size_t j) { return column * stride_ + j; });
  }

 private:
  const double* a_;
  const double* b_;
  std::size_t stride_;
};

class Adder {
  using Part = OhmicPowers::Part;

 public:
  Adder(const PlaneModule& m, const PlaneProblem& p, const PlaneField& a, const PlaneField& b)
      : module_(&m),
        problem_(&p),
        a_(&a),
        b_(&b),
        weight_x_(lobatto(p.cells.front().x.degree).weight),
        weight_y_(lobatto(p.y.degree).weight) {}

  OhmicPowers all() {
    for (std::size_t cell = 0; cell < problem_->cells.size(); ++cell) {
      add_stripe(cell);
    }
    for (std::size_t scribe = 0; scribe <= problem_->cells.size(); ++scribe) {
      add_scribe(scribe);
    }
    for (std::size_t k = 0; k < problem_->points(); ++k) {
      powers_.of[Part::flaws] +=
          problem_->ohmic[k] * (a_->back[k] - a_->front[k]) * (b_->back[k] - b_->front[k]);
    }
    return powers_;
  }

 private:
  // A sheet on one element: over the film, and the strip of it over the scribes beside a column.
  struct Sheet {
    const std::vector<double>* a = nullptr;
    const std::vector<double>* b = nullptr;
    double conductance = 0;  // [S] of a square
    double margin = 0;       // [m] beside this element
    std::size_t beside = 0;  // column of the element
    Part film = Part::front_sheet;
    Part scribes = Part::front_scribes;
  };

  void add_sheet(const Sheet& s, std::size_t cell, std::size_t ex, std::size_t ey) {
    const LineMesh& x = problem_->cells[cell].x;
    const LineMesh& y = problem_->y;
    const ElementVoltages here(*problem_, *s.a, *s.b,
                               problem_->cells[cell].first_column + ex * x.degree, ey * y.degree);
    double film = 0;
    for (std::size_t j = 0; j <= y.degree; ++j) {
      film += weight_y_[j] * y.length(ey) / 2 * here.along_x(x, ex, j);
    }
    for (std::size_t i = 0; i <= x.degree; ++i) {
      film += weight_x_[i] * x.length(ex) / 2 * here.along_y(y, ey, i);
    }
    powers_.of[s.film] += s.conductance * film;
    if (s.margin > 0) {
      powers_.of[s.scribes] += s.conductance * s.margin * here.along_y(y, ey, s.beside);
    }
  }

  void add_stripe(std::size_t cell) {
    const PlaneCell& block = problem_->cells[cell];
    const std::vector<ElementSheets> sheets = element_sheets(*problem_, cell);
    const std::size_t last = block.x.elements() - 1;
    for (std::size_t ex = 0; ex <= last; ++ex) {
      for (std::size_t ey = 0; ey < problem_->y.elements(); ++ey) {
        const ElementSheets& here = sheets[ex * problem_->y.elements() + ey];
        add_sheet({.a = &a_->back,
                   .b = &b_->back,
                   .conductance = here.back,
                   .margin = ex == 0 ? block.back_margin : 0,
                   .beside = 0,
                   .film = Part::back_sheet,
                   .scribes = Part::back_scribes},
                  cell, ex, ey);
        add_sheet({.a = &a_->front,
                   .b = &b_->front,
                   .conductance = here.front,
                   .margin = ex == last ? block.front_margin : 0,
                   .beside = block.x.degree},
                  cell, ex, ey);
      }
    }
  }

  // Potentials of both sheets on both sides of a scribe; those before it first.
  struct Sides {
    double back_before = 0, front_before = 0, back = 0, front = 0;
  };
  Sides sides_of(const PlaneField& f, std::size_t scribe, std::size_t row) const {
    const std::size_t rows = problem_->rows();
    Sides s{.back_before = f.terminal, .front_before = f.terminal};
    if (scribe > 0) {
      const std::size_t at = problem_->cells[scribe - 1].last_column() * rows + row;
      s.back_before = f.back[at];
      s.front_before = f.front[at];
    }
    if (scribe < problem_->cells.size()) {
      const std::size_t at = problem_->cells[scribe].first_column * rows + row;
      s.back = f.back[at];
      s.front = f.front[at];
    }
    return s;
  }

  void add_scribe(std::size_t scribe) {
    const ScribePlaces places(*module_, scribe);
    const LineMesh& y = problem_->y;
    for (std::size_t e = 0; e < y.elements(); ++e) {
      const ScribePlace here = places.at(y.middle(e));
      for (std::size_t j = 0; j <= y.degree; ++j) {
        const std::size_t row = e * y.degree + j;
        add_row(here, weight_y_[j] * y.length(e) / 2, sides_of(*a_, scribe, row),
                sides_of(*b_, scribe, row));
      }
    }
  }

  void add_row(const ScribePlace& here, double length, const Sides& a, const Sides& b) {
    auto& of = powers_.of;
    const double p1 = length * (a.back_before - a.back) * (b.back_before - b.back);
    const double p3 = length * (a.front_before - a.front) * (b.front_before - b.front);
    of[Part::leakage] += here.p1 * p1 + here.p3 * p3;
    of[Part::bridges] += here.bridged_p1 * p1 + here.bridged_p3 * p3;
    // One current runs through all pieces of P2.
    const double currents = length * (a.front_before - a.back) * (b.front_before - b.back) /
                            (here.series() * here.series());
    of[here.is_p2_faulty ? Part::p2_faults : Part::p2_contacts] += here.contact * currents;
    of[Part::front_scribes] += here.front * currents;
    of[Part::back_scribes] += here.back * currents;
    of[Part::end_contacts] += here.end * currents;
  }

  const PlaneModule* module_;
  const PlaneProblem* problem_;
  const PlaneField* a_;
  const PlaneField* b_;
  std::vector<double> weight_x_, weight_y_;
  OhmicPowers powers_;
};

}  // namespace

OhmicPowers ohmic_powers(const PlaneModule& module, const PlaneProblem& problem,
                         const PlaneField& a, const PlaneField& b) {
  return Adder(module, problem, a, b).all();
}

}  // namespace heliofab::module
