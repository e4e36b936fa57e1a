// SPDX-License-Identifier: Apache-2.0
#include "layer_slopes.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/unit.hpp"

namespace heliofab::device {

using materials::ImpurityScattering;
using materials::Semiconductor;

namespace {

constexpr ImpurityScattering no_scattering{0, 0, 0};
constexpr Semiconductor no_slopes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, no_scattering, no_scattering};

// @param share  of the material in the blend whose slopes are `blended`
void add_scattering(double share, const ImpurityScattering& blended, ImpurityScattering& slopes) {
  slopes.minimum += share * blended.minimum;
  slopes.reference += share * blended.reference;
  slopes.exponent += share * blended.exponent;
}
void add_material(const Semiconductor& material, double share, const Semiconductor& blended,
                  Semiconductor& slopes) {
  slopes.gap_eV += share * blended.gap_eV;
  slopes.affinity_eV += share * blended.affinity_eV;
  slopes.permittivity += share * blended.permittivity;
  slopes.nc += share * blended.nc / material.nc;
  slopes.nv += share * blended.nv / material.nv;
  slopes.mobility_n += share * blended.mobility_n;
  slopes.mobility_p += share * blended.mobility_p;
  slopes.radiative += share * blended.radiative;
  slopes.auger_n += share * blended.auger_n;
  slopes.auger_p += share * blended.auger_p;
  add_scattering(share, blended.scattering_n, slopes.scattering_n);
  add_scattering(share, blended.scattering_p, slopes.scattering_p);
  slopes.saturation_n += share * blended.saturation_n;
  slopes.saturation_p += share * blended.saturation_p;
}

}  // namespace

PropertySlopes::PropertySlopes() : material(no_slopes) {}

// Where the numbers of each carrier stand.
struct LayerSlopes::Carrier {
  double Semiconductor::*mobility;
  ImpurityScattering Semiconductor::*scattering;
  double Semiconductor::*saturation;
  double Element::*diffusion;
  double Element::*slowing;
};

// Of which level, and where the numbers of its transition stand.
struct LayerSlopes::Transition {
  std::size_t level;
  double Level::*energy_eV;
  double Level::*tau_n;
  double Level::*tau_p;

  static Transition first(std::size_t level) {
    return {level, &Level::energy_eV, &Level::tau_n, &Level::tau_p};
  }
  static Transition second(std::size_t level) {
    return {level, &Level::second_energy_eV, &Level::second_tau_n, &Level::second_tau_p};
  }
};

LayerSlopes::LayerSlopes(const Layer& layer, double temperature, Layer& slopes)
    : layer_(&layer), kt_(constants::boltzmann_eV * temperature), slopes_(&slopes) {}

LayerSlopes::Between LayerSlopes::between(double depth) const {
  const auto& points = layer_->grading;
  if (points.empty()) {
    return {&layer_->front, &layer_->back, 0, depth};
  }
  const auto beyond = std::ranges::upper_bound(points, depth, {}, &LayerPoint::depth);
  const auto right = std::clamp(beyond, points.begin() + 1, points.end() - 1);
  const auto left = std::prev(right);
  return {&left->material, &right->material, static_cast<std::size_t>(left - points.begin()),
          (depth - left->depth) / (right->depth - left->depth)};
}

LayerSlopes::Bands LayerSlopes::bands(double depth) const {
  const Between at = between(depth);
  return {.gap_eV = std::lerp(at.a->gap_eV, at.b->gap_eV, at.t),
          .affinity_eV = std::lerp(at.a->affinity_eV, at.b->affinity_eV, at.t)};
}

void LayerSlopes::spread(double depth, const PropertySlopes& p) {
  const Between at = between(depth);
  if (layer_->grading.empty()) {
    add_material(layer_->front, 1 - at.t, p.material, slopes_->front);
    add_material(layer_->back, at.t, p.material, slopes_->back);
    slopes_->doping += p.doping;
    return;
  }
  for (const std::size_t k : {0U, 1U}) {
    const double share = k == 0 ? 1 - at.t : at.t;
    LayerPoint& point = slopes_->grading[at.left + k];
    add_material(layer_->grading[at.left + k].material, share, p.material, point.material);
    point.doping += share * p.doping;
    for (std::size_t l = 0; l < p.level_shares.size(); ++l) {
      point.level_shares[l] += share * p.level_shares[l];
    }
  }
}

