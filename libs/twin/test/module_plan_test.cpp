// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_plan.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/write.hpp"
#include "heliofab/twin/module_answer.hpp"

// Modules by what their film does: from the text to figures.
namespace heliofab::twin {
namespace {

const std::filesystem::path modules_path = HELIOFAB_SOURCE_DIR "/data/modules";

io::Document document_of(const std::string& name, std::vector<std::string> overrides = {}) {
  return io::read_document((modules_path / (name + ".yaml")).string(),
                           {.overrides = std::move(overrides)});
}

PlaneModulePlan module_file(const std::string& name, std::vector<std::string> overrides = {}) {
  return read_plane_module_plan(document_of(name, std::move(overrides))).value;
}

std::vector<double> currents_of(const std::string& name, const std::vector<double>& voltages,
                                std::vector<std::string> overrides = {}) {
  const module::PlaneModule m = plane_module(module_file(name, std::move(overrides)));
  std::vector<double> currents;
  for (const module::PlanePoint& p : solve_plane_curve(m, voltages).points) {
    currents.push_back(p.current);
  }
  return currents;
}

// Exact figures of the problem. The file has CODATA's k/q, the figures one that is 1e-7 larger,
// which moves voltages and power by as much; the solver leaves 1e-8.
TEST(ModulePlan, SolvesHm50ToItsExactFigures) {
  const PlaneFigures f = solve_figures(plane_module(module_file("hm50")));
  EXPECT_NEAR(f.pmax() / 14.4965387, 1, 3e-7);
  EXPECT_NEAR(f.isc / 0.5809705, 1, 2e-7);
  EXPECT_NEAR(f.voc / 34.2767066, 1, 3e-7);
  EXPECT_NEAR(f.vmp, 27.02031, 1e-4);  // a flat place
  EXPECT_NEAR(f.fill_factor(), 0.7279661, 5e-7);
  EXPECT_TRUE(f.is_complete);
  EXPECT_LT(f.power_change, 1e-6);
}

// Extrapolated from conforming meshes of second order, to some 1e-6; this mesh leaves 1e-5.
TEST(ModulePlan, SolvesM10WithAndWithoutItsShunt) {
  const std::vector<double> voltages{0, 4.5, 5.4, 6.3};
  const std::vector<double> with{0.1936427, 0.1875296, 0.1600112, 0.0910714};
  const std::vector<double> found = currents_of("m10", voltages);
  for (std::size_t k = 0; k < with.size(); ++k) {
    EXPECT_NEAR(found[k] / with[k], 1, 3e-5) << voltages[k] << " V";
  }
  const std::vector<double> without{0.193656803, 0.191154783, 0.178966565, 0.105377034};
  const PlaneModulePlan m10 = module_file("m10");
  PlaneModulePlan whole = m10;
  whole.flaws.clear();
  const module::PlaneCurve curve = solve_plane_curve(plane_module(whole), voltages);
  for (std::size_t k = 0; k < without.size(); ++k) {
    // The 1e-7 of k/q counts for more near open circuit.
    EXPECT_NEAR(curve.points[k].current / without[k], 1, 3e-6) << voltages[k] << " V";
  }
}

// Three meshes extrapolated.
TEST(ModulePlan, SolvesM10InShade) {
  const std::vector<double> voltages{0, 1, 2, 3, 4, 5, 6};
  const std::vector<double> expected{0.1906464, 0.1695334, 0.1173567, 0.1046893,
                                     0.1016325, 0.0988281, 0.0959663};
  const std::vector<double> found = currents_of("m10s", voltages);
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_NEAR(found[k] / expected[k], 1, 2e-5) << voltages[k] << " V";
  }
}

// The same stripe dark all over: nine digits.
TEST(ModulePlan, ShadesAWholeStripeByTwoWords) {
  const std::vector<double> found = currents_of("m10s", {0, 2, 4}, {"shades.leaf.length=0 mm"});
  EXPECT_NEAR(found[0], 0.189434816, 2e-7);
  EXPECT_NEAR(found[1], 0.054125016, 2e-7);
  EXPECT_NEAR(found[2], 0.006145976, 2e-7);
}

// A dark stripe blocks up to open circuit and lets the current through behind it: a kink there.
TEST(ModulePlan, FindsOpenCircuitAtAKink) {
  const module::PlaneModule m =
      plane_module(module_file("m10s", {"shades.leaf.length=0 mm", "mesh.longest=1 m"}));
  const PlaneFigures f = solve_figures(m);
  const module::PlaneCurve around = solve_plane_curve(m, {f.voc * (1 - 1e-6), f.voc * (1 + 1e-6)});
  EXPECT_GT(around.points[0].current, 0);
  EXPECT_LT(around.points[1].current, 0);
  EXPECT_LT(f.voltage_change, 1e-6 * f.voc);
}

TEST(ModulePlan, OfHm50LosesByItsShunt) {
  const double whole = currents_of("hm50", {27.0})[0];
  EXPECT_NEAR(whole, 0.536906742, 2e-7);
  const double with = currents_of("hm50-shunt", {27.0})[0];
  EXPECT_LT(with, 0.9995 * whole);
  EXPECT_GT(with, 0.98 * whole);  // one stripe of fifty gives all it has at most
}

TEST(ModulePlan, OfEveryFileInDataIsWrittenAndReadBack) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(modules_path)) {
    const auto read = read_plane_module_plan(document_of(entry.path().stem().string()));
    const std::string text = io::write_yaml("module", read.value, read.inputs);
    const io::Document again = io::parse_document(text, "again.yaml");
    EXPECT_TRUE(is_plane_module(again));
    EXPECT_EQ(read_plane_module_plan(again).value, read.value) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 4);
}

