// SPDX-License-Identifier: Apache-2.0
#include "problem_slopes.hpp"

#include <cmath>

#include "bulk_slopes.hpp"

namespace heliofab::device {

namespace {

// What a flux weighs by the potentials that its carriers feel at both ends, log_n or log_p, pulled
// back to these and to the part that degeneracy adds, which hangs on log_nc or log_nv as well.
void add_felt(double by_left, double by_right, const std::array<double, 2>& gas_slopes,
              double Trace::*felt, double Trace::*edge, Element& slopes) {
  slopes.end[0].*felt += by_left;
  slopes.end[1].*felt += by_right;
  slopes.end[0].*edge -= by_left * (gas_slopes[0] - 1) / gas_slopes[0];
  slopes.end[1].*edge -= by_right * (gas_slopes[1] - 1) / gas_slopes[1];
}

// d ln mu / d slowing over a step, theory (21).
double by_slowing(double slowing, double step) {
  return -slowing * step * step / (1 + slowing * slowing * step * step);
}

// Field and fluxes of an element. The blocks of the Jacobian hold the fluxes' slopes, and the
// fluxes themselves over their drives.
void add_flux_slopes(const Element& e, const LinearPoint& at, std::size_t k,
                     const Eigen::Vector3d& weight_step,
                     const std::array<WeighedCarriers, 2>& carriers, Element& slopes) {
  const Eigen::Matrix3d& upper = at.jacobian[k].upper;
  const Eigen::Matrix3d& lower = at.jacobian[k + 1].lower;
  const NodeState& l = at.state[k];
  const NodeState& r = at.state[k + 1];
  const Gas& n_l = carriers[0].n;
  const Gas& n_r = carriers[1].n;
  const Gas& p_l = carriers[0].p;
  const Gas& p_r = carriers[1].p;
  const double field = -weight_step(0) * (r.psi - l.psi) / e.length;
  const double electrons = weight_step(1) * std::expm1(r.phi_n - l.phi_n) *
                           (upper(1, 1) + upper(1, 0) * (n_r.slope - 1) / n_r.slope);
  const double holes = -weight_step(2) * std::expm1(l.phi_p - r.phi_p) *
                       (upper(2, 2) + upper(2, 0) * (p_r.slope - 1) / p_r.slope);
  slopes.permittivity += field;
  slopes.diffusion_n += electrons / e.diffusion_n;
  slopes.diffusion_p += holes / e.diffusion_p;
  slopes.length -= (e.permittivity * field + electrons + holes) / e.length;
  if (e.slowing_n > 0) {
    slopes.slowing_n +=
        electrons * by_slowing(e.slowing_n, (r.psi + e.end[1].log_n + n_r.log_gamma) -
                                                (l.psi + e.end[0].log_n + n_l.log_gamma));
  }
  if (e.slowing_p > 0) {
    slopes.slowing_p +=
        holes * by_slowing(e.slowing_p, (r.psi - e.end[1].log_p - p_r.log_gamma) -
                                            (l.psi - e.end[0].log_p - p_l.log_gamma));
  }
  // Electrons feel psi + log_n, holes psi - log_p.
  add_felt(-weight_step(1) * lower(1, 0), weight_step(1) * upper(1, 0), {n_l.slope, n_r.slope},
           &Trace::log_n, &Trace::log_nc, slopes);
  add_felt(weight_step(2) * lower(2, 0), -weight_step(2) * upper(2, 0), {p_l.slope, p_r.slope},
           &Trace::log_p, &Trace::log_nv, slopes);
}

// Of tunnelling beside an emission that weighs `weighed`; returns the factor. Theory (23).
double add_tip_slopes(const Tip& tip, double step, double weighed, Tip& slopes) {
  if (!tip.is_open()) {
    return 1;
  }
  const Tip d = tunnel_slopes(tip, step);
  slopes.height += weighed * d.height;
  slopes.thinness += weighed * d.thinness;
  slopes.least += weighed * d.least;
  slopes.curvature += weighed * d.curvature;
  return tunnel_gain(tip, step).value;
}

// Of a step between two nodes, whose blocks also hold what its levels do. Both ends have the same
// bands, which move the flux (17) by itself.
void add_joint_slopes(const Element& e, const LinearPoint& at, std::size_t k,
                      const Eigen::Vector3d& weight_step, Element& slopes) {
  const NodeState& l = at.state[k];
  const NodeState& r = at.state[k + 1];
  const double half_step = (r.psi - l.psi) / 2;  // B(x) = 1 - x / 2 at 1e-7
  double by_n = -weight_step(1) * unit_charge / e.length * (1 - half_step) *
                electrons(e.end[1], r).density * std::expm1(r.phi_n - l.phi_n);
  double by_p = weight_step(2) * unit_charge / e.length * (1 + half_step) *
                holes(e.end[1], r).density * std::expm1(l.phi_p - r.phi_p);
  by_n *= add_tip_slopes(e.tip_n, 2 * half_step, by_n * e.diffusion_n, slopes.tip_n);
  by_p *= add_tip_slopes(e.tip_p, 2 * half_step, by_p * e.diffusion_p, slopes.tip_p);
  slopes.permittivity -= weight_step(0) * (r.psi - l.psi) / e.length;
  slopes.diffusion_n += by_n;
  slopes.diffusion_p += by_p;
  slopes.end[0].log_n += by_n * e.diffusion_n;
  slopes.end[0].log_p += by_p * e.diffusion_p;
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

ProblemSlopes zero_like(const Problem& problem) {
  ProblemSlopes zero{.by = {}, .sheets = {}, .sheet_charge = {}};
  zero.sheet_charge.resize(problem.elements.size() + 1);
  for (const Element& e : problem.elements) {
    Element& d = zero.by.elements.emplace_back();
    for (const std::size_t side : {0U, 1U}) {
      d.end[side].log_nc = d.end[side].log_nv = 0;
      d.levels[side].resize(e.levels[side].size());
      d.amphoteric[side].resize(e.amphoteric[side].size());
    }
  }
  for (const Sheet& sheet : problem.sheets) {
    zero.sheets.emplace_back().levels.resize(sheet.levels.size());
  }
  return zero;
}

void add_slopes(const Problem& problem, const LinearPoint& at, const Adjoint& adjoint, double scale,
                ProblemSlopes& slopes) {
  const double vt = problem.thermal_voltage;
  const std::size_t last = at.state.size() - 1;
  // Poisson's row of a contact holds its potential, not its charge.
  const auto weights = [&](std::size_t node) -> Eigen::Vector3d {
    const Eigen::Vector3d& w = adjoint.weights[node];
    return scale * Eigen::Vector3d(node == 0 || node == last ? 0 : w(0), w(1), w(2));
  };
  double charges = 0;  // weighed, [A/m2]
  for (std::size_t k = 0; k < last; ++k) {
    const Element& e = problem.elements[k];
    Element& d = slopes.by.elements[k];
    slopes.sheet_charge[k] += unit_charge / vt * weights(k)(0);
    if (e.is_joint()) {
      add_joint_slopes(e, at, k, weights(k + 1) - weights(k), d);
      continue;
    }
    std::array<WeighedCarriers, 2> carriers;
    for (const std::size_t side : {0U, 1U}) {
      const Eigen::Vector3d w = weights(k + side);
      const double collected = unit_charge * (w(2) - w(1));
      const double volume = e.end[side].volume;
      const BulkWeights bulk{.charge = unit_charge / vt * volume * w(0),
                             .recombination = -volume * collected};
      carriers[side] = add_bulk_slopes(e, side, at.state[k + side], bulk, d);
      const BulkWeights& weighed = carriers[side].weighed;
      d.end[side].volume += (weighed.charge + weighed.recombination) / volume;
      d.end[side].generation += collected;
      charges += weighed.charge;
    }
    add_flux_slopes(e, at, k, weights(k + 1) - weights(k), carriers, d);
  }
  for (std::size_t k = 0; k < problem.sheets.size(); ++k) {
    const Sheet& sheet = problem.sheets[k];
    charges += add_sheet_slopes(sheet, at.state, vt, {weights(sheet.left), weights(sheet.right)},
                                slopes.sheets[k]);
  }
  add_contact_slopes(problem.front, at.state.front(), 0, scale * adjoint.weights.front(),
                     scale * problem.forward, slopes.by.front);
  add_contact_slopes(problem.back, at.state.back(), problem.forward * at.bias,
                     scale * adjoint.weights.back(), 0, slopes.by.back);
  slopes.by.thermal_voltage -= (charges + scale * adjoint.slope * at.bias) / vt;
}

}  // namespace heliofab::device
