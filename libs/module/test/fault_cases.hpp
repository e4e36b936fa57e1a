// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/module/point_fault.hpp"
#include "plane_cases.hpp"

/// Faults at points: strings that have them spread out, and whole modules in the plane.
namespace heliofab::module::testing_faults {

/// The film of HM50 as a curve.
inline StripCell hm50_strip() {
  const FilmLaw law = testing_planes::hm50_film();
  std::vector<double> voltage;
  std::vector<double> current;
  for (int k = -100; k <= 90; ++k) {
    voltage.push_back(0.01 * k);
    current.push_back(film_state(law, voltage.back(), voltage.back()).current);
  }
  return {.curve = {voltage, current}};
}

/// Stripes as a fab makes them, of a length [m].
inline ModuleDesign fault_design(std::int64_t cells, double length) {
  ModuleDesign design{.cells = cells, .cell_length = length, .strip_elements = 80};
  design.scribes.leakage = 0;
  return design;
}

/// The greatest power of a module in its plane [W].
inline double plane_power(const ModuleDesign& design, const std::vector<Flaw>& flaws) {
  const StripCell strip = hm50_strip();
  PlaneModule m{.design = design, .flaws = flaws, .mesh = {.growth = 2, .longest = 0.5}};
  m.films = {{.photocurrent = strip.curve.at(0), .saturation = 1, .breakdown_current = 100}};
  m.tables = {{.light = {1}, .curves = {strip.curve}}};
  const double most = open_circuit_bound(m);
  const auto power = [&](double v) { return v * solve_plane(m, {v}).points[0].current; };
  return find_maximum(power, 0.6 * most, 0.9 * most, 1e-3 * most).value;
}

/// Shares of the power that a fault takes [-], in the middle stripe of a module.
struct FaultLoss {
  double spread_out = 0;
  double equivalent = 0;  // found twice, at the string's own best current
  double plane = 0;       // the whole module in its plane
};
inline FaultLoss fault_loss(const ModuleDesign& design, const PointFault& fault) {
  const std::int64_t cell = design.cells / 2;
  std::vector<StripCell> cells(static_cast<std::size_t>(design.cells), hm50_strip());
  StripCell& faulty = cells[static_cast<std::size_t>(cell)];
  const double sound = solve_module(design, cells).pmax();
  faulty.fault = fault.conductance;
  ModuleCurve curve = solve_module(design, cells);
  FaultLoss loss{.spread_out = 1 - curve.pmax() / sound};
  for (int round = 0; round < 2; ++round) {
    faulty.fault = equivalent_fault(design, cell, faulty, {&fault, 1}, curve.imp).conductance;
    curve = solve_module(design, cells);
  }
  loss.equivalent = 1 - curve.pmax() / sound;
  const double x = std::clamp(fault.x - fault.size / 2, 0.0, active_width(design) - fault.size);
  const double y = std::clamp(fault.y - fault.size / 2, 0.0, design.cell_length - fault.size);
  const Flaw flaw{{cell, x, y, fault.size, fault.size}, fault.conductance};
  loss.plane = 1 - plane_power(design, {flaw}) / plane_power(design, {});
  return loss;
}

}  // namespace heliofab::module::testing_faults
