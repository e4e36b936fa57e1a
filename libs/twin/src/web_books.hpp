// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/process/cut.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// A length in whole micrometres, the nearest.
std::int64_t micrometres(double length);

/// The pieces of a cut roll in whole micrometres.
struct CutLengths {
  std::vector<std::int64_t> footprints;  // as in the plan
  std::vector<std::int64_t> scrap;
};

/// Each piece ends where the next one begins, so that all together are the roll to the micrometre.
/// @param length  of the roll [m] that the plan cuts
/// @throws LogicError when the pieces leave a gap or overlap by more than a micrometre
CutLengths exact_lengths(const process::CutPlan& plan, double length);

/// The films of a recipe with their densities (of the bulk; grade C).
std::vector<LayerRow> layers_of(const process::Recipe& recipe);

}  // namespace heliofab::twin
