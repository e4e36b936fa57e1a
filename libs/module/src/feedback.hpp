// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace heliofab::module {

/// A linear loop: what comes back of a change.
using Loop = std::function<std::vector<double>(std::span<const double>)>;

/// A change, and the gain of the loop as far as it was seen.
struct Feedback {
  std::vector<double> change;
  double gain = 0;
};

/// Solves change = start + loop(change) to a `tolerance` of the start, in the space of start,
/// loop(start), loop(loop(start)) and so on: generalised minimal residuals [saad1986].
Feedback settle_loop(const Loop& loop, std::span<const double> start, double tolerance);

/// The largest real part of the loop's eigenvalues to some 1e-3 by Arnoldi's method, and its vector
/// (the real part of it): the nearer to that the start, the sooner.
Feedback loop_gain(const Loop& loop, std::span<const double> start);

}  // namespace heliofab::module
