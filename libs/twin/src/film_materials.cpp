// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/film_materials.hpp"

#include <string>

#include "heliofab/process/azo.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/mass_balance.hpp"
#include "heliofab/process/tune_evaporator.hpp"
#include "heliofab/twin/fab_coater.hpp"

namespace heliofab::twin {

namespace {

constexpr double solution_density = 1000;  // [kg/m3]
constexpr std::string_view molybdenum_target = "molybdenum_target";
constexpr std::string_view zinc_oxide_target = "zinc_oxide_target";

const plant::Station& station_of(const FabPlan& plan, std::size_t coating_station) {
  return plan.line.stations[plant::find_station(plan.line, coating_stations[coating_station])];
}

// (17): sources are hot from one roll to the next, so that a change of rolls costs, too.
void add_evaporants(const FabPlan& plan, std::vector<market::MaterialUse>& uses) {
  const plant::WebTool& web = station_of(plan, 1).web;
  const Process& p = plan.process;
  const process::Evaporator tool =
      process::on_web(p.tools.cigs, {p.web_width, p.aperture_width}).evaporator;
  const process::EvaporatorRun run =
      process::tune_evaporator(tool, p.recipe.absorber, web.web_speed);
  const process::MassBalance balance = process::balance_masses(tool, run);
  std::array<double, process::n_evaporants> rates{};  // [kg/s]
  for (std::size_t s = 0; s < balance.sources.size(); ++s) {
    rates[static_cast<std::size_t>(tool.sources[s].evaporant)] += balance.sources[s].mass_rate;
  }
  const double coating = plan.line.roll_length / web.web_speed;  // [s] of a roll
  const double area_rate =
      plan.line.roll_length * p.web_width / (coating + plant::mean_roll_change(web));
  for (std::size_t e = 0; e < rates.size(); ++e) {
    if (rates[e] > 0) {
      uses.push_back({.step = "cigs",
                      .material = std::string(names_of(process::Evaporant{})[e]),
                      .mass = rates[e] / area_rate});
    }
  }
}

// (18): a film on all of the web, what flies past it, what stays in the target.
market::MaterialUse target_use(const process::Magnetrons& m, double thickness, double mass,
                               double utilisation) {
  return {.mass = thickness * m.film_atoms * mass / m.capture / utilisation};
}

}  // namespace

bool is_target(std::string_view material) noexcept {
  return material == molybdenum_target || material == zinc_oxide_target;
}

std::vector<market::MaterialUse> film_material_names(const FabPlan& plan) {
  std::vector<market::MaterialUse> names;
  if (plan.process.film_from == FilmFrom::tools) {
    names = {{"molybdenum", std::string(molybdenum_target)},
             {"cds", "bath_solution"},
             {"tco", std::string(zinc_oxide_target)}};
    for (const process::EvaporationSource& s : plan.process.tools.cigs.evaporator.sources) {
      const auto kind = static_cast<std::size_t>(s.evaporant);
      names.push_back({"cigs", std::string(names_of(process::Evaporant{})[kind])});
    }
  }
  return names;
}

std::vector<market::MaterialUse> film_materials(const FabPlan& plan) {
  std::vector<market::MaterialUse> uses;
  const Process& p = plan.process;
  if (p.film_from != FilmFrom::tools) {
    return uses;
  }
  const double utilisation = plan.cost.target_utilisation;
  const process::Window& window = p.recipe.window;
  market::MaterialUse molybdenum = target_use(p.tools.molybdenum.magnetrons, window.mo_thickness,
                                              process::molybdenum_mass, utilisation);
  molybdenum.step = "molybdenum";
  molybdenum.material = molybdenum_target;
  uses.push_back(std::move(molybdenum));
  add_evaporants(plan, uses);
  const process::BathTool& bath = p.tools.cds;
  const double filling = bath.bath.immersed_length * bath.bath.solution_depth *
                         bath.bath.solution_width / bath.change_after;  // [m] (19)
  uses.push_back({.step = "cds",
                  .material = "bath_solution",
                  .mass = solution_density * (bath.dosing * bath.delivered + filling)});
  const double azo = process::azo_thickness(window, process::tco_sheet_resistance(window));
  market::MaterialUse oxide = target_use(p.tools.tco.magnetrons, azo + window.izno_thickness,
                                         process::zinc_oxide_mass, utilisation);
  oxide.step = "tco";
  oxide.material = zinc_oxide_target;
  uses.push_back(std::move(oxide));
  return uses;
}

}  // namespace heliofab::twin
