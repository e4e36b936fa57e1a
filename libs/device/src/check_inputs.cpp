// SPDX-License-Identifier: Apache-2.0
#include "check_inputs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace heliofab::device {

namespace {

// Collects what is wrong.
class Findings {
 public:
  void add(std::string code, std::string path, std::string message) {
    all_.push_back(
        {.code = std::move(code), .path = std::move(path), .message = std::move(message)});
  }
  // Negated comparisons, so that NaN is found too.
  void check_range(const char* code, const std::string& path, double value, double low,
                   double high) {
    if (!(value >= low && value <= high)) {
      add(code, path, fmt::format("{:g} is outside {:g} .. {:g}", value, low, high));
    }
  }
  void throw_if_any() {
    if (!all_.empty()) {
      throw InputError(std::move(all_));
    }
  }

 private:
  std::vector<Diagnostic> all_;
};

// The bounds are those within which no exponential overflows, not those of good taste.
void check_semiconductor(const std::string& path, const materials::Semiconductor& s, Findings& f) {
  struct Bound {
    const char* name;
    double value, low, high;
  };
  for (const Bound& b :
       std::array<Bound, 18>{{{"gap_eV", s.gap_eV, 0.1, 5},
                              {"affinity_eV", s.affinity_eV, 0, 10},
                              {"permittivity", s.permittivity, 1, 1000},
                              {"nc", s.nc, 1e20, 1e28},
                              {"nv", s.nv, 1e20, 1e28},
                              {"mobility_n", s.mobility_n, 1e-12, 100},
                              {"mobility_p", s.mobility_p, 1e-12, 100},
                              {"radiative", s.radiative, 0, 1e-10},
                              {"auger_n", s.auger_n, 0, 1e-36},
                              {"auger_p", s.auger_p, 0, 1e-36},
                              {"scattering_n.minimum", s.scattering_n.minimum, 0, 100},
                              {"scattering_n.reference", s.scattering_n.reference, 0, 1e30},
                              {"scattering_n.exponent", s.scattering_n.exponent, 0.01, 10},
                              {"scattering_p.minimum", s.scattering_p.minimum, 0, 100},
                              {"scattering_p.reference", s.scattering_p.reference, 0, 1e30},
                              {"scattering_p.exponent", s.scattering_p.exponent, 0.01, 10},
                              {"saturation_n", s.saturation_n, 0, 1e9},
                              {"saturation_p", s.saturation_p, 0, 1e9}}}) {
    f.check_range("E3106", fmt::format("{}.{}", path, b.name), b.value, b.low, b.high);
  }
}

void check_grading(const std::string& path, const Layer& layer, Findings& f) {
  const std::vector<LayerPoint>& points = layer.grading;
  if (points.size() < 2 || points.front().depth != 0 || points.back().depth != 1 ||
      std::ranges::adjacent_find(points, std::greater_equal<>(), &LayerPoint::depth) !=
          points.end()) {
    f.add("E3106", path,
          fmt::format("{} points, wanted two or more with depths that rise from 0 to 1",
                      points.size()));
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const LayerPoint& point = points[i];
    const std::string at = fmt::format("{}[{}]", path, i);
    check_semiconductor(at + ".material", point.material, f);
    f.check_range("E3106", at + ".doping", point.doping, -1e28, 1e28);
    if (point.level_shares.size() != points.front().level_shares.size() ||
        (!point.level_shares.empty() && point.level_shares.size() != layer.levels.size())) {
      f.add("E3106", at + ".level_shares",
            fmt::format("{} shares of {} levels, wanted one of each or none, at all points alike",
                        point.level_shares.size(), layer.levels.size()));
    }
    for (const double share : point.level_shares) {
      f.check_range("E3106", at + ".level_shares", share, 1e-12, 1e12);
    }
  }
}

void check_layer(const std::string& path, const Layer& layer, Findings& f) {
  if (layer.grading.empty()) {
    check_semiconductor(path + ".front", layer.front, f);
    check_semiconductor(path + ".back", layer.back, f);
    f.check_range("E3106", path + ".doping", layer.doping, -1e28, 1e28);
  } else {
    check_grading(path + ".grading", layer, f);
  }
  for (std::size_t i = 0; i < layer.levels.size(); ++i) {
    const Level& level = layer.levels[i];
    const std::string at = fmt::format("{}.levels[{}]", path, i);
    f.check_range("E3107", at + ".density", level.density, 0, 1e28);
    f.check_range("E3107", at + ".energy_eV", level.energy_eV, -5, 5);
    f.check_range("E3107", at + ".tau_n", level.tau_n, 1e-18, 1e6);
    f.check_range("E3107", at + ".tau_p", level.tau_p, 1e-18, 1e6);
    f.check_range("E3107", at + ".spread_eV", level.spread_eV, 0, 1);
    if (level.kind == LevelKind::amphoteric) {
      f.check_range("E3107", at + ".second_energy_eV", level.second_energy_eV, -5, 5);
      f.check_range("E3107", at + ".second_tau_n", level.second_tau_n, 1e-18, 1e6);
      f.check_range("E3107", at + ".second_tau_p", level.second_tau_p, 1e-18, 1e6);
      if (level.shape != LevelShape::discrete && level.shape != LevelShape::gaussian) {
        f.add("E3107", at + ".shape", "a tail of amphoteric states, wanted discrete or gaussian");
      }
    }
  }
}

void check_contact(const std::string& path, const Contact& contact, Findings& f) {
  f.check_range("E3108", path + ".barrier_eV", contact.barrier_eV, -1, 5);
  f.check_range("E3108", path + ".work_function_eV", contact.work_function_eV, 0, 12);
  f.check_range("E3108", path + ".velocity_n", contact.velocity_n, 0, 1e12);
  f.check_range("E3108", path + ".velocity_p", contact.velocity_p, 0, 1e12);
}

void check_interface(const std::string& path, const Interface& interface, Findings& f) {
  f.check_range("E3110", path + ".sheet_charge", interface.sheet_charge, -1e19, 1e19);
  for (std::size_t i = 0; i < interface.levels.size(); ++i) {
    const InterfaceLevel& level = interface.levels[i];
    const std::string at = fmt::format("{}.levels[{}]", path, i);
    if (level.kind == LevelKind::amphoteric) {
      f.add("E3110", at + ".kind", "amphoteric, wanted neutral, donor or acceptor");
    }
    f.check_range("E3110", at + ".density", level.density, 0, 1e19);
    f.check_range("E3110", at + ".energy_eV", level.energy_eV, -5, 5);
    f.check_range("E3110", at + ".velocity_n", level.velocity_n, 1e-9, 1e8);
    f.check_range("E3110", at + ".velocity_p", level.velocity_p, 1e-9, 1e8);
  }
  if (interface.emission_n != 0 || interface.emission_p != 0) {
    f.check_range("E3110", path + ".emission_n", interface.emission_n, 1e-3, 1e9);
    f.check_range("E3110", path + ".emission_p", interface.emission_p, 1e-3, 1e9);
  }
  f.check_range("E3110", path + ".tunnel_mass_n", interface.tunnel_mass_n, 0, 100);
  f.check_range("E3110", path + ".tunnel_mass_p", interface.tunnel_mass_p, 0, 100);
  if (!interface.has_emission() && (interface.tunnel_mass_n > 0 || interface.tunnel_mass_p > 0)) {
    f.add("E3110", path + ".emission_n",
          "0 under a mass that tunnels, wanted emission velocities above 0");
  }
}

void check_interfaces(const CellDesign& design, Findings& f) {
  const std::size_t wanted = design.layers.empty() ? 0 : design.layers.size() - 1;
  if (!design.interfaces.empty() && design.interfaces.size() != wanted) {
    f.add("E3110", "cell.interfaces",
          fmt::format("{} interfaces of {} layers, wanted {} or none", design.interfaces.size(),
                      design.layers.size(), wanted));
  }
  for (std::size_t i = 0; i < design.interfaces.size(); ++i) {
    check_interface(fmt::format("cell.interfaces[{}]", i), design.interfaces[i], f);
  }
}

// Places rise; two nodes lie at one place just where a new layer begins behind a step.
bool has_nodes_in_place(const CellDesign& design, const Mesh& mesh) {
  for (std::size_t e = 0; e < mesh.layer.size(); ++e) {
    const std::size_t layer = mesh.layer[e];
    const bool begins = e > 0 && layer == mesh.layer[e - 1] + 1;
    const bool wants_joint =
        begins && layer <= design.interfaces.size() && design.interfaces[layer - 1].has_emission();
    const bool is_place = wants_joint ? mesh.is_joint(e) : mesh.x[e] < mesh.x[e + 1];
    if (!is_place || (e > 0 ? !begins && layer != mesh.layer[e - 1] : layer != 0)) {
      return false;
    }
  }
  return true;
}

void check_mesh(const CellDesign& design, const Mesh& mesh, Findings& f) {
  double thickness = 0;
  for (const Layer& layer : design.layers) {
    thickness += layer.thickness;
  }
  const bool is_mesh = !mesh.layer.empty() && mesh.x.size() == mesh.layer.size() + 1 &&
                       has_nodes_in_place(design, mesh) &&
                       mesh.layer.back() + 1 == design.layers.size() &&
                       std::abs(mesh.x.back() - thickness) <= 1e-9 * thickness;
  if (!is_mesh) {
    f.add("E3109", "mesh",
          fmt::format("{} nodes over {} elements to {:g} m do not fit {} layers of {:g} m in all, "
                      "wanted make_mesh of the same design",
                      mesh.x.size(), mesh.layer.size(), mesh.x.empty() ? 0 : mesh.x.back(),
                      design.layers.size(), thickness));
  }
}

}  // namespace

