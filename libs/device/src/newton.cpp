// SPDX-License-Identifier: Apache-2.0
#include "newton.hpp"

#include <algorithm>
#include <cmath>

#include "block_tridiagonal.hpp"

namespace heliofab::device {

namespace {

// Long steps are shortened to their logarithm, so that no exponential can overflow [brown1976].
double damp(double step) noexcept {
  const double size = std::abs(step);
  return size <= 1 ? step : std::copysign(std::log1p(1.72 * size), step);
}

}  // namespace

bool solve_tridiagonal(System& system) { return solve_block_tridiagonal(system); }

Status solve_bias(const Problem& problem, double bias, double light, double tolerance, State& state,
                  System& system) {
  constexpr int limit = 120;
  State next = state;
  Status status;
  bool was_damped = false;
  while (status.iterations < limit) {
    ++status.iterations;
    assemble(problem, next, bias, light, system);
    if (!solve_tridiagonal(system)) {
      break;
    }
    double largest = 0;
    for (std::size_t i = 0; i < next.size(); ++i) {
      const Eigen::Vector3d& step = system[i].residual;
      largest = std::max(largest, step.cwiseAbs().maxCoeff());
      next[i].psi += damp(step(0));
      next[i].phi_n += damp(step(1));
      next[i].phi_p += damp(step(2));
    }
    status.residual = largest;
    was_damped = was_damped || largest > 1;
    if (largest < tolerance) {
      status.outcome = was_damped ? Convergence::damped : Convergence::converged;
      state = std::move(next);
      return status;
    }
  }
  status.outcome = Convergence::diverged;
  return status;
}

}  // namespace heliofab::device
