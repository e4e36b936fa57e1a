// SPDX-License-Identifier: Apache-2.0
#include "design_slopes.hpp"

#include <algorithm>
#include <cmath>

#include "design_numbers.hpp"
#include "heliofab/core/unit.hpp"
#include "problem_slopes.hpp"

namespace heliofab::device {

namespace {

using materials::Semiconductor;

constexpr Semiconductor no_slopes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

// The points between which a layer's properties run at a depth, and how far from the left one.
struct Between {
  std::size_t left = 0;  // of the grading
  double t = 0;
};
Between between(const Layer& layer, double depth) {
  if (layer.grading.empty()) {
    return {0, depth};
  }
  const auto& points = layer.grading;
  const auto beyond = std::ranges::upper_bound(points, depth, {}, &LayerPoint::depth);
  const auto right = std::clamp(beyond, points.begin() + 1, points.end() - 1);
  const double start = std::prev(right)->depth;
  return {static_cast<std::size_t>(right - points.begin()) - 1,
          (depth - start) / (right->depth - start)};
}

// Slopes by the properties at one depth; of the densities of states by their logarithms.
struct PropertySlopes {
  Semiconductor material = no_slopes;
  double doping = 0;
  std::vector<double> level_shares;  // empty: none
};

// @param share  of the material in the blend whose slopes are `blended`
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
}

// How many discrete levels make_problem makes of one.
std::size_t count_rates(const Level& level, const Layer& layer, double temperature) {
  Layer alone = layer;
  alone.levels = {level};
  alone.elements = 1;
  alone.grading.clear();
  const CellDesign design{.layers = {alone}, .front = {}, .back = {}, .temperature = temperature};
  return make_problem(design, make_mesh(design), {}).elements.front().levels[0].size();
}

// Pulls everything of one layer back to its numbers.
class LayerSlopes {
 public:
  LayerSlopes(const Layer& layer, double temperature, Layer& slopes)
      : layer_(&layer), kt_(constants::boltzmann_eV * temperature), slopes_(&slopes) {
    for (const Level& level : layer.levels) {
      counts_.push_back(count_rates(level, layer, temperature));
    }
  }

  // Of an element from x to x + length within the layer.
  void add(const Element& e, const Element& d, double x) {
    slopes_->thickness += (d.length * e.length + d.end[0].volume * e.end[0].volume +
                           d.end[1].volume * e.end[1].volume) /
                          layer_->thickness;
    add_middle(e, d, (x + e.length / 2) / layer_->thickness);
    add_end(e, d, 0, x / layer_->thickness);
    add_end(e, d, 1, (x + e.length) / layer_->thickness);
  }
  // By the logarithm of the temperature, so far.
  double warmth() const noexcept { return warmth_; }

  void spread(double depth, const PropertySlopes& p);

 private:
  // Gap and affinity at a depth; the rest as at the point before it.
  Semiconductor bands(double depth) const {
    const Between at = between(*layer_, depth);
    const bool is_line = layer_->grading.empty();
    const Semiconductor& a = is_line ? layer_->front : layer_->grading[at.left].material;
    const Semiconductor& b = is_line ? layer_->back : layer_->grading[at.left + 1].material;
    Semiconductor m = a;
    m.gap_eV = std::lerp(a.gap_eV, b.gap_eV, at.t);
    m.affinity_eV = std::lerp(a.affinity_eV, b.affinity_eV, at.t);
    return m;
  }
  double share_of(std::size_t level, double depth) const {
    const Between at = between(*layer_, depth);
    const auto share = [&](std::size_t point) {
      return layer_->grading[point].level_shares[level];
    };
    return layer_->grading.empty() || layer_->grading.front().level_shares.empty()
               ? 1
               : std::lerp(share(at.left), share(at.left + 1), at.t);
  }
  void add_middle(const Element& e, const Element& d, double depth);
  void add_end(const Element& e, const Element& d, std::size_t side, double depth);
  struct Place {      // in the gap and in the film
    double level_eV;  // above mid-gap
    double gap_eV;
    double level_share;  // of the states of the level that are here
  };
  void add_rate(std::size_t level, const LevelRates& r, const LevelRates& d, Place place,
                PropertySlopes& p);
  void add_energy(std::size_t level, double slope, Place place, PropertySlopes& p);

