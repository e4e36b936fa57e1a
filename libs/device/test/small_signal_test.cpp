// SPDX-License-Identifier: Apache-2.0
#include "../src/small_signal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/LU>
#include <gtest/gtest.h>

#include "heliofab/device/quantum_efficiency.hpp"
#include "wide_ensemble.hpp"

// How levels of every kind follow a signal: against their rate equations, against static solutions
// at low frequency, and against cells without them at high.
namespace heliofab::device {
namespace {

using testing_cells::amphoteric;
using testing_cells::Case;
using testing_cells::film;
using testing_cells::layer;
using testing_cells::on_given_mesh;
using testing_cells::task;

using Complex = std::complex<double>;

constexpr double kt_300 = constants::boltzmann_eV * 300;  // [V]

const Level one_acceptor{LevelKind::acceptor, 1e22, 0.05, 1e-9, 4e-8};

// Charge and captures of one level, static and oscillating together.
struct Answer {
  Eigen::RowVector3cd charge, electrons, holes;
};

// Carriers as a level meets them: n, p and the factors of n1 and p1.
Eigen::Vector4d carriers(const Trace& t, const Eigen::Vector3d& u) {
  const NodeState s{u(0), u(1), u(2)};
  const Gas n = electrons(t, s);
  const Gas p = holes(t, s);
  return {n.density, p.density, std::exp(n.log_gamma), std::exp(p.log_gamma)};
}

// The rate equations of a chain of charge states, written down and solved: i omega N x = K x + dK
// x0, in which the shares add up to nothing.
Answer by_rate_equations(std::span<const LevelRates> chain, double density, double first_charge,
                         const Trace& t, const Eigen::Vector3d& u, double omega) {
  const auto states = static_cast<Eigen::Index>(chain.size()) + 1;
  const auto rates = [&](const Eigen::Vector4d& c) {
    Eigen::MatrixXd k = Eigen::MatrixXd::Zero(states, states);
    for (Eigen::Index j = 0; j + 1 < states; ++j) {
      const LevelRates& l = chain[static_cast<std::size_t>(j)];
      const double up = l.capture_n * c(0) + l.capture_p * l.p1 * c(3);
      const double down = l.capture_n * l.n1 * c(2) + l.capture_p * c(1);
      k(j, j) -= up;
      k(j + 1, j) += up;
      k(j, j + 1) += down;
      k(j + 1, j + 1) -= down;
    }
    return k;
  };
  // In the unit of the largest rate.
  const auto with_sum = [&](Eigen::MatrixXcd k, double unit) {
    k.row(0).setConstant(unit);
    return k;
  };
  const Eigen::Vector4d c = carriers(t, u);
  const Eigen::MatrixXd k = rates(c);
  Eigen::VectorXcd one = Eigen::VectorXcd::Zero(states);
  const double largest = k.cwiseAbs().maxCoeff() + omega * density;
  one(0) = largest;
  const Eigen::VectorXcd x0 = with_sum(k.cast<Complex>(), largest).partialPivLu().solve(one);
  Answer answer;
  for (int by = 0; by < 3; ++by) {
    const double h = 1e-4;
    const Eigen::Vector3d step = h * Eigen::Vector3d::Unit(by);
    const Eigen::Vector4d dc = (8 * (carriers(t, u + step) - carriers(t, u - step)) -
                                (carriers(t, u + 2 * step) - carriers(t, u - 2 * step))) /
                               (12 * h);
    const Eigen::MatrixXd dk = rates(dc);  // linear in the carriers
    Eigen::VectorXcd drive = -dk.cast<Complex>() * x0;
    drive(0) = 0;
    const Eigen::MatrixXcd turning =
        k.cast<Complex>() -
        Complex(0, omega * density) * Eigen::MatrixXcd::Identity(states, states);
    const Eigen::VectorXcd x = with_sum(turning, largest).partialPivLu().solve(drive);
    answer.charge(by) = answer.electrons(by) = answer.holes(by) = 0;
    for (Eigen::Index j = 0; j < states; ++j) {
      answer.charge(by) += density * (first_charge - static_cast<double>(j)) * x(j);
    }
    for (Eigen::Index j = 0; j + 1 < states; ++j) {
      const LevelRates& l = chain[static_cast<std::size_t>(j)];
      answer.electrons(by) += l.capture_n * (dc(0) * x0(j) + c(0) * x(j) -
                                             l.n1 * (dc(2) * x0(j + 1) + c(2) * x(j + 1)));
      answer.holes(by) += l.capture_p * (dc(1) * x0(j + 1) + c(1) * x(j + 1) -
                                         l.p1 * (dc(3) * x0(j) + c(3) * x(j)));
    }
  }
  return answer;
}

// Whatever the statistics, the number of charges and their order in energy (second transition below
// the first: no state is neutral), at frequencies below, within and above the rates. 1e-8 of the
// largest term is what differences leave.
TEST(LevelLag, SolvesTheRateEquations) {
  for (const Statistics statistics : {Statistics::boltzmann, Statistics::fermi_dirac}) {
    for (const Level& level :
         {one_acceptor, amphoteric(1e22, -0.05, 0.2), amphoteric(1e22, 0.1, -0.3)}) {
      CellDesign d;
      d.temperature = 300;
      materials::Semiconductor s = film(1.15, 4.5, 13.6);
      s.nc = 1e23;  // its electrons below are degenerate
      d.layers = {layer(1e-6, s, 0, {level}, 1)};
      d.layers[0].statistics = statistics;
      const Element with = make_problem(d, make_mesh(d), {}).elements[0];
      Element without = with;
      without.levels = {};
      without.amphoteric = {};
      const bool is_single = with.amphoteric[0].empty();
      const std::vector<LevelRates> chain =
          is_single
              ? with.levels[0]
              : std::vector<LevelRates>{with.amphoteric[0][0].first, with.amphoteric[0][0].second};
      for (const Eigen::Vector3d& u :
           {Eigen::Vector3d(-4.5 / kt_300, -1, 6), Eigen::Vector3d(-5.1 / kt_300, -4, 3),
            Eigen::Vector3d(-5.5 / kt_300, 0, 0)}) {
        const NodeState at{u(0), u(1), u(2)};
        const Bulk a = bulk_terms(with, 0, at);
        const Bulk b = bulk_terms(without, 0, at);
        const Eigen::RowVector3d charge = (a.d_charge - b.d_charge).transpose();
        const Eigen::RowVector3d captured = (a.d_recombination - b.d_recombination).transpose();
        const Eigen::Vector4d c = carriers(with.end[0], u);
        double one_way = 0;  // what differences cancel of
        for (const LevelRates& l : chain) {
          one_way += l.capture_n * (c(0) + l.n1 * c(2)) + l.capture_p * (c(1) + l.p1 * c(3));
        }
        for (double omega = 1; omega < 1e16; omega *= 30) {
          const Answer wanted =
              by_rate_equations(chain, level.density, is_single ? 0 : 1, with.end[0], u, omega);
          const Lag<3> lag = level_lag(with, 0, at, omega);
          EXPECT_LT((lag.charge + charge - wanted.charge).norm(), 1e-8 * (charge.norm() + 1e22));
          EXPECT_LT((lag.electrons + captured - wanted.electrons).norm(), 1e-8 * one_way);
          EXPECT_LT((lag.holes + captured - wanted.holes).norm(), 1e-8 * one_way);
        }
      }
    }
  }
}

// Electrons that a level of a plane holds come from both films and go to both: i omega N f =
// electrons taken less holes taken, of all.
TEST(SheetLag, KeepsAccountOfEveryElectron) {
  const InterfaceLevel level{LevelKind::donor, 3e15, 0.1, 1e3, 3e2};
  Sheet sheet =
      make_sheet({.levels = {level}}, {film(2.4, 4.2, 10), film(1.15, 4.5, 13.6)}, kt_300);
  for (const std::size_t right : {0U, 1U}) {
    sheet.right = right;
    const State state{{-4.9 / kt_300, -2, 5}, {-4.9 / kt_300, -1, 6}};
    const SheetTerms terms = sheet_terms(sheet, state);
    for (double omega = 1; omega < 1e16; omega *= 30) {
      const auto lag = sheet_lag(sheet, state, omega);
      const auto whole = [](const SheetTerms::Gradient& g, const Lag<5>::Row& less) {
        return Lag<5>::Row(g.transpose().cast<Complex>() + less);
      };
      const Lag<5>::Row charge = whole(terms.d_charge, lag[0].charge);
      Lag<5>::Row taken = Lag<5>::Row::Zero();
      double size = 0;
      for (const std::size_t s : {0U, 1U}) {
        const Lag<5>::Row n = whole(terms.d_loss_n[s], lag[s].electrons);
        const Lag<5>::Row p = whole(terms.d_loss_p[s], lag[s].holes);
        taken += n - p;
        size += n.norm() + p.norm();
      }
      EXPECT_LT((taken + Complex(0, omega) * charge).norm(),
                1e-12 * size + 1e-14 * omega * terms.d_charge.norm())
          << omega;
    }
  }
}

// All that may follow a signal slowly.
std::vector<Case> slow_cells() {
  std::vector<Case> cells;
  for (const Level& level : {amphoteric(1e21, -0.1, 0.15), amphoteric(1e21, 0.2, -0.1)}) {
    cells.push_back(testing_cells::bm1());
    cells.back().design.layers[2].levels.push_back(level);
  }
  cells.push_back(testing_cells::bm2());
  for (Layer& l : cells.back().design.layers) {
    l.statistics = Statistics::fermi_dirac;
  }
  for (const double emission : {0.0, 1e5}) {
    for (const LevelKind kind : {LevelKind::donor, LevelKind::acceptor}) {
      cells.push_back(testing_cells::bm1());
      cells.back().design.interfaces.resize(2);
      cells.back().design.interfaces[1] = {.levels = {{kind, 3e15, 0.1, 1e3, 3e3}},
                                           .sheet_charge = 1e14,
                                           .emission_n = emission,
                                           .emission_p = emission};
    }
  }
  for (const bool is_degenerate : {false, true}) {
    cells.push_back({testing_cells::richest(is_degenerate), 0, 1e21, 1e6});
    CellDesign& design = cells.back().design;
    design.back.velocity_n = design.back.velocity_p = 1e5;
    for (Layer& l : design.layers) {
      l.elements = 30;
    }
  }
  return cells;
}

// All elements carry the same current: what levels hold has come from a band.
TEST(SmallSignal, IsTheSameAtEveryElement) {
  for (const double light : {0.0, 1.0}) {
    for (const Case& c : slow_cells()) {
      const CellTask t = in_light(task(c, {.from = -1, .to = 0.6}), light);
      const std::vector<double> frequencies{1e-2, 1e2, 1e5, 1e8, 1e11};
      for (const AdmittancePoint& p :
           solve_admittance(t, std::vector<double>{-1, 0, 0.5}, frequencies, on_given_mesh)) {
        const double size =
            std::hypot(p.conductance, 2 * std::numbers::pi * p.frequency * p.capacitance);
        EXPECT_LT(p.spread, 1e-9 * size + 16 * p.rounding) << p.voltage << " V, " << p.frequency;
      }
    }
  }
}

TEST(SmallSignal, OfLowFrequencyIsTheSlopeOfTheCurve) {
  for (const double light : {0.0, 1.0}) {
    for (const Case& c : slow_cells()) {
      const CellTask t = in_light(task(c, {.from = -1, .to = 0.6}), light);
      const std::vector<double> voltages{-1, 0, 0.3, 0.55};
      const auto collected = solve_collection(t, voltages, on_given_mesh);
      const auto slow = solve_admittance(t, voltages, std::vector<double>{1e-4}, on_given_mesh);
      for (std::size_t k = 0; k < voltages.size(); ++k) {
        EXPECT_NEAR(slow[k].conductance, -collected[k].slope, 1e-7 * slow[k].conductance);
      }
    }
  }
}

// A metal on an insulator on a p film: no current, so the charge that the metal takes up is the
// displacement in the insulator, static or not.
Case insulated(const Level* level, const InterfaceLevel* between,
               Statistics statistics = Statistics::boltzmann) {
  Case c;
  c.design.temperature = 300;
  c.design.layers = {layer(20e-9, film(5, 2, 10), 0, {}, 20),
                     layer(500e-9, film(1.5, 4, 13.6), -1e22, {}, 120)};
  c.design.layers[1].statistics = statistics;
  if (statistics == Statistics::fermi_dirac) {
    c.design.layers[1].front.nv = c.design.layers[1].back.nv = 3e22;
  }
  if (level != nullptr) {
    c.design.layers[1].levels = {*level};
  }
  if (between != nullptr) {
    c.design.interfaces = {{.levels = {*between}}};
  }
  c.design.front = {.kind = ContactKind::work_function, .work_function_eV = 4.9};
  return c;
}

double static_capacitance(LinearCell& cell, double voltage) {
  const Element& e = cell.problem().elements[10];
  const auto charge_at = [&](double v) {
    const State state = cell.at(v).state;
    return e.permittivity / e.length * cell.problem().thermal_voltage *
           (state[11].psi - state[10].psi);
  };
  const double h = 1e-3;
  return (8 * (charge_at(voltage + h) - charge_at(voltage - h)) -
          (charge_at(voltage + 2 * h) - charge_at(voltage - 2 * h))) /
         (12 * h);
}

// The problem with its charged levels held: what it is without them, in the same field.
AdmittancePoint frozen(LinearCell& cell, double voltage, double frequency) {
  Problem held = cell.problem();
  for (Element& e : held.elements) {
    e.levels = {};
    e.amphoteric = {};
  }
  for (Sheet& sheet : held.sheets) {
    sheet.levels.clear();
  }
  LinearPoint point = cell.at(voltage);
  assemble(held, point.state, point.bias, 0, point.jacobian);
  std::vector<ComplexRows> memory;
  return admittance_at(held, point, frequency, memory);
}

// From below the rates of the levels, 0.01 /s and more, to above, 1e5 /s.
TEST(SmallSignal, RunsFromChargeInEquilibriumToChargeThatIsHeld) {
  const Level trap{LevelKind::acceptor,         1e22, 0.3, 1e-3, 1e-6, LevelShape::discrete, 0,
                   LevelReference::valence_band};
  Level two = amphoteric(1e22, -0.45, -0.3);
  two.tau_p = two.second_tau_p = 1e-6;
  Level reversed = two;
  reversed.second_energy_eV = -0.55;
  const InterfaceLevel plane{LevelKind::acceptor,         1e16, 0.35, 1e-2, 1e-2,
                             LevelReference::valence_band};
  for (const Case& c :
       {insulated(&trap, nullptr), insulated(&trap, nullptr, Statistics::fermi_dirac),
        insulated(&two, nullptr), insulated(&two, nullptr, Statistics::fermi_dirac),
        insulated(&reversed, nullptr), insulated(nullptr, &plane),
        insulated(&two, &plane, Statistics::fermi_dirac)}) {
    LinearCell cell(in_light(task(c, {.from = -0.6, .to = 0.6}), 0), on_given_mesh);
    std::vector<ComplexRows> memory;
    for (const double voltage : {-0.3, 0.0, 0.3}) {
      const LinearPoint point = cell.at(voltage);
      const AdmittancePoint slow = admittance_at(cell.problem(), point, 1e-6, memory);
      EXPECT_NEAR(slow.capacitance, static_capacitance(cell, voltage), 1e-7 * slow.capacitance);
      const AdmittancePoint fast = admittance_at(cell.problem(), point, 1e9, memory);
      const AdmittancePoint held = frozen(cell, voltage, 1e9);
      EXPECT_NEAR(fast.capacitance, held.capacitance, 1e-4 * held.capacitance);
      EXPECT_GT(slow.capacitance, 1.01 * fast.capacitance) << voltage;
    }
  }
}

// Levels whose transitions lie far apart are a donor and an acceptor: one is settled wherever the
// other is not, but for exp(-0.6 eV / kT). Recombination alone, the conductance at low frequency,
// knows better: only neutral ones take part in both.
TEST(SmallSignal, OfFarTransitionsIsThatOfADonorAndAnAcceptor) {
  const Level both = amphoteric(1e21, -0.3, 0.3);
  Case two = testing_cells::bm1();
  Case pair = two;
  two.design.layers[2].levels.push_back(both);
  pair.design.layers[2].levels.push_back(
      {LevelKind::donor, both.density, both.energy_eV, both.tau_n, both.tau_p});
  pair.design.layers[2].levels.push_back({LevelKind::acceptor, both.density, both.second_energy_eV,
                                          both.second_tau_n, both.second_tau_p});
  const std::vector<double> voltages{-0.5, -0.2, 0};
  std::vector<double> frequencies;
  for (double f = 1e-2; f < 1e10; f *= 10) {
    frequencies.push_back(f);
  }
  const auto solve = [&](const Case& c) {
    return solve_admittance(in_light(task(c, {.from = -1}), 0), voltages, frequencies,
                            on_given_mesh);
  };
  const auto found = solve(two);
  const auto wanted = solve(pair);
  EXPECT_GT(found.front().capacitance, 1.02 * found[frequencies.size() - 1].capacitance);
  for (std::size_t k = 0; k < found.size(); ++k) {
    const double size = 2 * std::numbers::pi * found[k].frequency * wanted[k].capacitance;
    EXPECT_NEAR(found[k].capacitance, wanted[k].capacitance, 1e-6 * wanted[k].capacitance);
    EXPECT_NEAR(found[k].conductance, wanted[k].conductance,
                1e-6 * size + 1e-3 * wanted[k].conductance);
  }
}

// Few states in a plane do not move the field: G / omega = C_t w / (1 + w^2) times what of the
// signal falls on the film, w = omega N / (cp (p + p1)), holes counted beside the plane.
TEST(SmallSignal, ShowsALevelOfAnInterfaceAtItsEmissionFrequency) {
  const double density = 1e12;
  const InterfaceLevel plane{LevelKind::acceptor,         density, 0.35, 1e-2, 1e-2,
                             LevelReference::valence_band};
  for (const double emission : {0.0, 1e5}) {
    Case c = insulated(nullptr, &plane);
    c.design.interfaces[0].emission_n = c.design.interfaces[0].emission_p = emission;
    LinearCell cell(in_light(task(c), 0), on_given_mesh);
    const LinearPoint point = cell.at(0);
    const Sheet& sheet = cell.problem().sheets.front();
    const double p =
        std::exp(point.state[sheet.right].phi_p - point.state[sheet.left].psi + sheet.log_p[1]);
    const double rate = plane.velocity_p * (p + sheet.levels[0].p1[1]) / density;  // [1/s]
    std::vector<ComplexRows> memory;
    const auto loss = [&](double omega) {
      const AdmittancePoint a =
          admittance_at(cell.problem(), point, omega / (2 * std::numbers::pi), memory);
      return (a.conductance - frozen(cell, 0, a.frequency).conductance) / omega;
    };
    const double peak = loss(rate);
    EXPECT_GT(peak, 0);
    for (const double w : {0.01, 0.1, 0.5, 2.0, 10.0}) {
      EXPECT_NEAR(loss(w * rate) / peak, 2 * w / (1 + w * w), 1e-3) << w;
    }
  }
}

// Fermi-Dirac statistics of a film without degenerate carriers are Boltzmann's: 1e-8 of the
// density at 18 kT below the bands.
TEST(SmallSignal, OfDiluteFilmsIsThatOfBoltzmann) {
  Case c = testing_cells::bm2();
  c.design.layers[2].levels.push_back(amphoteric(1e20, -0.1, 0.15));
  for (Layer& l : c.design.layers) {
    l.front.nc = l.front.nv = l.back.nc = l.back.nv = 1e28;
    l.doping /= 10;
    l.levels[0].density /= 10;
  }
  c.design.front.barrier_eV = 0.5;
  c.design.back.barrier_eV = 0.5;
  const auto solve = [&](Statistics statistics) {
    for (Layer& l : c.design.layers) {
      l.statistics = statistics;
    }
    return solve_admittance(in_light(task(c, {.from = -1}), 0), std::vector<double>{-1, 0, 0.3},
                            std::vector<double>{1, 1e3, 1e6, 1e9}, on_given_mesh);
  };
  const auto plain = solve(Statistics::boltzmann);
  const auto degenerate = solve(Statistics::fermi_dirac);
  for (std::size_t k = 0; k < plain.size(); ++k) {
    EXPECT_NEAR(degenerate[k].capacitance, plain[k].capacitance, 1e-6 * plain[k].capacitance);
    EXPECT_NEAR(degenerate[k].conductance, plain[k].conductance, 1e-6 * plain[k].conductance);
  }
}

}  // namespace
}  // namespace heliofab::device
