// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "heliofab/market/cost.hpp"
#include "heliofab/twin/fab_plan.hpp"

namespace heliofab::twin {

/// What the coating tools use for a square metre of web, full width [kg]: evaporants as the tuned
/// sources emit them, also while a roll is changed; targets as they are bought; solution as it is
/// dosed and filled. Nothing where films do not follow from tools. theory/market.md (17)-(19).
std::vector<market::MaterialUse> film_materials(const FabPlan& plan);

/// The same without masses: what needs a price.
std::vector<market::MaterialUse> film_material_names(const FabPlan& plan);

/// True for what is bought as a sputter target: its mass goes with the inverse of the utilisation.
bool is_target(std::string_view material) noexcept;

}  // namespace heliofab::twin
