// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/laminate_plan.hpp"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/process/azo.hpp"
#include "heliofab/twin/fab_plan.hpp"
#include "heliofab/twin/module_plan.hpp"

// Stacks of modules: from the text to layers, and what is refused.
namespace heliofab::twin {
namespace {

const MechanicsTable& mechanics() {
  static const MechanicsTable read = read_mechanics(HELIOFAB_SOURCE_DIR "/data");
  return read;
}

const std::string unlaminated =
    "heliofab: 1\nmodule:\n"
    "  layout: {cells: 3, pitch: 5 mm, cell_length: 10 cm, scribes: {p2_contact: 0.2 ohm cm}}\n"
    "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
    "  film: {photocurrent: 30 mA/cm2, saturation: 1e-7 mA/cm2}\n";

LaminateFigures laminate_in(const std::string& laminate) {
  const io::Document document = io::parse_document(unlaminated + laminate, "m.yaml");
  const LaminatePlan plan = read_plane_module_plan(document).value.laminate;
  return laminate_figures(with_materials(plan, mechanics(), document, "module.laminate"),
                          {.width = 15e-3, .length = 0.1, .laminate_ratio = 1.2});
}

std::string laminate_errors(const std::string& laminate) {
  try {
    laminate_in(laminate);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(LaminatePlan, WeighsLayersOnTheirAreas) {
  const LaminateFigures f = laminate_in(
      "  laminate:\n"
      "    extra_mass: 2 g\n"
      "    stack:\n"
      "      front: {material: etfe, thickness: 50 um}\n"
      "      film: {material: cigs, thickness: 2 um, extent: aperture}\n"
      "      web: {material: polyimide, thickness: 25 um, extent: aperture}\n");
  const double foil = 5750 * 2e-6 + 1420 * 25e-6;
  EXPECT_DOUBLE_EQ(f.foil_areal_mass, foil);
  EXPECT_DOUBLE_EQ(f.laminate_area, 1.2 * 1.5e-3);
  EXPECT_NEAR(f.mass, 2e-3 + 1700 * 50e-6 * 1.2 * 1.5e-3 + foil * 1.5e-3, 1e-15);
  EXPECT_DOUBLE_EQ(f.thickness, 77e-6);
  const LaminateFigures wide = laminate_in(
      "  laminate: {border: 10 mm, stack: {front: {material: etfe, thickness: 50 um}}}\n");
  EXPECT_NEAR(wide.laminate_area, 35e-3 * 0.12, 1e-15);
}

TEST(LaminatePlan, NamesTheLayerThatLimitsEachBend) {
  const LaminateFigures f = laminate_in(
      "  laminate:\n"
      "    stack:\n"
      "      film: {material: cigs, thickness: 2 um}\n"
      "      web: {material: polyimide, thickness: 25 um}\n");
  ASSERT_TRUE(f.outward && f.inward);
  EXPECT_EQ(f.outward->layer, "film");
  EXPECT_TRUE(f.outward->is_tension);
  EXPECT_EQ(f.inward->layer, "web");  // the far face of the foil, before the film is crushed
  EXPECT_TRUE(f.inward->is_tension);
  EXPECT_EQ(f.least_radius(), f.outward->radius);
}

// 1.1 GPa and 5 % of its own; the rest of the material.
TEST(LaminatePlan, LaysOwnNumbersOverThoseOfTheMaterial) {
  const io::Document document = io::parse_document(
      unlaminated +
          "  laminate: {stack: {front: {material: etfe, thickness: 50 um, modulus: 1.1 GPa, "
          "crack_strain: 5 %},\n"
          "    own: {thickness: 10 um, density: 2 g/cm3, modulus: 30 MPa, soft: true}}}\n",
      "m.yaml");
  const LaminatePlan plan = read_plane_module_plan(document).value.laminate;
  const auto layers =
      laminate_layers(with_materials(plan, mechanics(), document, "module.laminate"));
  ASSERT_EQ(layers.size(), 2);
  EXPECT_DOUBLE_EQ(layers[0].modulus, 1.1e9);
  EXPECT_DOUBLE_EQ(layers[0].crack_strain, 0.05);
  EXPECT_DOUBLE_EQ(layers[0].density, 1700);
  EXPECT_DOUBLE_EQ(layers[0].poisson, 0.43);
  EXPECT_DOUBLE_EQ(layers[1].modulus, 30e6);
  EXPECT_DOUBLE_EQ(layers[1].poisson, 0.3);
  EXPECT_TRUE(layers[1].is_soft);
}

TEST(LaminatePlan, TakesThicknessesOfFilmsFromTheRecipe) {
  const io::Document document = io::parse_document(
      "heliofab: 1\nmodule:\n"
      "  recipe: {absorber: {thickness: 1.5 um}, window: {sheet_resistance: 10 ohm/sq}}\n"
      "  laminate: {stack: {tco: {material: azo}, film: {material: cigs}, "
      "back: {material: mo, thickness: 1 um}, web: {material: polyimide, thickness: 25 um}}}\n",
      "m.yaml");
  const ModulePlan plan = read_module_plan(document).value;
  EXPECT_EQ(plan.laminate.stack[1].thickness, 0);  // as written
  const LaminatePlan full = with_recipe(plan.laminate, plan.recipe);
  EXPECT_DOUBLE_EQ(full.stack[0].thickness, process::azo_thickness(plan.recipe.window, 10));
  EXPECT_DOUBLE_EQ(full.stack[1].thickness, 1.5e-6);
  EXPECT_DOUBLE_EQ(full.stack[2].thickness, 1e-6);
}

TEST(LaminatePlan, SaysWhatDoesNotFit) {
  EXPECT_EQ(
      laminate_errors("  laminate: {stack: {film: {material: cigs}, own: {thickness: 1 um}}}\n"),
      R"(m.yaml:6:22: error: module.laminate.stack.film.thickness: 0 um, wanted more [E6119]
    6 |   laminate: {stack: {film: {material: cigs}, own: {thickness: 1 um}}}
      |                      ^~~~
m.yaml:6:46: error: module.laminate.stack.own: wanted a material, or density and modulus above 0 [E6119]
    6 |   laminate: {stack: {film: {material: cigs}, own: {thickness: 1 um}}}
      |                                              ^~~
)");
  EXPECT_EQ(
      laminate_errors("  laminate: {extra_mass: 1 g}\n"),
      R"(m.yaml:6:3: error: module.laminate: no stack, wanted its layers beside border and extra_mass [E6119]
    6 |   laminate: {extra_mass: 1 g}
      |   ^~~~~~~~
)");
  EXPECT_EQ(
      laminate_errors("  laminate: {stack: {film: {material: CIGS, thickness: 1 um}}}\n"),
      R"(m.yaml:6:39: error: module.laminate.stack.film.material: 'CIGS' is no material of data/mechanics [E2103]
    6 |   laminate: {stack: {film: {material: CIGS, thickness: 1 um}}}
      |                                       ^~~~
      = note: known are mo, cigs, cds, izno, azo, ito, copper, steel, polyimide, pet, etfe, glass, eva, psa; or leave it out and give density and modulus
)");
}

TEST(LaminatePlan, OfTheManualIsRead) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/docs/formats/module.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t first = page.find("  laminate:\n", page.find("# bendable.yaml"));
  ASSERT_NE(first, std::string::npos);
  const LaminateFigures f = laminate_in(page.substr(first, page.find("```", first) - first));
  EXPECT_EQ(f.outward->layer, "front sheet");  // far from the neutral plane, it yields
}

TEST(LaminatePlan, OfEveryMaterialNamesItsGradesAndSources) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/docs/references.bib");
  const std::string known{std::istreambuf_iterator<char>(file), {}};
  const io::Document document =
      io::read_document(HELIOFAB_SOURCE_DIR "/data/mechanics/materials.yaml");
  int n_sources = 0;
  for (const io::InputValue& input : io::read<MechanicsTable>(document, "mechanics").inputs) {
    const bool is_given = input.origin == io::Origin::file && input.si;
    EXPECT_TRUE(!is_given || !input.grade.empty()) << input.path;
    EXPECT_TRUE(input.source.empty() || known.find("{" + input.source + ",") != std::string::npos)
        << input.path << input.source;
    n_sources += input.source.empty() ? 0 : 1;
  }
  EXPECT_GE(n_sources, 12);
}

// Every number of the table can be bent, and brittle films have a limit.
TEST(LaminatePlan, KnowsMaterialsThatTheEngineTakes) {
  ASSERT_GE(mechanics().materials.size(), 14);
  for (const MechanicalMaterial& m : mechanics().materials) {
    const std::vector<module::LaminateLayer> layer{
        {.thickness = 1e-4, .density = m.density, .modulus = m.modulus, .poisson = m.poisson}};
    EXPECT_GT(module::areal_mass(layer), 0) << m.name;
    EXPECT_GT(module::bending_stiffness(layer), 0) << m.name;
    EXPECT_TRUE(m.crush_strain == 0 || m.crush_strain >= m.crack_strain) << m.name;
  }
}

}  // namespace
}  // namespace heliofab::twin
