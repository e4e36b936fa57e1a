// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "cell_profiles.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/device/circuit.hpp"
#include "heliofab/twin/cell_task.hpp"

namespace heliofab::twin {

namespace {

materials::ImpurityScattering scattering_of(const ScatteringPlan& plan) {
  return {plan.minimum, plan.reference, plan.exponent};
}

materials::Semiconductor material_at(const LayerPlan& layer, const ProfilePlace& place) {
  const auto at = [&](const Profile& profile) { return value_at(profile, place); };
  return {.gap_eV = at(layer.gap_eV),
          .affinity_eV = at(layer.affinity_eV),
          .permittivity = at(layer.permittivity),
          .nc = at(layer.nc),
          .nv = at(layer.nv),
          .mobility_n = at(layer.mobility_n),
          .mobility_p = at(layer.mobility_p),
          .radiative = at(layer.radiative),
          .auger_n = at(layer.auger_n),
          .auger_p = at(layer.auger_p),
          .scattering_n = scattering_of(layer.scattering_n),
          .scattering_p = scattering_of(layer.scattering_p),
          .saturation_n = layer.saturation_n,
          .saturation_p = layer.saturation_p};
}

double doping_at(const LayerPlan& layer, const ProfilePlace& place) {
  return value_at(layer.donors, place) - value_at(layer.acceptors, place);
}

// Shares of the thickness between which the engine's straight lines follow all profiles; empty when
// nothing runs.
std::vector<double> depths_of(const LayerPlan& layer) {
  std::vector<const Profile*> running;
  const auto add = [&](const Profile& profile) {
    const bool runs = profile.over == ProfileAxis::depth || !is_uniform(layer.composition);
    if (!is_uniform(profile) && runs) {
      running.push_back(&profile);
    }
  };
  for (const auto& [key, profile] : profiles_of(layer)) {
    add(*profile);
  }
  for (const LevelPlan& level : layer.levels) {
    add(level.density);
  }
  std::vector<double> depths;
  const auto join = [&](const std::vector<double>& more) {
    depths.insert(depths.end(), more.begin(), more.end());
  };
  for (const Profile* profile : running) {
    const bool is_of_depth = profile->over == ProfileAxis::depth;
    join(corners_of(is_of_depth ? *profile : layer.composition));
    // Densities of states run by their logarithm in the engine, and what bends over composition
    // bends somewhere in depth.
    const bool is_density = profile == &layer.nc || profile == &layer.nv;
    const bool is_line = profile->shape == ProfileShape::linear && profile->values.size() == 2;
    if (is_density || (!is_of_depth && !is_line)) {
      join(corners_of({.values = {0, 1}, .shape = ProfileShape::exponential}));
    }
  }
  std::ranges::sort(depths);
  depths.erase(std::unique(depths.begin(), depths.end()), depths.end());
  return depths;
}

double largest(const Profile& profile) { return *std::ranges::max_element(profile.values); }

device::Level level_of(const LevelPlan& plan, double thermal_velocity) {
  const double density = largest(plan.density);
  device::Level level{.kind = plan.kind,
                      .density = plan.kind == device::LevelKind::neutral ? 0 : density,
                      .energy_eV = plan.energy_eV,
                      .tau_n = plan.tau_n,
                      .tau_p = plan.tau_p,
                      .shape = plan.shape,
                      .spread_eV = plan.spread_eV,
                      .reference = plan.reference};
  if (!(plan.tau_n > 0)) {
    level.tau_n = 1 / (plan.sigma_n * thermal_velocity * density);
    level.tau_p = 1 / (plan.sigma_p * thermal_velocity * density);
  }
  if (plan.kind == device::LevelKind::amphoteric) {
    level.second_energy_eV = plan.second_energy_eV;
    level.second_tau_n = 1 / (plan.second_sigma_n * thermal_velocity * density);
    level.second_tau_p = 1 / (plan.second_sigma_p * thermal_velocity * density);
  }
  return level;
}

device::Layer layer_of(const LayerPlan& plan) {
  const ProfilePlace front = place_in(plan, 0);
  const ProfilePlace back = place_in(plan, 1);
  device::Layer layer{.thickness = plan.thickness,
                      .front = material_at(plan, front),
                      .back = material_at(plan, back),
                      .doping = doping_at(plan, front),
                      .elements = plan.elements,
                      .statistics = plan.statistics};
  for (const LevelPlan& level : plan.levels) {
    layer.levels.push_back(level_of(level, plan.thermal_velocity));
  }
  for (const double depth : depths_of(plan)) {
    const ProfilePlace place = place_in(plan, depth);
    device::LayerPoint point{depth, material_at(plan, place), doping_at(plan, place), {}};
    for (const LevelPlan& level : plan.levels) {
      const double most = largest(level.density);
      point.level_shares.push_back(most > 0 ? value_at(level.density, place) / most : 1);
    }
    layer.grading.push_back(std::move(point));
  }
  return layer;
}

device::Contact contact_of(const ContactPlan& plan) {
  return {plan.kind, plan.barrier_eV, plan.velocity_n, plan.velocity_p, plan.work_function_eV};
}

device::Interface interface_of(const InterfacePlan& plan) {
  device::Interface interface {
    .sheet_charge = plan.sheet_charge, .emission_n = plan.emission_n, .emission_p = plan.emission_p,
    .tunnel_mass_n = plan.tunnel_mass_n, .tunnel_mass_p = plan.tunnel_mass_p
  };
  for (const InterfaceLevelPlan& level : plan.levels) {
    const bool has_velocities = level.velocity_n > 0;
    const double states = plan.thermal_velocity * level.density;
    interface.levels.push_back(
        {.kind = level.kind,
         .density = level.kind == device::LevelKind::neutral ? 0 : level.density,
         .energy_eV = level.energy_eV,
         .velocity_n = has_velocities ? level.velocity_n : level.sigma_n * states,
         .velocity_p = has_velocities ? level.velocity_p : level.sigma_p * states,
         .reference = level.reference});
  }
  return interface;
}

// One for each pair of neighbouring layers, or none at all.
std::vector<device::Interface> interfaces_of(const CellPlan& plan) {
  std::vector<device::Interface> all(plan.interfaces.empty() ? 0 : plan.layers.size() - 1);
  for (std::size_t l = 0; l < all.size(); ++l) {
    const auto found =
        std::ranges::find(plan.interfaces, plan.layers[l].name, &InterfacePlan::name);
    if (found != plan.interfaces.end()) {
      all[l] = interface_of(*found);
    }
  }
  return all;
}

}  // namespace

device::CellDesign cell_design(const CellPlan& plan) {
  device::CellDesign design{.front = contact_of(plan.front),
                            .back = contact_of(plan.back),
                            .temperature = plan.temperature};
  for (const LayerPlan& layer : plan.layers) {
    design.layers.push_back(layer_of(layer));
  }
  design.interfaces = interfaces_of(plan);
  return design;
}

std::optional<device::CellCurve> at_terminals(const CellPlan& plan,
                                              const device::CertifiedCurve& curve) {
  const CircuitPlan& c = plan.circuit;
  if (c.series_resistance == 0 && c.shunt_resistance == 0) {
    return std::nullopt;
  }
  device::Circuit circuit{.series = c.series_resistance};
  if (c.shunt_resistance > 0) {
    circuit.shunt = c.shunt_resistance;
  }
  return device::with_circuit(curve.curve(), circuit);
}

device::CertifiedCurve certified_curve(const device::CellTask& task) {
  device::CertifiedCurve curve = device::solve_cells({&task, 1}).front();
  std::string doubts;
  for (const std::string& doubt : curve.doubts) {
    doubts += "\n      - " + doubt;
  }
  if (!curve.is_certified()) {
    throw ModelError("E3203", "the curve is not certified:" + doubts);
  }
  return curve;
}

device::CellTask cell_task(const CellPlan& plan, const CellData& data) {
  device::CellTask task{.design = cell_design(plan),
                        .request = {.from = plan.sweep.from,
                                    .to = plan.sweep.to,
                                    .step = plan.sweep.step,
                                    .stop_after_voc = plan.sweep.stop_after_voc}};
  task.mesh = device::make_mesh(task.design);
  if (plan.light.model != LightModel::dark) {
    task.generation_at = cell_light(plan, data);
    task.generation = task.generation_at(device::volume_edges(task.mesh));
  }
  return task;
}

}  // namespace heliofab::twin
