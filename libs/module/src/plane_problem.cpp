// SPDX-License-Identifier: Apache-2.0
#include "plane_problem.hpp"

#include <algorithm>
#include <cmath>

namespace heliofab::module {

ColumnSheets along_column(const PlaneCell& cell, std::size_t i) {
  const std::size_t p = cell.x.degree;
  const std::vector<double>& weight = lobatto(p).weight;
  ColumnSheets sum;
  const auto add = [&](std::size_t e, double width) {
    sum.back += cell.back_sheet[e] * width;
    sum.front += cell.front_sheet[e] * width;
  };
  const auto share = [&](std::size_t e, std::size_t a) {
    return weight[a] * (cell.x.x[(e + 1) * p] - cell.x.x[e * p]) / 2;
  };
  const std::size_t e = i / p;
  if (e < cell.x.elements()) {
    add(e, share(e, i % p));
  }
  if (i % p == 0 && e > 0) {
    add(e - 1, share(e - 1, p));
  }
  if (i == 0) {
    sum.back += cell.back_sheet.front() * cell.back_margin;
  }
  if (i + 1 == cell.x.points()) {
    sum.front += cell.front_sheet.back() * cell.front_margin;
  }
  return sum;
}

std::span<const FilmPart> parts_of(const PlaneProblem& problem, std::size_t point) {
  const auto found = std::ranges::equal_range(problem.parts, point, {}, &FilmPart::point);
  return {found.begin(), found.end()};
}

FilmState film_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point,
                  double voltage, double junction) {
  const auto state_of = [&](const FilmPart& part) {
    FilmLaw here = cell.law;
    here.photocurrent = part.photocurrent * problem.photocurrent[point];
    here.saturation = part.saturation * problem.saturation[point];
    here.shunt = part.shunt * problem.shunt[point];
    here.diode_voltage = problem.diode_voltage[point];
    return cell.table != nullptr ? table_state(*cell.table, cell.law, here, voltage)
                                 : film_state(here, voltage, junction);
  };
  FilmState sum = state_of({.photocurrent = 1, .saturation = 1, .shunt = 1});
  const std::span<const FilmPart> parts = parts_of(problem, point);
  if (parts.empty()) {
    return sum;
  }
  sum.current = 0;
  sum.slope = 0;
  for (const FilmPart& part : parts) {
    const FilmState state = state_of(part);
    sum.current += part.area / problem.area[point] * state.current;
    sum.slope += part.area / problem.area[point] * state.slope;
  }
  return sum;
}

bool is_even_column(const PlaneProblem& problem, const std::vector<double>& quantity,
                    std::size_t column) {
  const std::vector<double>& w = problem.y.weight;
  const double* const at = &quantity[column * w.size()];
  const double first = at[0] / w[0];
  for (std::size_t j = 1; j < w.size(); ++j) {
    if (std::abs(at[j] / w[j] - first) > 1e-12 * std::abs(first)) {
      return false;
    }
  }
  return true;
}

}  // namespace heliofab::module
