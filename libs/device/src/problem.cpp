// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "equations.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::device {

namespace {

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
          .auger_p = std::lerp(a.auger_p, b.auger_p, t)};
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

Trace make_trace(const materials::Semiconductor& s, double kt_eV) {
  return {.log_n = std::log(s.nc) + s.affinity_eV / kt_eV,
          .log_p = std::log(s.nv) - (s.affinity_eV + s.gap_eV) / kt_eV,
          .ni2 = s.nc * s.nv * std::exp(-s.gap_eV / kt_eV)};
}

// A share of a level at one energy above mid-gap.
LevelRates make_rates(const Level& level, double share, double energy_eV,
                      const materials::Semiconductor& s, double kt_eV) {
  return {.charge_empty = level.kind == LevelKind::donor ? 1.0 : 0.0,
          .density = level.kind == LevelKind::neutral ? 0 : share * level.density,
          .capture_n = share / level.tau_n,
          .capture_p = share / level.tau_p,
          .n1 = s.nc * std::exp((energy_eV - s.gap_eV / 2) / kt_eV),
          .p1 = s.nv * std::exp(-(energy_eV + s.gap_eV / 2) / kt_eV)};
}

// Places over a level's spread and the share of its states at each; theory (15).
struct Share {
  double away = 0;  // spreads from the middle of a gaussian, or from the band into the gap
  double states = 0;
};

// The trapezoid rule, which for a gaussian times an occupation errs by less than 1e-4 when its
// steps are below 2 kT and below the standard deviation.
std::vector<Share> gaussian_shares(double spread_over_kt) {
  constexpr double reach = 4;  // 6e-5 of the states lie beyond
  const auto half = static_cast<int>(std::ceil(reach / std::min(2 / spread_over_kt, 1.0)));
  std::vector<Share> shares;
  double sum = 0;
  for (int k = -half; k <= half; ++k) {
    const double x = reach * k / half;
    shares.push_back({x, std::exp(-x * x / 2)});
    sum += shares.back().states;
  }
  for (Share& share : shares) {
    share.states /= sum;
  }
  return shares;
}

// Cells below kT and half the decay, each with its states at its middle.
std::vector<Share> tail_shares(double spread_over_kt) {
  constexpr double reach = 10;  // 5e-5 of the states lie deeper
  const auto count = static_cast<int>(std::ceil(reach / std::min(1 / spread_over_kt, 0.5)));
  std::vector<Share> shares;
  for (int k = 0; k < count; ++k) {
    const double x = reach * k / count;
    const double end = reach * (k + 1) / count;
    shares.push_back({(x + end) / 2, (std::exp(-x) - std::exp(-end)) / -std::expm1(-reach)});
  }
  return shares;
}

// [eV] of a level, or the middle of a gaussian, above mid-gap.
double middle_of(const Level& level, const materials::Semiconductor& s) {
  switch (level.reference) {
    case LevelReference::conduction_band:
      return level.energy_eV + s.gap_eV / 2;
    case LevelReference::valence_band:
      return level.energy_eV - s.gap_eV / 2;
    case LevelReference::mid_gap:
      break;
  }
  return level.energy_eV;
}

// `states` of a level, 1 for all, as discrete ones.
void add_rates(const Level& level, double states, const materials::Semiconductor& s, double kt_eV,
               std::vector<LevelRates>& rates) {
  const double middle = middle_of(level, s);
  if (level.shape == LevelShape::discrete || !(level.spread_eV > 0)) {
    rates.push_back(make_rates(level, states, middle, s, kt_eV));
    return;
  }
  const double spread = level.spread_eV;
  const bool is_gaussian = level.shape == LevelShape::gaussian;
  for (const Share& share :
       is_gaussian ? gaussian_shares(spread / kt_eV) : tail_shares(spread / kt_eV)) {
    const double away = share.away * spread;
    const double energy = is_gaussian                                  ? middle + away
                          : level.shape == LevelShape::conduction_tail ? s.gap_eV / 2 - away
                                                                       : away - s.gap_eV / 2;
    rates.push_back(make_rates(level, states * share.states, energy, s, kt_eV));
  }
}

