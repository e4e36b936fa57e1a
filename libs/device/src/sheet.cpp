// SPDX-License-Identifier: Apache-2.0
#include "sheet.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "heliofab/core/unit.hpp"
#include "level_rates.hpp"

namespace heliofab::device {

namespace {

using Gradient = SheetTerms::Gradient;

// Carriers at both sides of the plane with their derivatives.
struct Carriers {
  std::array<double, 2> phi{};      // quasi-Fermi potentials
  std::array<double, 2> density{};  // [1/m3]
  std::array<Gradient, 2> d_density;
};

// Places in a gradient.
constexpr std::array<Eigen::Index, 2> by_phi_n{1, 3};
constexpr std::array<Eigen::Index, 2> by_phi_p{2, 4};

Gradient unit_gradient(Eigen::Index place) noexcept { return Gradient::Unit(place); }

// Exchange of one level with both films. Each rate is a sum of differences that vanish one by one
// in equilibrium: hops of a carrier from film to film, and pairs that recombine.
void add_level(const SheetLevel& l, const Carriers& n, const Carriers& p, SheetTerms& t) noexcept {
  const double cn = l.capture_n;
  const double cp = l.capture_p;
  const double filling = cn * (n.density[0] + n.density[1]) + cp * (l.p1[0] + l.p1[1]);
  const double emptying = cp * (p.density[0] + p.density[1]) + cn * (l.n1[0] + l.n1[1]);
  const double all = filling + emptying;
  const Gradient d_filling = cn * (n.d_density[0] + n.d_density[1]);
  const Gradient d_all = d_filling + cp * (p.d_density[0] + p.d_density[1]);
  const double full = filling / all;
  t.charge += l.density * (l.charge_empty - full);
  t.d_charge -= l.density / all * (d_filling - full * d_all);
  for (const std::size_t s : {0U, 1U}) {
    const std::size_t o = 1 - s;
    double rate_n = cn * l.n1[s] * n.density[o] * std::expm1(n.phi[o] - n.phi[s]);
    double rate_p = cp * l.p1[s] * p.density[o] * std::expm1(p.phi[s] - p.phi[o]);
    // Of n1[o] n[s] - n1[s] n[o]; by psi it is the hop itself, which keeps it zero in equilibrium.
    Gradient d_rate_n =
        rate_n * unit_gradient(0) + cn * (l.n1[s] * n.density[o] * unit_gradient(by_phi_n[o]) -
                                          l.n1[o] * n.density[s] * unit_gradient(by_phi_n[s]));
    Gradient d_rate_p =
        -rate_p * unit_gradient(0) + cp * (l.p1[o] * p.density[s] * unit_gradient(by_phi_p[s]) -
                                           l.p1[s] * p.density[o] * unit_gradient(by_phi_p[o]));
    for (const std::size_t other : {0U, 1U}) {
      rate_n += cp * l.n1[s] * l.p1[other] * std::expm1(p.phi[other] - n.phi[s]);
      rate_p += cn * l.p1[s] * l.n1[other] * std::expm1(p.phi[s] - n.phi[other]);
      d_rate_n += cp * n.density[s] * p.density[other] *
                  (unit_gradient(by_phi_p[other]) - unit_gradient(by_phi_n[s]));
      d_rate_p += cn * p.density[s] * n.density[other] *
                  (unit_gradient(by_phi_p[s]) - unit_gradient(by_phi_n[other]));
    }
    t.loss_n[s] += cn / all * rate_n;
    t.loss_p[s] += cp / all * rate_p;
    t.d_loss_n[s] += cn / all * (d_rate_n - rate_n / all * d_all);
    t.d_loss_p[s] += cp / all * (d_rate_p - rate_p / all * d_all);
  }
}

// What carriers climb from the film on the left to that on the right.
struct Steps {
  double n_eV = 0;
  double p_eV = 0;
};
Steps steps_of(const Meeting& m) noexcept {
  return {m.left.affinity_eV - m.right.affinity_eV,
          (m.right.affinity_eV + m.right.gap_eV) - (m.left.affinity_eV + m.left.gap_eV)};
}

// So thin [m] that 1e8 V/m drop by 4e-7 kT/q over it, and so thick that the couplings of its
// neighbours keep eight digits beside its own. Tunnelling sees its field, a difference of
// potentials whose last bit must not count.
double joint_length(const Interface& interface) noexcept {
  return interface.tunnel_mass_n > 0 || interface.tunnel_mass_p > 0 ? 1e-15 : 1e-16;
}

// A gradient as columns of the blocks of one or two nodes.
void add_row(const Gradient& g, bool is_one_node, int row, Eigen::Matrix3d& left,
             Eigen::Matrix3d& right) noexcept {
  left.row(row) += g.head<3>().transpose();
  Eigen::Matrix3d& other = is_one_node ? left : right;
  other(row, 1) += g(3);
  other(row, 2) += g(4);
}

}  // namespace

SheetTerms sheet_terms(const Sheet& sheet, const State& state) noexcept {
  const NodeState& l = state[sheet.left];
  const NodeState& r = state[sheet.right];
  Carriers n{.phi = {l.phi_n, r.phi_n}, .density = {}, .d_density = {}};
  Carriers p{.phi = {l.phi_p, r.phi_p}, .density = {}, .d_density = {}};
  for (const std::size_t s : {0U, 1U}) {
    n.density[s] = std::exp(l.psi + sheet.log_n[s] - n.phi[s]);
    p.density[s] = std::exp(p.phi[s] - l.psi + sheet.log_p[s]);
    n.d_density[s] = n.density[s] * (unit_gradient(0) - unit_gradient(by_phi_n[s]));
    p.d_density[s] = p.density[s] * (unit_gradient(by_phi_p[s]) - unit_gradient(0));
  }
  SheetTerms terms{.charge = sheet.charge};
  for (const SheetLevel& level : sheet.levels) {
    add_level(level, n, p, terms);
  }
  return terms;
}

void add_sheet(const Sheet& sheet, const State& state, double thermal_voltage, System& system) {
  constexpr double q = constants::elementary_charge;
  const SheetTerms t = sheet_terms(sheet, state);
  const bool is_one_node = sheet.left == sheet.right;
  NodeRows& left = system[sheet.left];
  NodeRows& right = system[sheet.right];
  const bool is_behind = sheet.is_charge_behind;
  (is_behind ? right : left).residual(0) -= q / thermal_voltage * t.charge;
  add_row(-q / thermal_voltage * t.d_charge, is_one_node, 0,
          is_behind ? right.lower : left.diagonal, is_behind ? right.diagonal : left.upper);
  for (const std::size_t s : {0U, 1U}) {
    NodeRows& rows = s == 0 ? left : right;
    rows.residual(1) -= q * t.loss_n[s];
    rows.residual(2) += q * t.loss_p[s];
    Eigen::Matrix3d& by_left = s == 0 || is_one_node ? rows.diagonal : rows.lower;
    Eigen::Matrix3d& by_right = s == 0 ? rows.upper : rows.diagonal;
    add_row(-q * t.d_loss_n[s], is_one_node, 1, by_left, by_right);
    add_row(q * t.d_loss_p[s], is_one_node, 2, by_left, by_right);
  }
}

Sheet make_sheet(const Interface& interface, const Meeting& meeting, double kt_eV) {
  Sheet sheet{.charge = interface.sheet_charge, .log_n = {}, .log_p = {}, .levels = {}};
  const std::array<const materials::Semiconductor*, 2> films{&meeting.left, &meeting.right};
  for (const std::size_t s : {0U, 1U}) {
    const Trace trace = make_trace(*films[s], kt_eV);
    sheet.log_n[s] = trace.log_n;
    sheet.log_p[s] = trace.log_p;
  }
  // Depths below the vacuum level of the edges that bound the gap of the plane.
  const double conduction_eV = std::max(films[0]->affinity_eV, films[1]->affinity_eV);
  const double valence_eV =
      std::min(films[0]->affinity_eV + films[0]->gap_eV, films[1]->affinity_eV + films[1]->gap_eV);
  for (const InterfaceLevel& level : interface.levels) {
    const double energy =
        (above_mid_gap(level.reference, level.energy_eV, valence_eV - conduction_eV) -
         (valence_eV + conduction_eV) / 2) /
        kt_eV;
    SheetLevel rates{.charge_empty = level.kind == LevelKind::donor ? 1.0 : 0.0,
                     .density = level.kind == LevelKind::neutral ? 0 : level.density,
                     .capture_n = level.velocity_n,
                     .capture_p = level.velocity_p};
    for (const std::size_t s : {0U, 1U}) {
      rates.n1[s] = std::exp(sheet.log_n[s] + energy);
      rates.p1[s] = std::exp(sheet.log_p[s] - energy);
    }
    sheet.levels.push_back(rates);
  }
  sheet.is_charge_behind = is_charge_behind(interface, meeting);
  return sheet;
}

bool is_charge_behind(const Interface& interface, const Meeting& meeting) noexcept {
  const Steps steps = steps_of(meeting);
  return interface.tunnel_mass_n > 0 ? steps.n_eV < 0
                                     : interface.tunnel_mass_p > 0 && steps.p_eV < 0;
}

Tips tip_shapes(const Interface& interface, const Meeting& meeting) {
  const auto shape = [&](double step_eV, double mass) -> TipShape {
    const bool is_left = step_eV < 0;
    return {.step_eV = step_eV,
            .mass = mass,
            .permittivity = (is_left ? meeting.left : meeting.right).permittivity,
            .doping = is_left ? meeting.doping_left : meeting.doping_right,
            .joint = meeting.left.permittivity / joint_length(interface)};
  };
  const Steps steps = steps_of(meeting);
  return {shape(steps.n_eV, interface.tunnel_mass_n), shape(steps.p_eV, interface.tunnel_mass_p)};
}

Element make_joint(const Interface& interface, const Meeting& meeting, double kt_eV) {
  const double length = joint_length(interface);
  const Trace left = make_trace(meeting.left, kt_eV);
  const Trace right = make_trace(meeting.right, kt_eV);
  Element e{.length = length,
            .permittivity = meeting.left.permittivity * constants::vacuum_permittivity,
            .diffusion_n = interface.emission_n * length,
            .diffusion_p = interface.emission_p * length,
            .end = {},
            .levels = {}};
  const Steps steps = steps_of(meeting);
  const bool is_left_higher = steps.n_eV < 0;
  const bool is_left_deeper = steps.p_eV < 0;
  for (Trace& end : e.end) {
    end.log_n = is_left_higher ? left.log_n : right.log_n;
    end.log_p = is_left_deeper ? left.log_p : right.log_p;
  }
  const Tips tips = tip_shapes(interface, meeting);
  e.tip_n = make_tip(tips.n, true, kt_eV);
  e.tip_p = make_tip(tips.p, false, kt_eV);
  return e;
}

double emission_velocity(double mass, double temperature) noexcept {
  constexpr double two_pi = 2 * std::numbers::pi;
  return std::sqrt(constants::boltzmann * temperature / (two_pi * mass * constants::electron_mass));
}

}  // namespace heliofab::device
