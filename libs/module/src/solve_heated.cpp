// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "current_search.hpp"
#include "heated_solver.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "plane_map.hpp"
#include "plane_mesh.hpp"
#include "plate_wave.hpp"

namespace heliofab::module {

namespace {

void check_range(const std::string& key, double value, double least, double most) {
  if (!(value >= least && value <= most)) {
    throw InputError("E4103", "heat." + key,
                     fmt::format("{:g}, wanted {:g} .. {:g}", value, least, most));
  }
}

void check_side(const std::string& key, const HeatSide& side) {
  check_range(key + ".convection", side.convection, 0, 1e5);
  check_range(key + ".emissivity", side.emissivity, 0, 1);
  check_range(key + ".surroundings", side.surroundings, 3, 600);
}

}  // namespace

void check_heat(const PlaneModule& module, const PlaneHeat& heat) {
  check_plane(module);
  check_range("film.reference", heat.film.reference, 100, 600);
  check_range("film.activation_eV", heat.film.activation_eV, 0, 5);
  check_range("film.photocurrent_slope", heat.film.photocurrent_slope, -0.01, 0.01);
  check_range("ambient", heat.ambient, 100, 600);
  check_side("front", heat.front);
  check_side("back", heat.back);
  check_range("irradiance", heat.irradiance, 0, 1e6);
  check_range("absorptance", heat.absorptance, 0, 1);
  check_range("conductance", heat.conductance, 1e-9, 1e3);
  check_range("heat_capacity", heat.heat_capacity, 0, 1e9);
  if (!(plate_loss(heat, heat.ambient).slope > 0)) {
    throw InputError("E4103", "heat.front", "no convection and no emissivity on either side",
                     "heat must have a way out");
  }
  if (!module.tables.empty()) {
    throw InputError("E4103", "module.tables",
                     "films as tables, wanted laws: a table holds at one "
                     "temperature");
  }
  if (!(dead_width(module.design.scribes) > 0)) {
    throw InputError("E4103", "module.design.scribes", "no width, wanted more than 0 m");
  }
}

namespace {

void add_work(const HeatedSolver& solver, PlaneCurve& curve) {
  curve.newton_steps += solver.electric().effort().newton_steps;
  curve.inner_steps += solver.electric().effort().inner_steps;
}

// The maps at the last point.
void add_maps(const HeatedSolver& solver, HeatedCurve& curve) {
  curve.electric.nodes = static_cast<std::int64_t>(solver.problem().points());
  if (!curve.electric.points.empty()) {
    curve.electric.map =
        map_of(solver.problem(), solver.electric(), curve.electric.points.back().voltage);
    curve.heat = solver.map();
  }
}

}  // namespace

HeatedCurve solve_heated(const PlaneModule& module, const PlaneHeat& heat,
                         const std::vector<double>& voltages) {
  check_heat(module, heat);
  HeatedSolver solver(module, heat);
  HeatedCurve curve;
  for (const double voltage : voltages) {
    curve.states.push_back(solver.solve(voltage));
    curve.electric.points.push_back({voltage, solver.electric().current(), solver.status()});
  }
  add_work(solver, curve.electric);
  add_maps(solver, curve);
  return curve;
}

HeatedCurve solve_heated_at_currents(const PlaneModule& module, const PlaneHeat& heat,
                                     const std::vector<double>& currents) {
  check_heat(module, heat);
  std::optional<HeatedSolver> solver(std::in_place, module, heat);
  HeatedCurve curve;
  HeatState state;
  constexpr double wanted = 1e-8;  // [-] of the light's current; temperatures are to 1e-7 K
  const auto cells = static_cast<double>(module.design.cells);
  CurvePoint before;
  bool is_first = true;
  CurrentSearch search(
      [&](double voltage) {
        try {
          state = solver->solve(voltage);
        } catch (const ModelError&) {  // what it leaves is no state to go on from
          add_work(*solver, curve.electric);
          solver.emplace(module, heat);
          throw;
        }
        CurvePoint here{
            .voltage = voltage,
            .current = solver->electric().current(),
            .slope = solver->slope_at_held_heat(),
            .error = std::max(wanted, solver->status().residual) * solver->electric().scale()};
        // Between neighbours the heat counts as well.
        const double way = std::abs(voltage - before.voltage);
        if (!is_first && way > 1e-7 * cells && way < 0.05 * cells) {
          here.slope = (here.current - before.current) / (voltage - before.voltage);
        }
        is_first = false;
        before = here;
        return here;
      },
      module.design.cells);
  for (const double current : currents) {
    const CurvePoint found = search.find(current);
    curve.states.push_back(state);
    curve.electric.points.push_back({found.voltage, found.current, solver->status()});
  }
  add_work(*solver, curve.electric);
  add_maps(*solver, curve);
  return curve;
}

LockInMap solve_lock_in(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                        double frequency) {
  check_heat(module, heat);
  check_range("frequency", frequency, 1e-9, 1e9);
  HeatedSolver solver(module, heat);
  std::vector<double> first = solver.dark_heat(voltage);
  for (double& q : first) {
    q *= 2 / std::numbers::pi;
  }
  const std::complex<double> loss{plate_loss(heat, heat.ambient).slope,
                                  2 * std::numbers::pi * frequency * heat.heat_capacity};
  const std::vector<std::complex<double>> waves =
      plate_wave(solver.mesh(), solver.modes(), heat.conductance, loss, first);
  const PlaneProblem& p = solver.problem();
  LockInMap image{.map = map_of(p, solver.electric(), voltage)};
  for (std::size_t k = 0; k < p.points(); ++k) {
    const std::complex<double> wave =
        waves[solver.mesh().column[k / p.rows()] * p.rows() + k % p.rows()];
    image.amplitude.push_back(std::abs(wave));
    image.phase.push_back(std::arg(wave));
  }
  return image;
}

}  // namespace heliofab::module
