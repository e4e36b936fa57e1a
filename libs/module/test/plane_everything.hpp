// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "heliofab/core/stream.hpp"
#include "plane_cases.hpp"

/// Modules with all that can be uneven in one.
namespace heliofab::module::testing_planes {

/// Three stripes of which each part of a PlaneModule does something at 1.5 V.
inline PlaneModule m3_with_everything() {
  PlaneModule m = m3_shunted();
  m.mesh.degree = 2;
  m.design.scribes.leakage = 1e-3;
  m.films.assign(3, m.films[0]);
  m.films[0].photocurrent *= 0.97;
  m.films[1].shunt_exponent = 1.7;
  m.shades = {{{.cell = 2, .x = 1e-3, .y = 3e-3, .width = 2e-3, .length = 5e-3}, 0.6}};
  m.patches = {{.place = {.cell = 0, .x = 0.5e-3, .y = 11e-3, .width = 1.5e-3, .length = 4e-3},
                .photocurrent = 0.9,
                .saturation = 50,
                .shunt = 20,
                .added_shunt = 30,
                .front_sheet = 3,
                .back_sheet = 2}};
  using Line = ScribeFault::Line;
  m.scribe_faults = {
      {.line = Line::p1, .cell = 0, .y = 13e-3, .length = 3e-3, .conductance = 0.01},
      {.line = Line::p2, .cell = 1, .y = 20e-3, .length = 4e-3, .p2_contact = 0.5},
      {.line = Line::p3, .cell = 1, .y = 5e-3, .length = 1e-3, .conductance = 0.005}};
  m.edges = {.width = 100e-6, .saturation = 30, .shunt = 5};
  m.bypasses = {{.first = 0, .last = 1}, {.first = 2, .last = 2, .saturation = 1e-3}};
  return m;
}

/// Two to six stripes with films, flaws, shades, patches, a map, faults of scribes, bypass diodes
/// and breakdown of their own.
inline PlaneModule random_with_everything(std::uint64_t k) {
  static const Stream stream(20261126, "test.module.losses");
  std::uint64_t draw = 0;
  const auto uniform = [&](double from, double to) {
    return from + (to - from) * stream.uniform(k, draw++);
  };
  const auto decades = [&](double from, double to) { return std::pow(10, uniform(from, to)); };
  PlaneModule m = m10();
  m.design.cells = static_cast<std::int64_t>(uniform(2, 7));
  const auto cells = static_cast<double>(m.design.cells);
  const double length = m.design.cell_length = uniform(0.01, 0.1);
  m.design.pitch = uniform(3e-3, 8e-3);
  m.design.scribes.leakage = uniform(0, 1e-2);
  m.design.tco_sheet_resistance = uniform(3, 40);
  m.films.clear();
  for (std::int64_t c = 0; c < m.design.cells; ++c) {
    FilmLaw law = hm50_film();
    law.photocurrent *= uniform(0.8, 1.05);
    law.saturation *= decades(-1, 1);
    law.diode_voltage *= uniform(0.95, 1.05);
    law.series_resistance *= k % 3 == 0 ? 0 : uniform(0.5, 2);
    law.shunt = decades(-1, 2);
    law.shunt_exponent = uniform(0, 1) < 0.5 ? 1 : uniform(1, 2.5);
    law.breakdown_current = k % 4 == 0 ? 0 : uniform(1, 200);
    law.breakdown_onset = uniform(-5, -2);
    m.films.push_back(law);
  }
  const double width = active_width(m.design);
  const auto place = [&] {
    Place p{.cell = static_cast<std::int64_t>(uniform(0, cells))};
    p.width = width * uniform(0.1, 0.9);
    p.length = length * uniform(0.1, 0.6);
    p.x = (width - p.width) * uniform(0, 1);
    p.y = (length - p.length) * uniform(0, 1);
    return p;
  };
  for (auto n = static_cast<int>(uniform(0, 3)); n > 0; --n) {
    m.flaws.push_back({place(), decades(-4, 0)});
    m.shades.push_back({place(), uniform(0, 1)});
    m.patches.push_back({.place = place(),
                         .photocurrent = uniform(0.5, 1),
                         .saturation = decades(0, 3),
                         .shunt = decades(0, 2),
                         .added_shunt = uniform(0, 50),
                         .front_sheet = decades(-1, 2),
                         .back_sheet = decades(-1, 2)});
  }
  for (int n = 0; n < 3; ++n) {
    const double piece = length * uniform(0.05, 0.5);
    m.scribe_faults.push_back(
        {.line = static_cast<ScribeFault::Line>(n),
         .cell = static_cast<std::int64_t>(uniform(0, cells - (n == 2 ? 1 : 0))),
         .y = (length - piece) * uniform(0, 1),
         .length = piece,
         .conductance = n == 1 ? 0 : decades(-4, -2),
         .p2_contact = n == 1 ? decades(-4, 0) : 0});
  }
  m.maps = {{.x = {0, cells * m.design.pitch},
             .y = {0, length / 2, length},
             .photocurrent = {1, 0.95, 0.9, 1, 1, 0.9},
             .saturation = {1, 2, 3, 1, 1, 1},
             .shunt = {},
             .front_sheet = {1, 1, 1.5, 1, 1, 1},
             .back_sheet = {}}};
  m.edges = {.width = uniform(0, 1) < 0.5 ? 0 : 80e-6, .saturation = 20, .shunt = 3};
  const auto first = static_cast<std::int64_t>(uniform(0, cells));
  m.bypasses = {{.first = first, .last = std::min(first + 1, m.design.cells - 1)}};
  m.mesh.degree = 1 + static_cast<std::int64_t>(k % 3);
  m.mesh.elements_flaw = 1;
  m.mesh.growth = 3;
  return m;
}

}  // namespace heliofab::module::testing_planes
