// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <Eigen/Core>

#include "equations.hpp"
#include "heliofab/core/unit.hpp"
#include "solved_cell.hpp"

namespace heliofab::device {

inline constexpr double unit_charge = constants::elementary_charge;  // [C]

/// A solved state and the plain equations around it: jacobian du = -dF for small changes.
struct LinearPoint {
  double bias = 0;             // [kT/q]
  double current_density = 0;  // [A/m2] delivered
  State state;
  System jacobian;  // its residuals are what the state leaves
};

/// A solved cell that can be linearised at any voltage.
class LinearCell {
 public:
  /// @throws InputError as solve_cells
  explicit LinearCell(const CellTask& task, const CertificateLimits& limits = {});

  const CertifiedCurve& curve() const noexcept { return cell_.curve(); }
  /// That the curve was certified on, with its light.
  const LitMesh& lit() const noexcept { return cell_.lit(); }
  const Problem& problem() const noexcept { return problem_; }
  double light() const noexcept { return light_; }
  /// @throws ModelError E3202 when there is no solution
  LinearPoint at(double voltage);

 private:
  SolvedCell cell_;
  Problem problem_;
  double light_;  // factor on the generation, 0 or 1
};

/// -dF/dV of the last node, [per kT/q]: what a rise of the applied bias drives.
Eigen::Vector3d bias_drive(const Problem& problem, const LinearPoint& point);

/// Current through the front contact [A/m2], which is the current delivered of a solution.
double front_current(const Problem& problem, const NodeState& front);

/// How the current at one bias answers to anything that changes the residuals F at a fixed state:
/// dJ = d(front_current) - sum(weights . dF). Theory (31).
struct Adjoint {
  std::vector<Eigen::Vector3d> weights;  // of the rows of each node [-]; Poisson's [A V/F]
  double slope = 0;                      // dJ/dV [A/m2 per kT/q]
};

/// One transposed solution, about half a Newton step.
Adjoint make_adjoint(const Problem& problem, const LinearPoint& point);

}  // namespace heliofab::device
