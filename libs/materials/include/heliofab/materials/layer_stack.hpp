// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/materials/optical_constants.hpp"

namespace heliofab::materials {

/// A flat film or sheet of one material. A graded film is several layers.
struct Layer {
  std::string name = {};
  OpticalConstants constants = {};
  double thickness = 0;   // [m]
  double pair_yield = 1;  // [-] electron-hole pairs per absorbed photon; 0 for free carriers
  // [-] of what is absorbed, the share that makes pairs at each of the wavelengths of `constants`,
  // where free carriers take the rest; empty: all of it.
  std::vector<double> pair_share = {};

  friend bool operator==(const Layer&, const Layer&) = default;
};

/// What light meets, from the outside in: sheets thick and uneven enough to average interference
/// away, thin films that interfere, and a half-space that swallows what is left.
struct LayerStack {
  double front_index = 1;     // [-] of the medium the light comes from
  std::vector<Layer> sheets;  // incoherent, e.g. front film and adhesive; may be empty
  std::vector<Layer> films;   // coherent
  OpticalConstants back;      // e.g. Mo

  friend bool operator==(const LayerStack&, const LayerStack&) = default;
};

}  // namespace heliofab::materials
