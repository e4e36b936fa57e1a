// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "ohmic_powers.hpp"
#include "plane_solver.hpp"

namespace heliofab::module {

/// A module at one terminal voltage, solved as far as rounding lets it.
struct PlaneState {
  PlaneField potential;
  std::vector<double> junction;  // [V] by point
  double current = 0;            // [A] delivered

  double voltage(std::size_t point) const { return potential.back[point] - potential.front[point]; }
};

/// As exact as rounding lets it be, some 1e-11, without steps that gain nothing: what powers are
/// added up from.
inline constexpr PlaneLimits to_rounding{.residual = 1e-12, .newton_steps = 100};

/// @throws ModelError E4202
PlaneState solve_state(PlaneSolver& solver, double voltage);

/// What the film of a point does at the state's voltage there.
FilmState film_state_at(const PlaneProblem& problem, const PlaneCell& cell, std::size_t point,
                        const PlaneState& state);

/// What a field has across a bypass diode: its foot, behind its stripes, above its head [V].
double bypass_voltage(const PlaneProblem& problem, const Bypass& bypass, const PlaneField& field);

}  // namespace heliofab::module