TEST(ModulePlan, IsToldFromAModuleByItsRecipe) {
  const auto is_plane = [](const std::string& body) {
    return is_plane_module(io::parse_document("heliofab: 1\n" + body, "m.yaml"));
  };
  EXPECT_TRUE(is_plane("module: {film: {}}\n"));
  EXPECT_TRUE(is_plane("module: {sheets: {}}\n"));
  EXPECT_FALSE(is_plane("module: {name: x}\n"));
  EXPECT_FALSE(is_plane("module: {recipe: {}, layout: {pitch: 4 mm}}\n"));
  EXPECT_FALSE(is_plane("cell: {temperature: 300 K}\n"));
}

TEST(ModulePlan, CountsStripesFromOneAndPlacesFromTheP3Side) {
  const module::PlaneModule shunt = plane_module(module_file("hm50-shunt"));
  ASSERT_EQ(shunt.flaws.size(), 1);
  EXPECT_EQ(shunt.flaws[0].place.cell, 24);
  EXPECT_DOUBLE_EQ(shunt.flaws[0].conductance, 1);
  const module::PlaneModule shade = plane_module(module_file(
      "m10s", {"shades.leaf.last_stripe=7", "shades.leaf.x=1 mm", "shades.leaf.light=30 %",
               "stripes={weak: {stripe: 2, photocurrent_factor: 0.9, saturation_factor: 3}}"}));
  ASSERT_EQ(shade.shades.size(), 3);
  EXPECT_EQ(shade.shades[2].place.cell, 6);
  EXPECT_DOUBLE_EQ(shade.shades[2].place.width, 4.7e-3);
  EXPECT_DOUBLE_EQ(shade.shades[2].place.length, 0.05);
  EXPECT_DOUBLE_EQ(shade.shades[2].light, 0.3);
  ASSERT_EQ(shade.films.size(), 10);
  EXPECT_DOUBLE_EQ(shade.films[1].photocurrent, 306);
  EXPECT_DOUBLE_EQ(shade.films[1].saturation, 6e-6);
  EXPECT_DOUBLE_EQ(shade.films[2].photocurrent, 340);
}

TEST(ModulePlan, SaysAtWhichVoltages) {
  EXPECT_EQ(sweep_voltages({}, 30).size(), 61);
  EXPECT_EQ(sweep_voltages({}, 30).back(), 30);
  EXPECT_THAT(sweep_voltages({.from = -1, .to = 1, .step = 0.5}, 30),
              testing::ElementsAre(-1, -0.5, 0, 0.5, 1));
  EXPECT_THAT(sweep_voltages({.from = 0, .to = 6, .points = 3}, 30), testing::ElementsAre(0, 3, 6));
}

TEST(ModulePlan, IsDarkWithoutPhotocurrent) {
  EXPECT_TRUE(is_lit(plane_module(module_file("hm50"))));
  const PlaneModulePlan dark = module_file("hm50", {"film.photocurrent=0 mA/cm2", "sweep.to=30 V"});
  EXPECT_FALSE(is_lit(plane_module(dark)));
  EXPECT_LT(solve_plane_curve(plane_module(dark), {34.0}).points[0].current, 0);
}

