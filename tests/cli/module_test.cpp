// SPDX-License-Identifier: Apache-2.0
// Modules by what their film does: what is printed, written and refused.

#include <cmath>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string modules = HELIOFAB_SOURCE_DIR "/data/modules/";

// Two stripes, solved in no time.
const char* const two_stripes =
    "heliofab: 1\n"
    "module:\n"
    "  name: two\n"
    "  layout: {cells: 2, pitch: 6 mm, cell_length: 2 cm, scribes: {p2_contact: 0.1 ohm cm}}\n"
    "  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}\n"
    "  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, ideality: 1.4}\n";

class PlaneModule : public CliOf {
 protected:
  PlaneModule() : CliOf("module") {}
  void SetUp() override {
    scratch.write("two.yaml", two_stripes);
    scratch.write("recipe.yaml", "heliofab: 1\nmodule: {name: x}\n");
  }
};

TEST_F(PlaneModule, prints_its_figures_and_the_work) {
  const std::string text = text_of({modules + "hm50.yaml"});
  EXPECT_THAT(text, StartsWith("HM50, 300.00 K\n"
                               "  50 stripes of 6 mm by 0.3 m on 0.09 m2 of aperture\n"
                               "  Isc            0.580970 A\n"
                               "  Voc            34.27671 V\n"
                               "  fill factor     0.72797\n"
                               "  Pmax           14.49654 W at 27.0203 V, 0.53651 A\n"
                               "  efficiency      16.1073 % of 1000 W/m2 on the aperture\n"));
  EXPECT_THAT(text, HasSubstr(" nodes a sheet, "));
  EXPECT_THAT(text, HasSubstr("\n  the mesh leaves errors of some "));
  EXPECT_THAT(text, EndsWith(" W in Pmax (2e-07 of it)\n"));
}

TEST_F(PlaneModule, says_what_to_set_where_its_mesh_is_coarse) {
  const std::string coarse = text_of({modules + "hm50.yaml", "--set", "mesh.degree=1"});
  EXPECT_THAT(coarse, HasSubstr(" W in Pmax (2e-02 of it)\n"));
  EXPECT_THAT(coarse, EndsWith("  that is coarse: try --set mesh.degree=3, or shorter elements by "
                               "mesh.elements, elements_flaw and growth\n"));
  const Json json = json_of({"two.yaml", "--set", "mesh.degree=1"})["mesh_errors"];
  const Json better = json_of({"two.yaml"})["mesh_errors"];
  EXPECT_GT(json["pmax_W"], 100 * better["pmax_W"].get<double>());
  EXPECT_FALSE(json.contains("hottest_K"));
  EXPECT_GT(json_of({"two.yaml", "--set", "operation=heated"})["mesh_errors"]["hottest_K"], 0);
  EXPECT_FALSE(json_of({"two.yaml", "--set", "film.photocurrent=0 mA/cm2", "--set", "sweep.to=1 V"})
                   .contains("mesh_errors"));
}

TEST_F(PlaneModule, has_the_figures_of_every_module_and_they_agree) {
  const Json plane = json_of({"two.yaml"});
  const double pmax = plane["pmax_W"].get<double>();
  EXPECT_NEAR(plane["isc_A"].get<double>() * plane["voc_V"].get<double>() *
                  plane["fill_factor"].get<double>(),
              pmax, 1e-9 * pmax);
  EXPECT_NEAR(plane["aperture_efficiency"].get<double>(),
              pmax / (1000 * plane["aperture_m2"].get<double>()), 1e-12);
  EXPECT_EQ(plane["cells"], 2);
  EXPECT_LT(plane["work"]["pmax_change_W"], 1e-6);
  const Json recipe = json_of({"recipe.yaml"});
  for (const auto& [key, value] : recipe.items()) {
    EXPECT_TRUE(plane.contains(key)) << key;
  }
}

TEST_F(PlaneModule, writes_its_curve_at_the_voltages_of_its_sweep) {
  text_of({"two.yaml", "--curve", "iv.csv"});
  EXPECT_EQ(scratch.lines("iv.csv").size(), 62);
  EXPECT_EQ(scratch.lines("iv.csv")[0], "voltage_V,current_A");
  text_of({"two.yaml", "--curve", "iv.csv", "--set", "sweep={from: -1 V, to: 1 V, step: 0.5 V}"});
  const std::vector<std::string> lines = scratch.lines("iv.csv");
  ASSERT_EQ(lines.size(), 6);
  EXPECT_THAT(lines[1], StartsWith("-1,0.0387"));
  EXPECT_THAT(lines[5], StartsWith("1,0.0379"));
}

