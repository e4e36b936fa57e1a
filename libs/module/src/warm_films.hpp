// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/module/film_heat.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

/// How warm the films of a module are, and what that does to them.
struct FilmWarmth {
  FilmHeat film;
  std::vector<double> temperature;  // [K] by point
};

/// Makes films that hold at their reference as warm as they are.
void warm_films(const FilmWarmth& warmth, PlaneProblem& problem);

/// A module's equations with its films as warm as light and currents make them.
struct WarmPlane {
  PlaneProblem problem;
  FilmWarmth warmth;
};
/// At a voltage between the terminals [V]. @throws InputError E4103; ModelError E4202, E4203
WarmPlane solve_warm_plane(const PlaneModule& module, const PlaneHeat& heat, double voltage);

/// @throws InputError E4103
void check_heat(const PlaneModule& module, const PlaneHeat& heat);

}  // namespace heliofab::module