void LayerSlopes::add(const Element& e, const Element& d, double x) {
  slopes_->thickness +=
      (d.length * e.length + d.end[0].volume * e.end[0].volume + d.end[1].volume * e.end[1].volume -
       d.slowing_n * e.slowing_n - d.slowing_p * e.slowing_p) /
      layer_->thickness;
  add_middle(e, d, (x + e.length / 2) / layer_->thickness);
  add_end(e, d, 0, x / layer_->thickness);
  add_end(e, d, 1, (x + e.length) / layer_->thickness);
}

void LayerSlopes::add_middle(const Element& e, const Element& d, double depth) {
  static constexpr Carrier of_electrons{&Semiconductor::mobility_n, &Semiconductor::scattering_n,
                                        &Semiconductor::saturation_n, &Element::diffusion_n,
                                        &Element::slowing_n};
  static constexpr Carrier of_holes{&Semiconductor::mobility_p, &Semiconductor::scattering_p,
                                    &Semiconductor::saturation_p, &Element::diffusion_p,
                                    &Element::slowing_p};
  PropertySlopes p;
  p.material.permittivity = d.permittivity * constants::vacuum_permittivity;
  p.material.radiative = d.radiative;
  p.material.auger_n = d.auger_n;
  p.material.auger_p = d.auger_p;
  p.doping = d.doping;
  const Between at = between(depth);
  add_carrier(of_electrons, e, d, at, p);
  add_carrier(of_holes, e, d, at, p);
  spread(depth, p);
}

// Mobility, (20), and the velocity at which it saturates, (21): slowing = mobility kT / (length v).
void LayerSlopes::add_carrier(const Carrier& c, const Element& e, const Element& d,
                              const Between& at, PropertySlopes& p) {
  const auto blended = [&](const auto& number) {
    return std::lerp(number(*at.a), number(*at.b), at.t);
  };
  const double by_log_slowing = d.*c.slowing * e.*c.slowing;
  const double by_log_mobility = d.*c.diffusion * e.*c.diffusion + by_log_slowing;
  warmth_ += by_log_mobility;
  if (by_log_slowing != 0) {
    p.material.*c.saturation =
        -by_log_slowing / blended([&](const Semiconductor& s) { return s.*c.saturation; });
  }
  const double by_mobility = by_log_mobility / e.*c.diffusion * kt_;
  const auto scattering = [&](double ImpurityScattering::*number) {
    return blended([&](const Semiconductor& s) { return s.*c.scattering.*number; });
  };
  const double reference = scattering(&ImpurityScattering::reference);
  if (!(reference > 0)) {
    p.material.*c.mobility = by_mobility;
    return;
  }
  const double exponent = scattering(&ImpurityScattering::exponent);
  const double ratio = std::abs(e.doping) / reference;
  const double x = std::pow(ratio, exponent);
  const double falling = blended([&](const Semiconductor& s) { return s.*c.mobility; }) -
                         scattering(&ImpurityScattering::minimum);
  const double by_log_x = -by_mobility * falling * x / ((1 + x) * (1 + x));
  p.material.*c.mobility = by_mobility / (1 + x);
  ImpurityScattering& to = p.material.*c.scattering;
  to.minimum = by_mobility * x / (1 + x);
  to.reference = -by_log_x * exponent / reference;
  if (x > 0) {
    to.exponent = by_log_x * std::log(ratio);
    p.doping += by_log_x * exponent / e.doping;
  }
}

// Bands at one place; of ni2 by its logarithm.
void LayerSlopes::add_trace(const Trace& d, double by_log_ni2, const Bands& bands,
                            PropertySlopes& p) {
  p.material.nc += d.log_n + d.log_nc + by_log_ni2;
  p.material.nv += d.log_p + d.log_nv + by_log_ni2;
  p.material.affinity_eV += (d.log_n - d.log_p) / kt_;
  p.material.gap_eV -= (d.log_p + by_log_ni2) / kt_;
  warmth_ += (-bands.affinity_eV * d.log_n + (bands.affinity_eV + bands.gap_eV) * d.log_p +
              bands.gap_eV * by_log_ni2) /
             kt_;
}

void LayerSlopes::add_bands(double by_log_n, double by_log_p, double depth) {
  PropertySlopes p;
  const Trace d{.log_n = by_log_n, .log_p = by_log_p, .log_nc = 0, .log_nv = 0};
  add_trace(d, 0, bands(depth), p);
  warmth_ += 1.5 * (p.material.nc + p.material.nv);
  spread(depth, p);
}

