// SPDX-License-Identifier: Apache-2.0
#include "plane_state.hpp"

namespace heliofab::module {

namespace {

// The mean of a back sheet at the beginning of a stripe; behind the last one the terminal.
double mean_back(const PlaneProblem& p, std::size_t cell, const PlaneField& field) {
  if (cell == p.cells.size()) {
    return 0;
  }
  const std::size_t first = p.cells[cell].first_column * p.rows();
  double sum = 0;
  double length = 0;
  for (std::size_t j = 0; j < p.rows(); ++j) {
    sum += p.y.weight[j] * field.back[first + j];
    length += p.y.weight[j];
  }
  return sum / length;
}

}  // namespace

PlaneState solve_state(PlaneSolver& solver, double voltage) {
  const Status status = solver.solve(voltage);
  check_converged(solver, voltage, status);
  return {.potential = {solver.potential(0), solver.potential(1), voltage},
          .junction = {solver.junction().begin(), solver.junction().end()},
          .current = solver.current()};
}

FilmState film_state_at(const PlaneProblem& p, const PlaneCell& cell, std::size_t point,
                        const PlaneState& state) {
  return film_at(p, cell, point, state.voltage(point), state.junction[point]);
}

double bypass_voltage(const PlaneProblem& problem, const Bypass& bypass, const PlaneField& field) {
  const auto first = static_cast<std::size_t>(bypass.first);
  const double head = first == 0 ? field.terminal : mean_back(problem, first, field);
  return mean_back(problem, static_cast<std::size_t>(bypass.last) + 1, field) - head;
}

}  // namespace heliofab::module
