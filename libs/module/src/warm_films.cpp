// SPDX-License-Identifier: Apache-2.0
#include "warm_films.hpp"

#include "heated_solver.hpp"

namespace heliofab::module {

void warm_films(const FilmWarmth& warmth, PlaneProblem& p) {
  for (const PlaneCell& cell : p.cells) {
    FilmLaw law = cell.law;
    const std::size_t first = cell.first_column * p.rows();
    for (std::size_t k = first; k < first + cell.x.points() * p.rows(); ++k) {
      law.photocurrent = p.photocurrent[k];
      law.saturation = p.saturation[k];
      const FilmLaw here = at_temperature(law, warmth.film, warmth.temperature[k]);
      p.photocurrent[k] = here.photocurrent;
      p.saturation[k] = here.saturation;
      p.diode_voltage[k] = here.diode_voltage;
    }
  }
}

WarmPlane solve_warm_plane(const PlaneModule& module, const PlaneHeat& heat, double voltage) {
  check_heat(module, heat);
  HeatedSolver solver(module, heat);
  solver.solve(voltage);
  return {solver.problem(), solver.warmth()};
}

}  // namespace heliofab::module
