// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

// A portable module of FAB 2's tools on a film as the recipe wants it.
class Sheet {
 public:
  Sheet() {
    plan_.process.tools = process::without_straying(plan_.process.tools);
    roll_.map =
        process::even_map({0, 0, 10, plan_.process.aperture_width}, nominal_film(plan_.process));
  }
  MadeModule make(const std::function<void(process::LineTools&)>& change) const {
    Process process = plan_.process;
    change(process.tools);
    return ModuleMaker(process, curves_, 1).make(product(), roll_, {3, product().length});
  }
  double loss(const std::function<void(process::LineTools&)>& change) const {
    const double sound = make([](process::LineTools&) {}).curve.pmax();
    return 1 - make(change).curve.pmax() / sound;
  }
  const Product& product() const { return plan_.products[2]; }
  const FabPlan& plan() const { return plan_; }

 private:
  // Films of two thicknesses: the table is quicker than a solve for each place of each stripe.
  FilmCurves table() const {
    process::Film film = nominal_film(plan_.process);
    std::vector<process::CellParameters> films{cell_parameters(plan_.process, film)};
    film.thickness *= 1.01;
    films.push_back(cell_parameters(plan_.process, film));
    return FilmCurves(model_, films, nullptr);
  }

  FabPlan plan_ = fab2::plan().value;
  CellModel model_{plan_.process.recipe, plan_.process.physics, plan_.process.cover, fab2::data()};
  CoatedRoll roll_;
  FilmCurves curves_ = table();
};

const Sheet& sheet() {
  static const Sheet one;
  return one;
}

TEST(SheetTools, MakeTheDesignWhenNothingStrays) {
  const MadeModule made = sheet().make([](process::LineTools&) {});
  const module::ModuleDesign design = nominal_design(sheet().plan().process, sheet().product());
  EXPECT_NEAR(made.marks.dead_width, module::dead_width(design.scribes), 1e-12);
  EXPECT_NEAR(made.film.p2_contact, design.scribes.p2_contact, 1e-12);
  EXPECT_NEAR(made.design.scribes.leakage, design.scribes.leakage, 1e-15);
  EXPECT_EQ(made.design.end_contact, design.end_contact);
  EXPECT_EQ(made.marks.bridged, 0);
  EXPECT_EQ(made.marks.interrupted, 0);
  EXPECT_EQ(made.marks.risk, process::LaminateRisk::none);
  EXPECT_GT(made.marks.gel, 0.7);
}

// P3 further out takes light from every stripe: 50 um of 5 mm, all of it.
TEST(SheetTools, TakeAreaByP3FurtherOut) {
  const double loss = sheet().loss([](process::LineTools& t) { t.scribe.p3.offset = 50e-6; });
  EXPECT_NEAR(loss, 50e-6 / (5e-3 - 300e-6), 2e-3);
}

// A P2 that joins nothing ends all current; one that reaches across P1 bridges its stripes, and so
// does a P1 or P3 that is not through.
TEST(SheetTools, LosePowerByWhatScribesMiss) {
  const MadeModule open = sheet().make([](process::LineTools& t) { t.scribe.p2.offset = 130e-6; });
  EXPECT_EQ(open.marks.interrupted, open.design.cells);
  EXPECT_LT(open.curve.pmax(), 1e-3);
  const MadeModule bridged =
      sheet().make([](process::LineTools& t) { t.scribe.p2.offset = -160e-6; });
  EXPECT_EQ(bridged.marks.bridged, bridged.design.cells);
  EXPECT_LT(bridged.curve.pmax(), 0.05);
  EXPECT_GT(sheet().loss([](process::LineTools& t) { t.scribe.p1.energy = 0.3; }), 0.9);
  EXPECT_GT(sheet().loss([](process::LineTools& t) { t.scribe.p3.energy = 0.2; }), 0.9);
  EXPECT_GT(sheet().loss([](process::LineTools& t) { t.scribe.p3.energy = 4; }), 1e-4);
}

TEST(SheetTools, LosePowerInBarsAndShunts) {
  EXPECT_EQ(sheet().make([](process::LineTools& t) { t.busbar.time = 10; }).curve.pmax() > 1e-3,
            false);
  const double thin = sheet().loss([](process::LineTools& t) { t.busbar.ribbon_thickness = 0; });
  EXPECT_GT(thin, 0.001);
  EXPECT_LT(thin, 0.3);
  const auto hot = [](process::LineTools& t) { t.lamination.press.temperature = 473.15; };
  EXPECT_EQ(sheet().make(hot).marks.risk, process::LaminateRisk::shunts);
  EXPECT_NEAR(sheet().make(hot).shunt / sheet().make([](process::LineTools&) {}).shunt,
              std::exp(35.0 / 15), 1e-9);
  EXPECT_GT(sheet().loss(hot), 1e-3);
}

}  // namespace
}  // namespace heliofab::twin
