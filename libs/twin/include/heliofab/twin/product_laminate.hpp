// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/product_plan.hpp"

// What a product is wrapped in, and what its bend does to its module.
namespace heliofab::twin {

/// A product's module in its laminate.
struct LaidModule {
  NominalModule module;                     // bent as the product is
  std::optional<LaminateFigures> laminate;  // nothing without a stack

  /// By aperture [kg/m2]; of a product without a laminate what its plan says.
  double areal_mass(const ProductPlan& plan) const noexcept;
};

/// Lays a flat module into the laminate of a product. Where the axis of the bend lies along the
/// stripes, strain runs with the current and sheets resist more by (22a) of docs/theory/module.md.
/// Where it lies across them the current runs between the cracks: sheets stay as they are.
///
/// @param module  flat; its recipe says how thick films are whose layers do not
/// @param folder  data/, whose mechanics/ has the materials
/// @throws InputError E2103, E6119 at the places of the product
LaidModule lay_module(const io::Document& document, const ProductPlan& plan, NominalModule module,
                      const std::filesystem::path& folder);

/// Warnings W6142 of layers that the bend takes beyond what they bear, where no law says what that
/// does.
std::vector<Diagnostic> bend_warnings(const LaidModule& laid, const ProductPlan& plan);

}  // namespace heliofab::twin
