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

/// Numbers of one random module, one after another.
class RandomDraws {
 public:
  explicit RandomDraws(std::uint64_t module) : module_(module) {}
  double uniform(double from, double to) {
    static const Stream stream(20261126, "test.module.losses");
    return from + (to - from) * stream.uniform(module_, draw_++);
  }
  double decades(double from, double to) { return std::pow(10, uniform(from, to)); }

 private:
  std::uint64_t module_;
  std::uint64_t draw_ = 0;
};

inline FilmLaw random_film(std::uint64_t k, RandomDraws& draws) {
  FilmLaw law = hm50_film();
  law.photocurrent *= draws.uniform(0.8, 1.05);
  law.saturation *= draws.decades(-1, 1);
  law.diode_voltage *= draws.uniform(0.95, 1.05);
  law.series_resistance *= k % 3 == 0 ? 0 : draws.uniform(0.5, 2);
  law.shunt = draws.decades(-1, 2);
  law.shunt_exponent = draws.uniform(0, 1) < 0.5 ? 1 : draws.uniform(1, 2.5);
  law.breakdown_current = k % 4 == 0 ? 0 : draws.uniform(1, 200);
  law.breakdown_onset = draws.uniform(-5, -2);
  return law;
}

inline Place random_place(const ModuleDesign& design, RandomDraws& draws) {
  const double width = active_width(design);
  Place p{.cell = static_cast<std::int64_t>(draws.uniform(0, static_cast<double>(design.cells)))};
  p.width = width * draws.uniform(0.1, 0.9);
  p.length = design.cell_length * draws.uniform(0.1, 0.6);
  p.x = (width - p.width) * draws.uniform(0, 1);
  p.y = (design.cell_length - p.length) * draws.uniform(0, 1);
  return p;
}

/// Two to six stripes with films, flaws, shades, patches, a map, faults of scribes, bypass diodes
/// and breakdown of their own.
inline PlaneModule random_with_everything(std::uint64_t k) {
  RandomDraws draws(k);
  PlaneModule m = m10();
  m.design.cells = static_cast<std::int64_t>(draws.uniform(2, 7));
  const auto cells = static_cast<double>(m.design.cells);
  const double length = m.design.cell_length = draws.uniform(0.01, 0.1);
  m.design.pitch = draws.uniform(3e-3, 8e-3);
  m.design.scribes.leakage = draws.uniform(0, 1e-2);
  m.design.tco_sheet_resistance = draws.uniform(3, 40);
  m.films.clear();
  for (std::int64_t c = 0; c < m.design.cells; ++c) {
    m.films.push_back(random_film(k, draws));
  }
  for (auto n = static_cast<int>(draws.uniform(0, 3)); n > 0; --n) {
    m.flaws.push_back({random_place(m.design, draws), draws.decades(-4, 0)});
    m.shades.push_back({random_place(m.design, draws), draws.uniform(0, 1)});
    m.patches.push_back({.place = random_place(m.design, draws),
                         .photocurrent = draws.uniform(0.5, 1),
                         .saturation = draws.decades(0, 3),
                         .shunt = draws.decades(0, 2),
                         .added_shunt = draws.uniform(0, 50),
                         .front_sheet = draws.decades(-1, 2),
                         .back_sheet = draws.decades(-1, 2)});
  }
  for (int n = 0; n < 3; ++n) {
    const double piece = length * draws.uniform(0.05, 0.5);
    m.scribe_faults.push_back(
        {.line = static_cast<ScribeFault::Line>(n),
         .cell = static_cast<std::int64_t>(draws.uniform(0, cells - (n == 2 ? 1 : 0))),
         .y = (length - piece) * draws.uniform(0, 1),
         .length = piece,
         .conductance = n == 1 ? 0 : draws.decades(-4, -2),
         .p2_contact = n == 1 ? draws.decades(-4, 0) : 0});
  }
  m.maps = {{.x = {0, cells * m.design.pitch},
             .y = {0, length / 2, length},
             .photocurrent = {1, 0.95, 0.9, 1, 1, 0.9},
             .saturation = {1, 2, 3, 1, 1, 1},
             .shunt = {},
             .front_sheet = {1, 1, 1.5, 1, 1, 1},
             .back_sheet = {}}};
  m.edges = {.width = draws.uniform(0, 1) < 0.5 ? 0 : 80e-6, .saturation = 20, .shunt = 3};
  const auto first = static_cast<std::int64_t>(draws.uniform(0, cells));
  m.bypasses = {{.first = first, .last = std::min(first + 1, m.design.cells - 1)}};
  m.mesh.degree = 1 + static_cast<std::int64_t>(k % 3);
  m.mesh.elements_flaw = 1;
  m.mesh.growth = 3;
  return m;
}

}  // namespace heliofab::module::testing_planes
