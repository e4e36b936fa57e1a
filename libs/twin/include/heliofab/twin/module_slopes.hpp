// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/twin/module_plan.hpp"

namespace heliofab::twin {

/// What one number of a module's file does to its highest power, to first order.
struct ModuleSlope {
  std::string path;  // "module.sheets.tco"
  double value = 0;  // [SI]
  Unit unit;         // it is described in
  // [W] by the number [SI]; none where any change of it would need a mesh of other elements, as
  // where an edge of a shade lies on that of a flaw
  std::optional<double> power;

  friend bool operator==(const ModuleSlope&, const ModuleSlope&) = default;
};

/// The slopes of power by every number of a plan that is not 0, in the order of the file, but for
/// those of mesh and sweep. Numbers that do nothing are left out.
///
/// @param voltage  [V] that of the highest power
/// @throws ModelError E4202, of a heated module E4203
///
/// One voltage and one linear system solved, of a heated module the answers of its temperatures as
/// well; each number takes the making of two modules.
std::vector<ModuleSlope> module_slopes(const PlaneModulePlan& plan, double voltage);

}  // namespace heliofab::twin
