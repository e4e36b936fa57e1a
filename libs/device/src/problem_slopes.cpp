// SPDX-License-Identifier: Apache-2.0
#include "problem_slopes.hpp"

#include <cmath>

namespace heliofab::device {

namespace {

// What the charge [1/m3] and the recombination [1/m3/s] at one end of an element weigh.
struct BulkWeights {
  double charge = 0;
  double recombination = 0;
};

// Densities at one end of an element, what they weigh in charge and recombination, and the slopes
// of the sum of both by them.
struct WeighedCarriers {
  double n = 0;       // [1/m3]
  double p = 0;       // [1/m3]
  double excess = 0;  // [1/m6] np - ni2
  BulkWeights weighed;
  double by_n = 0;
  double by_p = 0;
  double by_excess = 0;
};

// Charge and recombination of a level, (10) and (11), pulled back to its rates and to the carriers.
void add_level_slopes(const LevelRates& level, const BulkWeights& w, WeighedCarriers& c,
                      LevelRates& slopes) {
  const double cn = level.capture_n;
  const double cp = level.capture_p;
  const double rate = cn * (c.n + level.n1) + cp * (c.p + level.p1);
  const double per_excess = cn * cp / rate;
  const double full = (cn * c.n + cp * level.p1) / rate;
  const double by_full = -w.charge * level.density;
  const double by_rate = -(w.recombination * per_excess * c.excess + by_full * full) / rate;
  c.weighed.charge += w.charge * level.density * (level.charge_empty - full);
  c.weighed.recombination += w.recombination * per_excess * c.excess;
  c.by_excess += w.recombination * per_excess;
  c.by_n += by_full * cn / rate + by_rate * cn;
  c.by_p += by_rate * cp;
  slopes.density += w.charge * (level.charge_empty - full);
  slopes.n1 += by_rate * cn;
  slopes.p1 += by_full * cp / rate + by_rate * cp;
  slopes.capture_n +=
      w.recombination * cp * c.excess / rate + by_full * c.n / rate + by_rate * (c.n + level.n1);
  slopes.capture_p += w.recombination * cn * c.excess / rate + by_full * level.p1 / rate +
                      by_rate * (c.p + level.p1);
}

// Charge and recombination at one end of an element, (4), (5), (9) and (12), pulled back to its
// numbers.
WeighedCarriers add_bulk_slopes(const Element& e, std::size_t side, const NodeState& s,
                                const BulkWeights& w, Element& slopes) {
  const Trace& t = e.end[side];
  const double drive = std::expm1(s.phi_p - s.phi_n);
  WeighedCarriers c{.n = std::exp(s.psi + t.log_n - s.phi_n),
                    .p = std::exp(s.phi_p - s.psi + t.log_p),
                    .excess = t.ni2 * drive};
  slopes.doping += w.charge;
  slopes.radiative += w.recombination * c.excess;
  slopes.auger_n += w.recombination * c.excess * c.n;
  slopes.auger_p += w.recombination * c.excess * c.p;
  const double direct = e.radiative + e.auger_n * c.n + e.auger_p * c.p;
  c.weighed = {w.charge * (c.p - c.n + e.doping), w.recombination * direct * c.excess};
  c.by_n = -w.charge + w.recombination * e.auger_n * c.excess;
  c.by_p = w.charge + w.recombination * e.auger_p * c.excess;
  c.by_excess = w.recombination * direct;
  for (std::size_t k = 0; k < e.levels[side].size(); ++k) {
    add_level_slopes(e.levels[side][k], w, c, slopes.levels[side][k]);
  }
  slopes.end[side].log_n += c.by_n * c.n;
  slopes.end[side].log_p += c.by_p * c.p;
  slopes.end[side].ni2 += c.by_excess * drive;
  return c;
}

// Field and fluxes of an element. The blocks of the Jacobian hold the fluxes' slopes, and the
// fluxes themselves over their drives.
void add_flux_slopes(const Element& e, const LinearPoint& at, std::size_t k,
                     const Eigen::Vector3d& weight_step, Element& slopes) {
  const Eigen::Matrix3d& upper = at.jacobian[k].upper;
  const Eigen::Matrix3d& lower = at.jacobian[k + 1].lower;
  const NodeState& l = at.state[k];
  const NodeState& r = at.state[k + 1];
  const double field = -weight_step(0) * (r.psi - l.psi) / e.length;
  const double electrons = weight_step(1) * upper(1, 1) * std::expm1(r.phi_n - l.phi_n);
  const double holes = -weight_step(2) * upper(2, 2) * std::expm1(l.phi_p - r.phi_p);
  slopes.permittivity += field;
  slopes.diffusion_n += electrons / e.diffusion_n;
  slopes.diffusion_p += holes / e.diffusion_p;
  slopes.length -= (e.permittivity * field + electrons + holes) / e.length;
  // Electrons feel psi + log_n, holes psi - log_p.
  slopes.end[0].log_n -= weight_step(1) * lower(1, 0);
  slopes.end[1].log_n += weight_step(1) * upper(1, 0);
  slopes.end[0].log_p += weight_step(2) * lower(2, 0);
  slopes.end[1].log_p -= weight_step(2) * upper(2, 0);
}

// @param direct  what the current through this contact weighs besides its rows
void add_contact_slopes(const ContactData& c, const NodeState& s, double bias,
                        const Eigen::Vector3d& weights, double direct, ContactData& slopes) {
  const double n_weight = unit_charge * std::expm1(bias - s.phi_n) * (direct + weights(1));
  const double p_weight = -unit_charge * std::expm1(s.phi_p - bias) * (direct + weights(2));
  slopes.psi += weights(0);
  slopes.n += n_weight * c.velocity_n;
  slopes.p += p_weight * c.velocity_p;
  slopes.velocity_n += n_weight * c.n;
  slopes.velocity_p += p_weight * c.p;
}

}  // namespace

Problem zero_like(const Problem& problem) {
  Problem zero;
  zero.elements.resize(problem.elements.size());
  for (std::size_t k = 0; k < problem.elements.size(); ++k) {
    for (const std::size_t side : {0U, 1U}) {
      zero.elements[k].levels[side].resize(problem.elements[k].levels[side].size());
    }
  }
  return zero;
}

void add_slopes(const Problem& problem, const LinearPoint& at, const Adjoint& adjoint, double scale,
                Problem& slopes) {
  const double vt = problem.thermal_voltage;
  const std::size_t last = at.state.size() - 1;
  // Poisson's row of a contact holds its potential, not its charge.
  const auto weights = [&](std::size_t node) -> Eigen::Vector3d {
    const Eigen::Vector3d& w = adjoint.weights[node];
    return scale * Eigen::Vector3d(node == 0 || node == last ? 0 : w(0), w(1), w(2));
  };
  double charges = 0;  // weighted, [A/m2]
  for (std::size_t k = 0; k < last; ++k) {
    const Element& e = problem.elements[k];
    Element& d = slopes.elements[k];
    add_flux_slopes(e, at, k, weights(k + 1) - weights(k), d);
    for (const std::size_t side : {0U, 1U}) {
      const Eigen::Vector3d w = weights(k + side);
      const double collected = unit_charge * (w(2) - w(1));
      const double volume = e.end[side].volume;
      const BulkWeights bulk{.charge = unit_charge / vt * volume * w(0),
                             .recombination = -volume * collected};
      const BulkWeights weighed = add_bulk_slopes(e, side, at.state[k + side], bulk, d).weighed;
      d.end[side].volume += (weighed.charge + weighed.recombination) / volume;
      d.end[side].generation += collected;
      charges += weighed.charge;
    }
  }
  add_contact_slopes(problem.front, at.state.front(), 0, scale * adjoint.weights.front(), scale,
                     slopes.front);
  add_contact_slopes(problem.back, at.state.back(), at.bias, scale * adjoint.weights.back(), 0,
                     slopes.back);
  slopes.thermal_voltage -= (charges + scale * adjoint.slope * at.bias) / vt;
}

double add_charge_slopes(const Element& element, std::size_t side, double psi, double weight,
                         Element& slopes) {
  const WeighedCarriers c = add_bulk_slopes(element, side, {psi, 0, 0}, {weight, 0}, slopes);
  return c.by_n * c.n - c.by_p * c.p;
}

}  // namespace heliofab::device
