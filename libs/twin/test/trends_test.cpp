// SPDX-License-Identifier: Apache-2.0
// A changed input moves the module the way the literature says. Relations, not figures: the size of
// most of them depends on the film.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

struct Outcome {
  CellFigures cell;
  double efficiency = 0;  // [-] of the aperture
  double fill_factor = 0;
  double voc_per_cell = 0;  // [V]
  double isc = 0;           // [A]
};

// FAB 2's 5 m module of nominal film, with inputs changed.
Outcome outcome(const std::vector<std::string>& overrides = {}) {
  const FabPlan plan = fab2::plan(overrides).value;
  const Process& p = plan.process;
  const CellModel model(p.recipe, p.physics, p.cover, fab2::data());
  const module::StripCell stripe = nominal_stripe(p, model);
  const module::ModuleDesign design = nominal_design(p, plan.products.front());
  const module::ModuleCurve curve = module::solve_module(design, stripe);
  return {.cell = cell_figures(stripe),
          .efficiency = module::aperture_efficiency(design, curve),
          .fill_factor = curve.fill_factor,
          .voc_per_cell = curve.voc / static_cast<double>(design.cells),
          .isc = curve.isc};
}

const Outcome& base() {
  static const Outcome fab2 = outcome();
  return fab2;
}

// Gallium widens the gap: more voltage, less current.
TEST(Trends, LessGalliumGivesCurrentForVoltage) {
  const Outcome less = outcome({"process.recipe.absorber.ggi=0.24"});
  EXPECT_LT(less.voc_per_cell, base().voc_per_cell - 0.02);
  EXPECT_GT(less.cell.jsc, base().cell.jsc + 5);
}

// Beyond the window bulk defects take what the gap gives [hanna2001].
TEST(Trends, TooMuchGalliumCostsEfficiency) {
  EXPECT_LT(outcome({"process.recipe.absorber.ggi=0.5"}).efficiency, base().efficiency - 0.01);
}

// A thicker front contact conducts better and absorbs more.
TEST(Trends, LowerSheetResistanceGivesFillFactorForCurrent) {
  const Outcome thick = outcome({"process.recipe.window.sheet_resistance=8 ohm/sq"});
  EXPECT_GT(thick.fill_factor, base().fill_factor + 0.01);
  EXPECT_LT(thick.cell.jsc, base().cell.jsc - 5);
  const Outcome thin = outcome({"process.recipe.window.sheet_resistance=40 ohm/sq"});
  EXPECT_LT(thin.fill_factor, base().fill_factor - 0.03);
  EXPECT_GT(thin.cell.jsc, base().cell.jsc + 5);
}

// Narrow cells lose area to the scribes, wide ones power in the front contact: 4 to 6 mm is usual.
TEST(Trends, PitchHasAnOptimumOfAFewMillimetres) {
  const double narrow = outcome({"products.building.pitch=2.5 mm"}).efficiency;
  const double wide = outcome({"products.building.pitch=9 mm"}).efficiency;
  EXPECT_LT(narrow, base().efficiency);
  EXPECT_LT(wide, base().efficiency);
  EXPECT_GT(outcome({"products.building.pitch=2.5 mm"}).fill_factor, base().fill_factor);
}

// From needle to bad laser contacts [westin2008]: the fill factor alone.
TEST(Trends, P2ContactCostsFillFactorAndNothingElse) {
  const Outcome bad = outcome({"process.scribes.p2_contact=2 ohm cm"});
  EXPECT_LT(bad.fill_factor, base().fill_factor - 0.01);
  EXPECT_NEAR(bad.voc_per_cell, base().voc_per_cell, 1e-6);
  EXPECT_NEAR(bad.isc, base().isc, 0.01 * base().isc);
}

// Without sodium cells lose 80 to 100 mV and 2.5 to 4 points [rudmann2005]; ours, of shorter
// lifetime than the cells published, may lose a little less.
TEST(Trends, NoSodiumCostsVoltage) {
  const Outcome none = outcome({"process.recipe.absorber.naf_thickness=0 nm"});
  EXPECT_LT(none.cell.voc, base().cell.voc - 0.06);
  EXPECT_GT(none.cell.voc, base().cell.voc - 0.13);
  EXPECT_LT(none.cell.efficiency(), base().cell.efficiency() - 0.02);
  EXPECT_GT(none.cell.efficiency(), base().cell.efficiency() - 0.05);
}

// From 2 um to 1 um good cells lose 1 to 1.5 mA/cm2 [lundberg2003]; far below shunts grow.
TEST(Trends, ThinAbsorbersLoseCurrentThenShunt) {
  const std::string good = "process.physics.lifetime=10 ns";
  const Outcome two = outcome({good});
  const Outcome one = outcome({good, "process.recipe.absorber.thickness=1 um"});
  EXPECT_LT(one.cell.jsc, two.cell.jsc - 10);
  EXPECT_GT(one.cell.jsc, two.cell.jsc - 25);
  EXPECT_LT(one.efficiency, two.efficiency);
  const Outcome half = outcome({good, "process.recipe.absorber.thickness=0.45 um"});
  EXPECT_LT(half.efficiency, one.efficiency - 0.02);
  EXPECT_LT(half.fill_factor, one.fill_factor - 0.05);
}

// Where carriers live as short as in FAB 2's film, much of 2 um collects nothing: half of it does
// as well. Below that even such a film loses.
TEST(Trends, ThicknessMattersLittleWhereCarriersDieYoung) {
  const Outcome one = outcome({"process.recipe.absorber.thickness=1 um"});
  EXPECT_NEAR(one.cell.jsc, base().cell.jsc, 7);
  EXPECT_LT(outcome({"process.recipe.absorber.thickness=0.45 um"}).efficiency,
            base().efficiency - 0.01);
}

// Hot polyimide, within its limit, grows better grains [caballero2011].
TEST(Trends, AWarmerWebGivesVoltage) {
  EXPECT_GT(outcome({"process.recipe.absorber.substrate_temperature=460 degC"}).voc_per_cell,
            base().voc_per_cell + 0.005);
}

// Copper-rich films shunt.
TEST(Trends, TooMuchCopperCostsFillFactor) {
  const Outcome rich = outcome({"process.recipe.absorber.cgi=0.99"});
  EXPECT_LT(rich.fill_factor, base().fill_factor - 0.05);
}

// A laminate takes its share of the light; nothing else changes.
TEST(Trends, ALaminateCostsCurrent) {
  const Outcome bare = outcome({"process.cover=bare"});
  EXPECT_NE(bare.cell.jsc, base().cell.jsc);
  EXPECT_NEAR(bare.cell.voc, base().cell.voc, 0.005);
}

}  // namespace
}  // namespace heliofab::twin
