// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>

#include "heliofab/core/stream.hpp"
#include "plane_cases.hpp"

namespace heliofab::module::testing_planes {

/// Two to twelve stripes with films, flaws, shades and breakdown of their own.
inline PlaneModule random_module(std::uint64_t k) {
  static const Stream stream(20100512, "test.module.plane");
  std::uint64_t draw = 0;
  const auto uniform = [&](double from, double to) {
    return from + (to - from) * stream.uniform(k, draw++);
  };
  PlaneModule m = m10();
  m.design.cells = static_cast<std::int64_t>(uniform(2, 13));
  m.design.cell_length = uniform(0.02, 0.2);
  m.design.pitch = uniform(3e-3, 8e-3);
  m.design.tco_sheet_resistance = uniform(3, 40);
  m.films.clear();
  for (std::int64_t c = 0; c < m.design.cells; ++c) {
    FilmLaw law = hm50_film();
    law.photocurrent *= uniform(0.8, 1.05);
    law.saturation *= std::pow(10, uniform(-1, 2));
    law.shunt = std::pow(10, uniform(-1, 2));
    law.shunt_exponent = uniform(0, 1) < 0.5 ? 1 : uniform(1, 2.5);
    law.breakdown_current = k % 4 == 0 ? 0 : uniform(1, 200);
    law.breakdown_onset = uniform(-5, -2);
    m.films.push_back(law);
  }
  const auto place = [&] {
    Place p{.cell = static_cast<std::int64_t>(uniform(0, static_cast<double>(m.design.cells)))};
    p.width = active_width(m.design) * uniform(0.1, 1);
    p.length = m.design.cell_length * uniform(0.1, 0.6);
    p.x = (active_width(m.design) - p.width) * uniform(0, 1);
    p.y = (m.design.cell_length - p.length) * uniform(0, 1);
    return p;
  };
  for (auto n = static_cast<int>(uniform(0, 4)); n > 0; --n) {
    m.flaws.push_back({place(), std::pow(10, uniform(-4, 1))});
  }
  for (auto n = static_cast<int>(uniform(0, 3)); n > 0; --n) {
    m.shades.push_back({place(), uniform(0, 1)});
  }
  m.mesh.degree = 1 + static_cast<std::int64_t>(k % 5 == 0);
  m.mesh.elements_flaw = 1;
  m.mesh.growth = 1.9;
  return m;
}

}  // namespace heliofab::module::testing_planes
