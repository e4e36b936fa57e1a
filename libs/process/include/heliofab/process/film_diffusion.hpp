// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace heliofab::process {

/// What a step of the web's path adds to the film, from the back contact on.
struct GrowthLayer {
  double sites = 0;    // [1/m2] In and Ga atoms, > 0
  double gallium = 0;  // [1/m2] Ga atoms among them
  double spread = 0;   // [m2] diffusivity times the time the step takes
};

/// Ga / (Ga + In) of each layer, back to front, after Ga and In have changed places while the film
/// grew: diffusion over the sites that hold either, without flux through either face.
///
/// Conservative finite volumes, one for each layer, the last of which fills up while the others
/// mix; two implicit stages for each layer, which damp every wave. Of second order in the number of
/// layers, but for the face of a film that grows: 1.5 (measured). theory/evaporation.md (9)-(10).
/// @param site_density  In and Ga atoms in the film [1/m3]
std::vector<double> interdiffuse(std::span<const GrowthLayer> layers, double site_density);

}  // namespace heliofab::process
