// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "current_search.hpp"
#include "heliofab/module/plane_module.hpp"
#include "plane_map.hpp"
#include "plane_mesh.hpp"
#include "plane_solver.hpp"

namespace heliofab::module {

namespace {

void add_effort(const PlaneSolver& solver, PlaneCurve& curve) {
  curve.newton_steps += solver.effort().newton_steps;
  curve.inner_steps += solver.effort().inner_steps;
}

}  // namespace

PlaneCurve solve_plane(const PlaneModule& module, const std::vector<double>& voltages) {
  check_plane(module);
  const PlaneProblem problem = make_plane(module);
  PlaneSolver solver(problem);
  PlaneCurve curve{.nodes = static_cast<std::int64_t>(problem.points())};
  for (const double voltage : voltages) {
    const Status status = solver.solve(voltage);
    check_converged(solver, voltage, status);
    curve.points.push_back({voltage, solver.current(), status});
  }
  add_effort(solver, curve);
  if (!voltages.empty()) {
    curve.map = map_of(problem, solver, voltages.back());
  }
  return curve;
}

PlaneCurve solve_plane_at_currents(const PlaneModule& module, const std::vector<double>& currents) {
  check_plane(module);
  const PlaneProblem problem = make_plane(module);
  PlaneCurve curve{.nodes = static_cast<std::int64_t>(problem.points())};
  constexpr PlaneLimits limits{.residual = 1e-9};
  constexpr double wanted = 1e-9;  // [-] of the light's current
  std::optional<PlaneSolver> solver(std::in_place, problem, limits);
  Status status;
  CurrentSearch search(
      [&](double voltage) {
        status = solver->solve(voltage);
        try {
          check_converged(*solver, voltage, status);
        } catch (const ModelError&) {  // what it leaves is no state to go on from
          add_effort(*solver, curve);
          solver.emplace(problem, limits);
          throw;
        }
        return CurvePoint{voltage, solver->current(), solver->current_slope(),
                          std::max(wanted, status.residual) * solver->scale()};
      },
      module.design.cells);
  for (const double current : currents) {
    const CurvePoint found = search.find(current);
    curve.points.push_back({found.voltage, found.current, status});
  }
  add_effort(*solver, curve);
  if (!currents.empty()) {
    curve.map = map_of(problem, *solver, curve.points.back().voltage);
  }
  return curve;
}

}  // namespace heliofab::module
