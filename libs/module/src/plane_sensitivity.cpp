// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_sensitivity.hpp"

#include <vector>

#include "bypass_field.hpp"
#include "plane_answer.hpp"
#include "plane_mesh.hpp"

namespace heliofab::module {

struct PlaneSensitivity::Solved {
  PlaneProblem problem;
  PlaneState state;
  PlaneField change;  // with the voltage [V/V]
  double slope = 0;   // [A/V]

  PlaneAnswer answer_of(const PlaneModule& m, const PlaneProblem& p) const {
    return plane_answer(m, p, state, film_currents(p, state), change);
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
  solved->state = solve_state(solver, voltage);
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
  return -rise(solved_->answer_of(minus, low), solved_->answer_of(plus, high));
}

}  // namespace heliofab::module
