// SPDX-License-Identifier: Apache-2.0
#include "plane_map.hpp"

namespace heliofab::module {

VoltageMap map_of(const PlaneProblem& p, const PlaneSolver& solver, double voltage) {
  VoltageMap map{.voltage = voltage,
                 .y = p.y.x,
                 .back = solver.potential(0),
                 .front = solver.potential(1),
                 .junction = {solver.junction().begin(), solver.junction().end()},
                 .area = p.area};
  for (std::size_t c = 0; c < p.cells.size(); ++c) {
    for (const double x : p.cells[c].x.x) {
      map.cell.push_back(static_cast<std::int64_t>(c));
      map.x.push_back(x);
    }
  }
  return map;
}

}  // namespace heliofab::module
