// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "plane_problem.hpp"

namespace heliofab::module {

/// The module as it would be if each column conducted alike in all its rows: its equations fall
/// apart into one chain of columns for each mode of the rows, which is banded. What this leaves out
/// conjugate gradients add.
class ModalSolver {
 public:
  explicit ModalSolver(const PlaneProblem& problem);
  ~ModalSolver();
  ModalSolver(const ModalSolver&) = delete;
  ModalSolver& operator=(const ModalSolver&) = delete;

  /// @param conductance  [S] from sheet to sheet, by point
  void factor(std::span<const double> conductance);
  /// Potentials [V] that carry the currents [A] into the points.
  void solve(std::span<const double> current, std::span<double> potential);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab::module
