// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "plan_problems.hpp"

// Bends of modules in their plane.
namespace heliofab::twin {

/// Finds layers that are said to be the same contact, and a bend of no contact.
void check_contacts(const LaminatePlan& plan, const std::string& path, PlanProblems& problems);

/// Refuses radii that no plate is bent to, and those at which a contact is no conductor any more.
/// @param plan  with its materials
/// @throws InputError E6119
void check_bend(const LaminatePlan& plan, const io::Document& document, const std::string& path);

/// The bent stretch of a module, from its edge [m].
struct BentStretch {
  double from = 0;
  double to = 0;
  double whole = 0;  // of the module, in the direction of the stretch

  bool is_whole() const noexcept;
};
BentStretch bent_stretch(const BendPlan& bend, const module::ModuleDesign& design);

/// Finds a stretch that leaves the module, or a population of modules bent along a part of them.
void check_stretch(const PlaneModulePlan& plan, const module::ModuleDesign& design,
                   PlanProblems& problems);

/// Sheets of a module: of one bent as a whole those of its cracked contacts, over the scribes as
/// well.
SheetsPlan bent_sheets(const PlaneModulePlan& plan, const module::ModuleDesign& design);

/// Adds the patches of a stretch that is bent while the rest is flat. Sheets over its scribes stay
/// as they are.
void add_bent_stretch(const PlaneModulePlan& plan, module::PlaneModule& module);

}  // namespace heliofab::twin
