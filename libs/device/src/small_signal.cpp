// SPDX-License-Identifier: Apache-2.0
#include "small_signal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "block_tridiagonal.hpp"
#include "heliofab/core/check.hpp"

namespace heliofab::device {

namespace {

using Complex = std::complex<double>;
constexpr Complex i_unit{0, 1};

// Of what a response is made.
struct Response {
  double thermal_voltage = 0;  // [V]
  double omega = 0;            // [1/s]
};

// What oscillates at one end of an element beyond the static answer: its carriers and its levels.
void add_film(const Element& e, std::size_t side, const NodeState& s, const Response& r,
              ComplexRows& node) {
  const double volume = e.end[side].volume;
  if (volume == 0) {  // a step between two nodes holds nothing
    return;
  }
  const Gas electron = electrons(e.end[side], s);
  const Gas hole = holes(e.end[side], s);
  const double by_n = electron.density * electron.slope;
  const double by_p = hole.density * hole.slope;
  Lag<3> lag = level_lag(e, side, s, r.omega);
  lag.electrons += i_unit * r.omega * Eigen::RowVector3d(by_n, -by_n, 0).cast<Complex>();
  lag.holes += i_unit * r.omega * Eigen::RowVector3d(-by_p, 0, by_p).cast<Complex>();
  node.diagonal.row(0) -= unit_charge / r.thermal_voltage * volume * lag.charge;
  node.diagonal.row(1) -= unit_charge * volume * lag.electrons;
  node.diagonal.row(2) += unit_charge * volume * lag.holes;
}

// A row by the unknowns of SheetTerms, of the node on the left or on the right.
void add_row(const Lag<5>::Row& row, int at, bool is_right, bool is_one_node, ComplexRows& rows) {
  Eigen::Matrix3cd& by_left = is_right && !is_one_node ? rows.lower : rows.diagonal;
  Eigen::Matrix3cd& by_right = is_right || is_one_node ? rows.diagonal : rows.upper;
  by_left.row(at) += row.head<3>();
  by_right.row(at).tail<2>() += row.tail<2>();
}

// The levels in a plane.
void add_plane(const Sheet& sheet, const State& state, const Response& r,
               std::vector<ComplexRows>& rows) {
  const std::array<Lag<5>, 2> lag = sheet_lag(sheet, state, r.omega);
  const bool is_one_node = sheet.left == sheet.right;
  add_row(-unit_charge / r.thermal_voltage * lag[0].charge, 0, sheet.is_charge_behind, is_one_node,
          rows[sheet.is_charge_behind ? sheet.right : sheet.left]);
  for (const bool is_right : {false, true}) {
    ComplexRows& node = rows[is_right ? sheet.right : sheet.left];
    add_row(-unit_charge * lag[is_right ? 1 : 0].electrons, 1, is_right, is_one_node, node);
    add_row(unit_charge * lag[is_right ? 1 : 0].holes, 2, is_right, is_one_node, node);
  }
}

// Theory (37): the static blocks and what takes time.
void assemble_response(const Problem& problem, const LinearPoint& point, double omega,
                       std::vector<ComplexRows>& rows) {
  const std::size_t nodes = point.state.size();
  const Response response{problem.thermal_voltage, omega};
  rows.assign(nodes, ComplexRows());
  for (std::size_t i = 0; i < nodes; ++i) {
    rows[i].lower = point.jacobian[i].lower.cast<Complex>();
    rows[i].diagonal = point.jacobian[i].diagonal.cast<Complex>();
    rows[i].upper = point.jacobian[i].upper.cast<Complex>();
  }
  for (std::size_t k = 0; k + 1 < nodes; ++k) {
    for (const std::size_t side : {0U, 1U}) {
      add_film(problem.elements[k], side, point.state[k + side], response, rows[k + side]);
    }
  }
  for (const Sheet& sheet : problem.sheets) {
    add_plane(sheet, point.state, response, rows);
  }
  for (const std::size_t contact : {std::size_t{0}, nodes - 1}) {  // the row of its potential
    rows[contact].diagonal.row(0) = Eigen::RowVector3cd(1, 0, 0);
  }
  rows.back().residual = -bias_drive(problem, point).cast<Complex>();
}

// Particle and displacement current through each element, theory (39). Where majorities drift, both
// ways, a current is a difference of large ones; so it is taken where the least cancels.
AdmittancePoint read_admittance(const Problem& problem, const LinearPoint& point, double omega,
                                const std::vector<ComplexRows>& rows) {
  const double vt = problem.thermal_voltage;
  AdmittancePoint read;
  Complex low(HUGE_VAL, HUGE_VAL);
  Complex high = -low;
  double least = HUGE_VAL;
  for (std::size_t k = 0; k + 1 < rows.size(); ++k) {
    const Element& e = problem.elements[k];
    const Eigen::Vector3cd& left = rows[k].residual;
    const Eigen::Vector3cd& right = rows[k + 1].residual;
    if (e.is_joint()) {  // the last bits of both potentials, over next to no distance
      read.rounding = std::max(read.rounding,
                               omega * (e.permittivity / e.length) * std::abs(left(0)) * 0x1p-53);
      continue;
    }
    Complex sum = -i_unit * omega * (e.permittivity / e.length) * vt * (right(0) - left(0));
    double terms = std::abs(sum);
    for (const int row : {1, 2}) {  // the fluxes are all that these blocks hold
      for (const int by : {0, row}) {
        const Complex from_left = -point.jacobian[k + 1].lower(row, by) * left(by);
        const Complex from_right = point.jacobian[k].upper(row, by) * right(by);
        sum += from_left + from_right;
        terms += std::abs(from_left) + std::abs(from_right);
      }
    }
    const Complex admittance = -problem.forward * sum / vt;  // taken up, not delivered
    read.rounding = std::max(read.rounding, terms / vt * 0x1p-53);
    low = {std::min(low.real(), admittance.real()), std::min(low.imag(), admittance.imag())};
    high = {std::max(high.real(), admittance.real()), std::max(high.imag(), admittance.imag())};
    if (terms < least) {
      least = terms;
      read.conductance = admittance.real();
      read.capacitance = admittance.imag() / omega;
    }
  }
  read.spread = std::abs(high - low);
  return read;
}

}  // namespace

AdmittancePoint admittance_at(const Problem& problem, const LinearPoint& point, double frequency,
                              std::vector<ComplexRows>& memory) {
  const double omega = 2 * std::numbers::pi * frequency;
  assemble_response(problem, point, omega, memory);
  HELIOFAB_CHECK(solve_block_tridiagonal(memory));
  AdmittancePoint read = read_admittance(problem, point, omega, memory);
  read.frequency = frequency;
  return read;
}

}  // namespace heliofab::device
