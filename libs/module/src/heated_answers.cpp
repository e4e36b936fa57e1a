// SPDX-License-Identifier: Apache-2.0
#include "feedback.hpp"
#include "heated_solver.hpp"

// What the current of a heated module answers to: the equations of a solver of heat the other way
// round.
namespace heliofab::module {

HeatedAnswers HeatedSolver::answers() {
  constexpr double exact = 1e-11;  // of conjugate gradients
  constexpr double settled = 1e-10;
  const std::size_t rows = problem_.rows();
  const std::vector<double> by_voltage = electric_.change_with_voltage();
  PlaneField currents{electric_.at_points(by_voltage, 0), electric_.at_points(by_voltage, 1), 1};
  // Of a change of currents: what a kelvin more at each point of the plate adds to it.
  const auto warmed = [&](const PlaneField& by) {
    std::vector<double> plate(mesh_.columns() * rows, 0);
    for (std::size_t k = 0; k < problem_.points(); ++k) {
      plate[mesh_.column[k / rows] * rows + k % rows] +=
          problem_.area[k] * films_[k].drift * (by.back[k] - by.front[k]);
    }
    return plate;
  };
  // Of weights of the plate's heat: how it changes with what is missing in the currents.
  const auto driven = [&](std::span<const double> weight) {
    return answer(field_.currents(sheets_, films_, weight), exact);
  };
  const auto of_plate = [&](std::span<const double> plate) {
    const std::vector<double> amplitudes = plate_.to_modes(plate);
    std::vector<double> change(amplitudes.size());
    plate_.answer(amplitudes, exact, change);
    return change;
  };
  const auto around = [&](std::span<const double> change) {
    const std::vector<double> weight = plate_.to_rows(change);
    std::vector<double> plate = warmed(driven(weight));
    for (std::size_t k = 0; k < problem_.points(); ++k) {
      // Warmer films at the potentials as they are.
      const std::size_t at = mesh_.column[k / rows] * rows + k % rows;
      plate[at] -=
          problem_.area[k] * films_[k].drift * (sheets_.back[k] - sheets_.front[k]) * weight[at];
    }
    return of_plate(plate);
  };
  plate_.linearise();
  const Feedback heat = settle_loop(around, of_plate(warmed(currents)), settled);
  HeatedAnswers answers{std::move(currents), plate_.to_rows(heat.change)};
  const PlaneField by_heat = driven(answers.heat);
  for (std::size_t k = 0; k < problem_.points(); ++k) {
    answers.currents.back[k] += by_heat.back[k];
    answers.currents.front[k] += by_heat.front[k];
  }
  return answers;
}

}  // namespace heliofab::module
