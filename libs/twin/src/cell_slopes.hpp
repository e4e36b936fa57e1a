// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/twin/cell_analysis.hpp"

namespace heliofab::twin {

/// Derivatives of the figures by every number of the plan that is not 0, from one adjoint solution
/// for each figure; inputs that do nothing are left out.
std::vector<InputSlopes> input_slopes(const CellPlan& plan, const CellData& data,
                                      const device::CellTask& task);

}  // namespace heliofab::twin
