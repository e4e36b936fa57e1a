// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/report/product_report.hpp"
#include "product_report.hpp"

// Modules of a run on the page of a product that is made of them.
namespace heliofab::cli {

/// Without what they give indoors.
report::ProductModules page_modules(const RunModules& modules, const twin::RunRecord& record);

/// Adds the power of each module at the levels of `over`, where the median and the mean of them
/// take the place of the recipe's film as its own. Modules of a product that is not for rooms are
/// solved again in dim light.
/// @throws ModelError E3203, E4205
void add_rooms(const SolvedProduct& product, const ProductSources& sources,
               const twin::LampLight& lamp, report::ProductModules& modules,
               twin::IndoorOverShunts& over);

}  // namespace heliofab::cli