void check_inputs(const CellDesign& design, const Mesh& mesh, std::span<const double> generation,
                  const CurveRequest& request) {
  Findings f;
  f.check_range("E3104", "cell.temperature", design.temperature, 150, 600);
  for (std::size_t i = 0; i < design.layers.size(); ++i) {
    check_layer(fmt::format("cell.layers[{}]", i), design.layers[i], f);
  }
  check_interfaces(design, f);
  check_contact("cell.front", design.front, f);
  check_contact("cell.back", design.back, f);
  check_mesh(design, mesh, f);
  const std::size_t edges = 2 * mesh.layer.size() + 1;
  if (!generation.empty() && generation.size() != edges) {
    f.add("E3103", "generation",
          fmt::format("{} values, wanted {} (one per volume edge) or none", generation.size(),
                      edges));
  }
  const auto falls = std::ranges::adjacent_find(
      generation, [](double a, double b) { return !(b >= a && std::isfinite(b - a)); });
  if (falls != generation.end()) {
    f.add("E3103", fmt::format("generation[{}]", falls + 1 - generation.begin()),
          fmt::format("{:g} after {:g}, wanted finite values that never fall", falls[1], falls[0]));
  }
  if (!(request.step > 0) || !(request.to >= request.from) ||
      !((request.to - request.from) / request.step < 1e6)) {
    f.add("E3105", "cell.sweep",
          fmt::format("from {} V to {} V in steps of {} V, wanted a rising sweep of at most a "
                      "million points",
                      request.from, request.to, request.step));
  }
  f.throw_if_any();
}

}  // namespace heliofab::device
