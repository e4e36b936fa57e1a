// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/module/plane_module.hpp"
#include "operated_module.hpp"
#include "plane_module.hpp"

namespace heliofab::cli {

/// @throws StorageError, as the others
void write_curve(const std::string& file, const module::PlaneCurve& curve);

/// Map and picture at a voltage [V], as asked for.
void write_map(const twin::PlaneModulePlan& plan, const Operated& m, double voltage,
               const PlaneModuleOptions& options);

/// @param voltage  [V] whose temperatures its films have, where heat counts
void write_netlist(const std::string& file, const Operated& m, double voltage,
                   const std::vector<double>& voltages);

}  // namespace heliofab::cli
