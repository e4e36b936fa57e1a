// SPDX-License-Identifier: Apache-2.0
#include <numeric>
#include <string>

#include <fmt/format.h>

#include "heated_solver.hpp"
#include "heliofab/core/unit.hpp"

// What a solver of heat found, in words and numbers.
namespace heliofab::module {

void HeatedSolver::run_away(const HeatState& now, double voltage) const {
  const std::string how = now.loop_gain < 1
                              ? fmt::format("gets hotter than {:g} K", beyond_laminates)
                              : fmt::format("is at {:.1f} K, where {:.3g} K come back of each K",
                                            now.hottest, now.loop_gain);
  throw ModelError(
      "E4203", fmt::format("module: heat runs away at {:.6g} V: stripe {} of {} {} at x = {:.3g} "
                           "mm, y = {:.4g} mm",
                           voltage, now.cell + 1, problem_.cells.size(), how, now.x / unit::mm,
                           now.y / unit::mm));
}

HeatState HeatedSolver::state(std::int64_t rounds) const {
  const std::vector<double> plate = plate_.to_rows(temperature_);
  const std::size_t rows = problem_.rows();
  HeatState s{.mean = plate_.mean(plate), .rounds = rounds};
  for (const PlaneCell& cell : problem_.cells) {
    for (std::size_t k = 0; k < cell.x.points() * rows; ++k) {
      const std::size_t column = cell.first_column + k / rows;
      const double here = plate[mesh_.column[column] * rows + k % rows];
      if (here > s.hottest) {
        s.hottest = here;
        s.cell = &cell - problem_.cells.data();
        s.x = cell.x.x[k / rows];
        s.y = problem_.y.x[k % rows];
      }
    }
  }
  return s;
}

// What stability and powers are once the temperatures are settled.
void HeatedSolver::complete(HeatState& s, double voltage) {
  s.loop_gain = gain();
  s.absorbed = std::reduce(light_.begin(), light_.end());
  s.delivered = voltage * electric_.current();
  std::vector<double> unused(temperature_.size());
  plate_.losses(temperature_, unused);
  s.lost = plate_.lost();
  s.bypass = electric_.system().bypasses().dissipated();
}

HeatMap HeatedSolver::map() const {
  HeatMap map{.temperature = warmth_.temperature};
  const std::size_t rows = problem_.rows();
  for (const PlaneCell& cell : problem_.cells) {
    const std::size_t first = cell.first_column * rows;
    for (std::size_t k = first; k < first + cell.x.points() * rows; ++k) {
      const double area = cell.x.weight[k / rows - cell.first_column] * problem_.y.weight[k % rows];
      map.light.push_back(heat_.absorptance * heat_.irradiance * lit_[k] / area);
      map.film.push_back(dissipation_.film[k] / area);
      map.flaws.push_back(dissipation_.flaws[k] / area);
      map.sheets.push_back(dissipation_.sheets[k] / area);
    }
  }
  return map;
}

std::vector<double> HeatedSolver::dark_heat(double voltage) {
  std::ranges::fill(photocurrent_, 0.0);
  set_films();
  status_ = electric_.solve(voltage);
  settle(voltage);
  return field_.on_plate(dissipation_);
}

}  // namespace heliofab::module
