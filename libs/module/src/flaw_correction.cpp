// SPDX-License-Identifier: Apache-2.0
#include "flaw_correction.hpp"

#include <algorithm>
#include <cmath>

#include "plane_lanes.hpp"

namespace heliofab::module {

namespace {

// Beyond this many, what one more would save no longer pays for its solve.
constexpr std::size_t most_paths = 400;

}  // namespace

FlawCorrection::FlawCorrection(const PlaneProblem& problem, const Modes& modes) : modes_(&modes) {
  add_flaws(problem);
  add_links(problem);
  if (paths_.size() > most_paths) {
    std::ranges::nth_element(paths_, paths_.begin() + most_paths, std::greater<>(),
                             [](const Path& p) { return std::abs(p.conductance); });
    paths_.resize(most_paths);
  }
}

void FlawCorrection::add_flaws(const PlaneProblem& problem) {
  const std::size_t rows = problem.rows();
  for (std::size_t column = 0; column < problem.columns(); ++column) {
    if (is_even_column(problem, problem.ohmic, column)) {
      continue;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      const double conductance = problem.ohmic[column * rows + row];
      if (conductance > 0) {
        const std::size_t back = 2 * column * rows;
        paths_.push_back({back, back + rows, false, row, conductance});
      }
    }
  }
}

void FlawCorrection::add_links(const PlaneProblem& problem) {
  using Line = ScribeFault::Line;
  const std::size_t rows = problem.rows();
  for (const UnevenLink& link : problem.uneven_links) {
    const bool is_last = link.scribe == problem.cells.size();
    const std::size_t behind =
        is_last ? 2 * problem.columns() : 2 * problem.cells[link.scribe].first_column;
    const std::size_t from = behind - (link.line == Line::p1 ? 2 : 1);
    const std::size_t to = is_last ? 0 : behind + (link.line == Line::p3 ? 1 : 0);
    paths_.push_back({from * rows, to * rows, is_last, link.row, link.conductance});
  }
}

double FlawCorrection::voltage(const Path& path, std::span<const double> potential) const {
  const std::span<const double> shape = modes_->at_row(path.row);
  const double from = dot(shape.data(), &potential[path.from], shape.size());
  return path.is_last ? from : from - dot(shape.data(), &potential[path.to], shape.size());
}

void FlawCorrection::add(const Path& path, double current, std::span<double> currents) const {
  const std::span<const double> shape = modes_->at_row(path.row);
  add_scaled(current, shape.data(), shape.size(), &currents[path.from]);
  if (!path.is_last) {
    add_scaled(-current, shape.data(), shape.size(), &currents[path.to]);
  }
}

void FlawCorrection::refresh(const ModalSolver& chains, std::span<double> scratch) {
  if (paths_.empty()) {
    return;
  }
  const auto n = static_cast<Eigen::Index>(paths_.size());
  Eigen::MatrixXd self(n, n);
  for (Eigen::Index k = 0; k < n; ++k) {
    std::ranges::fill(chains.between(scratch), 0.0);
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
