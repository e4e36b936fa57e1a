// SPDX-License-Identifier: Apache-2.0
#include "plane_problem.hpp"

#include <cmath>

namespace heliofab::module {

ColumnSheets along_column(const PlaneCell& cell, std::size_t i) {
  const std::size_t p = cell.x.degree;
  const std::vector<double> weight = lobatto(p).weight;
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
