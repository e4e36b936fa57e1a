// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <complex>
#include <vector>

namespace heliofab::device {

/// Gauss elimination on one node: upper and residual become diagonal^-1 times themselves. In the
/// order (psi, phi_n, phi_p) every diagonal entry is positive by construction and no pivoting is
/// needed; the result does not depend on the scale of the rows, 30 decades apart.
template <class Rows>
bool eliminate(Rows& node) {
  for (int k = 0; k < 3; ++k) {
    const auto inverse = 1.0 / node.diagonal(k, k);
    if (!std::isfinite(std::abs(inverse))) {
      return false;
    }
    node.diagonal.row(k) *= inverse;
    node.upper.row(k) *= inverse;
    node.residual(k) *= inverse;
    for (int r = 0; r < 3; ++r) {
      if (r != k) {
        const auto factor = node.diagonal(r, k);
        node.diagonal.row(r) -= factor * node.diagonal.row(k);
        node.upper.row(r) -= factor * node.upper.row(k);
        node.residual(r) -= factor * node.residual(k);
      }
    }
  }
  return node.residual.allFinite() && node.upper.allFinite();
}

/// Solves lower x[i-1] + diagonal x[i] + upper x[i+1] = -residual by block elimination, theory
/// (14), real or complex. x is left in `residual`; the blocks are used up. False when a pivot is
/// zero or not finite.
template <class Rows>
bool solve_block_tridiagonal(std::vector<Rows>& system) {
  for (std::size_t i = 0; i < system.size(); ++i) {
    Rows& node = system[i];
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

}  // namespace heliofab::device
