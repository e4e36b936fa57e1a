// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace heliofab::module {

/// What a module delivers at a voltage between its terminals.
struct CurvePoint {
  double voltage = 0;  // [V]
  double current = 0;  // [A]
  double slope = 0;    // [A/V] about; below 0
  double error = 0;    // [A] bound of what solving leaves
};

/// Looks for the voltages at which a curve that falls passes given currents. Newton's method on the
/// voltage, kept between the points that are known on both sides; where it gains little the middle
/// of them is next. All points that were solved are remembered.
class CurrentSearch {
 public:
  /// @param solve  a voltage [V]; @throws ModelError where it finds no state
  /// @param cells  of the module, which say how far voltages reach
  CurrentSearch(std::function<CurvePoint(double)> solve, std::int64_t cells)
      : solve_(std::move(solve)), cells_(static_cast<double>(cells)) {}

  /// The point of a current [A], whose voltage was the last to be solved.
  /// @throws ModelError E4204 names the current and what was reached
  CurvePoint find(double current);

 private:
  // Neighbours on the curve that deliver more and less; one of them alone at its ends.
  struct Bracket {
    const CurvePoint* low = nullptr;   // of the lower voltage
    const CurvePoint* high = nullptr;  // of the higher one

    bool is_closed() const noexcept { return low != nullptr && high != nullptr; }
  };

  const CurvePoint& solve(double voltage);
  Bracket bracket_of(double current) const;
  double next_between(const Bracket& bracket, const CurvePoint& near, double current);
  double next_beyond(const CurvePoint& near, double current);

  std::function<CurvePoint(double)> solve_;
  double cells_;
  std::vector<CurvePoint> known_;  // by rising voltage
  double last_ = 0;                // [V] solved
  double reach_ = 0;               // [V] of the next step beyond what is known
  double newton_from_ = 0;  // [A] what a step of Newton's method missed before it; 0: no step
};

}  // namespace heliofab::module
