// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/process/coater.hpp"
#include "heliofab/process/map_field.hpp"
#include "validation_rows.hpp"

// Stretches made alone against the whole they belong to.
namespace heliofab::process::validation_rows {
namespace {

double films_that_differ(const WebMap& part, const WebMap& whole) {
  const auto first = static_cast<std::size_t>(std::llround(part.first / frame_length));
  double count = 0;
  for (std::size_t i = 0; i < part.films.size(); ++i) {
    count += part.films[i] == whole.films[first * whole.zones + i] ? 0 : 1;
  }
  return count;
}

void add_same(std::string what, double differing, Checks& rows) {
  rows.push_back({std::move(what), 0, differing, 0, "", "bit for bit"});
}

}  // namespace

Checks stretch_rows() {
  Checks rows;
  const MapField field(2, "test.stretch", gaussian_modes(9, 0.4), 30);
  std::vector<double> roll(1200 * 9);
  field.add(5, {.first = 0, .step = 0.25, .count = 1200}, 1, roll);
  std::vector<double> alone(20 * 9);
  field.add(5, {.first = 250, .step = 0.25, .count = 20}, 1, alone);
  double differing = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    differing += alone[i] == roll[1000 * 9 + i] ? 0 : 1;
  }
  add_same("20 frames of a map field alone and in 300 m: values that differ", differing, rows);

  Variation variation;
  variation.thickness.local = 0.01;
  const Film nominal = nominal_film({}, {}, 0.2e-2);
  const WebMap map = make_web_map(nominal, variation, 1, {7, 0, 300, 0.27});
  differing = 0;
  for (const auto& [from, to] : {std::pair{0.0, 0.3}, {12.25, 17.0}, {150.1, 151.9}, {299, 300}}) {
    const WebMap part = make_web_map(nominal, variation, 1, {7, from, to, 0.27});
    differing += films_that_differ(part, map);
    differing += part.at((from + to) / 2, 0.1) == map.at((from + to) / 2, 0.1) ? 0 : 1;
  }
  add_same("four stretches of a film by recipe and scatter: films that differ", differing, rows);

  constexpr double length = 60;  // [m]
  const Coater coater({}, {}, {}, {}, {}, 0.2e-2, 2010);
  LineMemory before;
  before.cigs.trims = {0.01, -0.02, 0.005};
  before.tco.log_power = 0.02;
  const CoatedWeb web = coater.coat(5, length, before);
  differing = 0;
  for (const auto& [from, to] : {std::pair{0.0, 1.0}, {17.25, 23.1}, {58.0, length}}) {
    differing += films_that_differ(coater.film({5, from, to, 0.27}, length, before), web.map);
  }
  add_same("three stretches of a film by its tools, with control: films that differ", differing,
           rows);
  return rows;
}

}  // namespace heliofab::process::validation_rows
