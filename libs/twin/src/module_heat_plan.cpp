// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_heat_plan.hpp"

namespace heliofab::twin {

namespace {

module::HeatSide side_of(const HeatSidePlan& side) {
  return {side.convection, side.emissivity, side.surroundings};
}

}  // namespace

module::PlaneHeat plane_heat(const HeatPlan& plan, double film_temperature) {
  module::PlaneHeat heat{.film = {.reference = film_temperature,
                                  .activation_eV = plan.activation,
                                  .photocurrent_slope = plan.photocurrent_slope},
                         .ambient = plan.ambient,
                         .front = side_of(plan.front),
                         .back = side_of(plan.back),
                         .irradiance = plan.irradiance,
                         .absorptance = plan.absorptance};
  double conductance = 0;
  double capacity = 0;
  for (const HeatLayerPlan& layer : plan.layers) {
    conductance += layer.thickness * layer.conductivity;
    capacity += layer.thickness * layer.heat_capacity;
  }
  const auto first_above_0 = [](double given, double summed, double usual) {
    return given > 0 ? given : summed > 0 ? summed : usual;
  };
  heat.conductance = first_above_0(plan.conductance, conductance, heat.conductance);
  heat.heat_capacity = first_above_0(plan.heat_capacity, capacity, heat.heat_capacity);
  return heat;
}

}  // namespace heliofab::twin
