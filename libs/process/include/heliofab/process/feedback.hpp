// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// How in-line readings move the actuators, one step a reading; theory/control.md (20)-(21).
struct FeedbackDesign {
  double integral = 0.3;           // [-] of the error that a step takes back
  double proportional = 0;         // [-] of the change of the error since the last reading
  std::int64_t dead_readings = 2;  // [-] steps that a reading does not show yet
  bool is_predictive = true;       // counts those steps as if it did
  double deadband = 0;             // [-] of a target, within which nothing is done
  double range = 0.5;              // [-] an actuator moves at most so far from 0 either way
  double rate = 0.05;              // [-] and so far in a step

  friend bool operator==(const FeedbackDesign&, const FeedbackDesign&) = default;
};

template <class Visit>
void describe(Visit& visit, FeedbackDesign& d) {
  visit(d.integral, {"integral", unit::one, 0, 2, "of the error that a step takes back", "D"});
  visit(d.proportional, {"proportional", unit::one, 0, 10,
                         "of the change of the error since the last reading", "D"});
  visit(d.dead_readings,
        {"dead_readings", 0, 100, "steps that a reading does not show yet: dead time", "D"});
  visit(d.is_predictive,
        {"is_predictive", "whether steps that do not show yet are counted as if they did"});
  visit(d.deadband,
        {"deadband", unit::percent, 0, 100, "of a target, within which nothing is done", "D"});
  visit(d.range, {"range", unit::one, 0, 5,
                  "of an actuator either way; of a flux, its natural logarithm", "D"});
  visit(d.rate, {"rate", unit::one, 0, 5, "most that an actuator moves in a step", "D"});
}

/// Several targets held by as many actuators, say thickness, CGI and GGI by the logarithms of three
/// fluxes over those of the recipe. Each step goes through the inverse of the sensitivities, so
/// that each error falls by itself. Copies are controllers of their own.
class Feedback {
 public:
  /// @param targets      in the unit of each
  /// @param sensitivity  of target i to actuator j at [i * n + j], in the target's unit
  /// @throws InputError E4326 unless there are n * n sensitivities whose matrix has an inverse
  /// @throws LogicError when dead_readings is negative
  Feedback(const FeedbackDesign& design, std::vector<double> targets,
           std::vector<double> sensitivity);

  /// Takes a reading of each target; one that is missing counts as on target. The move keeps its
  /// direction when the rate cuts it; at the end of its range an actuator stays while the others
  /// go on, and what it was kept from is forgotten (no windup).
  /// @return the new actuators, 0 at first
  /// @throws LogicError unless there is a reading, or none, of each target
  const std::vector<double>& step(std::span<const std::optional<double>> readings);

  const std::vector<double>& actuators() const noexcept { return actuators_; }

 private:
  double error_of(std::size_t target, double reading) const;

  FeedbackDesign design_;
  std::vector<double> targets_, sensitivity_, inverse_;
  std::vector<double> actuators_;
  std::vector<std::optional<double>> last_error_;
  std::vector<std::vector<double>> unseen_;  // moves, the oldest first
};

}  // namespace heliofab::process
