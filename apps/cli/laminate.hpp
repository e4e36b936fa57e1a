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

/// A module in its plane, its stack with the numbers of its materials.
/// @throws InputError E1xxx, E6119, E2103, and E6201 where materials are not found
twin::PlaneModulePlan read_plane_module(const io::Document& document);

Laminate laminate_of(const twin::PlaneModulePlan& plan, const module::ModuleDesign& design);
/// @throws InputError E2103, E6201
Laminate laminate_of(const io::Document& document, const twin::ModulePlan& plan);

/// Power of a module [W], NaN in the dark, and what it would have flat.
struct LaminatePower {
  double here = 0;
  double flat = 0;
};

void add_laminate(Figures& figures, const Laminate& laminate, double power);
/// Of a module in its plane: the same columns whether it is bent or not.
void add_bend(Figures& figures, const Laminate& laminate, const LaminatePower& power);
std::string laminate_text(const Laminate& laminate, const LaminatePower& power);
/// Sets "laminate": what is no figure. Returns `json`.
io::Json& set_laminate(io::Json& json, const Laminate& laminate);

}  // namespace heliofab::cli
