// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/cell_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cell_index_check.hpp"
#include "cell_profiles.hpp"

namespace heliofab::twin {

namespace {

void check_profile(const Profile& profile, const std::string& path, PlanProblems& problems) {
  const std::string problem = problem_of(profile);
  if (!problem.empty()) {
    problems.add("E6117", path, problem);
  }
}

void check_level(const LevelPlan& level, const std::string& path, PlanProblems& problems) {
  check_profile(level.density, path + ".density", problems);
  const bool has_lifetimes = level.tau_n > 0 && level.tau_p > 0;
  const bool has_sections = level.sigma_n > 0 && level.sigma_p > 0;
  const bool has_one = level.tau_n > 0 || level.tau_p > 0;
  const bool has_a_section = level.sigma_n > 0 || level.sigma_p > 0;
  if ((has_one && has_a_section) || !(has_lifetimes || has_sections)) {
    problems.add("E6118", path, "wanted tau_n and tau_p, or sigma_n and sigma_p, all above 0",
                 "lifetimes are 1 / (cross section * thermal_velocity * density)");
  }
  const bool is_empty = std::ranges::none_of(level.density.values, [](double n) { return n > 0; });
  if (is_empty && (has_sections || level.kind != device::LevelKind::neutral)) {
    problems.add("E6118", path + ".density", "no states, wanted a density above 0",
                 "only neutral levels with lifetimes do without");
  }
  if (level.kind == device::LevelKind::amphoteric &&
      (level.second_sigma_n <= 0 || level.second_sigma_p <= 0)) {
    problems.add("E6118", path, "an amphoteric level, wanted second_sigma_n and second_sigma_p");
  }
  if (!is_uniform(level.density) &&
      std::ranges::any_of(level.density.values, [](double n) { return n <= 0; })) {
    problems.add("E6118", path + ".density", "a profile that reaches 0, wanted values above 0");
  }
}

// Rates by sections and density, or given; both carriers alike.
void check_capture(bool has_sections, bool has_rates, const std::string& path,
                   const std::string& wanted, PlanProblems& problems) {
  if (has_sections == has_rates) {
    problems.add("E6118", path, "wanted " + wanted);
  }
}

void check_interface(const CellPlan& plan, const InterfacePlan& interface, PlanProblems& problems) {
  const std::string path = "cell.interfaces." + interface.name;
  const auto layer = std::ranges::find(plan.layers, interface.name, &LayerPlan::name);
  problems.add_if(layer == plan.layers.end(), path, fmt::format("no layer '{}'", interface.name),
                  "an interface is named after the layer in front of it");
  problems.add_if(layer != plan.layers.end() && layer + 1 == plan.layers.end(), path,
                  fmt::format("nothing but the back contact lies behind '{}'", interface.name));
  for (const InterfaceLevelPlan& level : interface.levels) {
    const std::string at = fmt::format("{}.levels.{}", path, level.name);
    check_capture(level.sigma_n > 0 && level.sigma_p > 0 && level.density > 0,
                  level.velocity_n > 0 && level.velocity_p > 0, at,
                  "velocity_n and velocity_p, or sigma_n, sigma_p and density, all above 0",
                  problems);
    problems.add_if(level.kind != device::LevelKind::neutral && level.density <= 0, at + ".density",
                    "no states, wanted some for a charged level");
  }
}

// Half of a roughness is taken from the film on either side.
void check_roughness(const CellPlan& plan, PlanProblems& problems) {
  const auto depth_behind = [&](std::string_view name) {
    const auto found = std::ranges::find(plan.interfaces, name, &InterfacePlan::name);
    return found == plan.interfaces.end() ? 0 : found->roughness / 2;
  };
  double before = 0;
  for (const LayerPlan& layer : plan.layers) {
    const double behind = depth_behind(layer.name);
    problems.add_if(
        before + behind >= layer.thickness, fmt::format("cell.layers.{}.thickness", layer.name),
        fmt::format("{:g} nm, wanted more than the {:g} nm that rough interfaces take from it",
                    layer.thickness / unit::nm, (before + behind) / unit::nm),
        "a mixture takes half of its roughness from the film on either side");
    before = behind;
  }
}

void check_layer(const LayerPlan& layer, const std::string& path, PlanProblems& problems) {
  for (const auto& [key, profile] : profiles_of(layer)) {
    check_profile(*profile, fmt::format("{}.{}", path, key), problems);
  }
  check_profile(layer.composition, path + ".composition", problems);
  check_profile(layer.cgi, path + ".cgi", problems);
  if (layer.composition.over == ProfileAxis::composition) {
    problems.add("E6117", path + ".composition", "over composition, wanted over depth");
  }
  for (const LevelPlan& level : layer.levels) {
    check_level(level, fmt::format("{}.levels.{}", path, level.name), problems);
  }
}

void check_light(const CellPlan& plan, PlanProblems& problems) {
  const LightPlan& light = plan.light;
  const bool is_exponential = light.model == LightModel::exponential;
  problems.add_if(is_exponential && light.flux <= 0, "cell.light.flux",
                  "no photons, wanted some for an exponential profile");
  problems.add_if(is_exponential && light.absorption <= 0, "cell.light.absorption",
                  "no absorption, wanted some for an exponential profile");
  problems.add_if(light.model == LightModel::uniform && light.rate <= 0, "cell.light.rate",
                  "no pairs, wanted some for uniform generation");
  problems.add_if(light.model == LightModel::table && light.file.empty(), "cell.light.file",
                  "no file, wanted one for a table of generation");
  problems.add_if(light.last_wavelength - light.first_wavelength < light.wavelength_step,
                  "cell.light.last_wavelength",
                  "no step beyond first_wavelength, wanted one or more");
  const auto is_from = [&](const LayerPlan& layer) { return layer.name == light.from; };
  problems.add_if(!light.from.empty() && std::ranges::none_of(plan.layers, is_from),
                  "cell.light.from", fmt::format("no layer '{}'", light.from));
  const bool is_of_waves = light.model == LightModel::transfer_matrix;
  problems.add_if(
      light.angle > 0 && !is_of_waves && light.model != LightModel::dark, "cell.light.angle",
      fmt::format("{:g} deg with light.model {}, wanted transfer_matrix", light.angle / unit::deg,
                  names_of(light.model)[static_cast<std::size_t>(light.model)]),
      "rays and given profiles know no angle");
  for (const LayerPlan& layer : plan.layers) {
    const std::string path = "cell.layers." + layer.name;
    problems.add_if(is_of_waves && layer.index.empty(), path,
                    "no index of refraction, which light.model transfer_matrix needs",
                    "give a name of cell.indices or data/optics, or choose another light.model");
    problems.add_if(layer.root_law > 0 && !layer.index.empty(), path + ".root_law",
                    "an index as well, wanted one of the two");
  }
}

std::vector<Diagnostic> cell_problems(const CellPlan& cell) {
  PlanProblems problems;
  problems.add_if(cell.layers.empty(), "cell.layers", "no layer, wanted one or more");
  for (const LayerPlan& layer : cell.layers) {
    check_layer(layer, "cell.layers." + layer.name, problems);
  }
  for (const InterfacePlan& interface : cell.interfaces) {
    check_interface(cell, interface, problems);
  }
  check_roughness(cell, problems);
  check_light(cell, problems);
  check_indices(cell, problems);
  problems.add_if(
      !(cell.sweep.from <= 0 && cell.sweep.to > 0), "cell.sweep.from",
      fmt::format("{:g} V to {:g} V, wanted 0 V among them", cell.sweep.from, cell.sweep.to));
  return problems.take();
}

}  // namespace

io::Read<CellPlan> read_cell_plan(const io::Document& document) {
  return io::read<CellPlan>(document, "cell",
                            [](const io::Read<CellPlan>& plan) { return cell_problems(plan.value); });
}

}  // namespace heliofab::twin
