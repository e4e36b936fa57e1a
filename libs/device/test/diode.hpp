// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "reference_cells.hpp"

namespace heliofab::device::testing_cells {

/// An n+ p junction of one material: the textbook diode. Lengths in m, densities in 1/m3.
struct Diode {
  double n_side = 1 * unit::um;
  double p_side = 6 * unit::um;
  double donors = 1e23;
  double acceptors = 1e22;
  double radiative = 0;   // [m3/s]
  double velocity = 1e5;  // [m/s] of minorities at their contact
  double temperature = 300;

  materials::Semiconductor material() const {
    materials::Semiconductor s = film(1.15, 4.5, 13.6);
    s.radiative = radiative;
    return s;
  }
  Case make() const {
    return {{{layer(n_side, material(), donors, {}, 100),
              layer(p_side, material(), -acceptors, {}, 200)},
             {ContactKind::flat_band, 0, 1e5, velocity},
             {ContactKind::flat_band, 0, velocity, 1e5},
             temperature},
            n_side,
            1e21,
            2e6};
  }
  double vt() const { return constants::boltzmann_eV * temperature; }
  double ni2() const {
    const double warmth = std::pow(temperature / 300, 3);
    return material().nc * material().nv * warmth * std::exp(-material().gap_eV / vt());
  }
  // Depletion width with the majority tails, 2 kT/q less than the built-in potential.
  double depletion(double voltage) const {
    const double built_in = vt() * std::log(donors * acceptors / ni2());
    return std::sqrt(2 * material().permittivity * constants::vacuum_permittivity /
                     constants::elementary_charge * (built_in - voltage - 2 * vt()) *
                     (1 / donors + 1 / acceptors));
  }
};

}  // namespace heliofab::device::testing_cells
