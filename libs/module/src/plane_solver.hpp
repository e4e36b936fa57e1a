// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/core/error.hpp"
#include "modal_solver.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// How exactly a module is solved.
struct PlaneLimits {
  double residual = 1e-8;  // [-] sum of all points' imbalances over the light's current in a cell
  int newton_steps = 60;
};

/// Work that was done.
struct PlaneEffort {
  int newton_steps = 0;
  int inner_steps = 0;  // of conjugate gradients
};

/// Newton's method for one module at one terminal voltage after another.
class PlaneSolver {
 public:
  explicit PlaneSolver(const PlaneProblem& problem, const PlaneLimits& limits = {});

  /// Goes on from the state before, along its change with the voltage.
  Status solve(double voltage);

  double current() const noexcept { return current_; }  // [A] delivered
  std::span<const double> potential() const noexcept { return potential_; }
  const FilmCurrents& films() const noexcept { return films_; }
  const PlaneEffort& effort() const noexcept { return effort_; }

 private:
  double residual(double voltage);
  void find_step(double tolerance);
  double first_link_current(double voltage) const;

  const PlaneProblem* problem_;
  PlaneLimits limits_;
  ModalSolver modal_;
  FilmCurrents films_;
  std::vector<double> potential_, before_, imbalance_, step_;
  std::vector<double> r_, z_, p_, ap_;  // of conjugate gradients
  double scale_ = 1;                    // [A]
  double voltage_ = 0;
  double voltage_before_ = 0;
  int solved_ = 0;
  double current_ = 0;
  PlaneEffort effort_;
};

}  // namespace heliofab::module