  const Layer* layer_;
  double kt_;
  Layer* slopes_;
  std::vector<std::size_t> counts_;  // of the discrete levels of each
  double warmth_ = 0;
};

// The blend of two points, transposed.
void LayerSlopes::spread(double depth, const PropertySlopes& p) {
  const Between at = between(*layer_, depth);
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

void LayerSlopes::add_middle(const Element& e, const Element& d, double depth) {
  PropertySlopes p;
  p.material.permittivity = d.permittivity * constants::vacuum_permittivity;
  p.material.mobility_n = d.diffusion_n * kt_;
  p.material.mobility_p = d.diffusion_p * kt_;
  p.material.radiative = d.radiative;
  p.material.auger_n = d.auger_n;
  p.material.auger_p = d.auger_p;
  p.doping = d.doping;
  warmth_ += d.diffusion_n * e.diffusion_n + d.diffusion_p * e.diffusion_p;
  spread(depth, p);
}

void LayerSlopes::add_end(const Element& e, const Element& d, std::size_t side, double depth) {
  const Trace& t = e.end[side];
  const Trace& s = d.end[side];
  const Semiconductor m = bands(depth);
  const double by_ni2 = s.ni2 * t.ni2;
  PropertySlopes p;
  p.material.nc = s.log_n + by_ni2;
  p.material.nv = s.log_p + by_ni2;
  p.material.affinity_eV = (s.log_n - s.log_p) / kt_;
  p.material.gap_eV = -(s.log_p + by_ni2) / kt_;
  warmth_ +=
      (-m.affinity_eV * s.log_n + (m.affinity_eV + m.gap_eV) * s.log_p + m.gap_eV * by_ni2) / kt_;
  if (!layer_->grading.empty()) {
    p.level_shares.resize(layer_->grading.front().level_shares.size());
  }
  std::size_t r = 0;  // the discrete levels stand in the order of the levels
  for (std::size_t level = 0; level < counts_.size(); ++level) {
    const double level_share = share_of(level, depth);
    for (const std::size_t end = r + counts_[level]; r < end; ++r) {
      const LevelRates& rates = e.levels[side][r];
      const double above_vacuum =
          kt_ * (rates.n1 > rates.p1 ? std::log(rates.n1) - t.log_n : t.log_p - std::log(rates.p1));
      const double above_middle = above_vacuum + m.affinity_eV + m.gap_eV / 2;
      add_rate(level, rates, d.levels[side][r], {above_middle, m.gap_eV, level_share}, p);
    }
  }
  warmth_ += 1.5 * (p.material.nc + p.material.nv);
  spread(depth, p);
}

// One discrete level of `level`; a share of its states.
void LayerSlopes::add_rate(std::size_t level, const LevelRates& r, const LevelRates& d, Place place,
                           PropertySlopes& p) {
  const Level& whole = layer_->levels[level];
  Level& slopes = slopes_->levels[level];
  const double share = r.capture_n * whole.tau_n;
  const bool is_charged = whole.kind != LevelKind::neutral;
  const double density = is_charged ? whole.density : 0;
  slopes.density += is_charged ? d.density * share : 0;
  slopes.tau_n -= d.capture_n * r.capture_n / whole.tau_n;
  slopes.tau_p -= d.capture_p * r.capture_p / whole.tau_p;
  if (!p.level_shares.empty()) {
    // Of a spread level without states here the parts are not known: no slope.
    const double part = counts_[level] == 1 ? 1 : share > 0 ? share / place.level_share : 0;
    p.level_shares[level] +=
        part * (d.density * density + d.capture_n / whole.tau_n + d.capture_p / whole.tau_p);
  }
  const double by_n1 = d.n1 * r.n1;
  const double by_p1 = d.p1 * r.p1;
  p.material.nc += by_n1;
  p.material.nv += by_p1;
  p.material.gap_eV -= (by_n1 + by_p1) / (2 * kt_);
  warmth_ +=
      ((place.gap_eV / 2 - place.level_eV) * by_n1 + (place.gap_eV / 2 + place.level_eV) * by_p1) /
      kt_;
  add_energy(level, (by_n1 - by_p1) / kt_, place, p);
}

// By the energy of a discrete level above mid-gap, theory (15).
void LayerSlopes::add_energy(std::size_t level, double slope, Place place, PropertySlopes& p) {
  const Level& whole = layer_->levels[level];
  Level& slopes = slopes_->levels[level];
  const bool is_spread = whole.shape != LevelShape::discrete && whole.spread_eV > 0;
  const bool is_tail = is_spread && whole.shape != LevelShape::gaussian;
  // Where the level counts from, in gaps above mid-gap.
  const bool is_upper = is_tail ? whole.shape == LevelShape::conduction_tail
                                : whole.reference == LevelReference::conduction_band;
  const bool is_middle = !is_tail && whole.reference == LevelReference::mid_gap;
  const double origin = is_upper ? 0.5 : is_middle ? 0 : -0.5;
  p.material.gap_eV += origin * slope;
  const double middle = origin * place.gap_eV + (is_tail ? 0 : whole.energy_eV);
  slopes.energy_eV += is_tail ? 0 : slope;
  slopes.spread_eV += is_spread ? slope * (place.level_eV - middle) / whole.spread_eV : 0;
}

// Equilibrium potential and densities of a contact, pulled back to the element beside it: they
// follow from psi and the bands. What is left is the slope by psi.
double pull_densities(const ContactData& c, const ContactData& d, Trace& slopes) {
  slopes.log_n += d.n * c.n;
  slopes.log_p += d.p * c.p;
  return d.psi + d.n * c.n - d.p * c.p;
}

// Where psi makes an end of an element neutral, d(charge) = 0.
void pull_neutrality(const Element& e, std::size_t side, double psi, double by_psi,
                     Element& slopes) {
  Element scratch = slopes;
  const double charge_by_psi = add_charge_slopes(e, side, psi, 1, scratch);
  add_charge_slopes(e, side, psi, -by_psi / charge_by_psi, slopes);
}

}  // namespace

CellDesign design_slopes(const CellDesign& design, const Mesh& mesh, const Problem& problem,
                         Problem slopes) {
  const double kt = problem.thermal_voltage;  // [eV]
  CellDesign out = design;
  visit_numbers(out, [](double& number) { number = 0; });
  double warmth = slopes.thermal_voltage * kt;  // by the logarithm of the temperature
  std::vector<LayerSlopes> layers;
  for (std::size_t l = 0; l < design.layers.size(); ++l) {
    layers.emplace_back(design.layers[l], design.temperature, out.layers[l]);
  }
  const auto pull_contact = [&](const Contact& contact, bool is_front) {
    const ContactData& c = is_front ? problem.front : problem.back;
    const ContactData& d = is_front ? slopes.front : slopes.back;
    Contact& to = is_front ? out.front : out.back;
    const std::size_t k = is_front ? 0 : problem.elements.size() - 1;
    const std::size_t side = is_front ? 0 : 1;
    to.velocity_n = d.velocity_n;
    to.velocity_p = d.velocity_p;
    const double by_psi = pull_densities(c, d, slopes.elements[k].end[side]);
    if (contact.kind == ContactKind::flat_band) {
      pull_neutrality(problem.elements[k], side, c.psi, by_psi, slopes.elements[k]);
      return;
    }
    // kT psi = -(barrier + affinity) in front, barrier - affinity - gap at the back
    PropertySlopes p;
    p.material.affinity_eV = -by_psi / kt;
    p.material.gap_eV = is_front ? 0 : -by_psi / kt;
    to.barrier_eV = is_front ? -by_psi / kt : by_psi / kt;
    warmth -= by_psi * c.psi;
    (is_front ? layers.front() : layers.back()).spread(is_front ? 0 : 1, p);
  };
  pull_contact(design.front, true);
  pull_contact(design.back, false);
  double start = 0;  // of the layer
  for (std::size_t k = 0; k < mesh.layer.size(); ++k) {
    start = k > 0 && mesh.layer[k] != mesh.layer[k - 1] ? mesh.x[k] : start;
    layers[mesh.layer[k]].add(problem.elements[k], slopes.elements[k], mesh.x[k] - start);
  }
  for (const LayerSlopes& layer : layers) {
    warmth += layer.warmth();
  }
  out.temperature = warmth / design.temperature;
  return out;
}

}  // namespace heliofab::device
