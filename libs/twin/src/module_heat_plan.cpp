// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_heat_plan.hpp"

namespace heliofab::twin {

namespace {

double first_above_0(double given, double summed, double usual) {
  return given > 0 ? given : summed > 0 ? summed : usual;
}

}  // namespace

module::PlaneHeat plane_heat(const HeatPlan& plan, double film_temperature) {
  module::PlaneHeat heat = plan.heat;
  heat.film.reference = film_temperature;
  double conductance = 0;
  double capacity = 0;
  for (const HeatLayerPlan& layer : plan.layers) {
    conductance += layer.thickness * layer.conductivity;
    capacity += layer.thickness * layer.heat_capacity;
  }
  const module::PlaneHeat usual;
  heat.conductance = first_above_0(heat.conductance, conductance, usual.conductance);
  heat.heat_capacity = first_above_0(heat.heat_capacity, capacity, usual.heat_capacity);
  return heat;
}

}  // namespace heliofab::twin
