// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// A resonance without loss: strength L^2 / (L^2 - wavelength^2) at the wavelength L.
struct Sellmeier {
  double strength = 0;    // [-] >= 0
  double wavelength = 0;  // [m] > 0, of the resonance

  friend bool operator==(const Sellmeier&, const Sellmeier&) = default;
};

/// Free electrons.
struct Drude {
  double plasma_energy_eV = 0;  // >= 0, unscreened
  double damping_eV = 0;        // > 0

  friend bool operator==(const Drude&, const Drude&) = default;
};

/// Those of a density [1/m3] with an effective mass [-] over that of free electrons and a mobility
/// [m2/V/s] as light sees it: above 0 all three. Equation 1.14 in docs/theory/optics.md. Unchecked.
Drude free_electrons(double density, double mobility, double mass) noexcept;

/// Absorption across a gap, and the refraction that goes with it [jellison1996].
struct TaucLorentz {
  double amplitude_eV = 0;  // A >= 0
  double energy_eV = 0;     // E0 > 0, of the transition
  double width_eV = 0;      // C > 0, below 2 E0
  double gap_eV = 0;        // Eg >= 0; nothing is absorbed below it

  friend bool operator==(const TaucLorentz&, const TaucLorentz&) = default;
};

/// A material by formula: the permittivity is the sum of the terms.
struct Dispersion {
  double permittivity = 1;  // [-] >= 0, far above all resonances
  std::vector<Sellmeier> sellmeier = {};
  std::vector<Drude> drude = {};
  std::vector<TaucLorentz> tauc_lorentz = {};

  friend bool operator==(const Dispersion&, const Dispersion&) = default;
};

/// Relative permittivity of one term at a photon energy [eV] > 0; equations 1.5 and 1.9-1.12 in
/// docs/theory/optics.md. Unchecked.
std::complex<double> permittivity(const Sellmeier& term, double energy_eV) noexcept;
std::complex<double> permittivity(const Drude& term, double energy_eV) noexcept;
std::complex<double> permittivity(const TaucLorentz& term, double energy_eV) noexcept;

/// The table that a formula gives.
///
/// @param wavelength  in vacuum [m], strictly increasing, two or more
/// @throws InputError E2106 with every reason why the formula cannot be used, E2101 where it gives
///         no index above 0 (at a resonance without loss, or a metal without damping)
///
/// O(wavelengths * terms).
OpticalConstants tabulate(const Dispersion& dispersion, std::span<const double> wavelength);

/// A medium with free carriers more: their permittivities add up.
/// @throws InputError E2101, E2102 (host), E2106 (terms)
OpticalConstants with_free_carriers(const OpticalConstants& host, std::span<const Drude> carriers,
                                    std::span<const double> wavelength);

/// The loss of free carriers at each wavelength: the imaginary part of their permittivity [-]. What
/// they absorb makes heat and no pairs. Unchecked.
std::vector<double> free_carrier_loss(std::span<const Drude> carriers,
                                      std::span<const double> wavelength);

/// Clear glasses and polymers far from resonances: n = a + b / L^2 + c / L^4.
struct Cauchy {
  double a = 1;  // [-]
  double b = 0;  // [m2]
  double c = 0;  // [m4]

  friend bool operator==(const Cauchy&, const Cauchy&) = default;
};

/// @throws InputError E2101 where n is not above 0
OpticalConstants tabulate(const Cauchy& cauchy, std::span<const double> wavelength);

}  // namespace heliofab::materials
