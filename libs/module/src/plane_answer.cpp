// SPDX-License-Identifier: Apache-2.0
#include "plane_answer.hpp"

#include <algorithm>
#include <cmath>

#include "bypass_field.hpp"

namespace heliofab::module {

namespace {

bool is_near(const LineMesh& a, const LineMesh& b) {
  if (a.degree != b.degree || a.points() != b.points()) {
    return false;
  }
  constexpr double most = 1e-3;  // relative, of a length
  for (std::size_t e = 0; e < a.elements(); ++e) {
    if (std::abs(a.length(e) - b.length(e)) > most * a.length(e)) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<double> film_currents(const PlaneProblem& p, const PlaneState& state) {
  std::vector<double> currents(p.points());
  for (const PlaneCell& cell : p.cells) {
    const std::size_t first = cell.first_column * p.rows();
    for (std::size_t k = first; k < first + cell.x.points() * p.rows(); ++k) {
      currents[k] = film_state_at(p, cell, k, state).current;
    }
  }
  return currents;
}

PlaneAnswer plane_answer(const PlaneModule& m, const PlaneProblem& p, const PlaneState& state,
                         const std::vector<double>& currents, const PlaneField& change) {
  PlaneAnswer answer{.resistances = ohmic_powers(m, p, state.potential, change), .films = currents};
  for (std::size_t k = 0; k < p.points(); ++k) {
    answer.films[k] *= -p.area[k] * (change.back[k] - change.front[k]);
  }
  for (const Bypass& b : m.bypasses) {
    const FilmState diode = film_state(film_of(b), bypass_voltage(p, b, state.potential), 0);
    answer.bypasses.push_back(-bypass_voltage(p, b, change) * diode.current);
  }
  return answer;
}

double rise(const PlaneAnswer& from, const PlaneAnswer& to) {
  double sum = 0;
  const auto add = [&sum](const auto& after, const auto& before) {
    for (std::size_t k = 0; k < after.size(); ++k) {
      sum += after[k] - before[k];
    }
  };
  add(to.resistances.of, from.resistances.of);
  add(to.films, from.films);
  add(to.bypasses, from.bypasses);
  return sum;
}

bool is_near(const PlaneProblem& a, const PlaneProblem& b) {
  return is_near(a.y, b.y) &&
         std::ranges::equal(a.cells, b.cells, [](const PlaneCell& c, const PlaneCell& d) {
           return is_near(c.x, d.x);
         });
}

}  // namespace heliofab::module
