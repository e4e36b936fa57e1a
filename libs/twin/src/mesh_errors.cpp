// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/mesh_errors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/module/mesh_error.hpp"

namespace heliofab::twin {

double largest_share(const MeshErrors& errors, const PlaneFigures& figures) {
  const std::array shares{errors.isc / figures.isc, errors.voc / figures.voc,
                          errors.pmax / figures.pmax()};
  return *std::ranges::max_element(shares);
}

MeshErrors solve_mesh_errors(const module::PlaneModule& module, const PlaneFigures& figures,
                             const WarmPlace* warm) {
  module::PlaneModule better = module;
  better.mesh = module::better_mesh(module.mesh, warm != nullptr);
  std::vector<double> voltages{0, figures.vmp, figures.voc};
  if (warm != nullptr && warm->voltage != figures.vmp) {
    voltages.push_back(warm->voltage);
  }
  module::HeatedCurve curve;
  try {
    if (warm == nullptr) {
      curve.electric = module::solve_plane(better, voltages);
    } else {
      curve = module::solve_heated(better, *warm->heat, voltages);
    }
  } catch (const ModelError&) {  // of the better mesh: the figures are none the worse for it
    return {.is_known = false};
  }
  const std::vector<module::PlanePoint>& points = curve.electric.points;
  const double share = module::error_over_difference(module.mesh, warm != nullptr);
  // At held voltages: the place of the maximum, which moves as well, counts to second order.
  MeshErrors errors{.isc = share * std::abs(points[0].current - figures.isc),
                    .voc = share * std::abs(points[2].current / figures.open_slope),
                    .pmax = share * figures.vmp * std::abs(points[1].current - figures.imp),
                    .nodes = curve.electric.nodes};
  if (warm != nullptr) {
    const module::HeatState& state = voltages.size() > 3 ? curve.states[3] : curve.states[1];
    errors.hottest = share * std::abs(state.hottest - warm->hottest);
  }
  return errors;
}

}  // namespace heliofab::twin
