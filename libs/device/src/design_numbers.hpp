// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/device/cell_design.hpp"

namespace heliofab::device {

/// Calls visit(number) for every continuous number of a design, always in the same order. Counts,
/// and the depths of gradings, which are part of the shape, are left out. A new number of a design
/// belongs here, and its slope in layer_slopes or beside it.
template <class Visit>
void visit_numbers(CellDesign& design, const Visit& visit) {
  const auto visit_all = [&](auto&... numbers) { (visit(numbers), ...); };
  const auto visit_material = [&](materials::Semiconductor& m) {
    visit_all(m.gap_eV, m.affinity_eV, m.permittivity, m.nc, m.nv, m.mobility_n, m.mobility_p,
              m.radiative, m.auger_n, m.auger_p, m.saturation_n, m.saturation_p);
    for (materials::ImpurityScattering* s : {&m.scattering_n, &m.scattering_p}) {
      visit_all(s->minimum, s->reference, s->exponent);
    }
  };
  for (Layer& layer : design.layers) {
    visit_all(layer.thickness, layer.doping);
    visit_material(layer.front);
    visit_material(layer.back);
    for (Level& l : layer.levels) {
      visit_all(l.density, l.energy_eV, l.tau_n, l.tau_p, l.spread_eV);
      visit_all(l.second_energy_eV, l.second_tau_n, l.second_tau_p);
    }
    for (LayerPoint& point : layer.grading) {
      visit_material(point.material);
      visit_all(point.doping);
      for (double& share : point.level_shares) {
        visit(share);
      }
    }
  }
  for (Interface& interface : design.interfaces) {
    visit_all(interface.sheet_charge, interface.emission_n, interface.emission_p,
              interface.tunnel_mass_n, interface.tunnel_mass_p);
    for (InterfaceLevel& l : interface.levels) {
      visit_all(l.density, l.energy_eV, l.velocity_n, l.velocity_p);
    }
  }
  for (Contact* c : {&design.front, &design.back}) {
    visit_all(c->barrier_eV, c->velocity_n, c->velocity_p, c->work_function_eV);
  }
  visit_all(design.temperature);
}

}  // namespace heliofab::device
