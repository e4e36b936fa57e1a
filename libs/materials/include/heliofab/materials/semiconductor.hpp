// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace heliofab::materials {

/// How the mobility of one carrier falls with doping N: minimum + (mobility - minimum) / (1 + (N /
/// reference)^exponent), equation (20) of docs/theory/device.md.
struct ImpurityScattering {
  double minimum = 0;     // [m2/V/s] of the most heavily doped film
  double reference = 0;   // [1/m3] doping that takes half of the rest; 0: mobility does not fall
  double exponent = 0.7;  // [-]

  friend bool operator==(const ImpurityScattering&, const ImpurityScattering&) = default;
};

/// Band and transport parameters of one semiconductor at about 300 K. Energies in eV.
struct Semiconductor {
  double gap_eV = 1.15;
  double affinity_eV = 4.5;         // vacuum level above the conduction band edge
  double permittivity = 13.6;       // [-] relative, static
  double nc = 2.2e24;               // [1/m3] effective density of states of the conduction band
  double nv = 1.8e25;               // [1/m3] of the valence band
  double mobility_n = 100e-4;       // [m2/V/s]
  double mobility_p = 25e-4;        // [m2/V/s]
  double radiative = 0;             // [m3/s] coefficient B of B (n p - ni^2)
  double auger_n = 0;               // [m6/s] coefficient C of C n (n p - ni^2)
  double auger_p = 0;               // [m6/s] of C p (n p - ni^2)
  ImpurityScattering scattering_n;  // mobility_n is then that of the undoped film
  ImpurityScattering scattering_p;
  double saturation_n = 0;  // [m/s] drift velocity that no field exceeds; 0: none
  double saturation_p = 0;  // [m/s]

  friend bool operator==(const Semiconductor&, const Semiconductor&) = default;
};

/// Gap of Cu(In,Ga)Se2 [eV] at ggi [-], 0 .. 1; equation 1.8 in docs/theory/optics.md.
/// @throws InputError E2104
double cigs_gap(double ggi);

/// Cu(In,Ga)Se2 of composition ggi [-], 0 .. 1. Gallium lifts the conduction band by nearly all of
/// the gap it adds (cigs_valence_share goes down into the valence band).
/// @throws InputError E2104
Semiconductor cigs(double ggi);

/// Part of the gap change taken by the valence band [-].
inline constexpr double cigs_valence_share = 0.1;

Semiconductor cds();     // buffer
Semiconductor i_zno();   // undoped window
Semiconductor zno_al();  // transparent contact; its doping belongs to the device layer

/// One number of the sets above with its origin, for views.
struct Datum {
  std::string_view material;  // "cigs", "cds", "i_zno", "zno_al"
  std::string_view quantity;  // member of Semiconductor, or "doping" (typical, [1/m3])
  double value;               // SI; energies in eV
  std::string_view unit;
  std::string_view grade;   // A stated by the source, B derived, C typical, D our estimate
  std::string_view source;  // key in docs/references.bib; empty for D
  std::string_view note;
};

/// Every number behind cigs(0.30), cds(), i_zno() and zno_al(), and typical doping.
std::span<const Datum> semiconductor_data() noexcept;

}  // namespace heliofab::materials
