// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "../src/degeneracy.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/core/unit.hpp"
#include "tunnelling.hpp"
#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

namespace heliofab::device::testing_cells {

namespace {

CertifiedCurve certified(const CellTask& t) { return solve_cells({&t, 1}).front(); }

// Where Voc(T) points at 0 K, less the 3 kT that densities of states add to its slope.
double activation_eV(double step_eV, double velocity) {
  const auto voc = [=](double temperature) {
    return certified(task(front_of(step_eV, velocity, temperature), {.to = 1.2})).voc;
  };
  const double cold = voc(280);
  return cold + 280 * (cold - voc(320)) / 40 - 3 * constants::boltzmann_eV * 300;
}

Checks fronts() {
  const double fast = 1e3;  // [m/s]
  const std::string extrapolated = "Voc(T) is not quite straight";
  const auto voc = [](double step, double velocity) {
    return certified(task(front_of(step, velocity, 300), {.to = 1.2})).voc;
  };
  const double bulk = voc(0.1, 0);
  return {{"BM-1, spike of 0.1 eV: activation energy of J0", 1.15, activation_eV(0.1, 0), 0.05,
           "eV", extrapolated},
          {"... with 1e5 cm/s at the interface: Voc against none", bulk, voc(0.1, fast), 0.03, "V",
           "holes do not reach a spike"},
          {"... cliff of 0.2 eV and 1e5 cm/s: activation energy", 0.95, activation_eV(-0.2, fast),
           0.06, "eV", extrapolated},
          {"... cliff of 0.3 eV", 0.85, activation_eV(-0.3, fast), 0.06, "eV", extrapolated},
          {"... Voc lost from 0.2 to 0.3 eV", 0.1, voc(-0.2, fast) - voc(-0.3, fast), 0.02, "V",
           "the cliff's own"}};
}

Checks emission() {
  const auto with = [](double velocity) {
    Case c = bm1(2);
    c.design.interfaces.resize(2);
    for (Interface& interface : c.design.interfaces) {
      interface.emission_n = interface.emission_p = velocity;
    }
    return certified(task(c, {.to = 0.9})).pmax() / 10;
  };
  const double none = certified(task(bm1(2), {.to = 0.9})).pmax() / 10;
  return {{"BM-1, emission at 1e11 cm/s: efficiency against continuity", none, with(1e9), 1e-6, "%",
           "falls as 1 / velocity"},
          {"... ten times the velocity, loss falls by", 10, (none - with(1e5)) / (none - with(1e6)),
           0.05, "", "the same"}};
}

Checks tunnelling() {
  const double zero = 0;
  const CellTask steep = task(steep_spike(), {.to = 0.6});
  const CellProfile profile = solve_profiles(steep, {&zero, 1}).profiles.front();
  const auto [band, plane] = spike_factors(profile, constants::boltzmann_eV * 300);
  const auto efficiency = [](double step_eV, double mass) {
    Case c = with_tunnelling(front_of(step_eV, 0), mass);
    c.design.layers[1].doping = 1e24;
    c.design.interfaces[1].emission_n = 1e4;
    return certified(task(c, {.to = 0.9})).pmax() / 10;
  };
  return {
      {"BM-1, spike of 0.4 eV up into CdS of 1e18 /cm3: tunnelling over emission", band, plane,
       1e-3 * band, "", "Wentzel, Kramers and Brillouin over the band of the solution"},
      {"... of 0.5 eV, 1e6 cm/s, mass 0.1: efficiency against no spike", efficiency(0, 0),
       efficiency(0.5, 0.1), 0.2, "%", "the tip becomes transparent; without tunnelling 4.5 %"}};
}

Checks contacts() {
  const std::vector<double> velocities{1e-2, 1e1, 1e3, 1e5};  // [m/s]
  std::vector<CellTask> tasks;
  for (const Case& base : {bm1(), bm2()}) {
    for (std::size_t k = 0; k < 256; ++k) {
      Case c = base;
      c.design.front.velocity_n = velocities[k % 4];
      c.design.front.velocity_p = velocities[k / 4 % 4];
      c.design.back.velocity_n = velocities[k / 16 % 4];
      c.design.back.velocity_p = velocities[k / 64];
      tasks.push_back(task(c, {.from = -0.2, .to = 0.8, .step = 0.1}));
      tasks.push_back(tasks.back());
      tasks.back().generation.clear();
    }
  }
  double n_certified = 0;
  for (const CertifiedCurve& curve : solve_cells(tasks, {.mesh = 1, .refinements = 0})) {
    n_certified += curve.is_certified() ? 1 : 0;
  }
  return {{"BM-1 and BM-2, 1 to 1e7 cm/s for each carrier at each contact, lit and dark: solved",
           1024, n_certified, 0, "", "all"}};
}

Checks degenerate() {
  double worst = 0;
  for (double eta = -25; eta < 128; eta += 0.0371) {
    const double density = std::exp(eta + degeneracy(eta).log_gamma);
    worst = std::max(worst, std::abs(density / fermi_half(eta) - 1));
  }
  Case c = bm1(2);
  for (Layer& layer : c.design.layers) {
    layer.statistics = Statistics::fermi_dirac;
  }
  const double boltzmann = certified(task(bm1(2), {.to = 0.9})).voc;
  return {{"F_1/2(0)", (1 - std::sqrt(0.5)) * 2.6123753486854883, fermi_half(0), 1e-13, "",
           "closed form"},
          {"... worst relative error of its polynomials, -25 to 128 kT", 0, worst, 1e-10, "",
           "1e-8 wanted"},
          {"BM-1, Fermi-Dirac against Boltzmann: Voc", boltzmann,
           certified(task(c, {.to = 0.9})).voc, 1e-4, "V", "window at 0.16 of Nc"}};
}

// Levels, charge and emission between all films, an amphoteric level in each, saturating velocities
// and Fermi-Dirac statistics.
template <class Uniform>
void add_everything(Dice<Uniform>& dice, CellDesign& design) {
  design.interfaces.resize(design.layers.size() - 1);
  for (Interface& interface : design.interfaces) {
    interface.levels = {{dice.coin() ? LevelKind::donor : LevelKind::acceptor,
                         dice.decades(1e13, 3e16), dice.linear(-0.5, 0.5), dice.decades(1e-2, 1e5),
                         dice.decades(1e-2, 1e5)}};
    interface.sheet_charge = dice.linear(-1e15, 1e15);
    if (dice.coin()) {
      interface.emission_n = dice.decades(1e3, 1e6);
      interface.emission_p = dice.decades(1e3, 1e6);
    }
  }
  for (Layer& layer : design.layers) {
    layer.statistics = Statistics::fermi_dirac;
    for (materials::Semiconductor* s : {&layer.front, &layer.back}) {
      s->saturation_n = s->saturation_p = 1e4;
    }
    const double energy = dice.linear(-0.5, 0.5);
    layer.levels.push_back({.kind = LevelKind::amphoteric,
                            .density = dice.decades(1e18, 1e23),
                            .energy_eV = energy,
                            .tau_n = dice.decades(1e-11, 1e-7),
                            .tau_p = dice.decades(1e-11, 1e-7),
                            .second_energy_eV = energy + dice.linear(-0.2, 0.4),
                            .second_tau_n = dice.decades(1e-11, 1e-7),
                            .second_tau_p = dice.decades(1e-11, 1e-7)});
  }
}

Checks everything() {
  const Stream draws(100, "device.test.everything");
  std::vector<CellTask> tasks;
  for (std::uint64_t k = 0; k < 300; ++k) {
    const auto uniform = [&](unsigned draw) { return draws.uniform(k, draw); };
    Case c = draw_any(uniform);
    const auto other = [&](unsigned draw) { return draws.uniform(k, 1000 + draw); };
    Dice dice(other);
    add_everything(dice, c.design);
    tasks.push_back(task(c, {.to = 1.8}));
  }
  double n_certified = 0;
  for (const CertifiedCurve& curve : solve_cells(tasks)) {
    n_certified += curve.is_certified() ? 1 : 0;
  }
  return {{"300 of the wide cells with everything between and in their films: certified", 300,
           n_certified, 3, "", "levels may leave no photocurrent to certify"}};
}

}  // namespace

Checks physics_rows() {
  Checks all;
  for (const Checks& part :
       {fronts(), emission(), tunnelling(), contacts(), degenerate(), everything()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace heliofab::device::testing_cells