void LayerSlopes::add_end(const Element& e, const Element& d, std::size_t side, double depth) {
  const Trace& t = e.end[side];
  const Between at = between(depth);
  Place place{.trace = &t, .bands = bands(depth)};
  PropertySlopes p;
  add_trace(d.end[side], d.end[side].ni2 * t.ni2, place.bands, p);
  const bool has_shares = !layer_->grading.empty() && !layer_->grading.front().level_shares.empty();
  if (has_shares) {
    p.level_shares.resize(layer_->levels.size());
  }
  const auto stand = [&](std::size_t level) {
    place.states = has_shares ? std::lerp(layer_->grading[at.left].level_shares[level],
                                          layer_->grading[at.left + 1].level_shares[level], at.t)
                              : 1;
  };
  for (std::size_t k = 0; k < e.levels[side].size(); ++k) {
    const LevelRates& r = e.levels[side][k];
    stand(r.level);
    add_rate(Transition::first(r.level), r, d.levels[side][k], place, p);
  }
  for (std::size_t k = 0; k < e.amphoteric[side].size(); ++k) {
    const AmphotericRates& r = e.amphoteric[side][k];
    AmphotericRates by = d.amphoteric[side][k];
    stand(r.level);
    by.first.density = by.density;
    add_rate(Transition::first(r.level), r.first, by.first, place, p);
    add_rate(Transition::second(r.level), r.second, by.second, place, p);
  }
  warmth_ += 1.5 * (p.material.nc + p.material.nv);
  spread(depth, p);
}

// One discrete level of a level; a share of its states.
void LayerSlopes::add_rate(const Transition& which, const LevelRates& r, const LevelRates& d,
                           const Place& place, PropertySlopes& p) {
  const Level& whole = layer_->levels[which.level];
  Level& slopes = slopes_->levels[which.level];
  const double tau_n = whole.*which.tau_n;
  const double tau_p = whole.*which.tau_p;
  const double share = r.capture_n * tau_n;
  const double by_density = whole.kind == LevelKind::neutral ? 0 : d.density;
  slopes.density += by_density * share;
  slopes.*which.tau_n -= d.capture_n * r.capture_n / tau_n;
  slopes.*which.tau_p -= d.capture_p * r.capture_p / tau_p;
  if (!p.level_shares.empty()) {
    p.level_shares[which.level] +=
        share / place.states *
        (by_density * whole.density + d.capture_n / tau_n + d.capture_p / tau_p);
  }
  const Trace& t = *place.trace;
  const double above_vacuum =
      kt_ * (r.n1 > r.p1 ? std::log(r.n1) - t.log_n : t.log_p - std::log(r.p1));
  const double gap_eV = place.bands.gap_eV;
  const double level_eV = above_vacuum + place.bands.affinity_eV + gap_eV / 2;  // above mid-gap
  const double by_n1 = d.n1 * r.n1;
  const double by_p1 = d.p1 * r.p1;
  p.material.nc += by_n1;
  p.material.nv += by_p1;
  p.material.gap_eV -= (by_n1 + by_p1) / (2 * kt_);
  warmth_ += ((gap_eV / 2 - level_eV) * by_n1 + (gap_eV / 2 + level_eV) * by_p1) / kt_;
  add_energy(which, (by_n1 - by_p1) / kt_, level_eV, gap_eV, p);
}

// By the energy of a discrete level above mid-gap, theory (15).
void LayerSlopes::add_energy(const Transition& which, double slope, double level_eV, double gap_eV,
                             PropertySlopes& p) {
  const Level& whole = layer_->levels[which.level];
  Level& slopes = slopes_->levels[which.level];
  const bool is_spread = whole.shape != LevelShape::discrete && whole.spread_eV > 0;
  const bool is_tail = is_spread && whole.shape != LevelShape::gaussian;
  // Where the level counts from, in gaps above mid-gap.
  const bool is_upper = is_tail ? whole.shape == LevelShape::conduction_tail
                                : whole.reference == LevelReference::conduction_band;
  const bool is_middle = !is_tail && whole.reference == LevelReference::mid_gap;
  const double origin = is_upper ? 0.5 : is_middle ? 0 : -0.5;
  p.material.gap_eV += origin * slope;
  const double middle = origin * gap_eV + (is_tail ? 0 : whole.*which.energy_eV);
  slopes.*which.energy_eV += is_tail ? 0 : slope;
  slopes.spread_eV += is_spread ? slope * (level_eV - middle) / whole.spread_eV : 0;
}

}  // namespace heliofab::device
