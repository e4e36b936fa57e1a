// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

// Run-to-run control of a process y = alpha + beta u + noise whose intercept alpha wanders: the
// controller believes in a slope b and keeps an estimate of alpha. theory/control.md (16)-(19)

/// How the intercept is followed.
struct RunToRun {
  double weight = 0.3;      // [-] of the newest run, above 0 up to 1
  double drift_weight = 0;  // [-] of the newest step in the drift; 0: no drift is followed
  std::int64_t delay = 0;   // [-] runs made before a measurement is known, beyond the next one

  friend bool operator==(const RunToRun&, const RunToRun&) = default;
};

template <class Visit>
void describe(Visit& visit, RunToRun& r) {
  visit(r.weight, {"weight", unit::one, 0.001, 1, "of the newest run in the intercept", "D"});
  visit(r.drift_weight,
        {"drift_weight", unit::one, 0, 1, "of the newest step in the drift; 0: none", "D"});
  visit(r.delay, {"delay", 0, 100, "runs made before a measurement is known", "D"});
}

/// What the controller wants and believes.
struct ProcessModel {
  double target = 0;  // of y
  double slope = 1;   // [y/u] b, not 0

  friend bool operator==(const ProcessModel&, const ProcessModel&) = default;
};

/// What it has learnt, in the unit of y.
struct RunToRunState {
  double intercept = 0;
  double drift = 0;  // a run

  friend bool operator==(const RunToRunState&, const RunToRunState&) = default;
};

/// Takes a measured run into account. @param u  the setting that made y, however long ago
void learn(RunToRunState& state, const RunToRun& controller, const ProcessModel& model, double y,
           double u) noexcept;

/// The setting of the next run.
double setting(const RunToRunState& state, const RunToRun& controller,
               const ProcessModel& model) noexcept;

/// Size of the largest root of the closed loop without drift_weight; it is stable below 1.
/// @param gain_ratio  beta / b: the true slope over the believed one [-]
/// @throws LogicError when the delay is negative
double loop_radius(double weight, double gain_ratio, std::int64_t delay);

/// The gain ratio at which that loop loses its stability; 2 / weight without delay.
/// @param weight  above 0 up to 1
double stable_gain_ratio(double weight, std::int64_t delay);

/// The same of a plain integral controller, u -= gain (y - target) / slope, which does not ask
/// which setting made y. @param gain  [-] times the gain ratio
double integral_loop_radius(double gain, std::int64_t delay);

/// The gain times gain ratio at which it loses its stability: 2, 1, 0.618, ...
double stable_integral_gain(std::int64_t delay) noexcept;

}  // namespace heliofab::process
