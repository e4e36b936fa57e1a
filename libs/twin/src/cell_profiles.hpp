// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "heliofab/twin/cell_plan.hpp"

namespace heliofab::twin {

/// The electrical profiles of a layer with their keys, all but those of its levels.
inline std::array<std::pair<std::string_view, const Profile*>, 12> profiles_of(
    const LayerPlan& layer) {
  return {{{"gap", &layer.gap_eV},
           {"affinity", &layer.affinity_eV},
           {"permittivity", &layer.permittivity},
           {"nc", &layer.nc},
           {"nv", &layer.nv},
           {"mobility_n", &layer.mobility_n},
           {"mobility_p", &layer.mobility_p},
           {"donors", &layer.donors},
           {"acceptors", &layer.acceptors},
           {"radiative", &layer.radiative},
           {"auger_n", &layer.auger_n},
           {"auger_p", &layer.auger_p}}};
}

/// The place at a share of a layer's thickness.
inline ProfilePlace place_in(const LayerPlan& layer, double depth) {
  return {depth, value_at(layer.composition, {.depth = depth})};
}

}  // namespace heliofab::twin
