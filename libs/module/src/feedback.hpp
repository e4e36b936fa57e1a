// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace heliofab::module {

/// A linear loop: what comes back of a change.
using Loop = std::function<std::vector<double>(std::span<const double>)>;

/// A change that a loop adds to until it is settled.
struct Feedback {
  std::vector<double> change;
  double gain = 0;  // an estimate of the loop's
};

/// Solves change = start + loop(change) to 1e-3 in the space of start, loop(start),
/// loop(loop(start)) and so on: generalised minimal residuals [saad1986].
Feedback settle_loop(const Loop& loop, std::span<const double> start);

/// The largest real part of the loop's eigenvalues to some 1e-3, found by Arnoldi's method from a
/// start that has a part of its vector.
double loop_gain(const Loop& loop, std::span<const double> start);

}  // namespace heliofab::module
