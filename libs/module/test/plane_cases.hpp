// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "../src/plane_mesh.hpp"
#include "../src/plane_problem.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/module/p2_contact.hpp"
#include "heliofab/module/plane_module.hpp"

/// Modules with exact answers, and what a solved one must keep. The answers are ours, found by a
/// boundary-value solver (HM50, M10, M10S in full shade) and by graded meshes of second order,
/// extrapolated (the others), before this engine was written.
namespace heliofab::module::testing_planes {

/// Terminal voltage [V] and delivered current [A].
using Reference = std::vector<std::pair<double, double>>;

/// Jph 34 mA/cm2, J0 2e-10 A/cm2, n 1.4 at 300 K, Rs 0.2 and Rsh 2000 ohm cm2.
inline FilmLaw hm50_film() {
  return {.photocurrent = 340,
          .saturation = 2e-6,
          .diode_voltage = 1.4 * 8.6173323478e-5 * 300,
          .series_resistance = 0.2e-4,
          .shunt = 5};
}

/// Fifty stripes of 6 mm on 30 cm x 30 cm.
inline PlaneModule hm50() {
  PlaneModule m;
  m.design.cells = 50;
  m.design.pitch = 6e-3;
  m.design.cell_length = 0.3;
  m.design.scribes = {.p1_width = 50e-6,
                      .p1_p2_gap = 75e-6,
                      .p2_width = 50e-6,
                      .p2_p3_gap = 75e-6,
                      .p3_width = 50e-6,
                      .p2_contact = p2_resistance({5e-8, 50e-6, 10, 0.5}),
                      .leakage = 0};
  m.design.tco_sheet_resistance = 10;
  m.design.mo_sheet_resistance = 0.5;
  m.design.end_contact = 2 * (0.0025 + 1e-6) * 1e-2;
  m.films = {hm50_film()};
  m.mesh.longest = 0.3;
  return m;
}
inline const Reference hm50_points{{25.2, 0.560989176}, {27.0, 0.536906742}, {28.8, 0.484422059},
                                   {30.6, 0.386417894}, {32.4, 0.230392624}, {33.3, 0.128657620},
                                   {34.2, 0.010788509}, {35.1, -0.123016721}};
inline const double hm50_isc = 0.5809705;  // [A]

/// Ten of them, 10 cm long.
inline PlaneModule m10() {
  PlaneModule m = hm50();
  m.design.cells = 10;
  m.design.cell_length = 0.1;
  m.mesh.longest = 5e-2;
  m.mesh.growth = 1.5;
  return m;
}
inline const Reference m10_points{
    {0, 0.193656803}, {4.5, 0.191154783}, {5.4, 0.178966565}, {6.3, 0.105377034}};

/// A patch of 1 ohm in the fifth stripe.
inline PlaneModule m10_shunted() {
  PlaneModule m = m10();
  m.flaws = {{{.cell = 4, .x = 2.85e-3, .y = 50e-3, .width = 0.57e-3, .length = 0.625e-3}, 1}};
  return m;
}
inline const Reference m10_shunted_points{
    {0, 0.1936427}, {4.5, 0.1875296}, {5.4, 0.1600112}, {6.3, 0.0910714}};

/// Three stripes of it, 3 cm long, with a bigger patch in the second: solved in no time.
inline PlaneModule m3_shunted() {
  PlaneModule m = m10();
  m.design.cells = 3;
  m.design.cell_length = 0.03;
  m.flaws = {{{.cell = 1, .x = 2e-3, .y = 7e-3, .width = 1e-3, .length = 2e-3}, 0.2}};
  m.mesh.degree = 3;
  m.mesh.elements_flaw = 1;
  return m;
}

/// The fifth stripe without light over a part of its length; films break down in reverse.
inline PlaneModule m10_shaded(double part) {
  PlaneModule m = m10();
  m.films[0].breakdown_current = 100;
  m.films[0].breakdown_onset = -4;
  m.films[0].breakdown_slope = 4;
  m.shades = {
      {{.cell = 4, .width = active_width(m.design), .length = part * m.design.cell_length}, 0}};
  return m;
}
inline const Reference full_shade_points{{0, 0.189434816}, {1, 0.154626373}, {2, 0.054125016},
                                         {3, 0.010635023}, {4, 0.006145976}, {5, 0.003296115},
                                         {6, 0.000478399}};
inline const std::vector<double> full_shade_voltages{-4.32676, -4.26462, -3.94171, -3.12826,
                                                     -2.14596, -1.15707, -0.16797};
inline const Reference half_shade_points{{0, 0.1906464}, {1, 0.1695334}, {2, 0.1173567},
                                         {3, 0.1046893}, {4, 0.1016325}, {5, 0.0988281},
                                         {6, 0.0959663}};

inline std::vector<double> voltages_of(const Reference& points) {
  std::vector<double> v;
  for (const auto& p : points) {
    v.push_back(p.first);
  }
  return v;
}

/// Current [A] of each film at the map's voltage, and what leaves by both terminals.
struct Balance {
  std::vector<double> films;
  double first = 0;
  double last = 0;
};
inline Balance balance_of(const PlaneModule& m, const VoltageMap& map) {
  const PlaneProblem p = make_plane(m);
  const std::size_t rows = p.rows();
  Balance b;
  for (const PlaneCell& cell : p.cells) {
    double sum = 0;
    for (std::size_t k = cell.first_column * rows; k < (cell.first_column + cell.x.points()) * rows;
         ++k) {
      const double voltage = map.back[k] - map.front[k];
      sum +=
          p.area[k] * film_at(p, cell, k, voltage, map.junction[k]).current - p.ohmic[k] * voltage;
    }
    b.films.push_back(sum);
  }
  for (std::size_t j = 0; j < rows; ++j) {
    b.first += p.links.front().p2 * p.y.weight[j] * (map.back[j] - map.voltage);
    b.last += p.links.back().p2 * p.y.weight[j] * -map.front[p.points() - rows + j];
  }
  return b;
}

/// Voltage [V] from the back sheet's start to the front sheet's end of a stripe that is even along
/// y.
inline double stripe_voltage(const VoltageMap& map, std::int64_t cell) {
  const std::size_t rows = map.y.size();
  std::size_t first = 0;
  while (map.cell[first] != cell) {
    ++first;
  }
  std::size_t last = first;
  while (last + 1 < map.cell.size() && map.cell[last + 1] == cell) {
    ++last;
  }
  return map.back[first * rows] - map.front[last * rows];
}

}  // namespace heliofab::module::testing_planes
