// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "bypass_field.hpp"
#include "plane_mesh.hpp"
#include "plane_state.hpp"

namespace heliofab::module {

namespace {

bool is_near(const LineMesh& a, const LineMesh& b) {
  if (a.degree != b.degree || a.points() != b.points()) {
    return false;
  }
  constexpr double most = 1e-3;  // relative, of a length
  for (std::size_t e = 0; e < a.elements(); ++e) {
    if (std::abs(a.length(e) - b.length(e)) > most * a.length(e)) {
      return false;
    }
  }
  return true;
}

bool is_near(const PlaneProblem& a, const PlaneProblem& b) {
  return is_near(a.y, b.y) &&
         std::ranges::equal(a.cells, b.cells, [](const PlaneCell& c, const PlaneCell& d) {
           return is_near(c.x, d.x);
         });
}

}  // namespace

struct PlaneSensitivity::Solved {
  // What the imbalances of a module at the solved potentials make with their changes [A], in
  // parts that are subtracted one by one: what does not differ is exactly nothing.
  struct Answer {
    OhmicPowers resistances;
    std::vector<double> films;  // by point
    std::vector<double> bypasses;
  };

  PlaneProblem problem;
  PlaneState state;
  PlaneField change;  // with the voltage [V/V]
  double slope = 0;   // [A/V]

  Answer answer_of(const PlaneModule& m, const PlaneProblem& p) const {
    Answer answer{.resistances = ohmic_powers(m, p, state.potential, change)};
    answer.films.resize(p.points());
    for (const PlaneCell& cell : p.cells) {
      const std::size_t first = cell.first_column * p.rows();
      for (std::size_t k = first; k < first + cell.x.points() * p.rows(); ++k) {
        answer.films[k] = -p.area[k] * (change.back[k] - change.front[k]) *
                          film_state_at(p, cell, k, state).current;
      }
    }
    for (const Bypass& b : m.bypasses) {
      const FilmState diode = film_state(film_of(b), bypass_voltage(p, b, state.potential), 0);
      answer.bypasses.push_back(-bypass_voltage(p, b, change) * diode.current);
    }
    return answer;
  }

  // Current that one volt more between the terminals drives into the module: its conductances
  // times the squares of the changes.
  double conductance(const PlaneModule& m) const {
    double sum = 0;
    for (const double power : ohmic_powers(m, problem, change, change).of) {
      sum += power;
    }
    for (const PlaneCell& cell : problem.cells) {
      const std::size_t first = cell.first_column * problem.rows();
      for (std::size_t k = first; k < first + cell.x.points() * problem.rows(); ++k) {
        const double moved = change.back[k] - change.front[k];
        sum -= problem.area[k] * moved * moved * film_state_at(problem, cell, k, state).slope;
      }
    }
    for (const Bypass& b : m.bypasses) {
      const double moved = bypass_voltage(problem, b, change);
      sum -= moved * moved *
             film_state(film_of(b), bypass_voltage(problem, b, state.potential), 0).slope;
    }
    return sum;
  }
};

PlaneSensitivity::PlaneSensitivity(const PlaneModule& module, double voltage) {
  check_plane(module);
  auto solved = std::make_unique<Solved>();
  solved->problem = make_plane(module);
  PlaneSolver solver(solved->problem, to_rounding);
  solved->state = solve_state(solver, solved->problem, voltage);
  const std::vector<double> change = solver.change_with_voltage();
  solved->change = {solver.at_points(change, 0), solver.at_points(change, 1), 1};
  solved->slope = -solved->conductance(module);
  // Tables stay with the module: the solved problem is asked for its mesh alone from here on.
  for (PlaneCell& cell : solved->problem.cells) {
    cell.table = nullptr;
  }
  solved_ = std::move(solved);
}

PlaneSensitivity::~PlaneSensitivity() = default;
PlaneSensitivity::PlaneSensitivity(PlaneSensitivity&&) noexcept = default;
PlaneSensitivity& PlaneSensitivity::operator=(PlaneSensitivity&&) noexcept = default;

double PlaneSensitivity::voltage() const noexcept { return solved_->state.potential.terminal; }
double PlaneSensitivity::current() const noexcept { return solved_->state.current; }
double PlaneSensitivity::current_slope() const noexcept { return solved_->slope; }

std::optional<double> PlaneSensitivity::current_change(const PlaneModule& minus,
                                                       const PlaneModule& plus) const {
  const PlaneProblem low = make_plane(minus);
  const PlaneProblem high = make_plane(plus);
  if (!is_near(solved_->problem, low) || !is_near(solved_->problem, high)) {
    return std::nullopt;
  }
  const Solved::Answer from = solved_->answer_of(minus, low);
  const Solved::Answer to = solved_->answer_of(plus, high);
  double rise = 0;
  const auto add = [&rise](const auto& after, const auto& before) {
    for (std::size_t k = 0; k < after.size(); ++k) {
      rise += after[k] - before[k];
    }
  };
  add(to.resistances.of, from.resistances.of);
  add(to.films, from.films);
  add(to.bypasses, from.bypasses);
  return -rise;
}

}  // namespace heliofab::module
