// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <numeric>
#include <vector>

#include <rapidcheck.h>

#include "heliofab/optics/power_budget.hpp"

// Stacks and light for property tests.
namespace heliofab::optics::random_films {

inline Film any_film() {
  const double n = 0.05 * std::pow(100.0, *rc::gen::inRange(0, 1001) * 1e-3);  // 0.05 .. 5
  const double k = *rc::gen::arbitrary<bool>() ? 0 : *rc::gen::inRange(0, 8001) * 1e-3;
  return {.index = {n, k}, .thickness = *rc::gen::inRange(0, 3000) * 1e-9};
}

inline std::vector<Film> any_stack(int longest) {
  std::vector<Film> films;
  const int count = *rc::gen::inRange(0, longest + 1);
  for (int j = 0; j < count; ++j) {
    films.push_back(any_film());
  }
  return films;
}

// Thin enough for characteristic matrices to keep their digits.
inline std::vector<Film> any_thin_stack(int longest) {
  std::vector<Film> films = any_stack(longest);
  for (Film& film : films) {
    film.thickness *= 0.1;
  }
  return films;
}

inline Incidence any_incidence() {
  return {.angle = *rc::gen::inRange(0, 1560) * 1e-3,
          .polarisation =
              *rc::gen::element(Polarisation::unpolarised, Polarisation::s, Polarisation::p)};
}

inline double total(const PowerBudget& b) {
  return std::accumulate(b.absorbed.begin(), b.absorbed.end(), b.reflected + b.transmitted);
}

}  // namespace heliofab::optics::random_films
