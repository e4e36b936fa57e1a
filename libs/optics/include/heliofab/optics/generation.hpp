// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "heliofab/materials/layer_stack.hpp"
#include "heliofab/optics/incidence.hpp"
#include "heliofab/optics/spectrum.hpp"

namespace heliofab::optics {

/// Where the photons of a spectrum go, as currents of one charge per photon [A/m2].
/// reflected + sum(sheets) + sum(films) + transmitted == incident within 1e-12 of incident.
struct Photocurrents {
  double incident = 0;
  double reflected = 0;        // by the whole stack, escape through the front included
  double transmitted = 0;      // into the back half-space; for a metal, absorbed there
  std::vector<double> sheets;  // absorbed in each sheet
  std::vector<double> films;   // absorbed in each film

  friend bool operator==(const Photocurrents&, const Photocurrents&) = default;
};

/// Splits the photons of a spectrum.
///
/// @param stack      sheets as rays, films as waves; see power_budget
/// @param spectrum   light on the plane of the stack, whatever the angle; its wavelengths are the
///                   ones computed, and every table must cover them (rebin)
/// @param incidence  angle in the medium of stack.front_index, and polarisation
/// @throws InputError E2101, E2102 (a table), E2201 (spectrum), E2203 (stack), E2205 (angle)
///
/// O(wavelengths * layers). Equations 2.4-2.14 and 2.17-2.19 in docs/theory/optics.md.
Photocurrents photocurrents(const materials::LayerStack& stack, const Spectrum& spectrum,
                            const Incidence& incidence = {});

/// Electron-hole pairs made by light in the films of a device.
struct Generation {
  std::vector<double> position;    // [m] below the front of the first film of the device
  std::vector<double> cumulative;  // [1/m2/s] pairs made between position[0] and each position
  Photocurrents currents;          // of the same light

  friend bool operator==(const Generation&, const Generation&) = default;
};

/// Pairs made between the first position and each other, exact at each position whatever their
/// spacing: each absorbed photon makes Layer::pair_yield pairs where it is absorbed.
///
/// @param first_film  index into stack.films of the film whose front is x = 0 of the device
/// @param positions   [m] non-decreasing, from 0 to the sum of the thicknesses from there on (a
///                    part in 1e9 beyond is forgiven); one or more
/// @throws InputError E2101, E2102, E2201, E2203, E2204 (positions), E2205 (angle)
///
/// O(wavelengths * (layers + positions)), about 3 ns per wavelength and position in absorbing
/// films. Equations 2.10 and 2.15.
Generation make_generation(const materials::LayerStack& stack, const Spectrum& spectrum,
                           std::size_t first_film, std::span<const double> positions,
                           const Incidence& incidence = {});

/// The same for light of one wavelength: pairs per incident photon between the first position and
/// each position [-]. What a quantum efficiency needs.
std::vector<double> pairs_per_photon(const materials::LayerStack& stack, double wavelength,
                                     std::size_t first_film, std::span<const double> positions,
                                     const Incidence& incidence = {});

}  // namespace heliofab::optics
