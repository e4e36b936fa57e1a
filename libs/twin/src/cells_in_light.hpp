// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/device/conditions.hpp"
#include "heliofab/field/power_table.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin {

/// The lights and temperatures of points of a table, for the device engine.
std::vector<device::Condition> conditions_of(std::span<const field::PowerPoint> points);

/// The cell of one film in any light and warmth, all on meshes that err alike.
class CellsInLight {
 public:
  /// @throws InputError as CellModel
  CellsInLight(const Process& process, const process::CellParameters& film,
               const ReferenceData& data);

  /// @throws ModelError E3203 for a cell without a certified curve
  std::vector<device::CertifiedCurve> solve(std::span<const device::Condition> conditions) const;

 private:
  device::CellTask task_;
  device::CertificateLimits limits_;
};

}  // namespace heliofab::twin
