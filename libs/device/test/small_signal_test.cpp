// SPDX-License-Identifier: Apache-2.0
#include "../src/small_signal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "heliofab/device/quantum_efficiency.hpp"
#include "slow_signal.hpp"
#include "wide_ensemble.hpp"

// How cells with levels of every kind follow a signal: against static solutions at low frequency,
// and against cells without them at high.
namespace heliofab::device {
namespace {

using testing_cells::amphoteric;
using testing_cells::Case;
using testing_cells::film;
using testing_cells::layer;
using testing_cells::on_given_mesh;
using testing_cells::task;

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
  cells.push_back(cells.back());  // the charge belongs to the far node when electrons tunnel
  for (const std::size_t k : {0U, 1U}) {
    Layer& window = cells.back().design.layers[k];
    window.front.affinity_eV = window.back.affinity_eV = 4.2;
  }
  cells.back().design.interfaces[1].tunnel_mass_n = 0.2;
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
  for (const Case& c : slow_cells()) {
    testing_cells::expect_slow_signal_is_slope(c);
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
