// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>

#include "../src/tunnel.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/cell_profile.hpp"
#include "wide_ensemble.hpp"

/// Tunnelling by integrals of Wentzel, Kramers and Brillouin, step by step.
namespace heliofab::device::testing_cells {

/// Wave number [1/m] of a mass [-] below the top of a barrier.
inline double wave_number(double mass, double below_eV) {
  constexpr double hbar = 1.054571817e-34;
  constexpr double free_mass = 9.1093837015e-31;
  return std::sqrt(2 * mass * free_mass * below_eV * constants::elementary_charge) / hbar;
}

/// All that crosses a barrier over what goes above it: decay(depth [eV]) is the integral of the
/// wave number through it [-], half the exponent.
template <class Decay>
double crossing(double height_eV, double kt_eV, const Decay& decay) {
  constexpr int steps = 10000;
  double sum = 1;
  for (int k = 0; k < steps; ++k) {
    const double depth = height_eV * (k + 0.5) / steps;  // below the top
    sum += std::exp(depth / kt_eV - 2 * decay(depth)) * height_eV / steps / kt_eV;
  }
  return sum;
}

/// Emission and tunnelling between all films.
inline Case with_tunnelling(Case c, double mass) {
  c.design.interfaces.resize(c.design.layers.size() - 1);
  for (Interface& interface : c.design.interfaces) {
    interface.emission_n = interface.emission_p = 5e4;
    interface.tunnel_mass_n = interface.tunnel_mass_p = mass;
  }
  return c;
}

/// BM-1 with a spike of 0.4 eV from CIGS up into CdS of 1e18 donors per cm3, whose field ends
/// within 20 nm; mass 0.2.
inline Case steep_spike() {
  Case c = with_tunnelling(front_of(0.4, 0), 0.2);
  c.design.layers[1].doping = 1e24;
  for (Layer& layer : c.design.layers) {
    layer.elements *= 8;
  }
  return c;
}

/// The factor of its CdS by the whole conduction band of a solution, and by the field at the plane.
struct SpikeFactors {
  double band = 0;
  double plane = 0;
};
inline SpikeFactors spike_factors(const CellProfile& profile, double kt_eV) {
  const auto behind = std::ranges::find(profile.rows, 2U, &ProfileRow::layer);
  const auto front = std::ranges::find(profile.rows, 1U, &ProfileRow::layer);
  const double top = std::prev(behind)->conduction_eV;
  const auto decay = [&](double depth) {
    double sum = 0;
    for (auto row = std::prev(behind); row != front; --row) {
      const auto below = [&](double eV) { return std::max(0.0, eV - (top - depth)); };
      const double a = below(row->conduction_eV);
      const double b = below(std::prev(row)->conduction_eV);
      if (a == 0) {
        break;
      }
      const double share = b > 0 ? 1 : a / (row->conduction_eV - std::prev(row)->conduction_eV);
      // Of the root over a straight line from a to b.
      const double mean = 2.0 / 3 * (a + std::sqrt(a * b) + b) / (std::sqrt(a) + std::sqrt(b));
      sum += wave_number(0.2, mean * mean) * share * (row->x - std::prev(row)->x);
    }
    return sum;
  };
  constexpr double joint = 10 / 1e-15;
  const Tip tip = make_tip({-0.4, 0.2, 10, 1e24, joint}, true, kt_eV);
  const double step = std::prev(behind)->field * 1e-15 / kt_eV;
  return {crossing(top - behind->conduction_eV, kt_eV, decay), tunnel_gain(tip, -step).value};
}

}  // namespace heliofab::device::testing_cells
