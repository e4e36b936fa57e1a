// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// n, k of two media mixed more finely than light can see, neither inside the other (Bruggeman).
/// A rough interface is a thin film of the media on both sides in equal parts, as in ellipsometry.
///
/// @param share       [-] of the volume that belongs to `b`, 0 .. 1
/// @param wavelength  in vacuum [m], strictly increasing, two or more
/// @throws InputError E2101, E2102 (tables), E2107 (share)
///
/// Limits: grains or bumps well below wavelength / (2 pi n), about 20 nm for light in an absorber;
/// nothing is scattered, so rougher faces lose too little light to their sides. Spheres on average:
/// columns and pores have other averages. Equation 1.13 in docs/theory/optics.md; [bruggeman1935],
/// the choice of the root [roussel1993].
OpticalConstants effective_medium(const OpticalConstants& a, const OpticalConstants& b,
                                  double share, std::span<const double> wavelength);

}  // namespace heliofab::materials
