// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/admittance.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <fmt/format.h>

#include "block_tridiagonal.hpp"
#include "bulk.hpp"
#include "heliofab/core/check.hpp"
#include "linear_cell.hpp"

namespace heliofab::device {

namespace {

using Complex = std::complex<double>;
constexpr Complex i_unit{0, 1};

// As NodeRows, of the response to a bias that oscillates with an amplitude of one kT/q.
struct ComplexRows {
  Eigen::Matrix3cd lower = Eigen::Matrix3cd::Zero();
  Eigen::Matrix3cd diagonal = Eigen::Matrix3cd::Zero();
  Eigen::Matrix3cd upper = Eigen::Matrix3cd::Zero();
  Eigen::Vector3cd residual = Eigen::Vector3cd::Zero();
};

// What the rows of a half volume gain at an angular frequency, [per m of volume].
struct Storage {
  Eigen::RowVector3cd charge = Eigen::RowVector3cd::Zero();     // [1/m3] beyond the static one
  Eigen::RowVector3cd electrons = Eigen::RowVector3cd::Zero();  // [1/m3/s] taken out of the band
  Eigen::RowVector3cd holes = Eigen::RowVector3cd::Zero();      // [1/m3/s]
};

// A level of its own rates, theory (38): its filling follows the carriers with a lag, and what it
// lacks of its static answer is charge and recombination that the static blocks have too much.
void add_level_lag(const LevelRates& level, const Gas& electron, const Gas& hole, double omega,
                   Storage& storage) {
  if (!(level.density > 0)) {
    return;
  }
  const double cn = level.capture_n;
  const double cp = level.capture_p;
  const double n = electron.density;
  const double p = hole.density;
  const double rate = cn * (n + level.n1) + cp * (p + level.p1);
  const double full = (cn * n + cp * level.p1) / rate;
  const double empty = (cn * level.n1 + cp * p) / rate;
  const Complex lag = i_unit * omega * level.density;
  const Eigen::RowVector3d drive(cn * empty * n + cp * full * p, -cn * empty * n, -cp * full * p);
  const Eigen::RowVector3cd lacking = -lag / (rate * (rate + lag)) * drive.cast<Complex>();
  storage.charge -= level.density * lacking;
  storage.electrons -= cn * (n + level.n1) * lacking;
  storage.holes += cp * (p + level.p1) * lacking;
}

// Everything at one end of an element that takes time to fill. New kinds of levels go here.
Storage storage_of(const Element& e, std::size_t side, const NodeState& s, double omega) {
  const Gas electron = electrons(e.end[side], s);
  const Gas hole = holes(e.end[side], s);
  const double by_n = electron.density * electron.slope;
  const double by_p = hole.density * hole.slope;
  Storage storage;
  storage.electrons = i_unit * omega * Eigen::RowVector3d(by_n, -by_n, 0).cast<Complex>();
  storage.holes = i_unit * omega * Eigen::RowVector3d(-by_p, 0, by_p).cast<Complex>();
  for (const LevelRates& level : e.levels[side]) {
    add_level_lag(level, electron, hole, omega, storage);
  }
  return storage;
}

void add_storage(const Storage& storage, double volume, double thermal_voltage, bool has_potential,
                 ComplexRows& node) {
  if (has_potential) {  // Poisson's row of a contact holds its potential
    node.diagonal.row(0) -= unit_charge / thermal_voltage * volume * storage.charge;
  }
  node.diagonal.row(1) -= unit_charge * volume * storage.electrons;
  node.diagonal.row(2) += unit_charge * volume * storage.holes;
}

// Theory (37): the static blocks and what takes time.
void assemble_response(const Problem& problem, const LinearPoint& point, double omega,
                       std::vector<ComplexRows>& rows) {
  const std::size_t nodes = point.state.size();
  rows.assign(nodes, ComplexRows());
  for (std::size_t i = 0; i < nodes; ++i) {
    rows[i].lower = point.jacobian[i].lower.cast<Complex>();
    rows[i].diagonal = point.jacobian[i].diagonal.cast<Complex>();
    rows[i].upper = point.jacobian[i].upper.cast<Complex>();
  }
  for (std::size_t k = 0; k + 1 < nodes; ++k) {
    const Element& e = problem.elements[k];
    for (const std::size_t side : {0U, 1U}) {
      const std::size_t i = k + side;
      add_storage(storage_of(e, side, point.state[i], omega), e.end[side].volume,
                  problem.thermal_voltage, i > 0 && i + 1 < nodes, rows[i]);
    }
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
    if (e.is_joint()) {
      continue;
    }
    const Eigen::Vector3cd& left = rows[k].residual;
    const Eigen::Vector3cd& right = rows[k + 1].residual;
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

AdmittancePoint answer(const Problem& problem, const LinearPoint& point, double frequency,
                       std::vector<ComplexRows>& memory) {
  const double omega = 2 * std::numbers::pi * frequency;
  assemble_response(problem, point, omega, memory);
  HELIOFAB_CHECK(solve_block_tridiagonal(memory));
  AdmittancePoint read = read_admittance(problem, point, omega, memory);
  read.frequency = frequency;
  return read;
}

// Levels whose answer to a changing voltage is not known here.
void check_levels(const CellDesign& design) {
  const auto refuse = [](std::string path, const char* what) {
    throw InputError("E3124", std::move(path),
                     fmt::format("{}, wanted levels whose filling can follow a changing voltage: "
                                 "donors, acceptors or neutral ones of a layer",
                                 what));
  };
  for (std::size_t l = 0; l < design.layers.size(); ++l) {
    const auto is_amphoteric = [](const Level& v) { return v.kind == LevelKind::amphoteric; };
    const Layer& layer = design.layers[l];
    if (layer.statistics == Statistics::fermi_dirac && !layer.levels.empty()) {
      refuse(fmt::format("cell.layers[{}].statistics", l), "levels under Fermi-Dirac statistics");
    }
    if (std::ranges::any_of(layer.levels, is_amphoteric)) {
      refuse(fmt::format("cell.layers[{}].levels", l), "an amphoteric level");
    }
  }
  for (std::size_t i = 0; i < design.interfaces.size(); ++i) {
    const auto is_charged = [](const InterfaceLevel& v) { return v.kind != LevelKind::neutral; };
    if (std::ranges::any_of(design.interfaces[i].levels, is_charged)) {
      refuse(fmt::format("cell.interfaces[{}].levels", i), "a charged level of an interface");
    }
  }
}

void check_profile(std::span<const AdmittancePoint> points) {
  const auto rises = [](const AdmittancePoint& a, const AdmittancePoint& b) {
    return a.voltage < b.voltage;
  };
  if (points.size() < 2 || std::ranges::adjacent_find(points, std::not_fn(rises)) != points.end()) {
    throw InputError("E3123", "points",
                     fmt::format("{} points, wanted two or more of rising voltage", points.size()));
  }
}

double inverse_square(const AdmittancePoint& p) { return 1 / (p.capacitance * p.capacitance); }

// N from the slope of C^-2 over the voltage, theory (40).
double doping_of(double slope, double permittivity) {
  return -2 / (unit_charge * permittivity * constants::vacuum_permittivity * slope);
}

}  // namespace

std::vector<AdmittancePoint> solve_admittance(const CellTask& task,
                                              std::span<const double> voltages,
                                              std::span<const double> frequencies,
                                              const CertificateLimits& limits) {
  for (const double frequency : frequencies) {
    if (!(frequency > 0) || !std::isfinite(frequency)) {
      throw InputError("E3123", "frequencies", fmt::format("{:g} Hz, wanted above 0", frequency));
    }
  }
  check_levels(task.design);
  LinearCell cell(task, limits);
  std::vector<AdmittancePoint> points;
  std::vector<ComplexRows> memory;
  for (const double voltage : voltages) {
    const LinearPoint point = cell.at(voltage);
    for (const double frequency : frequencies) {
      points.push_back(answer(cell.problem(), point, frequency, memory));
      points.back().voltage = voltage;
    }
  }
  return points;
}

std::vector<ProfilePoint> doping_profile(std::span<const AdmittancePoint> points,
                                         double permittivity) {
  check_profile(points);
  std::vector<ProfilePoint> profile;
  for (std::size_t k = 0; k + 1 < points.size(); ++k) {
    const AdmittancePoint& a = points[k];
    const AdmittancePoint& b = points[k + 1];
    const double middle = (a.capacitance + b.capacitance) / 2;
    const double slope = (inverse_square(b) - inverse_square(a)) / (b.voltage - a.voltage);
    profile.push_back({.voltage = (a.voltage + b.voltage) / 2,
                       .width = permittivity * constants::vacuum_permittivity / middle,
                       .doping = doping_of(slope, permittivity)});
  }
  return profile;
}

MottSchottky mott_schottky(std::span<const AdmittancePoint> points, double permittivity,
                           double temperature) {
  check_profile(points);
  const auto count = static_cast<double>(points.size());
  double mean_v = 0;
  double mean_y = 0;
  for (const AdmittancePoint& p : points) {
    mean_v += p.voltage / count;
    mean_y += inverse_square(p) / count;
  }
  double with = 0;
  double of_v = 0;
  for (const AdmittancePoint& p : points) {
    with += (p.voltage - mean_v) * (inverse_square(p) - mean_y);
    of_v += (p.voltage - mean_v) * (p.voltage - mean_v);
  }
  const double slope = with / of_v;
  return {.doping = doping_of(slope, permittivity),
          .built_in = mean_v - mean_y / slope + constants::boltzmann_eV * temperature};
}

}  // namespace heliofab::device
