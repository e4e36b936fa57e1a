// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "heliofab/core/error.hpp"
#include "plane_system.hpp"

namespace heliofab::module {

/// How exactly a module is solved.
struct PlaneLimits {
  // [-] bound of the sum of all points' imbalances over the light's current in a stripe
  double residual = 1e-8;
  int newton_steps = 60;
};

/// Work that was done.
struct PlaneEffort {
  int newton_steps = 0;
  int inner_steps = 0;        // of conjugate gradients
  double inner_unknowns = 0;  // that took part in these, of all of them
};

/// Newton's method for one module at one terminal voltage after another, in the modes of its rows.
class PlaneSolver {
 public:
  explicit PlaneSolver(const PlaneProblem& problem, const PlaneLimits& limits = {});
  PlaneSolver(const PlaneSolver&) = delete;
  PlaneSolver& operator=(const PlaneSolver&) = delete;

  /// Goes on from the states before, along their change with the voltage.
  Status solve(double voltage);
  /// From the state as it is, once the problem's films have changed.
  Status settle(double voltage);

  double current() const noexcept { return current_; }  // [A] delivered
  /// [V] of all points of the back sheet (0) or the front sheet (1).
  std::vector<double> potential(std::size_t sheet) const { return at_points(potential_, sheet); }
  /// The same of any amplitudes.
  std::vector<double> at_points(std::span<const double> amplitudes, std::size_t sheet) const;
  std::span<const double> junction() const noexcept { return system_.films().junction(); }
  /// Amplitudes of all unknowns by modes [V m^(1/2)], and how they change with the voltage between
  /// the terminals [m^(1/2)].
  std::span<const double> amplitudes() const noexcept { return potential_; }
  std::vector<double> change_with_voltage(double tolerance = 1e-12);
  /// How the current changes with the voltage [A/V]; the next voltage is approached along that.
  double current_slope();
  /// The light's current of a stripe, which residuals are over [A].
  double scale() const noexcept { return scale_; }
  /// Where the imbalance of the last voltage is largest: "stripe 2, x 1.3 mm, y 4 mm".
  std::string worst_place() const;
  PlaneSystem& system() noexcept { return system_; }
  const PlaneSystem& system() const noexcept { return system_; }
  const PlaneEffort& effort() const noexcept { return effort_; }

 private:
  struct Known {
    double voltage = 0;
    std::vector<double> potential;
  };

  void answer(double tolerance, std::span<double> change);
  void start(double voltage);
  void predict(double voltage);
  void extrapolate(double voltage);
  Status approach(double voltage, Status failed);
  double move(double voltage, double& share, double before);
  double residual(double voltage);

  const PlaneProblem* problem_;
  PlaneLimits limits_;
  PlaneSystem system_;
  std::vector<double> potential_, imbalance_, step_;
  std::vector<double> tangent_;  // change with the voltage, or empty
  std::array<Known, 2> known_;   // the latest first
  double scale_ = 1;             // [A]
  double rounding_ = 1e-6;       // [-] of the scale, that currents through good sheets may leave
  double voltage_ = 0;
  int solved_ = 0;
  double current_ = 0;
  PlaneEffort effort_;
};

/// @throws ModelError E4202 when a module did not converge at a voltage [V]
void check_converged(const PlaneSolver& solver, double voltage, const Status& status);

}  // namespace heliofab::module
