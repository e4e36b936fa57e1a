// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "equations.hpp"
#include "heliofab/device/solve_cell.hpp"

namespace heliofab::device {

/// The bias points of one cell under one light, each started from its solved neighbours.
class Sweep {
 public:
  /// Solves at 0 V: equilibrium, then the light in steps.
  /// @throws ModelError E3201 when that fails
  Sweep(const Problem& problem, double light);

  /// The point at 0 V.
  const CurvePoint& short_circuit() const noexcept { return short_circuit_; }

  /// Solves at a voltage, from as near as a solution is known; goes there in smaller steps when
  /// Newton fails. Iterations of the status are those of all attempts.
  /// @param keep  later points may start from this one; kept voltages must rise
  CurvePoint solve(double voltage, bool keep);

 private:
  struct Solved {
    double bias = 0;  // over thermal voltage
    State state;
  };
  static State predict(const std::vector<Solved>& known, double bias);
  std::vector<Solved> nearest(double bias) const;

  const Problem& problem_;
  double light_;
  System system_;  // memory of Newton's method
  Solved origin_;  // 0 V
  CurvePoint short_circuit_;
  std::vector<Solved> kept_;
};

}  // namespace heliofab::device