// The potential at which one end of an element is neutral in equilibrium.
double neutral_psi(const Element& e, std::size_t side) {
  const Trace& t = e.end[side];
  const auto is_charged = [](const LevelRates& l) { return l.density > 0; };
  if (std::ranges::none_of(e.levels[side], is_charged)) {
    return (t.log_p - t.log_n) / 2 + std::asinh(e.doping / (2 * std::sqrt(t.ni2)));
  }
  // The charge falls with psi. At 1e30 /m3 of electrons or holes no level or doping can balance it.
  const double plenty = std::log(1e30);
  const auto charge = [&](double psi) { return equilibrium_charge(e, side, psi); };
  return find_root(charge, t.log_p - plenty, plenty - t.log_n, 1e-10).value();
}

ContactData make_contact(const Contact& contact, const Element& e, std::size_t side,
                         const materials::Semiconductor& s, double kt_eV) {
  const Trace& t = e.end[side];
  double psi = 0;
  if (contact.kind == ContactKind::flat_band) {
    psi = neutral_psi(e, side);
  } else if (side == 0) {  // n = nc exp(-barrier)
    psi = -(contact.barrier_eV + s.affinity_eV) / kt_eV;
  } else {  // p = nv exp(-barrier)
    psi = (contact.barrier_eV - s.affinity_eV - s.gap_eV) / kt_eV;
  }
  return {psi, std::exp(psi + t.log_n), std::exp(t.log_p - psi), contact.velocity_n,
          contact.velocity_p};
}

// An element from x to x + length within its layer [m], counted from the layer's front.
Element make_element(const Layer& layer, double x, double length, double temperature) {
  const double kt_eV = constants::boltzmann_eV * temperature;
  const auto at = [&](double where) {
    return properties(layer, where / layer.thickness, temperature);
  };
  const LayerPoint middle = at(x + length / 2);
  Element e{.length = length,
            .permittivity = middle.material.permittivity * constants::vacuum_permittivity,
            .diffusion_n = middle.material.mobility_n * kt_eV,
            .diffusion_p = middle.material.mobility_p * kt_eV,
            .doping = middle.doping,
            .radiative = middle.material.radiative,
            .auger_n = middle.material.auger_n,
            .auger_p = middle.material.auger_p,
            .end = {},
            .levels = {}};
  for (const std::size_t side : {0U, 1U}) {
    const LayerPoint point = at(side == 0 ? x : x + length);
    e.end[side] = make_trace(point.material, kt_eV);
    e.end[side].volume = length / 2;
    for (std::size_t k = 0; k < layer.levels.size(); ++k) {
      const double states = point.level_shares.empty() ? 1 : point.level_shares[k];
      const std::size_t first = e.levels[side].size();
      add_rates(layer.levels[k], states, point.material, kt_eV, e.levels[side]);
      for (LevelRates& rates : std::span(e.levels[side]).subspan(first)) {
        rates.level = k;
      }
    }
  }
  return e;
}

}  // namespace

Problem make_problem(const CellDesign& design, const Mesh& mesh,
                     std::span<const double> generation) {
  const double kt_eV = constants::boltzmann_eV * design.temperature;
  Problem problem{.thermal_voltage = kt_eV, .elements = {}, .front = {}, .back = {}};
  double start = 0;  // of the layer
  for (std::size_t i = 0; i < mesh.layer.size(); ++i) {
    if (i > 0 && mesh.layer[i] != mesh.layer[i - 1]) {
      start = mesh.x[i];
    }
    problem.elements.push_back(make_element(design.layers[mesh.layer[i]], mesh.x[i] - start,
                                            mesh.x[i + 1] - mesh.x[i], design.temperature));
    if (!generation.empty()) {
      Element& e = problem.elements.back();
      e.end[0].generation = generation[2 * i + 1] - generation[2 * i];
      e.end[1].generation = generation[2 * i + 2] - generation[2 * i + 1];
    }
  }
  problem.front =
      make_contact(design.front, problem.elements.front(), 0,
                   properties(design.layers.front(), 0, design.temperature).material, kt_eV);
  problem.back =
      make_contact(design.back, problem.elements.back(), 1,
                   properties(design.layers.back(), 1, design.temperature).material, kt_eV);
  return problem;
}

State neutral_state(const Problem& problem) {
  State state(problem.elements.size() + 1);
  for (std::size_t i = 0; i < problem.elements.size(); ++i) {
    state[i].psi = neutral_psi(problem.elements[i], 0);
  }
  state.front().psi = problem.front.psi;
  state.back().psi = problem.back.psi;
  return state;
}

}  // namespace heliofab::device