TEST_F(PlaneModule, writes_its_map_and_draws_its_picture) {
  text_of({"two.yaml", "--map", "map.csv", "--image", "two.svg", "--at", "0.9"});
  const std::vector<std::string> lines = scratch.lines("map.csv");
  ASSERT_GT(lines.size(), 12);
  EXPECT_EQ(lines[0], "# voltage_V: 0.9");
  EXPECT_EQ(lines[1], "stripe,x_mm,y_mm,back_V,front_V,junction_V,area_mm2");
  EXPECT_THAT(lines[2], StartsWith("1,0,0,0."));
  EXPECT_THAT(lines.back(), StartsWith("2,5.7"));
  const std::string svg = scratch.read("two.svg");
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr(">two</text>"));
  EXPECT_THAT(svg, HasSubstr("luminescence at 0.9 V, as exp(junction voltage / 35.97 mV)"));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
}

// Of one foil alone: t / 2R.
TEST_F(PlaneModule, says_what_it_weighs_and_how_far_it_bends) {
  const std::vector<std::string> words{
      "two.yaml", "--set",
      "laminate={stack: {web: {material: polyimide, thickness: 100 um, extent: aperture}}}",
      "--set", "laminate.extra_mass=1 g"};
  EXPECT_THAT(text_of(words),
              EndsWith("  bent outward 1.667 mm, where web cracks\n"
                       "  bent inward  1.667 mm, where web cracks\n"
                       "  neutral plane at 50.0 of 100.0 um below the light side, bending "
                       "stiffness 0.2356 N mm\n"));
  const Json json = json_of(words);
  EXPECT_NEAR(json["mass_kg"].get<double>(), 1e-3 + 0.142 * 2.4e-4, 1e-12);
  EXPECT_NEAR(json["foil_areal_mass_g_m2"].get<double>(), 142, 1e-9);
  EXPECT_NEAR(json["specific_power_W_kg"].get<double>(),
              json["pmax_W"].get<double>() / json["mass_kg"].get<double>(), 1e-9);
  EXPECT_NEAR(json["min_bend_radius_mm"].get<double>(), 5.0 / 3, 1e-9);
  EXPECT_EQ(json["laminate"]["outward"]["layer"], "web");
  EXPECT_EQ(json["laminate"]["outward"]["by"], "tension");
  EXPECT_FALSE(json_of({"two.yaml"}).contains("mass_kg"));
  std::string by_width = two_stripes;
  by_width.replace(by_width.find("pitch: 6 mm"), 11, "width: 12 mm");
  scratch.write("fitted.yaml", by_width);
  std::vector<std::string> fitted = words;
  fitted[0] = "fitted.yaml";
  EXPECT_EQ(json_of(fitted)["mass_kg"], json["mass_kg"]);
  const Json recipe =
      json_of({"recipe.yaml", "--set", "laminate={stack: {film: {material: cigs}}}"});
  EXPECT_NEAR(recipe["areal_mass_g_m2"].get<double>(), 5750 * 2e-3, 1e-9);
}

