// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/product_laminate.hpp"

#include <utility>

#include <fmt/format.h>

#include "heliofab/twin/make_module.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

namespace {

constexpr const char* at = "product.laminate";

}  // namespace

double LaidModule::areal_mass(const ProductPlan& plan) const noexcept {
  return laminate ? laminate->mass / laminate->aperture_area : plan.areal_mass;
}

LaidModule lay_module(const io::Document& document, const ProductPlan& plan, NominalModule module,
                      const std::filesystem::path& folder) {
  LaidModule laid{.module = std::move(module), .laminate = {}};
  if (plan.laminate.stack.empty()) {
    return laid;
  }
  LaminatePlan laminate = with_recipe(plan.laminate, laid.module.process.recipe);
  PlanProblems problems;
  problems.add(laminate_problems(laminate, at));
  problems.throw_located(document);
  laminate = with_materials(std::move(laminate), read_mechanics(folder), document, at);
  const module::ModuleDesign design = nominal_design(laid.module);
  laid.laminate =
      laminate_figures(laminate, {static_cast<double>(design.cells) * design.pitch,
                                  design.cell_length, laid.module.layout.laminate_ratio});
  if (laid.laminate->bend && laminate.bend.axis == BendAxis::along) {
    laid.module.bent = {laid.laminate->bend->tco.factor, laid.laminate->bend->mo.factor};
  }
  return laid;
}

std::vector<Diagnostic> bend_warnings(const LaidModule& laid, const ProductPlan& plan) {
  std::vector<Diagnostic> warnings;
  if (!laid.laminate || !laid.laminate->bend) {
    return warnings;
  }
  for (const OverstrainedLayer& l : laid.laminate->bend->beyond) {
    warnings.push_back(
        {.code = "W6142",
         .path = fmt::format("{}.bend.radius", at),
         .message =
             fmt::format("{:.4g} mm {} '{}', which bears {:.3g} % and is at {:.3g} %",
                         plan.laminate.bend.radius / unit::mm, l.is_tension ? "cracks" : "crushes",
                         l.layer, l.limit / unit::percent, l.strain / unit::percent),
         .note = "what that does is in no figure"});
  }
  return warnings;
}

}  // namespace heliofab::twin
