// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// Conduction electrons of a transparent conductor. The defaults are the film behind the table
/// `azo`: density from its plasma edge, mobility from that and its resistivity [treharne2011].
struct FreeCarriers {
  double density = 3.9e26;  // [1/m3]
  double mobility = 34e-4;  // [m2/V/s] as the Hall effect or a four-point probe sees it

  friend bool operator==(const FreeCarriers&, const FreeCarriers&) = default;
};

/// 1 / (q N mu d) [ohm/sq]. @throws InputError E2105 unless all are > 0
double sheet_resistance(const FreeCarriers& carriers, double thickness);

/// The density that gives a film of `thickness` [m] its `sheet_resistance` [ohm/sq] at `mobility`
/// [m2/V/s]. @throws InputError E2105 unless all are > 0
FreeCarriers carriers_for(double sheet_resistance, double thickness, double mobility);

/// n, k of ZnO:Al with other carriers than the tabulated film.
///
/// The Drude part of the tabulated permittivity is exchanged for that of `carriers`: density moves
/// the plasma edge, density over mobility the infrared absorption. With the default carriers the
/// table comes back unchanged.
///
/// @param table     n, k of ZnO:Al at the default FreeCarriers
/// @param carriers  0 or more [1/m3]; mobility > 0
/// @throws InputError E2101, E2105
///
/// Limits: no Burstein-Moss shift of the ultraviolet edge. Damping rises as mobility falls, in the
/// ratio of the tabulated film; where grain boundaries limit the electrical mobility give a higher
/// one here. Equations 1.4-1.7 in docs/theory/optics.md.
OpticalConstants azo_optics(const OpticalConstants& table, const FreeCarriers& carriers);

}  // namespace heliofab::materials
