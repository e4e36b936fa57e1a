// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "figures.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/module_plan.hpp"

namespace heliofab::cli {

/// What a module weighs and how far it bends; nothing of one without a stack.
using Laminate = std::optional<twin::LaminateFigures>;

/// @throws InputError E2103, and E6201 where materials are not found
Laminate laminate_of(const io::Document& document, const twin::PlaneModulePlan& plan,
                     const module::ModuleDesign& design);
Laminate laminate_of(const io::Document& document, const twin::ModulePlan& plan);

// With the module's power [W], NaN in the dark.
void add_laminate(Figures& figures, const Laminate& laminate, double power);
std::string laminate_text(const Laminate& laminate, double power);
/// Sets "laminate": what is no figure. Returns `json`.
io::Json& set_laminate(io::Json& json, const Laminate& laminate);

}  // namespace heliofab::cli
