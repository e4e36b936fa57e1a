// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "bulk.hpp"
#include "equations.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"
#include "level_rates.hpp"
#include "sheet.hpp"

namespace heliofab::device {

namespace {

materials::ImpurityScattering blend(const materials::ImpurityScattering& a,
                                    const materials::ImpurityScattering& b, double t) {
  return {.minimum = std::lerp(a.minimum, b.minimum, t),
          .reference = std::lerp(a.reference, b.reference, t),
          .exponent = std::lerp(a.exponent, b.exponent, t)};
}

materials::Semiconductor blend(const materials::Semiconductor& a, const materials::Semiconductor& b,
                               double t) {
  return {.gap_eV = std::lerp(a.gap_eV, b.gap_eV, t),
          .affinity_eV = std::lerp(a.affinity_eV, b.affinity_eV, t),
          .permittivity = std::lerp(a.permittivity, b.permittivity, t),
          .nc = a.nc * std::pow(b.nc / a.nc, t),
          .nv = a.nv * std::pow(b.nv / a.nv, t),
          .mobility_n = std::lerp(a.mobility_n, b.mobility_n, t),
          .mobility_p = std::lerp(a.mobility_p, b.mobility_p, t),
          .radiative = std::lerp(a.radiative, b.radiative, t),
          .auger_n = std::lerp(a.auger_n, b.auger_n, t),
          .auger_p = std::lerp(a.auger_p, b.auger_p, t),
          .scattering_n = blend(a.scattering_n, b.scattering_n, t),
          .scattering_p = blend(a.scattering_p, b.scattering_p, t),
          .saturation_n = std::lerp(a.saturation_n, b.saturation_n, t),
          .saturation_p = std::lerp(a.saturation_p, b.saturation_p, t)};
}

LayerPoint blend(const LayerPoint& a, const LayerPoint& b, double t) {
  LayerPoint point{.depth = std::lerp(a.depth, b.depth, t),
                   .material = blend(a.material, b.material, t),
                   .doping = std::lerp(a.doping, b.doping, t),
                   .level_shares = a.level_shares};
  for (std::size_t k = 0; k < point.level_shares.size(); ++k) {
    point.level_shares[k] = std::lerp(a.level_shares[k], b.level_shares[k], t);
  }
  return point;
}

}  // namespace

LayerPoint properties(const Layer& layer, double depth, double temperature) {
  LayerPoint point;
  if (layer.grading.empty()) {
    point = {depth, blend(layer.front, layer.back, depth), layer.doping, {}};
  } else {
    const auto beyond = std::ranges::upper_bound(layer.grading, depth, {}, &LayerPoint::depth);
    const auto right = std::clamp(beyond, layer.grading.begin() + 1, layer.grading.end() - 1);
    const LayerPoint& left = *std::prev(right);
    point = blend(left, *right, (depth - left.depth) / (right->depth - left.depth));
  }
  const double warmth = std::pow(temperature / 300, 1.5);
  point.material.nc *= warmth;
  point.material.nv *= warmth;
  return point;
}

namespace {

// Among `doping` ionised impurities [1/m3], (20).
double scattered(double mobility, const materials::ImpurityScattering& s, double doping) {
  if (!(s.reference > 0)) {
    return mobility;
  }
  return s.minimum +
         (mobility - s.minimum) / (1 + std::pow(std::abs(doping) / s.reference, s.exponent));
}

// The potential at which one end of an element is neutral in equilibrium.
double neutral_psi(const Element& e, std::size_t side) {
  const Trace& t = e.end[side];
  const auto is_charged = [](const LevelRates& l) { return l.density > 0; };
  const bool is_degenerate = std::isfinite(t.log_nc);
  if (!is_degenerate && e.amphoteric[side].empty() &&
      std::ranges::none_of(e.levels[side], is_charged)) {
    return (t.log_p - t.log_n) / 2 + std::asinh(e.doping / (2 * std::sqrt(t.ni2)));
  }
  // The charge falls with psi. At 1e30 /m3 of electrons or holes, or a Fermi level 120 kT deep in a
  // band, no level or doping can balance it.
  const double plenty = std::log(1e30);
  const double lowest = t.log_p - (is_degenerate ? t.log_nv + 120 : plenty);
  const double highest = (is_degenerate ? t.log_nc + 120 : plenty) - t.log_n;
  const auto charge = [&](double psi) { return equilibrium_charge(e, side, psi); };
  return find_root(charge, lowest, highest, 1e-10).value();
}

// An element from x to x + length within its layer [m], counted from the layer's front.
Element make_element(const Layer& layer, double x, double length, double temperature) {
  const double kt_eV = constants::boltzmann_eV * temperature;
  const auto at = [&](double where) {
    return properties(layer, where / layer.thickness, temperature);
  };
  const LayerPoint middle = at(x + length / 2);
  const materials::Semiconductor& m = middle.material;
  const double diffusion_n = scattered(m.mobility_n, m.scattering_n, middle.doping) * kt_eV;
  const double diffusion_p = scattered(m.mobility_p, m.scattering_p, middle.doping) * kt_eV;
  Element e{.length = length,
            .permittivity = middle.material.permittivity * constants::vacuum_permittivity,
            .diffusion_n = diffusion_n,
            .diffusion_p = diffusion_p,
            .doping = middle.doping,
            .radiative = middle.material.radiative,
            .auger_n = middle.material.auger_n,
            .auger_p = middle.material.auger_p,
            .end = {},
            .levels = {}};
  e.slowing_n = m.saturation_n > 0 ? diffusion_n / (length * m.saturation_n) : 0;
  e.slowing_p = m.saturation_p > 0 ? diffusion_p / (length * m.saturation_p) : 0;
  for (const std::size_t side : {0U, 1U}) {
    const LayerPoint point = at(side == 0 ? x : x + length);
    e.end[side] = make_trace(point.material, kt_eV);
    e.end[side].volume = length / 2;
    if (layer.statistics == Statistics::fermi_dirac) {
      e.end[side].log_nc = std::log(point.material.nc);
      e.end[side].log_nv = std::log(point.material.nv);
    }
    for (std::size_t k = 0; k < layer.levels.size(); ++k) {
      const double states = point.level_shares.empty() ? 1 : point.level_shares[k];
      const std::size_t first = e.levels[side].size();
      const std::size_t first_amphoteric = e.amphoteric[side].size();
      add_rates(layer.levels[k], states, point.material, kt_eV, side, e);
      for (LevelRates& rates : std::span(e.levels[side]).subspan(first)) {
        rates.level = k;
      }
      for (AmphotericRates& rates : std::span(e.amphoteric[side]).subspan(first_amphoteric)) {
        rates.level = k;
      }
    }
  }
  return e;
}

// The contact at the front (side 0) or back (side 1).
ContactData make_contact(const CellDesign& design, const Problem& problem, std::size_t side) {
  const bool is_front = side == 0;
  const Contact& contact = is_front ? design.front : design.back;
  const Layer& layer = is_front ? design.layers.front() : design.layers.back();
  const Element& e = is_front ? problem.elements.front() : problem.elements.back();
  const bool is_n_side = is_front == (problem.forward > 0);
  const double kt_eV = problem.thermal_voltage;
  const materials::Semiconductor s =
      properties(layer, is_front ? 0 : 1, design.temperature).material;
  const Trace& t = e.end[side];
  double psi = 0;
  if (contact.kind == ContactKind::flat_band) {
    psi = neutral_psi(e, side);
  } else if (contact.kind == ContactKind::work_function) {
    psi = -contact.work_function_eV / kt_eV;
  } else if (is_n_side) {  // n = nc exp(-barrier)
    psi = -(contact.barrier_eV + s.affinity_eV) / kt_eV;
  } else {  // p = nv exp(-barrier)
    psi = (contact.barrier_eV - s.affinity_eV - s.gap_eV) / kt_eV;
  }
  return {psi, electrons(t, {.psi = psi}).density, holes(t, {.psi = psi}).density,
          contact.velocity_n, contact.velocity_p};
}

// True when a contact is one of holes, false when it is one of electrons; when neither, `unknown`.
bool is_hole_contact(const Contact& contact, const LayerPoint& film, bool unknown) {
  if (contact.kind == ContactKind::work_function) {
    return contact.work_function_eV > film.material.affinity_eV + film.material.gap_eV / 2;
  }
  return film.doping == 0 ? unknown : film.doping < 0;
}

// The interface in front of element i, which begins a layer; its films meet at node i, or at nodes
// i and i + 1 when element i is the step between them.
void add_interface(const CellDesign& design, const Mesh& mesh, std::size_t i, Problem& problem) {
  const double kt_eV = problem.thermal_voltage;
  const std::size_t layer = mesh.layer[i];
  const Interface& interface = design.interfaces[layer - 1];
  const Meeting meeting = meeting_before(design, layer);
  if (interface.has_emission()) {
    problem.elements.push_back(make_joint(interface, meeting, kt_eV));
  }
  if (!interface.levels.empty() || interface.sheet_charge != 0) {
    problem.sheets.push_back(make_sheet(interface, meeting, kt_eV));
    problem.sheets.back().left = i;
    problem.sheets.back().right = interface.has_emission() ? i + 1 : i;
  }
}

}  // namespace

Meeting meeting_before(const CellDesign& design, std::size_t layer) {
  const LayerPoint left = properties(design.layers[layer - 1], 1, design.temperature);
  const LayerPoint right = properties(design.layers[layer], 0, design.temperature);
  return {left.material, right.material, left.doping, right.doping};
}

Trace make_trace(const materials::Semiconductor& s, double kt_eV) {
  return {.log_n = std::log(s.nc) + s.affinity_eV / kt_eV,
          .log_p = std::log(s.nv) - (s.affinity_eV + s.gap_eV) / kt_eV,
          .ni2 = s.nc * s.nv * std::exp(-s.gap_eV / kt_eV)};
}

bool has_p_in_front(const CellDesign& design) {
  const LayerPoint front = properties(design.layers.front(), 0, design.temperature);
  const LayerPoint back = properties(design.layers.back(), 1, design.temperature);
  return is_hole_contact(design.front, front, false) && !is_hole_contact(design.back, back, true);
}

Problem make_problem(const CellDesign& design, const Mesh& mesh,
                     std::span<const double> generation) {
  const double kt_eV = constants::boltzmann_eV * design.temperature;
  Problem problem{.thermal_voltage = kt_eV, .elements = {}, .front = {}, .back = {}, .sheets = {}};
  double start = 0;  // of the layer
  for (std::size_t i = 0; i < mesh.layer.size(); ++i) {
    if (i > 0 && mesh.layer[i] != mesh.layer[i - 1]) {
      start = mesh.x[i];
      if (!design.interfaces.empty()) {
        add_interface(design, mesh, i, problem);
      }
    }
    if (mesh.is_joint(i)) {
      continue;
    }
    problem.elements.push_back(make_element(design.layers[mesh.layer[i]], mesh.x[i] - start,
                                            mesh.x[i + 1] - mesh.x[i], design.temperature));
    if (!generation.empty()) {
      Element& e = problem.elements.back();
      e.end[0].generation = generation[2 * i + 1] - generation[2 * i];
      e.end[1].generation = generation[2 * i + 2] - generation[2 * i + 1];
    }
  }
  problem.forward = has_p_in_front(design) ? -1 : 1;
  problem.front = make_contact(design, problem, 0);
  problem.back = make_contact(design, problem, 1);
  return problem;
}

State neutral_state(const Problem& problem) {
  State state(problem.elements.size() + 1);
  for (std::size_t i = 0; i < problem.elements.size(); ++i) {
    const bool is_joint = problem.elements[i].is_joint();  // it is flat over two nodes at one place
    state[i].psi = neutral_psi(problem.elements[is_joint ? i + 1 : i], 0);
  }
  state.front().psi = problem.front.psi;
  state.back().psi = problem.back.psi;
  return state;
}

}  // namespace heliofab::device
