// SPDX-License-Identifier: Apache-2.0
#include "equations.hpp"

#include <algorithm>
#include <cmath>

#include "bulk.hpp"
#include "heliofab/core/unit.hpp"
#include "sheet.hpp"

namespace heliofab::device {

namespace {

constexpr double q = constants::elementary_charge;

// Bernoulli function B(x) = x / (exp(x) - 1) and its derivative, for every finite x.
struct Bernoulli {
  double value;
  double slope;
};
Bernoulli bernoulli(double x) noexcept {
  if (std::abs(x) < 1e-4) {  // series: the closed slope loses its digits here
    return {1 - x / 2 + x * x / 12, -0.5 + x / 6};
  }
  const double value = x / std::expm1(x);
  // B' = (B / x) (1 - B exp(x)), and B(x) exp(x) = B(x) + x.
  return {value, value * (1 - value - x) / x};
}

// A carrier flux on an element [A/m2] and its derivatives by left and right (psi, quasi-Fermi).
struct Flux {
  double value = 0;
  std::array<double, 2> psi{};
  std::array<double, 2> phi{};
};

// Bernoulli's function times what velocity saturation leaves of the mobility, (21), over a step d.
Bernoulli slowed_bernoulli(double d, double slowing) noexcept {
  const Bernoulli b = bernoulli(d);
  if (slowing == 0) {
    return b;
  }
  const double factor = 1 / std::sqrt(1 + d * d * slowing * slowing);
  const double slope = -d * slowing * slowing * factor * factor * factor;
  return {b.value * factor, b.slope * factor + b.value * slope};
}

// What also goes through the tip of a barrier, theory (23).
void add_tunnelling(const Tip& tip, double step, Flux& flux) noexcept {
  if (!tip.is_open()) {
    return;
  }
  const Gain gain = tunnel_gain(tip, step);
  flux.psi[0] = gain.value * flux.psi[0] - gain.slope * flux.value;
  flux.psi[1] = gain.value * flux.psi[1] + gain.slope * flux.value;
  flux.phi[0] *= gain.value;
  flux.phi[1] *= gain.value;
  flux.value *= gain.value;
}

// Electrons, theory (7): J = -q D/h B(d) n_r expm1(phi_r - phi_l), d the step of psi + log_n and of
// what degeneracy adds to it. A Fermi level moves the density at its end by the slope of that only.
Flux electron_flux(const Element& e, const NodeState& l, const NodeState& r, const Gas& at_l,
                   const Gas& at_r) noexcept {
  const double step =
      (r.psi + e.end[1].log_n + at_r.log_gamma) - (l.psi + e.end[0].log_n + at_l.log_gamma);
  const Bernoulli b = slowed_bernoulli(step, e.slowing_n);
  const double scale = q * e.diffusion_n / e.length;
  const double drive = std::expm1(r.phi_n - l.phi_n);
  const double n = at_r.density;
  Flux flux;
  flux.value = -scale * b.value * n * drive;
  flux.psi[0] = scale * n * drive * b.slope * at_l.slope;
  flux.psi[1] = -scale * n * drive * (b.slope + b.value) * at_r.slope;
  flux.phi[0] = scale * b.value * n * (drive + 1) - scale * n * drive * b.slope * (at_l.slope - 1);
  flux.phi[1] = -scale * b.value * n + scale * n * drive * (b.slope + b.value) * (at_r.slope - 1);
  add_tunnelling(e.tip_n, r.psi - l.psi, flux);
  return flux;
}

// Holes, theory (8): J = q D/h B(-d) p_r expm1(phi_l - phi_r), d the step of psi - log_p and of
// what degeneracy takes from it.
Flux hole_flux(const Element& e, const NodeState& l, const NodeState& r, const Gas& at_l,
               const Gas& at_r) noexcept {
  const double step =
      (r.psi - e.end[1].log_p - at_r.log_gamma) - (l.psi - e.end[0].log_p - at_l.log_gamma);
  const Bernoulli b = slowed_bernoulli(-step, e.slowing_p);
  const double scale = q * e.diffusion_p / e.length;
  const double drive = std::expm1(l.phi_p - r.phi_p);
  const double p = at_r.density;
  Flux flux;
  flux.value = scale * b.value * p * drive;
  flux.psi[0] = scale * p * drive * b.slope * at_l.slope;
  flux.psi[1] = -scale * p * drive * (b.slope + b.value) * at_r.slope;
  flux.phi[0] = scale * b.value * p * (drive + 1) - scale * p * drive * b.slope * (at_l.slope - 1);
  flux.phi[1] = -scale * b.value * p + scale * p * drive * (b.slope + b.value) * (at_r.slope - 1);
  add_tunnelling(e.tip_p, r.psi - l.psi, flux);
  return flux;
}

// Adds the flux through an element to the rows of its two nodes.
void add_flux(const Flux& flux, int row, NodeRows& left, NodeRows& right) noexcept {
  const int phi = row;  // the quasi-Fermi potential that drives it
  left.residual(row) += flux.value;
  left.diagonal(row, 0) += flux.psi[0];
  left.diagonal(row, phi) += flux.phi[0];
  left.upper(row, 0) += flux.psi[1];
  left.upper(row, phi) += flux.phi[1];
  right.residual(row) -= flux.value;
  right.lower(row, 0) -= flux.psi[0];
  right.lower(row, phi) -= flux.phi[0];
  right.diagonal(row, 0) -= flux.psi[1];
  right.diagonal(row, phi) -= flux.phi[1];
}

// Displacement over the potential step, theory (1).
void add_field(const Element& e, double step, NodeRows& left, NodeRows& right) noexcept {
  const double coupling = e.permittivity / e.length;
  left.residual(0) -= coupling * step;
  left.diagonal(0, 0) += coupling;
  left.upper(0, 0) -= coupling;
  right.residual(0) += coupling * step;
  right.diagonal(0, 0) += coupling;
  right.lower(0, 0) -= coupling;
}

// Charge, recombination and generation of a half cell, theory (1)-(3).
void add_half_cell(const Trace& t, const Bulk& bulk, double thermal_voltage, double light,
                   NodeRows& node) noexcept {
  const double poisson = q / thermal_voltage * t.volume;
  node.residual(0) -= poisson * bulk.charge;
  node.diagonal.row(0) -= poisson * bulk.d_charge.transpose();
  const double net = q * (t.volume * bulk.recombination - light * t.generation);
  node.residual(1) -= net;  // J_right - J_left = q (R - G)
  node.residual(2) += net;
  node.diagonal.row(1) -= q * t.volume * bulk.d_recombination.transpose();
  node.diagonal.row(2) += q * t.volume * bulk.d_recombination.transpose();
}

// Recombination at a metal, theory (13): q S (n - n0) leaves the cell like bulk recombination
// does; the potential is fixed, so n - n0 = n0 expm1(phi_contact - phi_n) keeps its digits.
void add_contact(const ContactData& contact, double bias, const NodeState& state,
                 NodeRows& node) noexcept {
  node.residual(0) = state.psi - contact.psi - bias;
  node.diagonal.row(0) = Eigen::RowVector3d(1, 0, 0);
  node.upper.row(0).setZero();
  node.lower.row(0).setZero();
  const double n_excess = contact.n * std::expm1(bias - state.phi_n);
  const double p_excess = contact.p * std::expm1(state.phi_p - bias);
  node.residual(1) -= q * contact.velocity_n * n_excess;
  node.diagonal(1, 1) += q * contact.velocity_n * (n_excess + contact.n);
  node.residual(2) += q * contact.velocity_p * p_excess;
  node.diagonal(2, 2) += q * contact.velocity_p * (p_excess + contact.p);
}

// Carriers [1/m2/s] that do not reach their own contact; through expm1, exactly none in
// equilibrium.
double minority_loss(const ContactData& contact, bool are_holes, double fermi,
                     const NodeState& s) noexcept {
  return are_holes ? contact.velocity_p * (contact.p * std::expm1(s.phi_p - fermi))
                   : contact.velocity_n * (contact.n * std::expm1(fermi - s.phi_n));
}

}  // namespace

double equilibrium_charge(const Element& element, std::size_t side, double psi) noexcept {
  return bulk_terms(element, side, {psi, 0, 0}).charge;
}

void assemble(const Problem& problem, const State& state, double bias, double light,
              System& system) {
  system.assign(state.size(), NodeRows());
  for (std::size_t i = 0; i + 1 < state.size(); ++i) {
    const Element& e = problem.elements[i];
    NodeRows& left = system[i];
    NodeRows& right = system[i + 1];
    const Bulk at_left = bulk_terms(e, 0, state[i]);
    const Bulk at_right = bulk_terms(e, 1, state[i + 1]);
    add_field(e, state[i + 1].psi - state[i].psi, left, right);
    add_half_cell(e.end[0], at_left, problem.thermal_voltage, light, left);
    add_half_cell(e.end[1], at_right, problem.thermal_voltage, light, right);
    add_flux(electron_flux(e, state[i], state[i + 1], at_left.n, at_right.n), 1, left, right);
    add_flux(hole_flux(e, state[i], state[i + 1], at_left.p, at_right.p), 2, left, right);
  }
  for (const Sheet& sheet : problem.sheets) {
    add_sheet(sheet, state, problem.thermal_voltage, system);
  }
  add_contact(problem.front, 0, state.front(), system.front());
  add_contact(problem.back, problem.forward * bias, state.back(), system.back());
}

TerminalCurrent terminal_current(const Problem& problem, const State& state, double bias,
                                 double light) {
  double net = 0;  // [1/m2/s] generation minus recombination
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  auto sheet = problem.sheets.begin();
  for (std::size_t i = 0; i < problem.elements.size(); ++i) {
    const Element& e = problem.elements[i];
    const Bulk left = bulk_terms(e, 0, state[i]);
    const Bulk right = bulk_terms(e, 1, state[i + 1]);
    net += light * e.end[0].generation - e.end[0].volume * left.recombination;
    net += light * e.end[1].generation - e.end[1].volume * right.recombination;
    double j = electron_flux(e, state[i], state[i + 1], left.n, right.n).value +
               hole_flux(e, state[i], state[i + 1], left.p, right.p).value;
    for (; sheet != problem.sheets.end() && sheet->left == i; ++sheet) {
      const SheetTerms lost = sheet_terms(*sheet, state);
      net -= lost.loss_n[0] + lost.loss_n[1];
      if (e.is_joint()) {  // carriers also cross by way of its levels
        j -= q * (lost.loss_n[0] - lost.loss_p[0]);
      }
    }
    low = std::min(low, j);
    high = std::max(high, j);
  }
  const double at_back =
      minority_loss(problem.back, problem.forward < 0, problem.forward * bias, state.back());
  const double at_front = minority_loss(problem.front, problem.forward > 0, 0, state.front());
  return {q * (net - at_back - at_front), high - low};
}

}  // namespace heliofab::device
