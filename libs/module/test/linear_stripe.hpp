// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "plane_cases.hpp"

/// Modules of films J = J0 - g V, whose answers are formulas.
namespace heliofab::module::testing_planes {

/// One stripe, 5.7 mm active, with nothing but sheets to the terminals.
inline PlaneModule linear_stripe(double conductance, double photocurrent, double front,
                                 double back) {
  PlaneModule m = m10();
  m.design.cells = 1;
  m.design.scribes.p2_contact = 0;
  m.design.end_contact = 2e-3;
  m.design.tco_sheet_resistance = front;
  m.design.mo_sheet_resistance = back;
  m.films = {{.photocurrent = photocurrent, .shunt = conductance}};
  m.mesh.degree = 8;
  return m;
}

/// [ohm m] from terminal to terminal, in the dark.
inline double line_resistance(const PlaneModule& m) {
  const double at = 0.1;  // [V] so the current flows in
  return -at * m.design.cell_length / solve_plane(m, {at}).points[0].current;
}

/// [ohm m] of it that is not the stripe's.
inline double beside_film(const ModuleDesign& d) {
  const Scribes& s = d.scribes;
  return d.end_contact + d.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap) +
         d.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width);
}

/// A small patch in a linear film of 20 mm x 20 mm, seen from five of its sides away up to four
/// times l = 1 / sqrt(R g): V0 - V = I R / (2 pi) K0(r / l) with R of both sheets and I what the
/// patch takes more than film would. Spread over a square of side b it looks as at a point times
/// 1 + b^2 / (24 l^2). The ends of the stripe, y = 0 here, let nothing out: there is a mirror image
/// beyond.
struct SinkCheck {
  double largest_error = 0;  // [-]
  int compared = 0;          // points
};
inline SinkCheck point_sink(double x, double y) {
  const double g = 1e5;       // [S/m2]
  const double sheet = 10.5;  // [ohm]
  const double length = 1 / std::sqrt(sheet * g);
  const double b = 0.2e-3;
  const double conductance = 0.02;  // [S]
  PlaneModule m = m10();
  m.design.cells = 1;
  m.design.pitch = 20.3e-3;
  m.design.cell_length = 20e-3;
  m.films = {{.photocurrent = 0.5 * g, .shunt = g}};
  m.mesh.elements_flaw = 1;
  m.flaws = {{{.x = x - b / 2, .y = y - b / 2, .width = b, .length = b}, conductance}};
  const VoltageMap map = solve_plane(m, {0.5}).map;
  const auto dip = [&](std::size_t k) { return 0.5 - map.back[k] + map.front[k]; };
  double sink = 0;  // [A] that the film supplies
  for (std::size_t k = 0; k < map.area.size(); ++k) {
    sink += g * map.area[k] * dip(k);
  }
  sink += g * b * b * (0.5 - sink / conductance);
  const double size = 1 + b * b / (24 * length * length);
  SinkCheck check;
  for (std::size_t k = 0; k < map.area.size(); ++k) {
    const double px = map.x[k / map.y.size()] - x;
    const double py = map.y[k % map.y.size()];
    const double r = std::hypot(px, py - y);
    if (r > 5 * b && r < 4 * length) {
      const double expected = sink * sheet / (2 * std::numbers::pi) * size *
                              (std::cyl_bessel_k(0, r / length) +
                               std::cyl_bessel_k(0, std::hypot(px, py + y) / length));
      check.largest_error = std::max(check.largest_error, std::abs(dip(k) / expected - 1));
      ++check.compared;
    }
  }
  return check;
}

}  // namespace heliofab::module::testing_planes
