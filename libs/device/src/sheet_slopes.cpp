// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "problem_slopes.hpp"
#include "sheet.hpp"

namespace heliofab::device {

// Of a level that takes U_n and U_p from each film, theory (16), whose rows weigh w_n, w_p and, of
// its charge, w_c: with L_f the slope by its filling f at fixed carriers,
//   by ln n and ln n1 of a film together (w_n + L_f / D) U_n,  by those of p (w_p - L_f / D) U_p,
// exactly nothing in equilibrium. What capture velocities scale is the same.
double add_sheet_slopes(const Sheet& sheet, const State& state, double thermal_voltage,
                        const std::array<Eigen::Vector3d, 2>& weights, SheetSlopes& slopes) {
  const double by_charge =
      unit_charge / thermal_voltage * weights[sheet.is_charge_behind ? 1 : 0](0);
  const double psi = state[sheet.left].psi;
  double weighed = by_charge * sheet.charge;
  Sheet alone = sheet;
  alone.charge = 0;
  for (std::size_t k = 0; k < sheet.levels.size(); ++k) {
    const SheetLevel& l = sheet.levels[k];
    SheetSlopes::Level& d = slopes.levels[k];
    alone.levels = {l};
    const SheetTerms taken = sheet_terms(alone, state);
    double filling = 0;
    double emptying = 0;
    double by_filled = -by_charge * l.density;  // slope by the filling
    for (const std::size_t s : {0U, 1U}) {
      const NodeState& node = state[s == 0 ? sheet.left : sheet.right];
      const double n = std::exp(psi + sheet.log_n[s] - node.phi_n);
      const double p = std::exp(node.phi_p - psi + sheet.log_p[s]);
      filling += l.capture_n * n + l.capture_p * l.p1[s];
      emptying += l.capture_n * l.n1[s] + l.capture_p * p;
      by_filled -= unit_charge * (weights[s](1) * l.capture_n * (n + l.n1[s]) +
                                  weights[s](2) * l.capture_p * (p + l.p1[s]));
    }
    const double all = filling + emptying;
    for (const std::size_t s : {0U, 1U}) {
      const double by_n = unit_charge * weights[s](1) + by_filled / all;
      const double by_p = -unit_charge * weights[s](2) - by_filled / all;
      slopes.log_n[s] += by_n * taken.loss_n[s];
      slopes.log_p[s] += by_p * taken.loss_p[s];
      d.capture_n += by_n * taken.loss_n[s] / l.capture_n;
      d.capture_p += by_p * taken.loss_p[s] / l.capture_p;
      d.energy += by_p * l.capture_p * l.p1[s] * (emptying / all) -
                  by_n * l.capture_n * l.n1[s] * (filling / all);
    }
    d.density += by_charge * (l.charge_empty - filling / all);
    weighed += by_charge * taken.charge;
  }
  return weighed;
}

}  // namespace heliofab::device
