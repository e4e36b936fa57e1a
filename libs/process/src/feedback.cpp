// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/feedback.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Dense>
#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

// Inverse of an n x n matrix, row by row. Rows are in units of their own: each is scaled by its
// largest number before the matrix is judged.
std::vector<double> sensitivity_inverse(std::span<const double> matrix, std::size_t n) {
  const auto size = static_cast<Eigen::Index>(n);
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  if (n == 0 || matrix.size() != n * n) {
    throw InputError("E4326", "feedback",
                     fmt::format("{} sensitivities of {} targets; wanted as many actuators as "
                                 "targets",
                                 matrix.size(), n));
  }
  Rows scaled = Eigen::Map<const Rows>(matrix.data(), size, size);
  const Eigen::VectorXd largest = scaled.cwiseAbs().rowwise().maxCoeff();
  const bool is_usable = largest.allFinite() && largest.minCoeff() > 0;
  if (is_usable) {
    scaled = largest.cwiseInverse().asDiagonal() * scaled;
  }
  const Eigen::FullPivLU<Rows> factors(scaled);
  if (!is_usable || !factors.isInvertible() || !(factors.rcond() > 1e-10)) {
    throw InputError("E4326", "feedback",
                     "sensitivities have no inverse; wanted targets that actuators move "
                     "independently");
  }
  const Rows inverse = factors.inverse() * largest.cwiseInverse().asDiagonal();
  return {inverse.data(), inverse.data() + inverse.size()};
}

std::vector<std::vector<double>> no_moves(std::int64_t count, std::size_t n) {
  HELIOFAB_CHECK(count >= 0);
  return {static_cast<std::size_t>(count), std::vector<double>(n, 0.0)};
}

// One entry of an n x n matrix times a vector.
double row_times(std::span<const double> matrix, std::size_t row, std::span<const double> vector) {
  double sum = 0;
  for (std::size_t j = 0; j < vector.size(); ++j) {
    sum += matrix[row * vector.size() + j] * vector[j];
  }
  return sum;
}

}  // namespace

Feedback::Feedback(const FeedbackDesign& design, std::vector<double> targets,
                   std::vector<double> sensitivity)
    : design_(design),
      targets_(std::move(targets)),
      sensitivity_(std::move(sensitivity)),
      inverse_(sensitivity_inverse(sensitivity_, targets_.size())),
      actuators_(targets_.size(), 0.0),
      last_error_(targets_.size()),
      unseen_(no_moves(design.dead_readings, targets_.size())) {}

double Feedback::error_of(std::size_t target, double reading) const {
  double error = reading - targets_[target];
  if (design_.is_predictive) {
    for (const std::vector<double>& move : unseen_) {
      error += row_times(sensitivity_, target, move);
    }
  }
  return std::abs(error) <= design_.deadband * std::abs(targets_[target]) ? 0 : error;
}

const std::vector<double>& Feedback::step(std::span<const std::optional<double>> readings) {
  const std::size_t n = targets_.size();
  HELIOFAB_CHECK(readings.size() == n);
  std::vector<double> wanted(n, 0.0);  // change of each target
  for (std::size_t i = 0; i < n; ++i) {
    if (readings[i].has_value()) {
      const double error = error_of(i, *readings[i]);
      const double change = error - last_error_[i].value_or(error);
      wanted[i] = -design_.integral * error - design_.proportional * change;
      last_error_[i] = error;
    }
  }
  std::vector<double> move(n);
  double largest = 0;
  for (std::size_t j = 0; j < n; ++j) {
    move[j] = row_times(inverse_, j, wanted);
    largest = std::max(largest, std::abs(move[j]));
  }
  const double cut = largest > design_.rate ? design_.rate / largest : 1;
  for (std::size_t j = 0; j < n; ++j) {
    const double next = std::clamp(actuators_[j] + cut * move[j], -design_.range, design_.range);
    move[j] = next - actuators_[j];
    actuators_[j] = next;
  }
  // What was done, not what was wanted, is what readings will show.
  unseen_.push_back(std::move(move));
  unseen_.erase(unseen_.begin());
  return actuators_;
}

}  // namespace heliofab::process
