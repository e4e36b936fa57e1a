// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/cell_profile.hpp"

#include <cmath>
#include <numeric>
#include <utility>

#include "certificate.hpp"
#include "heliofab/core/unit.hpp"
#include "profiler.hpp"

namespace heliofab::device {

namespace {

// Adds the rates of a half volume, theory (9) to (12), as its share of the row's.
void add_rates(const Element& e, std::size_t end, const NodeState& s, double share,
               ProfileRow& row) {
  const Trace& t = e.end[end];
  const double excess = t.ni2 * std::expm1(s.phi_p - s.phi_n);
  row.generation += share * t.generation / t.volume;
  row.radiative += share * e.radiative * excess;
  row.auger += share * (e.auger_n * row.n + e.auger_p * row.p) * excess;
  double charges = row.p - row.n + e.doping;
  std::vector<double> states(row.levels.size());
  std::vector<double> filled(row.levels.size());
  for (const LevelRates& l : e.levels[end]) {
    const double denominator = l.capture_n * (row.n + l.n1) + l.capture_p * (row.p + l.p1);
    const double full = (l.capture_n * row.n + l.capture_p * l.p1) / denominator;
    row.levels[l.level] += share * l.capture_n * l.capture_p * excess / denominator;
    charges += l.density * (l.charge_empty - full);
    states[l.level] += l.capture_n;  // which goes with the states, neutral ones too
    filled[l.level] += l.capture_n * full;
  }
  for (std::size_t k = 0; k < states.size(); ++k) {
    row.occupation[k] += share * filled[k] / states[k];
  }
  row.charge += share * constants::elementary_charge * charges;
}

// What light leaves of a row's generation [A/m2].
double gained(const ProfileRow& row) {
  return constants::elementary_charge * row.length * (row.generation - row.recombination());
}

}  // namespace

double ProfileRow::recombination() const noexcept {
  return std::accumulate(levels.begin(), levels.end(), radiative + auger);
}

Profiler::Profiler(const CellDesign& design, SolvedCell& cell)
    : design_(&design),
      cell_(&cell),
      problem_(make_problem(design, cell.lit().mesh, cell.lit().generation)) {
  const std::vector<std::size_t>& layer = cell.lit().mesh.layer;
  sites_.push_back({.node = 0, .element = 0, .end = 0, .halves = 1});
  for (std::size_t e = 0; e < layer.size(); ++e) {  // and the node at its end
    const bool is_last = e + 1 == layer.size();
    const bool is_inside = !is_last && layer[e] == layer[e + 1];
    sites_.push_back({.node = e + 1, .element = e, .end = 1, .halves = is_inside ? 2U : 1U});
    if (!is_last && !is_inside) {
      sites_.push_back({.node = e + 1, .element = e + 1, .end = 0, .halves = 1});
    }
  }
  double start = 0;
  for (const Layer& l : design.layers) {
    layer_start_.push_back(start);
    start += l.thickness;
  }
}

Profiler::Drawn Profiler::draw(const Site& site, const State& state) const {
  const Mesh& mesh = cell_->lit().mesh;
  const NodeState& s = state[site.node];
  const Element& e = problem_.elements[site.element];
  const double vt = problem_.thermal_voltage;
  ProfileRow row{.x = mesh.x[site.node], .layer = mesh.layer[site.element]};
  const Layer& layer = design_->layers[row.layer];
  const LayerPoint point =
      properties(layer, (row.x - layer_start_[row.layer]) / layer.thickness, design_->temperature);
  row.conduction_eV = -vt * s.psi - point.material.affinity_eV;
  row.valence_eV = row.conduction_eV - point.material.gap_eV;
  row.fermi_n_eV = -vt * s.phi_n;
  row.fermi_p_eV = -vt * s.phi_p;
  row.potential = vt * (s.psi - state.front().psi);
  row.n = std::exp(s.psi + e.end[site.end].log_n - s.phi_n);
  row.p = std::exp(s.phi_p - s.psi + e.end[site.end].log_p);
  row.levels.resize(layer.levels.size());
  row.occupation.resize(layer.levels.size());
  for (std::size_t h = 0; h < site.halves; ++h) {
    row.length += problem_.elements[site.element + h].end[h == 0 ? site.end : 0].volume;
  }
  double half_charge = 0;  // [C/m2] of the first half
  double half_gained = 0;  // [A/m2]
  for (std::size_t h = 0; h < site.halves; ++h) {
    const Element& half = problem_.elements[site.element + h];
    const std::size_t end = h == 0 ? site.end : 0;
    add_rates(half, end, s, half.end[end].volume / row.length, row);
    if (h == 0) {
      half_charge = row.charge * row.length;
      half_gained = gained(row);
    }
  }
  // Gauss from the middle of the element to the node, theory (43).
  const bool is_left = site.end == 1;
  const std::size_t left = site.element;
  const double flux = e.permittivity * vt * (state[left].psi - state[left + 1].psi) / e.length;
  row.field = (flux + (is_left ? half_charge : -half_charge)) /
              (point.material.permittivity * constants::vacuum_permittivity);
  return {std::move(row), is_left ? half_gained : 0};
}

CellProfile Profiler::at(double voltage) const {
  const Solved solved = cell_->at(voltage);
  const CertifiedPoint point =
      certified_point(solved, problem_.thermal_voltage, MeshDefect({}, {}));
  CellProfile profile{.voltage = voltage,
                      .current_density = point.current_density,
                      .losses = point.losses,
                      .status = point.status,
                      .rows = {}};
  if (!profile.status) {
    return profile;
  }
  State state(solved.state.size() / 3);
  for (std::size_t i = 0; i < state.size(); ++i) {
    state[i] = {solved.state[3 * i], solved.state[3 * i + 1], solved.state[3 * i + 2]};
  }
  // Currents from the balance of holes, theory (42), which keeps the digits that the fluxes of
  // majority carriers lose.
  double jp = -profile.losses.front_contact;
  for (const Site& site : sites_) {
    auto [row, gained_before] = draw(site, state);
    row.jp = jp + gained_before;
    row.jn = profile.current_density - row.jp;
    jp += gained(row);
    profile.rows.push_back(std::move(row));
  }
  return profile;
}

ProfiledCell solve_profiles(const CellTask& task, std::span<const double> voltages,
                            const CertificateLimits& limits) {
  SolvedCell cell(task, limits);
  const Profiler profiler(task.design, cell);
  ProfiledCell result{.curve = cell.curve(), .profiles = {}};
  for (const double voltage : voltages) {
    result.profiles.push_back(profiler.at(voltage));
  }
  return result;
}

}  // namespace heliofab::device
