// SPDX-License-Identifier: Apache-2.0
#include "bulk.hpp"

#include <cmath>

#include "degeneracy.hpp"

namespace heliofab::device {

Transition transition(const LevelRates& level, const Company& m) noexcept {
  const double cn = level.capture_n;
  const double cp = level.capture_p;
  return {cn * m.n + cp * (level.p1 * m.gamma_p), cn * (level.n1 * m.gamma_n) + cp * m.p,
          cn * m.d_n + cp * level.p1 * m.d_gamma_p, cn * level.n1 * m.d_gamma_n + cp * m.d_p};
}

namespace {

void add_level(const LevelRates& level, const Company& m, Bulk& bulk) noexcept {
  // SRH, theory (10): R = cn cp (np - ni2) / D, D = cn (n + n1) + cp (p + p1); occupation (11).
  const double cn = level.capture_n;
  const double cp = level.capture_p;
  const Transition t = transition(level, m);
  // Not filling + emptying: another order of the sum, and neutral films would start other bits.
  const double denominator = cn * (m.n + level.n1 * m.gamma_n) + cp * (m.p + level.p1 * m.gamma_p);
  const double rate = cn * cp / denominator;
  const Eigen::Vector3d d_denominator = t.d_filling + t.d_emptying;
  bulk.recombination += rate * m.excess;
  bulk.d_recombination += rate * (m.d_excess - m.excess / denominator * d_denominator);
  if (level.density > 0) {
    const double full = t.filling / denominator;
    bulk.charge += level.density * (level.charge_empty - full);
    bulk.d_charge -= level.density / denominator * (t.d_filling - full * d_denominator);
  }
}

// Theory (19): states with none, one and two electrons stand as B1 B2 : A1 B2 : A1 A2, A filling
// and B emptying a transition.
void add_amphoteric(const AmphotericRates& level, const Company& m, Bulk& bulk) noexcept {
  const Transition a = transition(level.first, m);
  const Transition b = transition(level.second, m);
  const double none = a.emptying * b.emptying;
  const double two = a.filling * b.filling;
  const double all = none + a.filling * b.emptying + two;
  const Eigen::Vector3d d_none = a.d_emptying * b.emptying + a.emptying * b.d_emptying;
  const Eigen::Vector3d d_two = a.d_filling * b.filling + a.filling * b.d_filling;
  const Eigen::Vector3d d_all =
      d_none + a.d_filling * b.emptying + a.filling * b.d_emptying + d_two;
  const double first = level.first.capture_n * level.first.capture_p;
  const double second = level.second.capture_n * level.second.capture_p;
  const double rate = (first * b.emptying + second * a.filling) / all;
  const Eigen::Vector3d d_rate = (first * b.d_emptying + second * a.d_filling - rate * d_all) / all;
  bulk.recombination += rate * m.excess;
  bulk.d_recombination += rate * m.d_excess + d_rate * m.excess;
  const double charge = (none - two) / all;
  bulk.charge += level.density * charge;
  bulk.d_charge += level.density / all * (d_none - d_two - charge * d_all);
}

}  // namespace

Gas electrons(const Trace& t, const NodeState& s) noexcept {
  const double exponent = s.psi + t.log_n - s.phi_n;  // (4)
  const Degeneracy d = degeneracy(exponent - t.log_nc);
  return {std::exp(exponent + d.log_gamma), d.log_gamma, d.slope};
}

Gas holes(const Trace& t, const NodeState& s) noexcept {
  const double exponent = s.phi_p - s.psi + t.log_p;  // (5)
  const Degeneracy d = degeneracy(exponent - t.log_nv);
  return {std::exp(exponent + d.log_gamma), d.log_gamma, d.slope};
}

Company company(const Trace& t, const NodeState& s, const Gas& n, const Gas& p) noexcept {
  // By psi, phi_n, phi_p: the carriers and their degeneracy.
  const Eigen::Vector3d by_n(1, -1, 0);
  const Eigen::Vector3d by_p(-1, 0, 1);
  const double gamma_n = n.log_gamma == 0 ? 1 : std::exp(n.log_gamma);
  const double gamma_p = p.log_gamma == 0 ? 1 : std::exp(p.log_gamma);
  const double intrinsic = t.ni2 * (gamma_n * gamma_p);
  const double excess = intrinsic * std::expm1(s.phi_p - s.phi_n);
  const double d_excess = excess + intrinsic;
  return {.n = n.density,
          .p = p.density,
          .excess = excess,
          .gamma_n = gamma_n,
          .gamma_p = gamma_p,
          .d_n = n.density * n.slope * by_n,
          .d_p = p.density * p.slope * by_p,
          .d_excess = Eigen::Vector3d(0, -d_excess, d_excess) +
                      excess * ((n.slope - 1) * by_n + (p.slope - 1) * by_p),
          .d_gamma_n = gamma_n * (n.slope - 1) * by_n,
          .d_gamma_p = gamma_p * (p.slope - 1) * by_p};
}

Bulk bulk_terms(const Element& e, std::size_t side, const NodeState& s) noexcept {
  const Trace& t = e.end[side];
  Bulk bulk;
  bulk.n = electrons(t, s);
  bulk.p = holes(t, s);
  const Company m = company(t, s, bulk.n, bulk.p);
  bulk.charge = m.p - m.n + e.doping;
  bulk.d_charge = m.d_p - m.d_n;
  const double direct = e.radiative + e.auger_n * m.n + e.auger_p * m.p;  // (9)
  bulk.recombination = direct * m.excess;
  bulk.d_recombination = direct * m.d_excess + (e.auger_n * m.d_n + e.auger_p * m.d_p) * m.excess;
  for (const LevelRates& level : e.levels[side]) {
    add_level(level, m, bulk);
  }
  for (const AmphotericRates& level : e.amphoteric[side]) {
    add_amphoteric(level, m, bulk);
  }
  return bulk;
}

BulkParts bulk_parts(const Element& e, std::size_t side, const NodeState& s) {
  const Trace& t = e.end[side];
  const Company m = company(t, s, electrons(t, s), holes(t, s));
  BulkParts parts{.radiative = e.radiative * m.excess,
                  .auger = (e.auger_n * m.n + e.auger_p * m.p) * m.excess,
                  .levels = {}};
  for (const LevelRates& level : e.levels[side]) {
    Bulk alone;
    add_level(level, m, alone);
    const Transition go = transition(level, m);
    parts.levels.push_back({level.level, level.capture_n, alone.recombination,
                            go.filling / (go.filling + go.emptying)});
  }
  for (const AmphotericRates& level : e.amphoteric[side]) {
    Bulk alone;
    add_amphoteric(level, m, alone);
    // One electron is half of what it holds.
    parts.levels.push_back(
        {level.level, level.density, alone.recombination, (1 - alone.charge / level.density) / 2});
  }
  return parts;
}

}  // namespace heliofab::device
