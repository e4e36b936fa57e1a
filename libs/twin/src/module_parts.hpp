// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/module_plan.hpp"

namespace heliofab::twin {

/// The rectangles of a part that lies on some stripes, in each to the far edge where nothing is
/// said.
std::vector<module::Place> places_of(const StripesPlace& part, const module::ModuleDesign& design);

/// Adds patches, maps, faults of scribes, edges, bypasses and the film's table.
void add_parts(const PlaneModulePlan& plan, module::PlaneModule& module);

/// The film's table of J-V. @throws InputError E14xx, E6120
module::FilmTable film_table(const PlaneModulePlan& plan);

/// Puts the folder of a module's file before the tables that it names.
void locate_tables(const std::filesystem::path& folder, PlaneModulePlan& plan);

}  // namespace heliofab::twin
