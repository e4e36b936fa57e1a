// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plane_state.hpp"

namespace heliofab::module {

/// What the imbalances of a module at given potentials make with a change of them [A], in parts
/// that are subtracted one by one: what does not differ is exactly nothing.
struct PlaneAnswer {
  OhmicPowers resistances;
  std::vector<double> films;  // by point
  std::vector<double> bypasses;
};

/// What films deliver at a state [A/m2], by point.
std::vector<double> film_currents(const PlaneProblem& problem, const PlaneState& state);

/// @param currents  of the films, as film_currents() has them
/// @param change    of the potentials, with the voltage [V/V]
PlaneAnswer plane_answer(const PlaneModule& module, const PlaneProblem& problem,
                         const PlaneState& state, const std::vector<double>& currents,
                         const PlaneField& change);
/// How much more `to` is than `from` [A].
double rise(const PlaneAnswer& from, const PlaneAnswer& to);

/// True for meshes of the same elements, of nearly the same lengths.
bool is_near(const PlaneProblem& a, const PlaneProblem& b);

}  // namespace heliofab::module
