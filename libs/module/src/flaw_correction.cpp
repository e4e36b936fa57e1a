// SPDX-License-Identifier: Apache-2.0
#include "flaw_correction.hpp"

#include <algorithm>
#include <numeric>

namespace heliofab::module {

namespace {

// Beyond this many, what one more would save no longer pays for its solve.
constexpr std::size_t most_paths = 400;

}  // namespace

FlawCorrection::FlawCorrection(const PlaneProblem& problem, const Modes& modes) : modes_(&modes) {
  const std::size_t rows = problem.rows();
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    if (is_even_column(problem, problem.ohmic, column)) {
      continue;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const double conductance = problem.ohmic[column * rows + row];
      if (conductance > 0) {
        paths_.push_back({2 * column * rows, row, conductance});
      }
    }
  }
  if (paths_.size() > most_paths) {
    std::ranges::nth_element(paths_, paths_.begin() + most_paths, std::greater<>(),
                             &Path::conductance);
    paths_.resize(most_paths);
  }
}

double FlawCorrection::voltage(const Path& path, std::span<const double> potential) const {
  const std::span<const double> shape = modes_->at_row(path.row);
  double sum = 0;
  for (std::size_t m = 0; m < shape.size(); ++m) {
    sum += shape[m] * (potential[path.back + m] - potential[path.back + shape.size() + m]);
  }
  return sum;
}

void FlawCorrection::add(const Path& path, double current, std::span<double> currents) const {
  const std::span<const double> shape = modes_->at_row(path.row);
  for (std::size_t m = 0; m < shape.size(); ++m) {
    currents[path.back + m] += shape[m] * current;
    currents[path.back + shape.size() + m] -= shape[m] * current;
  }
}

void FlawCorrection::refresh(const ModalSolver& chains, std::span<double> scratch) {
  if (paths_.empty()) {
    return;
  }
  const auto n = static_cast<Eigen::Index>(paths_.size());
  Eigen::MatrixXd self(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    std::ranges::fill(scratch, 0.0);
    add(paths_[static_cast<std::size_t>(k)], 1, scratch);
    chains.solve(scratch, scratch);
    for (Eigen::Index j = 0; j < n; ++j) {
      self(j, k) = voltage(paths_[static_cast<std::size_t>(j)], scratch);
    }
    self(k, k) += 1 / paths_[static_cast<std::size_t>(k)].conductance;
  }
  carried_.compute((self + self.transpose()) / 2);
  is_fresh_ = true;
}

void FlawCorrection::subtract(std::span<const double> answer, std::span<double> current) const {
  Eigen::VectorXd v(static_cast<Eigen::Index>(paths_.size()));
  for (std::size_t k = 0; k < paths_.size(); ++k) {
    v(static_cast<Eigen::Index>(k)) = voltage(paths_[k], answer);
  }
  const Eigen::VectorXd carried = carried_.solve(v);
  for (std::size_t k = 0; k < paths_.size(); ++k) {
    add(paths_[k], -carried(static_cast<Eigen::Index>(k)), current);
  }
}

}  // namespace heliofab::module
