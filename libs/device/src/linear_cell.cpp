// SPDX-License-Identifier: Apache-2.0
#include "linear_cell.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "newton.hpp"

namespace heliofab::device {

LinearCell::LinearCell(const CellTask& task, const CertificateLimits& limits)
    : cell_(task, limits),
      problem_(make_problem(task.design, lit().mesh, lit().generation)),
      light_(is_lit(task.generation) ? 1 : 0) {}

LinearPoint LinearCell::at(double voltage) {
  const Solved solved = cell_.at(voltage);
  if (!solved.status) {
    throw ModelError("E3202",
                     fmt::format("cell: no steady state at {:.6f} V to linearise; last "
                                 "update {:.1e} kT/q after {} iterations",
                                 voltage, solved.status.residual, solved.status.iterations));
  }
  LinearPoint point{.bias = solved.bias, .current_density = solved.measured[current]};
  point.state.resize(solved.state.size() / 3);
  for (std::size_t i = 0; i < point.state.size(); ++i) {
    point.state[i] = {solved.state[3 * i], solved.state[3 * i + 1], solved.state[3 * i + 2]};
  }
  assemble(problem_, point.state, point.bias, light_, point.jacobian);
  return point;
}

// With the p side in front a forward voltage lowers the back, and the current delivered runs
// towards -x.
Eigen::Vector3d bias_drive(const Problem& problem, const LinearPoint& point) {
  const ContactData& back = problem.back;
  const NodeState& s = point.state.back();
  const double fermi = problem.forward * point.bias;
  return problem.forward *
         Eigen::Vector3d(1, unit_charge * back.velocity_n * back.n * std::exp(fermi - s.phi_n),
                         unit_charge * back.velocity_p * back.p * std::exp(s.phi_p - fermi));
}

double front_current(const Problem& problem, const NodeState& front) {
  const ContactData& c = problem.front;
  return problem.forward * unit_charge *
         (c.velocity_n * c.n * std::expm1(-front.phi_n) -
          c.velocity_p * c.p * std::expm1(front.phi_p));
}

Adjoint make_adjoint(const Problem& problem, const LinearPoint& point) {
  const ContactData& c = problem.front;
  const NodeState& s = point.state.front();
  const System& a = point.jacobian;
  // The pivots of the transposed system are those of the system itself.
  System transposed(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    transposed[i].diagonal = a[i].diagonal.transpose();
    if (i > 0) {
      transposed[i].lower = a[i - 1].upper.transpose();
    }
    if (i + 1 < a.size()) {
      transposed[i].upper = a[i + 1].lower.transpose();
    }
  }
  transposed.front().residual = problem.forward * unit_charge *
                                Eigen::Vector3d(0, c.velocity_n * c.n * std::exp(-s.phi_n),
                                                c.velocity_p * c.p * std::exp(s.phi_p));
  HELIOFAB_CHECK(solve_tridiagonal(transposed));  // Newton has just solved the same blocks
  Adjoint adjoint;
  for (const NodeRows& rows : transposed) {
    adjoint.weights.push_back(rows.residual);
  }
  adjoint.slope = adjoint.weights.back().dot(bias_drive(problem, point));
  return adjoint;
}

}  // namespace heliofab::device
