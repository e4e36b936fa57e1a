// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "linear_cell.hpp"

namespace heliofab::device {

/// A problem of the same shape whose numbers are all zero.
Problem zero_like(const Problem& problem);

/// Adds `scale` times the derivatives of the current at a fixed voltage to `slopes`, a problem each
/// of whose numbers is the derivative by the same number of `problem`; theory (36).
void add_slopes(const Problem& problem, const LinearPoint& at, const Adjoint& adjoint, double scale,
                Problem& slopes);

/// Adds the derivatives of `weight` times the charge [1/m3] at one end of an element in equilibrium
/// at potential psi. Returns the one by psi.
double add_charge_slopes(const Element& element, std::size_t side, double psi, double weight,
                         Element& slopes);

}  // namespace heliofab::device
