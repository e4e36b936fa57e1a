// SPDX-License-Identifier: Apache-2.0
#include "plane_problem.hpp"

#include <cmath>

namespace heliofab::module {

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
