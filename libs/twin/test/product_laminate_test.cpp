// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/product_laminate.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../src/bend.hpp"
#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/product_yield.hpp"

// Products in their laminates: what they weigh, and what a bend does to their modules.
namespace heliofab::twin {
namespace {

const std::string folder = HELIOFAB_SOURCE_DIR "/data";

struct Rolled {
  io::Document document;
  ProductPlan plan;
  NominalModule flat;

  LaidModule laid() const { return lay_module(document, plan, flat, folder); }
};

Rolled rolled_up(const std::vector<std::string>& overrides = {}) {
  Rolled r{
      .document = io::read_document(folder + "/products/roll-up.yaml", {.overrides = overrides}),
      .plan = {},
      .flat = {}};
  r.plan = read_product_plan(r.document).value;
  r.flat = read_product_module(r.document, r.plan, folder);
  return r;
}

// The stack with its recipe's films and its materials, as lay_module should have it.
LaminatePlan whole_stack(const Rolled& r) {
  return with_materials(with_recipe(r.plan.laminate, r.flat.process.recipe), read_mechanics(folder),
                        r.document, "product.laminate");
}

field::ModuleFigures rated(const NominalModule& module) {
  const std::vector<field::PowerPoint> test{{field::rated_light, field::rated_warmth}};
  return solve_module_at(module, fab2::data(), test)->front();
}

TEST(ProductLaminate, WeighsWhatItsLayersWeigh) {
  const Rolled r = rolled_up();
  const module::ModuleDesign design = nominal_design(r.flat);
  const LaminateFigures f =
      laminate_figures(whole_stack(r), {28 * 5e-3, 0.27, r.flat.layout.laminate_ratio});
  ASSERT_EQ(module::aperture_area(design), f.aperture_area);
  EXPECT_DOUBLE_EQ(r.laid().areal_mass(r.plan) * f.aperture_area, f.mass);
  EXPECT_NEAR(f.mass, 0.094, 0.002) << "kg";
}

TEST(ProductLaminate, LeavesTheMassOfItsPlanWithoutAStack) {
  ProductPlan plan;
  plan.areal_mass = 2.2;
  const Rolled r = rolled_up();
  const LaidModule laid = lay_module(r.document, plan, r.flat, folder);
  EXPECT_EQ(laid.areal_mass(plan), 2.2);
  EXPECT_EQ(laid.module, r.flat);
}

// `heliofab module` bends the sheets of a plan; the string of these sheets has this power.
TEST(ProductLaminate, IsBentTheModuleThatAPlaneModuleIs) {
  const Rolled r = rolled_up();
  module::ModuleDesign design = nominal_design(r.flat);
  const SheetsPlan bent =
      bent_sheets({.sheets = {.tco = design.tco_sheet_resistance, .mo = design.mo_sheet_resistance},
                   .laminate = whole_stack(r)},
                  design);
  EXPECT_GT(bent.tco, 1.3 * design.tco_sheet_resistance);
  const CellModel cell(r.flat.process.recipe, r.flat.process.physics, r.flat.process.cover,
                       fab2::data());
  module::StripCell stripe = nominal_stripe(r.flat.process, cell);
  design.tco_sheet_resistance = stripe.tco_sheet_resistance = bent.tco;
  design.mo_sheet_resistance = stripe.mo_sheet_resistance = bent.mo;
  EXPECT_EQ(rated(r.laid().module).power, module::solve_module(design, stripe).pmax());
}

TEST(ProductLaminate, LosesNothingWhereStrainRunsAcrossTheCurrent) {
  const Rolled r = rolled_up({"laminate.bend.axis=across"});
  EXPECT_GT(r.laid().laminate->bend->tco.factor, 1.3);
  EXPECT_EQ(r.laid().module, r.flat);
}

TEST(ProductLaminate, LosesNothingInAWideBend) {
  const Rolled r = rolled_up({"laminate.bend.radius=200 mm"});
  EXPECT_GT(r.laid().laminate->bend->tco.strain, 0);
  EXPECT_FALSE(r.laid().module.is_bent());
}

TEST(ProductLaminate, TellsItsPowerFlatAndWhatTheBendTakes) {
  ProductPower bent;
  bent.table.nominal = 3.8;
  rate_flat(4, bent);
  EXPECT_EQ(bent.table.nominal, 4);
  EXPECT_NEAR(bent.bend_loss, 0.05, 1e-15);
}

TEST(ProductLaminate, WarnsOfLayersBeyondWhatTheyBear) {
  const Rolled fine = rolled_up();
  EXPECT_TRUE(bend_warnings(fine.laid(), fine.plan).empty());
  const Rolled cracked = rolled_up({"laminate.stack.absorber.crack_strain=0.7 %"});
  const std::vector<Diagnostic> warnings = bend_warnings(cracked.laid(), cracked.plan);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].code, "W6142");
  EXPECT_EQ(warnings[0].path, "product.laminate.bend.radius");
  EXPECT_EQ(warnings[0].message, "20 mm cracks 'absorber', which bears 0.7 % and is at 0.825 %");
}

TEST(ProductLaminate, RefusesALayerOfAnUnknownMaterialAtItsPlace) {
  const Rolled r = rolled_up({"laminate.stack.back sheet.material=paper"});
  try {
    r.laid();
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics().front().code, "E2103");
    EXPECT_EQ(error.diagnostics().front().path, "product.laminate.stack.back sheet.material");
  }
}

}  // namespace
}  // namespace heliofab::twin