// A foil that is its own front contact: 1 % at 5 mm is two e-folds beyond its onset.
TEST_F(PlaneModule, says_what_bending_costs) {
  const std::vector<std::string> bent{
      "two.yaml", "--set",
      "laminate={stack: {web: {material: polyimide, thickness: 100 um, sheet: tco, crack_strain: "
      "0.5 %, crack_e_fold: 0.25 %}}}",
      "--set", "laminate.bend.radius=5 mm"};
  const Json json = json_of(bent);
  EXPECT_NEAR(json["bend_tco_factor"].get<double>(), std::exp(2), 1e-9);
  EXPECT_EQ(json["bend_mo_factor"], 1);
  EXPECT_EQ(json["laminate"]["bend"]["tco"]["layer"], "web");
  EXPECT_TRUE(json["laminate"]["bend"]["mo"].is_null());
  const Json flat = json_of({"two.yaml"});
  EXPECT_NEAR(json["bend_loss_W"].get<double>(),
              flat["pmax_W"].get<double>() - json["pmax_W"].get<double>(), 1e-9);
  EXPECT_GT(json["bend_loss_W"], 0.001);
  const std::string text = text_of(bent);
  EXPECT_THAT(text, HasSubstr("\n  bent as it is "));
  EXPECT_THAT(text, HasSubstr("\n    web is strained by 1.000 %: tco resists 7.389 times as much"));
  const Outcome outcome = heliofab({"sweep", "two.yaml", "--set", bent[2], "--vary",
                                    "laminate.bend.radius=[0, 20, 5 mm]", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const Json points = Json::parse(outcome.out)["points"];
  EXPECT_EQ(points[0]["bend_loss_W"], 0);
  EXPECT_EQ(points[1]["bend_tco_factor"], 1);
  EXPECT_EQ(points[2]["bend_loss_W"], json["bend_loss_W"]);
}

TEST_F(PlaneModule, accounts_for_every_watt_and_says_what_each_input_does) {
  const std::string text = text_of({"two.yaml", "--losses", "--slopes", "--waterfall", "w.svg"});
  EXPECT_THAT(text, HasSubstr("    the film everywhere at its best "));
  EXPECT_THAT(text, HasSubstr("      front sheet over the film "));
  EXPECT_THAT(text, HasSubstr("    film.photocurrent                       34 mA/cm2 "));
  EXPECT_THAT(scratch.read("w.svg"), HasSubstr(">dead area of the scribes</text>"));
  const Json json = json_of({"two.yaml", "--losses", "--slopes"});
  const Json& losses = json["losses"];
  double sum = losses["delivered_W"].get<double>();
  for (const Json& power : losses["power_W"]) {
    sum += power.get<double>();
  }
  EXPECT_NEAR(sum, losses["ideal_W"].get<double>(), 1e-9 * sum);
  EXPECT_NEAR(losses["delivered_W"].get<double>(), json["pmax_W"].get<double>(), 1e-6);
  EXPECT_EQ(json["slopes"]["input"].size(), json["slopes"]["pmax_elasticity"].size());
  EXPECT_FALSE(json_of({"two.yaml"}).contains("losses"));
  expect_refusal(
      {"two.yaml", "--set", "film.photocurrent=0 mA/cm2", "--set", "sweep.to=1 V", "--losses"},
      "error: two.yaml: a dark module has no power that could go anywhere [E6204]\n"
      "      note: leave out --losses, --waterfall and --slopes, or give it light\n");
}

TEST_F(PlaneModule, warms_by_its_light) {
  const std::vector<std::string> heated{"two.yaml", "--set", "operation=heated"};
  const std::string text = text_of(heated);
  EXPECT_THAT(text, StartsWith("two, air of 298.15 K\n"));
  EXPECT_THAT(text, HasSubstr(" degC, the mean at "));
  EXPECT_THAT(text, HasSubstr(" degC in stripe "));
  EXPECT_THAT(text, HasSubstr("\n  loop gain "));
  const Json figures = json_of(heated);
  EXPECT_GT(figures["temperature_degC"], 40);
  EXPECT_LT(figures["hottest_degC"], 60);
  EXPECT_LT(figures["loop_gain"], 0.1);
  EXPECT_LT(figures["pmax_W"], json_of({"two.yaml"})["pmax_W"]);
  EXPECT_THAT(text_of({"two.yaml", "--set", "operation=heated", "--at", "0"}),
              HasSubstr(" degC, the mean at 0.0000 V\n"));
  std::vector<std::string> words = heated;
  words.insert(words.end(),
               {"--map", "map.csv", "--image", "two.svg", "--image-of", "temperature"});
  text_of(words);
  EXPECT_THAT(scratch.lines("map.csv")[1], EndsWith(",temperature_degC,light_W_m2,film_W_m2,"
                                                    "flaws_W_m2,sheets_W_m2"));
  EXPECT_THAT(scratch.read("two.svg"), HasSubstr(">temperature, degC<"));
}

TEST_F(PlaneModule, says_where_power_goes_and_what_matters_when_its_light_warms_it) {
  const std::vector<std::string> heated{"two.yaml", "--set", "operation=heated"};
  std::vector<std::string> words = heated;
  words.insert(words.end(), {"--losses", "--slopes", "--netlist", "two.cir", "--at", "0.9"});
  const Json json = json_of(words);
  const Json& losses = json["losses"];
  double sum = losses["delivered_W"].get<double>();
  for (std::size_t k = 0; k < losses["power_W"].size(); ++k) {
    sum += losses["power_W"][k].get<double>();
    if (losses["key"][k] == "temperature") {
      EXPECT_GT(losses["power_W"][k], 0.03 * losses["ideal_W"].get<double>());
    }
  }
  EXPECT_NEAR(sum, losses["ideal_W"].get<double>(), 1e-9 * sum);
  EXPECT_NEAR(losses["delivered_W"].get<double>(), json["pmax_W"].get<double>(), 1e-6);
  EXPECT_THAT(json["slopes"]["input"].dump(), HasSubstr("\"module.heat.absorptance\""));
  EXPECT_THAT(scratch.lines("two.cir")[1],
              StartsWith("* each film as warm as light and currents make it at 0.9 V, "));
  words = heated;
  words.insert(words.end(), {"--set", "film.photocurrent=0 mA/cm2", "--set", "sweep.to=1 V",
                             "--netlist", "two.cir"});
  expect_refusal(words,
                 "error: two.yaml: a dark module has no maximum power to take temperatures from "
                 "[E6204]\n"
                 "      note: say the voltage: --at 30\n");
}

TEST_F(PlaneModule, is_seen_by_lock_in_thermography_and_not_by_other_names) {
  text_of({"two.yaml", "--image", "dlit.svg", "--image-of", "thermography", "--at", "1.2"});
  EXPECT_THAT(scratch.read("dlit.svg"), HasSubstr(">lock-in thermography at 1.2 V, 10 1/s, dark<"));
  expect_refusal({"two.yaml", "--image", "x.svg", "--image-of", "heat"},
                 "error: --image-of: no heat is solved for this module, so there is no picture of "
                 "it [E6204]\n"
                 "      note: add --set operation=heated\n");
}

// 0.03 A are near its maximum; in the dark they are driven.
TEST_F(PlaneModule, says_what_it_does_at_a_current) {
  const std::vector<std::string> driven{"two.yaml", "--at", "0.03 A", "--map", "map.csv"};
  const Json json = json_of(driven)["driven"];
  const double voltage = json["voltage_V"].get<double>();
  EXPECT_NEAR(json["current_A"].get<double>(), 0.03, 1e-9);
  EXPECT_NEAR(json["power_W"].get<double>(), 0.03 * voltage, 1e-9);
  EXPECT_LT(json["least_junction_V"].get<double>(), 0.7);
  EXPECT_THAT(scratch.lines("map.csv")[0], StartsWith("# voltage_V: 1."));
  EXPECT_THAT(text_of({"two.yaml", "--at", "0.03 A"}),
              HasSubstr("\n  driven         0.030000 A, at 1."));
  EXPECT_THAT(text_of({"two.yaml", "--at=-0.03 A", "--set", "film.photocurrent=0 mA/cm2", "--set",
                       "sweep.to=1 V"}),
              HasSubstr(" V: takes up "));
  text_of({"two.yaml", "--curve", "iv.csv", "--set",
           "currents={from: -0.01 A, to: 0.03 A, points: 5}"});
  const std::vector<std::string> lines = scratch.lines("iv.csv");
  ASSERT_EQ(lines.size(), 6);
  EXPECT_THAT(lines[5], StartsWith(std::to_string(voltage).substr(0, 6)));
  const Outcome outcome = heliofab({"module", "two.yaml", "--at", "1 A"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("no voltage found at which it delivers 1 A; reached -60 V"));
}

TEST_F(PlaneModule, is_mapped_at_its_highest_power_if_nothing_is_said) {
  const Json figures = json_of({"two.yaml", "--map", "map.csv"});
  EXPECT_EQ(scratch.lines("map.csv")[0], "# voltage_V: " + figures["vmp_V"].dump());
}

TEST_F(PlaneModule, has_no_figures_in_the_dark_but_pictures) {
  const std::vector<std::string> dark{"two.yaml", "--set", "film.photocurrent=0 mA/cm2", "--set",
                                      "sweep.to=1.3 V"};
  EXPECT_EQ(text_of(dark),
            "two, 298.15 K\n"
            "  2 stripes of 6 mm by 0.02 m on 0.00024 m2 of aperture\n"
            "  dark: no Isc, no Voc, no maximum power\n");
  EXPECT_TRUE(json_of(dark)["voc_V"].is_null());
  std::vector<std::string> words = dark;
  words.insert(words.end(), {"--image", "el.svg", "--curve", "iv.csv", "--at", "1.3"});
  text_of(words);
  EXPECT_THAT(scratch.read("el.svg"), HasSubstr("luminescence at 1.3 V"));
  EXPECT_THAT(scratch.lines("iv.csv").back(), StartsWith("1.3,-"));
  words = dark;
  words.insert(words.end(), {"--image", "el.svg"});
  expect_refusal(words,
                 "error: two.yaml: a dark module has no maximum power to be mapped at [E6204]\n"
                 "      note: say the voltage: --at 30, or a current: --at=\"-0.2 A\"\n");
  expect_refusal(
      {"two.yaml", "--set", "shades={all: {first_stripe: 1, last_stripe: 2}}", "--curve", "iv.csv"},
      "error: two.yaml: a dark module has no open circuit to end a curve at [E6204]\n"
      "      note: say the voltage: --set \"sweep.to=30 V\"\n");
}

TEST_F(PlaneModule, refuses_maps_where_there_is_no_plane_and_voltages_without_a_map) {
  scratch.write("recipe.yaml", "heliofab: 1\nmodule: {name: x}\n");
  expect_refusal({"recipe.yaml", "--image", "x.svg"},
                 "error: recipe.yaml: this module has a recipe; maps, netlists, losses and slopes "
                 "are of one by what its film does [E6204]\n"
                 "      note: leave out --map, --image, --netlist, --at, --losses, --waterfall and "
                 "--slopes, or "
                 "give a module with 'film'\n");
  expect_refusal({"two.yaml", "--at", "1"},
                 "error: --at: nothing is to be mapped there [E6204]\n"
                 "      note: add --map FILE or --image FILE, or name a current: --at \"0.3 A\"\n");
  expect_refusal({"two.yaml", "--at", "1 volt"},
                 "error: --at: found '1 volt', wanted a voltage such as 27.5, or a current such as "
                 "'0.3 A' [E6204]\n"
                 "      note: heliofab module --help shows examples\n");
}

TEST_F(PlaneModule, learns_at_once_that_a_file_cannot_be_written) {
  const Outcome outcome = heliofab({"module", "two.yaml", "--image", "nowhere/two.svg"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "error: nowhere/two.svg: cannot be written: No such file or directory [E5104]\n");
}

TEST_F(PlaneModule, is_checked_explained_and_described) {
  EXPECT_EQ(heliofab({"check", "two.yaml"}).out,
            "two.yaml: a valid module with 80 inputs, 70 of them defaults\n");
  EXPECT_THAT(heliofab({"explain", "module.film.photocurrent"}).out,
              StartsWith("module.film.photocurrent\n"));
  EXPECT_THAT(heliofab({"explain", "flaws.shunt.resistance"}).out,
              StartsWith("module.flaws.*.resistance\n"));
  const Json schema = Json::parse(heliofab({"schema", "module"}).out);
  const Json& bodies = schema["properties"]["module"]["anyOf"];
  ASSERT_EQ(bodies.size(), 2);
  EXPECT_TRUE(bodies[0]["properties"].contains("recipe"));
  EXPECT_TRUE(bodies[1]["properties"].contains("flaws"));
}

TEST_F(PlaneModule, is_swept_over_its_inputs) {
  const Outcome outcome = heliofab({"sweep", "two.yaml", "--vary", "layout.pitch=[4, 6 mm]",
                                    "--vary", "sheets.tco=5:20 ohm/sq:2", "--json"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const Json points = Json::parse(outcome.out)["points"];
  ASSERT_EQ(points.size(), 4);
  EXPECT_EQ(points[0]["pmax_W"], json_of({"two.yaml", "--set", "layout.pitch=4 mm", "--set",
                                          "sheets.tco=5 ohm/sq"})["pmax_W"]);
  EXPECT_GT(points[2]["fill_factor"], points[3]["fill_factor"]);
}

}  // namespace
}  // namespace heliofab::cli
