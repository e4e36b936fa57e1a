// SPDX-License-Identifier: Apache-2.0
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "heliofab/twin/fab_plan.hpp"

namespace heliofab::twin {

namespace {

std::vector<Diagnostic> web_warnings(const process::Evaporator& evaporator,
                                     const process::Recipe& recipe, std::string_view root) {
  std::vector<Diagnostic> warnings =
      process::warnings_of(evaporator, recipe.absorber.substrate_temperature);
  for (Diagnostic& w : warnings) {
    w.path = fmt::format("{}.{}", root, w.path);
  }
  return warnings;
}

}  // namespace

std::vector<Diagnostic> warnings_of(const FabPlan& plan) {
  return web_warnings(plan.process.tools.cigs.evaporator, plan.process.recipe, "fab.process");
}

// A film or a module alone names no tool: the web is that of the usual one.
std::vector<Diagnostic> warnings_of(const FilmPlan& plan) {
  return web_warnings({}, plan.recipe, "film");
}

std::vector<Diagnostic> warnings_of(const ModulePlan& plan) {
  return web_warnings({}, plan.recipe, "module");
}

}  // namespace heliofab::twin
