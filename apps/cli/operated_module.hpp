// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "figures.hpp"
#include "heliofab/core/observer.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/mesh_errors.hpp"
#include "heliofab/twin/module_answer.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "laminate.hpp"
#include "plane_module.hpp"

namespace heliofab::cli {

/// A module as it is operated.
struct Operated {
  module::PlaneModule module;
  std::optional<module::PlaneHeat> heat;  // that is solved as well
  double irradiance = 1000;               // [W/m2]
  Laminate laminate;
  std::optional<module::PlaneModule> flat;  // of one that is bent

  explicit Operated(const twin::PlaneModulePlan& plan)
      : module(twin::plane_module(plan)), laminate(laminate_of(plan, module.design)) {
    if (laminate && laminate->bend) {
      twin::PlaneModulePlan unbent = plan;
      unbent.laminate.bend = {};
      flat = twin::plane_module(unbent);
    }
    if (plan.operation == twin::Operation::heated) {
      heat = twin::plane_heat(plan);
      irradiance = plan.heat.heat.irradiance;
    }
  }
  const module::PlaneHeat* warmth() const { return heat ? &*heat : nullptr; }
};

double efficiency_of(const Operated& m, const twin::PlaneFigures& f);  // [-]

/// Temperatures at a voltage [V], or none.
std::optional<module::HeatState> state_at(const Operated& m, double voltage);

/// The highest power, and that of the module laid flat; 0 when the observer stopped it.
LaminatePower powers_of(const Operated& m, const twin::PlaneFigures& f, Observer* observer);

Figures figures_of(const Operated& m, const twin::PlaneFigures& f, const LaminatePower& power,
                   const std::optional<module::HeatState>& state);

/// In the dark there are no figures, but the same keys.
twin::PlaneFigures solved(const Operated& m, Observer* observer);

/// Where a module is looked at.
struct Bias {
  double voltage = 0;                        // [V]
  std::optional<twin::DrivenModule> driven;  // by a current
  std::optional<module::HeatState> state;    // of one that heat warms
};

Bias bias_of(const Operated& m, const std::optional<BiasPoint>& at, double best);

/// Of figures that there are.
std::optional<twin::MeshErrors> mesh_errors_of(const Operated& m, const twin::PlaneFigures& f,
                                               const Bias& bias);

}  // namespace heliofab::cli
