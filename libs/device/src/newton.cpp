// SPDX-License-Identifier: Apache-2.0
#include "newton.hpp"

#include <algorithm>
#include <cmath>

namespace heliofab::device {

namespace {

// Gauss elimination on one node: upper and residual become diagonal^-1 times themselves. In the
// order (psi, phi_n, phi_p) every diagonal entry is positive by construction and no pivoting is
// needed; the result does not depend on the scale of the rows, 30 decades apart.
bool eliminate(NodeRows& node) {
  for (int k = 0; k < 3; ++k) {
    const double inverse = 1 / node.diagonal(k, k);
    if (!std::isfinite(inverse)) {
      return false;
    }
    node.diagonal.row(k) *= inverse;
    node.upper.row(k) *= inverse;
    node.residual(k) *= inverse;
    for (int r = 0; r < 3; ++r) {
      if (r != k) {
        const double factor = node.diagonal(r, k);
        node.diagonal.row(r) -= factor * node.diagonal.row(k);
        node.upper.row(r) -= factor * node.upper.row(k);
        node.residual(r) -= factor * node.residual(k);
      }
    }
  }
  return node.residual.allFinite() && node.upper.allFinite();
}

// Long steps are shortened to their logarithm, so that no exponential can overflow [brown1976].
double damp(double step) noexcept {
  const double size = std::abs(step);
  return size <= 1 ? step : std::copysign(std::log1p(1.72 * size), step);
}

}  // namespace

bool solve_tridiagonal(System& system) {
  for (std::size_t i = 0; i < system.size(); ++i) {
    NodeRows& node = system[i];
    node.residual = -node.residual;
    if (i > 0) {
      node.diagonal.noalias() -= node.lower * system[i - 1].upper;
      node.residual.noalias() -= node.lower * system[i - 1].residual;
    }
    if (!eliminate(node)) {
      return false;
    }
  }
  for (std::size_t i = system.size() - 1; i-- > 0;) {
    system[i].residual.noalias() -= system[i].upper * system[i + 1].residual;
  }
  return true;
}

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
