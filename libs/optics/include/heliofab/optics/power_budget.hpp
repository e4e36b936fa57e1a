// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "heliofab/optics/incidence.hpp"

namespace heliofab::optics {

/// One homogeneous film as light of one wavelength sees it.
struct Film {
  std::complex<double> index = 1;  // [-] n + i k; n > 0, k >= 0 absorbs
  double thickness = 0;            // [m] >= 0

  friend bool operator==(const Film&, const Film&) = default;
};

/// Where the light goes, as fractions of the incident power.
/// reflected + transmitted + sum(absorbed) == 1 within 1e-12.
struct PowerBudget {
  double reflected = 0;          // [-]
  double transmitted = 0;        // [-] into the back half-space
  std::vector<double> absorbed;  // [-] one per film, front to back

  friend bool operator==(const PowerBudget&, const PowerBudget&) = default;
};

/// Splits a plane wave over a stack of flat, coherent films.
///
/// @param films       front to back; empty means a bare interface
/// @param front,back  indices of the half-spaces [-]; `front` is real and > 0, `back` as of a film
/// @param wavelength  in vacuum [m], > 0
/// @param incidence   angle in the front half-space and polarisation
/// @throws InputError E2203 when an argument breaks one of the bounds above, E2205 (angle)
///
/// O(films). Stable for opaque films: admittances are carried from the back to the front, so no
/// growing exponential is ever formed. Equations 2.4-2.9, 2.17-2.19 in docs/theory/optics.md;
/// [pettersson1999], [macleod2010].
PowerBudget power_budget(std::span<const Film> films, double front, std::complex<double> back,
                         double wavelength, const Incidence& incidence = {});

/// Fraction of the incident power absorbed between the front of the first film and each position.
///
/// @param positions  depth below the front of the first film [m], non-decreasing, within the films
/// @throws InputError E2203, E2204 (positions), E2205 (angle)
///
/// Closed form with interference: exact at any position, not a sum over slices. Equation 2.10.
std::vector<double> cumulative_absorptance(std::span<const Film> films, double front,
                                           std::complex<double> back, double wavelength,
                                           std::span<const double> positions,
                                           const Incidence& incidence = {});

}  // namespace heliofab::optics
