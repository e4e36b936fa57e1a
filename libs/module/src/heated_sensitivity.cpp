// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/heated_sensitivity.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "heated_solver.hpp"
#include "plane_answer.hpp"
#include "plane_mesh.hpp"

namespace heliofab::module {

struct HeatedSensitivity::Solved {
  // The balances of currents with what the current answers to them [A], and those of heat with
  // theirs, in parts that are subtracted one by one.
  struct Answer {
    PlaneAnswer electric;
    std::vector<double> heat;  // by amplitudes of the plate
  };

  PlaneProblem problem;
  PlaneState state;
  std::vector<double> film_temperature;  // [K] by point
  std::vector<double> temperature;       // [K] by point of the plate
  HeatedAnswers answers;

  Answer answer_of(const HeatedModule& m, PlaneProblem p) const {
    warm_films({m.heat.film, film_temperature}, p);
    const std::vector<double> currents = film_currents(p, state);
    return {plane_answer(m.module, p, state, currents, answers.currents),
            heat_answer(m, p, currents)};
  }

  // What a changed plate gets less what it loses at the temperatures as they are.
  std::vector<double> heat_answer(const HeatedModule& m, const PlaneProblem& p,
                                  const std::vector<double>& currents) const {
    const PlateMesh mesh = make_plate(p, m.module.design.pitch);
    const HeatField field(p, mesh);
    const Modes modes(p.y);
    Plate plate(mesh, p.y, modes, m.heat);
    std::vector<FilmPointState> films(currents.size());
    std::ranges::transform(currents, films.begin(),
                           [](double current) { return FilmPointState{.current = current}; });
    std::vector<double> heat = field.on_plate(field.dissipation(state.potential, films));
    const std::vector<double> light = field.lit_plate(field.lit_area(m.module.shades));
    for (std::size_t k = 0; k < heat.size(); ++k) {
      heat[k] += m.heat.absorptance * m.heat.irradiance * light[k];
    }
    heat = plate.to_modes(heat);
    std::vector<double> lost(heat.size());
    plate.losses(plate.from_rows(temperature), lost);
    const std::vector<double> weight = plate.from_rows(answers.heat);
    for (std::size_t k = 0; k < heat.size(); ++k) {
      heat[k] = weight[k] * (heat[k] - lost[k]);
    }
    return heat;
  }
};

HeatedSensitivity::HeatedSensitivity(const HeatedModule& m, double voltage) {
  check_heat(m.module, m.heat);
  HeatedSolver solver(m.module, m.heat);
  solver.solve(voltage);
  solved_ = std::make_unique<const Solved>(
      Solved{.problem = solver.problem(),
             .state = {.potential = solver.sheets(),
                       .junction = {solver.electric().junction().begin(),
                                    solver.electric().junction().end()},
                       .current = solver.electric().current()},
             .film_temperature = solver.warmth().temperature,
             .temperature = solver.plate_temperature(),
             .answers = solver.answers()});
}

HeatedSensitivity::~HeatedSensitivity() = default;
HeatedSensitivity::HeatedSensitivity(HeatedSensitivity&&) noexcept = default;
HeatedSensitivity& HeatedSensitivity::operator=(HeatedSensitivity&&) noexcept = default;

double HeatedSensitivity::voltage() const noexcept { return solved_->state.potential.terminal; }
double HeatedSensitivity::current() const noexcept { return solved_->state.current; }

std::optional<double> HeatedSensitivity::current_change(const HeatedModule& minus,
                                                        const HeatedModule& plus) const {
  PlaneProblem low = make_plane(minus.module);
  PlaneProblem high = make_plane(plus.module);
  if (!is_near(solved_->problem, low) || !is_near(solved_->problem, high)) {
    return std::nullopt;
  }
  const Solved::Answer from = solved_->answer_of(minus, std::move(low));
  const Solved::Answer to = solved_->answer_of(plus, std::move(high));
  double warmer = 0;
  for (std::size_t k = 0; k < to.heat.size(); ++k) {
    warmer += to.heat[k] - from.heat[k];
  }
  return warmer - rise(from.electric, to.electric);
}

}  // namespace heliofab::module
