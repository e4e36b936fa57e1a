// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/plane_module.hpp"

namespace heliofab::module {

namespace {

double most_of(const std::vector<double>& factors) {
  return factors.empty() ? 1 : *std::ranges::max_element(factors);
}
double least_of(const std::vector<double>& factors) {
  return factors.empty() ? 1 : *std::ranges::min_element(factors);
}

// The best that any place of a stripe may be: what lies on one another anywhere is taken to do so
// where it helps most.
FilmLaw best_of(const PlaneModule& m, std::size_t cell) {
  FilmLaw law = m.films[m.films.size() == 1 ? 0 : cell];
  const auto is_here = [&](const Place& p) { return p.cell == static_cast<std::int64_t>(cell); };
  const auto take = [&](double photocurrent, double saturation, double shunt) {
    law.photocurrent *= std::max(1.0, photocurrent);
    law.saturation *= std::min(1.0, saturation);
    law.shunt *= std::min(1.0, shunt);
  };
  for (const Shade& s : m.shades) {
    take(is_here(s.place) ? s.light : 1, 1, 1);
  }
  for (const Patch& p : m.patches) {
    if (is_here(p.place)) {
      take(p.photocurrent, p.saturation, p.shunt);
    }
  }
  take(1, m.edges.saturation, m.edges.shunt);
  for (const FilmMap& map : m.maps) {
    law.photocurrent *= most_of(map.photocurrent);
    law.saturation *= least_of(map.saturation);
    law.shunt *= least_of(map.shunt);
  }
  return law;
}

double open_circuit_of(const PlaneModule& m, std::size_t cell) {
  const FilmLaw law = best_of(m, cell);
  if (law.photocurrent <= 0) {
    return 0;
  }
  if (m.tables.empty()) {
    const double without_shunt = law.diode_voltage * std::log1p(law.photocurrent / law.saturation);
    const auto current = [&](double v) { return junction_current(law, v).value; };
    return find_root(current, 0, without_shunt * 1.001, 1e-12).value_or(without_shunt);
  }
  const std::size_t k = m.films.size() == 1 ? 0 : cell;
  const auto current = [&](double v) {
    return table_state(m.tables[k], m.films[k], law, v).current;
  };
  double above = 1;
  while (current(above) > 0 && above < 1e3) {
    above *= 2;
  }
  return find_root(current, 0, above, 1e-12).value_or(above);
}

}  // namespace

double open_circuit_bound(const PlaneModule& m) {
  double sum = 0;
  for (std::size_t cell = 0; cell < static_cast<std::size_t>(m.design.cells); ++cell) {
    sum += open_circuit_of(m, cell);
  }
  return sum;
}

}  // namespace heliofab::module