std::string module_errors(const std::string& body) {
  try {
    read_plane_module_plan(io::parse_document("heliofab: 1\nmodule:\n" + body, "m.yaml"));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

const std::string small =
    "  layout: {cells: 3, pitch: 5 mm, cell_length: 10 cm, scribes: {p2_contact: 0.2 ohm cm}}\n"
    "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
    "  film: {photocurrent: 30 mA/cm2, saturation: 1e-7 mA/cm2}\n";

TEST(ModulePlan, SaysAllThatIsMissing) {
  EXPECT_EQ(module_errors("  sheets: {tco: 10 ohm/sq}\n"),
            R"(m.yaml:2:1: error: module: missing key 'layout' [E1108]
    2 | module:
      | ^~~~~~
      = note: stripes and scribes
m.yaml:2:1: error: module: missing key 'film' [E1108]
    2 | module:
      | ^~~~~~
      = note: what the film does at every place, as a diode
m.yaml:3:3: error: module.sheets: missing key 'mo' [E1108]
    3 |   sheets: {tco: 10 ohm/sq}
      |   ^~~~~~
      = note: back contact
)");
  EXPECT_EQ(module_errors(small), "");
}

TEST(ModulePlan, SaysWhatOfItsLayoutAndFilmDoesNotFit) {
  EXPECT_EQ(
      module_errors(
          "  layout: {cells: 3, pitch: 0.5 mm, cell_length: 10 cm,\n"
          "           scribes: {p1_width: 300 um, p2_contact: 0.2 ohm cm, p2_resistivity: "
          "1e-4 ohm cm2}}\n"
          "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
          "  film: {photocurrent: 30 mA/cm2, saturation: 1e-7 mA/cm2, shunt: 1 S/m2,\n"
          "         shunt_resistance: 1e4 ohm cm2}\n"),
      R"(m.yaml:3:29: error: module.layout.pitch: 0.5 mm, wanted more than the 0.55 mm that the scribes take [E6119]
    3 |   layout: {cells: 3, pitch: 0.5 mm, cell_length: 10 cm,
      |                             ^~~~~~
m.yaml:4:12: error: module.layout.scribes: wanted p2_contact or p2_resistivity, one of them above 0 [E6119]
    4 |            scribes: {p1_width: 300 um, p2_contact: 0.2 ohm cm, p2_resistivity: 1e-4 ohm cm2}}
      |            ^~~~~~~
      = note: the first is resistance times length of P2, the second times its area
m.yaml:6:67: error: module.film.shunt: shunt_resistance as well, wanted one of the two [E6119]
    6 |   film: {photocurrent: 30 mA/cm2, saturation: 1e-7 mA/cm2, shunt: 1 S/m2,
      |                                                                   ^~~~~~
)");
}

TEST(ModulePlan, FitsItsStripesIntoAWidth) {
  const auto design = [](std::vector<std::string> overrides) {
    return plane_module(module_file("hm50", std::move(overrides))).design;
  };
  EXPECT_DOUBLE_EQ(design({"layout.width=300 mm", "layout.pitch=0 mm"}).pitch, 6e-3);
  EXPECT_DOUBLE_EQ(design({"layout.width=300 mm", "layout.pitch=0 mm", "layout.cells=75"}).pitch,
                   4e-3);
  EXPECT_EQ(design({"layout.width=300 mm", "layout.cells=0"}).cells, 50);
  EXPECT_EQ(design({"layout.width=305.9 mm", "layout.cells=0"}).cells, 50);
}

TEST(ModulePlan, WantsTwoOfCellsPitchAndWidth) {
  const auto errors_of = [](const std::string& layout) {
    return module_errors("  layout: {" + layout +
                         ", cell_length: 10 cm, scribes: {p2_contact: 0.2 ohm cm}}\n"
                         "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
                         "  film: {photocurrent: 30 mA/cm2, saturation: 1e-7 mA/cm2}\n");
  };
  EXPECT_EQ(errors_of("cells: 3"),
            R"(m.yaml:3:3: error: module.layout: 1 of cells, pitch and width, wanted two [E6119]
    3 |   layout: {cells: 3, cell_length: 10 cm, scribes: {p2_contact: 0.2 ohm cm}}
      |   ^~~~~~
      = note: the third follows; 0 leaves one of a base out
)");
  EXPECT_EQ(errors_of("pitch: 30 mm, width: 20 mm"),
            R"(m.yaml:3:19: error: module.layout.pitch: no stripe of 30 mm fits into 20 mm [E6119]
    3 |   layout: {pitch: 30 mm, width: 20 mm, cell_length: 10 cm, scribes: {p2_contact: 0.2 ohm cm}}
      |                   ^~~~~
)");
}

TEST(ModulePlan, SaysWhichPlacesLieOutsideOfTheModule) {
  EXPECT_EQ(
      module_errors(small + "  stripes: {weak: {stripe: 4}}\n"
                            "  flaws:\n"
                            "    far: {stripe: 5, x: 4.5 mm, y: 0 mm, width: 1 mm, length: 1 mm, "
                            "resistance: 1 ohm}\n"
                            "    both: {stripe: 1, x: 1 mm, y: 99.5 mm, width: 1 mm, length: 1 mm, "
                            "resistance: 1 ohm, conductance: 1 S}\n"
                            "    short: {stripe: 1, x: 1 mm, y: 1 mm, width: 1 mm, length: 1 mm, "
                            "resistance: 1e-9 ohm}\n"
                            "  shades: {leaf: {first_stripe: 3, last_stripe: 2, x: 5 mm}}\n"),
      R"(m.yaml:6:28: error: module.stripes.weak.stripe: no stripe 4 in a module of 3 [E6119]
    6 |   stripes: {weak: {stripe: 4}}
      |                            ^
m.yaml:8:19: error: module.flaws.far.stripe: no stripe 5 in a module of 3 [E6119]
    8 |     far: {stripe: 5, x: 4.5 mm, y: 0 mm, width: 1 mm, length: 1 mm, resistance: 1 ohm}
      |                   ^
m.yaml:8:25: error: module.flaws.far.x: 4.5 mm to 5.5 mm, wanted within 0 mm to 4.7 mm [E6119]
    8 |     far: {stripe: 5, x: 4.5 mm, y: 0 mm, width: 1 mm, length: 1 mm, resistance: 1 ohm}
      |                         ^~~~~~
      = note: the stripe without its scribes, from its P3 side
m.yaml:9:5: error: module.flaws.both: wanted resistance or conductance, one of them above 0 [E6119]
    9 |     both: {stripe: 1, x: 1 mm, y: 99.5 mm, width: 1 mm, length: 1 mm, resistance: 1 ohm, conductance: 1 S}
      |     ^~~~
m.yaml:9:35: error: module.flaws.both.y: 99.5 mm to 100.5 mm, wanted within 0 mm to 100 mm [E6119]
    9 |     both: {stripe: 1, x: 1 mm, y: 99.5 mm, width: 1 mm, length: 1 mm, resistance: 1 ohm, conductance: 1 S}
      |                                   ^~~~~~~
      = note: along the stripe
m.yaml:10:81: error: module.flaws.short.resistance: 1e-09 ohm, wanted 1e-06 ohm or more [E6119]
   10 |     short: {stripe: 1, x: 1 mm, y: 1 mm, width: 1 mm, length: 1 mm, resistance: 1e-9 ohm}
      |                                                                                 ^~~~~~~~
m.yaml:11:49: error: module.shades.leaf.last_stripe: 2, wanted 3 or more, as first_stripe says [E6119]
   11 |   shades: {leaf: {first_stripe: 3, last_stripe: 2, x: 5 mm}}
      |                                                 ^
m.yaml:11:55: error: module.shades.leaf.x: from 5 mm on, wanted within 0 mm to 4.7 mm [E6119]
   11 |   shades: {leaf: {first_stripe: 3, last_stripe: 2, x: 5 mm}}
      |                                                       ^~~~
      = note: the stripe without its scribes, from its P3 side
)");
}

TEST(ModulePlan, SaysWhatOfItsSweepDoesNotFit) {
  EXPECT_EQ(module_errors(small + "  sweep: {from: 2 V, to: 1 V, step: 1 mV, points: 1}\n"),
            "m.yaml:6:26: error: module.sweep.to: 1 V, wanted more than the 2 V of from [E6119]\n"
            "    6 |   sweep: {from: 2 V, to: 1 V, step: 1 mV, points: 1}\n"
            "      |                          ^~~\n"
            "m.yaml:6:37: error: module.sweep.step: points as well, wanted one of the two [E6119]\n"
            "    6 |   sweep: {from: 2 V, to: 1 V, step: 1 mV, points: 1}\n"
            "      |                                     ^~~~\n"
            "m.yaml:6:51: error: module.sweep.points: 1, wanted 2 or more [E6119]\n"
            "    6 |   sweep: {from: 2 V, to: 1 V, step: 1 mV, points: 1}\n"
            "      |                                                   ^\n");
  std::string dark = small;
  dark.replace(dark.find("30 mA"), 2, "0");
  EXPECT_EQ(module_errors(dark),
            "m.yaml:2:1: error: module.sweep.to: no open circuit in the dark, wanted a voltage "
            "[E6119]\n"
            "    2 | module:\n"
            "      | ^~~~~~\n");
}

TEST(ModulePlan, OfTheManualIsRead) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/docs/formats/module.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t first = page.find("# leaf.yaml");
  ASSERT_NE(first, std::string::npos);
  const PlaneModulePlan plan =
      read_plane_module_plan(
          io::parse_document(page.substr(first, page.find("```", first) - first), "leaf.yaml"))
          .value;
  EXPECT_GT(solve_plane_curve(plane_module(plan), {0.0}).points[0].current, 0.1);
}

}  // namespace
}  // namespace heliofab::twin
