// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/device/cell_design.hpp"

namespace heliofab::device {

/// Calls visit(number) for every continuous number of a design, always in the same order. Counts,
/// and the depths of gradings, which are part of the shape, are left out. A new number of a design
/// belongs here, and its slope in design_slopes.
template <class Visit>
void visit_numbers(CellDesign& design, const Visit& visit) {
  const auto visit_all = [&](auto&... numbers) { (visit(numbers), ...); };
  const auto visit_material = [&](materials::Semiconductor& m) {
    visit_all(m.gap_eV, m.affinity_eV, m.permittivity, m.nc, m.nv, m.mobility_n, m.mobility_p,
              m.radiative, m.auger_n, m.auger_p);
  };
  for (Layer& layer : design.layers) {
    visit_all(layer.thickness, layer.doping);
    visit_material(layer.front);
    visit_material(layer.back);
    for (Level& l : layer.levels) {
      visit_all(l.density, l.energy_eV, l.tau_n, l.tau_p, l.spread_eV);
    }
    for (LayerPoint& point : layer.grading) {
      visit_material(point.material);
      visit_all(point.doping);
      for (double& share : point.level_shares) {
        visit(share);
      }
    }
  }
  for (Contact* c : {&design.front, &design.back}) {
    visit_all(c->barrier_eV, c->velocity_n, c->velocity_p);
  }
  visit_all(design.temperature);
}

}  // namespace heliofab::device
