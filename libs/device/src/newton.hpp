// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "equations.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::device {

/// Solves lower x[i-1] + diagonal x[i] + upper x[i+1] = -residual by block elimination, theory
/// (14). x is left in `residual`; the blocks are used up. False when a pivot is zero or not finite.
bool solve_tridiagonal(System& system);

/// Solves for the steady state at one bias, starting from `state` and leaving the answer there.
/// @param tolerance  largest last update [thermal voltages]
/// @param system     memory to work in
/// On divergence `state` is left as it was given.
Status solve_bias(const Problem& problem, double bias, double light, double tolerance, State& state,
                  System& system);

}  // namespace heliofab::device
