// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/cell_profile.hpp"

#include <cmath>
#include <numeric>
#include <utility>

#include "bulk.hpp"
#include "certificate.hpp"
#include "heliofab/core/unit.hpp"
#include "profiler.hpp"
#include "sheet.hpp"

namespace heliofab::device {

namespace {

// Adds the rates of a half volume as its share of the row's.
void add_rates(const Element& e, std::size_t end, const NodeState& s, double share,
               ProfileRow& row) {
  const BulkParts parts = bulk_parts(e, end, s);
  row.generation += share * e.end[end].generation / e.end[end].volume;
  row.radiative += share * parts.radiative;
  row.auger += share * parts.auger;
  std::vector<double> states(row.levels.size());
  std::vector<double> filled(row.levels.size());
  for (const BulkParts::One& one : parts.levels) {
    row.levels[one.level] += share * one.recombination;
    states[one.level] += one.weight;
    filled[one.level] += one.weight * one.occupation;
  }
  for (std::size_t k = 0; k < states.size(); ++k) {
    row.occupation[k] += states[k] > 0 ? share * filled[k] / states[k] : 0;
  }
  row.charge += share * constants::elementary_charge * bulk_terms(e, end, s).charge;
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
  const Mesh& mesh = cell.lit().mesh;
  const std::size_t count = mesh.layer.size();
  sites_.push_back({.node = 0, .element = 0, .end = 0, .halves = 1});
  for (std::size_t e = 0; e < count; ++e) {  // and the node at its end
    if (mesh.is_joint(e)) {
      continue;
    }
    const bool is_last = e + 1 == count;
    const bool is_inside = !is_last && mesh.layer[e] == mesh.layer[e + 1];
    sites_.push_back({.node = e + 1, .element = e, .end = 1, .halves = is_inside ? 2U : 1U});
    if (!is_last && !is_inside) {
      const std::size_t next = mesh.is_joint(e + 1) ? e + 2 : e + 1;
      sites_.push_back({.node = next, .element = next, .end = 0, .halves = 1});
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
  row.n = electrons(e.end[site.end], s).density;
  row.p = holes(e.end[site.end], s).density;
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
  const auto displacement = [&](std::size_t element) {  // in its middle, [C/m2]
    const Element& at = problem_.elements[element];
    return at.permittivity * vt * (state[element].psi - state[element + 1].psi) / at.length;
  };
  // At the edge of a layer Gauss from the middle of the element to the node, theory (43). Inside,
  // where doping may be steep, between the middles of both elements.
  const bool is_left = site.end == 1;
  double flux = displacement(site.element) + (is_left ? half_charge : -half_charge);
  if (site.halves == 2) {
    const double share = e.length / (e.length + problem_.elements[site.element + 1].length);
    flux = std::lerp(displacement(site.element), displacement(site.element + 1), share);
  }
  row.field = flux / (point.material.permittivity * constants::vacuum_permittivity);
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
  // Where the p side is in front the current delivered runs towards -x.
  const double total = problem_.forward * profile.current_density;
  double jp = (problem_.forward > 0 ? 0 : total) - profile.losses.front_contact;
  auto sheet = problem_.sheets.begin();
  for (const Site& site : sites_) {
    const bool is_behind_junction = site.end == 0 && site.element > 0;
    if (is_behind_junction && sheet != problem_.sheets.end() && sheet->right == site.node) {
      const SheetTerms lost = sheet_terms(*sheet++, state);
      jp -= constants::elementary_charge * (lost.loss_p[0] + lost.loss_p[1]);
    }
    auto [row, gained_before] = draw(site, state);
    row.jp = jp + gained_before;
    row.jn = total - row.jp;
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
