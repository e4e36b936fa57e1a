// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/module/plane_losses.hpp"
#include "heliofab/report/cell_tables.hpp"
#include "heliofab/twin/module_slopes.hpp"

// Where the power of a module goes and what every number of its file does to it: as columns for
// programs, as lines for a terminal, as a picture.
namespace heliofab::report {

/// Facts `ideal_W`, `delivered_W`, `voltage_V`; a row a loss: `key`, `loss`, `power_W` and `share`
/// of the ideal power.
CellTable module_losses_table(const module::PlaneLosses& losses);
/// From the ideal power down to what is left; losses too small for the last digit are left out.
/// Each line ends with '\n'.
std::string module_losses_text(const module::PlaneLosses& losses);
/// The same as a waterfall.
std::string module_losses_svg(std::string_view title, const module::PlaneLosses& losses);

/// `input`, `value` in the text `unit`, `pmax_W` by one such unit, `pmax_elasticity`; the largest
/// elasticity first. Nothing stands where the mesh would change.
/// @param pmax  [W] above 0
CellTable module_slopes_table(const std::vector<twin::ModuleSlope>& slopes, double pmax);
std::string module_slopes_text(const std::vector<twin::ModuleSlope>& slopes, double pmax);

}  // namespace heliofab::report
