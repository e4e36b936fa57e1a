// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/optics/spectrum.hpp"

namespace heliofab::optics {

/// One film as absorption alone sees it.
struct AbsorbingFilm {
  double thickness = 0;            // [m] >= 0
  std::vector<double> absorption;  // [1/m] >= 0, at each wavelength of the spectrum
  // [-] pairs per photon absorbed, 0 .. 1, at each wavelength; empty: 1
  std::vector<double> pair_yield = {};

  friend bool operator==(const AbsorbingFilm&, const AbsorbingFilm&) = default;
};

/// What the faces of the films do to rays.
struct RayFaces {
  double front_reflectance = 0;  // [-] of the light that arrives
  double back_reflectance = 0;   // [-] of what gets there; it passes the films once more

  friend bool operator==(const RayFaces&, const RayFaces&) = default;
};

/// Pairs made between the front of the first film and each position [1/m2/s], without interference:
/// each film thins the light by its absorption, down and, off the back, up again.
///
/// @param positions  [m] non-decreasing, within the films (a part in 1e9 beyond is forgiven)
/// @throws InputError E2201 (spectrum), E2203 (a film or face out of bounds), E2204 (positions)
///
/// O(wavelengths * positions). Equation 2.16 in docs/theory/optics.md.
std::vector<double> beer_lambert(std::span<const AbsorbingFilm> films, const Spectrum& spectrum,
                                 const RayFaces& faces, std::span<const double> positions);

}  // namespace heliofab::optics
