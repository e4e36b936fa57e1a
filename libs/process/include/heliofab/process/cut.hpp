// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/process/web_map.hpp"

namespace heliofab::process {

/// Where a module comes from on its roll. It spans the whole aperture width.
struct Footprint {
  double position = 0;  // [m] down-web start
  double length = 0;    // [m] down-web

  friend bool operator==(const Footprint&, const Footprint&) = default;
};

/// A roll cut into modules and scrap, which together are the roll.
struct CutPlan {
  std::vector<Footprint> footprints;  // by position
  std::vector<Stretch> scrap;         // by position, without overlap
};

/// Cuts as many modules of one length as the sound stretches of a roll hold.
/// @param length  of the roll [m], > 0
/// @param bad     stretches to leave out; may overlap, the first cause named wins
/// @param module_length  down-web [m], > 0
/// @param margin  web lost at each cut [m]
/// @throws InputError when a length is not above zero
CutPlan cut(double length, std::vector<Stretch> bad, double module_length, double margin);

}  // namespace heliofab::process
