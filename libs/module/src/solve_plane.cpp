// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_module.hpp"
#include "plane_map.hpp"
#include "plane_mesh.hpp"
#include "plane_solver.hpp"

namespace heliofab::module {

PlaneCurve solve_plane(const PlaneModule& module, const std::vector<double>& voltages) {
  check_plane(module);
  const PlaneProblem problem = make_plane(module);
  PlaneSolver solver(problem);
  PlaneCurve curve{.nodes = static_cast<std::int64_t>(problem.points())};
  for (const double voltage : voltages) {
    const Status status = solver.solve(voltage);
    check_converged(problem, voltage, status);
    curve.points.push_back({voltage, solver.current(), status});
  }
  curve.newton_steps = solver.effort().newton_steps;
  curve.inner_steps = solver.effort().inner_steps;
  if (!voltages.empty()) {
    curve.map = map_of(problem, solver, voltages.back());
  }
  return curve;
}

}  // namespace heliofab::module
