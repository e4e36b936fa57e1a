// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/numbers.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/module_plan.hpp"
#include "heliofab/twin/module_slopes.hpp"

// Bent modules, from the file to the sheets of the engine.
namespace heliofab::twin {
namespace {

constexpr const char* four_flat_stripes =
    "heliofab: 1\nmodule:\n"
    "  layout: {cells: 4, pitch: 6 mm, cell_length: 10 cm, scribes: {p1_width: 50 um, p1_p2_gap: "
    "75 "
    "um, p2_width: 50 um, p2_p3_gap: 75 um, p3_width: 50 um, p2_resistivity: 5e-4 ohm cm2}}\n"
    "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
    "  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, ideality: 1.4}\n";

// Contacts as the faces of a foil of 100 um that is alike all through: its middle is not strained,
// a face by half its thickness over the radius, 1 % at 5 mm.
const std::string even_foil =
    "  laminate:\n"
    "    stack:\n"
    "      front: {sheet: tco, thickness: 1 um, density: 1 g/cm3, modulus: 4 GPa, crack_strain: "
    "0.5 %, crack_e_fold: 0.25 %}\n"
    "      web: {thickness: 98 um, density: 1 g/cm3, modulus: 4 GPa, crack_strain: 0.9 %}\n"
    "      rear: {sheet: mo, thickness: 1 um, density: 1 g/cm3, modulus: 4 GPa, crack_strain: "
    "0.8 %, crush_strain: 0.7 %}\n";

PlaneModulePlan bent_plan(const std::string& more) {
  const io::Document document = io::parse_document(four_flat_stripes + more, "m.yaml");
  PlaneModulePlan plan = read_plane_module_plan(document).value;
  plan.laminate = with_materials(plan.laminate, read_mechanics(HELIOFAB_SOURCE_DIR "/data"),
                                 document, "module.laminate");
  return plan;
}

std::string bend_refusal(const std::string& more) {
  try {
    bent_plan(more);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

std::string with_bend(const std::string& words) {
  return even_foil + "    bend: {" + words + "}\n";
}

// 1 % is two e-folds beyond the onset of the front contact.
TEST(Bend, RaisesSheetsByWhatTheRadiusStrainsThem) {
  const PlaneModulePlan plan = bent_plan(with_bend("radius: 5 mm"));
  const BendFigures f = bend_figures(plan.laminate);
  EXPECT_EQ(f.tco.layer, "front");
  EXPECT_NEAR(f.tco.strain, 0.01, 1e-14);
  EXPECT_NEAR(f.tco.factor, std::exp(2), 1e-11);
  EXPECT_NEAR(f.mo.strain, -0.0098, 1e-14);
  EXPECT_EQ(f.mo.factor, 1);
  const module::PlaneModule m = plane_module(plan);
  EXPECT_NEAR(m.design.tco_sheet_resistance, 10 * std::exp(2), 1e-9);
  EXPECT_EQ(m.design.mo_sheet_resistance, 0.5);
  EXPECT_TRUE(m.patches.empty());
}

// Over the scribes, under P2 and in the film alike: it is the module of those sheets.
TEST(Bend, OfAWholeModuleIsAModuleOfOtherSheets) {
  PlaneModulePlan flat = bent_plan("");
  flat.sheets.tco = 10 * std::exp(2);
  const module::PlaneModule bent = plane_module(bent_plan(with_bend("radius: 5 mm")));
  const module::PlaneModule same = plane_module(flat);
  EXPECT_NEAR(bent.design.scribes.p2_contact, same.design.scribes.p2_contact,
              1e-12 * same.design.scribes.p2_contact);
  const double current = module::solve_plane(same, {2.2}).points[0].current;
  EXPECT_NEAR(module::solve_plane(bent, {2.2}).points[0].current, current, 1e-8 * current);
  EXPECT_LT(current,
            0.9 * module::solve_plane(plane_module(bent_plan("")), {2.2}).points[0].current);
}

// Inward the other contact is pulled: 1 % is 0.2 % beyond its onset, by the law's own e-fold.
TEST(Bend, InwardPullsTheOtherContact) {
  const BendFigures f = bend_figures(bent_plan(with_bend("radius: 5 mm, sense: inward")).laminate);
  EXPECT_EQ(f.tco.factor, 1);
  EXPECT_NEAR(f.mo.factor, std::exp(0.2 / 0.156), 1e-9);
}

// What a contact resists flat is in its sheet resistance already, cracks of its own included.
TEST(Bend, CountsAgainstTheFlatModule) {
  const auto factor = [](const std::string& residual) {
    std::string text = with_bend("radius: 5 mm");
    text.insert(text.find("crack_strain: 0.5 %"), "residual_strain: " + residual + ", ");
    return bend_figures(bent_plan(text).laminate).tco.factor;
  };
  EXPECT_NEAR(factor("0.25 %"), std::exp(3), 1e-10);
  EXPECT_NEAR(factor("0.75 %"), std::exp(4), 1e-10);  // 1.75 % over 0.75 %
  EXPECT_NEAR(factor("-0.5 %"), 1, 1e-12);
}

TEST(Bend, TellsOfLayersThatNoLawCounts) {
  const BendFigures f = bend_figures(bent_plan(with_bend("radius: 5 mm")).laminate);
  ASSERT_EQ(f.beyond.size(), 2);  // the front contact's cracks are counted
  EXPECT_EQ(f.beyond[0].layer, "web");
  EXPECT_TRUE(f.beyond[0].is_tension);
  EXPECT_NEAR(f.beyond[0].strain, 0.0098, 1e-14);
  EXPECT_EQ(f.beyond[1].layer, "rear");
  EXPECT_FALSE(f.beyond[1].is_tension);
  EXPECT_TRUE(bend_figures(bent_plan(with_bend("radius: 10 mm")).laminate).beyond.empty());
}

// From the middle of the second stripe to the end of the third.
TEST(Bend, OfAStretchIsPatchesOnItsStripes) {
  const module::PlaneModule m =
      plane_module(bent_plan(with_bend("radius: 5 mm, from: 8 mm, length: 10 mm")));
  ASSERT_EQ(m.patches.size(), 2);
  EXPECT_EQ(m.patches[0].place.cell, 1);
  EXPECT_NEAR(m.patches[0].place.x, 2e-3, 1e-15);
  EXPECT_NEAR(m.patches[0].place.width, 3.7e-3, 1e-15);
  EXPECT_EQ(m.patches[1].place.cell, 2);
  EXPECT_NEAR(m.patches[1].place.width, 5.7e-3, 1e-15);
  EXPECT_EQ(m.patches[1].place.length, 0.1);
  EXPECT_NEAR(m.patches[1].front_sheet, std::exp(2), 1e-11);
  EXPECT_EQ(m.design.tco_sheet_resistance, 10);
  const module::PlaneModule rolled =
      plane_module(bent_plan(with_bend("radius: 5 mm, axis: across, from: 30 mm, length: 20 mm")));
  ASSERT_EQ(rolled.patches.size(), 4);
  EXPECT_EQ(rolled.patches[3].place.y, 0.03);
  EXPECT_NEAR(rolled.patches[3].place.length, 0.02, 1e-15);
  const auto current = [](const module::PlaneModule& module) {
    return module::solve_plane(module, {2.2}).points[0].current;
  };
  const double flat = current(plane_module(bent_plan("")));
  const double bent = current(plane_module(bent_plan(with_bend("radius: 5 mm"))));
  EXPECT_LT(current(m), 0.99 * flat);
  EXPECT_GT(current(m), bent);
  EXPECT_GT(current(rolled), current(m));  // a fifth of each stripe, not two stripes in series
}

TEST(Bend, IsFlatAtAGreatRadius) {
  EXPECT_EQ(plane_module(bent_plan(with_bend("radius: 1 m, from: 8 mm, length: 10 mm"))),
            plane_module(bent_plan("")));
}

// The derivative by the radius, through neutral plane, cracks and both sheets, against modules
// solved anew.
TEST(Bend, HasSlopes) {
  PlaneModulePlan plan = bent_plan(with_bend("radius: 5 mm"));
  const double voltage = 2.2;
  const auto slopes = module_slopes(plan, voltage);
  const auto found = std::ranges::find(slopes, "module.laminate.bend.radius", &ModuleSlope::path);
  ASSERT_NE(found, slopes.end());
  const auto power = [&](double radius) {
    plan.laminate.bend.radius = radius;
    return voltage * module::solve_plane(plane_module(plan), {voltage}).points[0].current;
  };
  const double step = 5e-6;
  EXPECT_NEAR(*found->power, (power(5e-3 + step) - power(5e-3 - step)) / (2 * step),
              1e-4 * *found->power);
  EXPECT_GT(*found->power, 0);
}

TEST(Bend, SaysWhatDoesNotFit) {
  EXPECT_EQ(bend_refusal(with_bend("radius: 3 mm")), "accepted");  // 1.67 %, 4.7 e-folds
  EXPECT_EQ(
      bend_refusal(with_bend("radius: 1.2 mm")),
      R"(m.yaml:11:20: error: module.laminate.bend.radius: 1.2 mm strains 'front' by 4.17 %: tco would resist 2.3e+06 times as much, wanted 1e+06 times at most [E6119]
   11 |     bend: {radius: 1.2 mm}
      |                    ^~~~~~
      = note: its cracks leave no contact to speak of; bend it less, or bring it nearer to the neutral plane
)");
  EXPECT_EQ(
      bend_refusal(with_bend("radius: 0.09 mm")),
      R"(m.yaml:11:20: error: module.laminate.bend.radius: 0.09 mm, wanted more than the 0.1 mm of the stack's thickness [E6119]
   11 |     bend: {radius: 0.09 mm}
      |                    ^~~~~~~
)");
}

TEST(Bend, SaysWhichStretchAndWhichStackDoNotFit) {
  EXPECT_EQ(
      bend_refusal(
          "  laminate: {stack: {web: {material: pet, thickness: 1 mm}}, bend: {radius: 20 mm}}\n"),
      R"(m.yaml:6:62: error: module.laminate.bend: no layer of the stack is a contact, wanted one that the bend strains [E6119]
    6 |   laminate: {stack: {web: {material: pet, thickness: 1 mm}}, bend: {radius: 20 mm}}
      |                                                              ^~~~
      = note: say 'sheet: tco' at the layer of the front contact, 'sheet: mo' at the other
)");
  EXPECT_EQ(
      bend_refusal(with_bend("radius: 5 mm, from: 20 mm, length: 10 mm")),
      R"(m.yaml:11:32: error: module.laminate.bend.from: 20 mm to 30 mm, wanted within the 24 mm of the module [E6119]
   11 |     bend: {radius: 5 mm, from: 20 mm, length: 10 mm}
      |                                ^~~~~
      = note: across all stripes
)");
  EXPECT_EQ(
      bend_refusal(with_bend("radius: 5 mm, length: 10 mm") + "  population: {modules: 3}\n"),
      R"(m.yaml:11:5: error: module.laminate.bend: a stretch and a population, wanted one of the two [E6119]
   11 |     bend: {radius: 5 mm, length: 10 mm}
      |     ^~~~
      = note: a population is solved as strings of stripes that are even along; without from and length all of each module is bent
)");
}

TEST(Bend, IsOfModulesInTheirPlane) {
  const std::string text =
      "heliofab: 1\nmodule:\n  laminate: {stack: {film: {material: azo, sheet: tco}}, bend: "
      "{radius: "
      "1 cm}}\n";
  try {
    read_module_plan(io::parse_document(text, "m.yaml"));
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(
        std::string(error.what()),
        R"(m.yaml:3:58: error: module.laminate.bend: a module by its recipe, wanted one by what its film does [E6119]
    3 |   laminate: {stack: {film: {material: azo, sheet: tco}}, bend: {radius: 1 cm}}
      |                                                          ^~~~
      = note: give sheets and film in place of the recipe
)");
  }
}

}  // namespace
}  // namespace heliofab::twin
