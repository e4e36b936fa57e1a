// SPDX-License-Identifier: Apache-2.0
// What products deliver: what is printed, what follows from physics, and what is refused.

#include <sstream>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string products = HELIOFAB_SOURCE_DIR "/data/products/";
const std::string building = products + "building.yaml";

class Yield : public CliOf {
 protected:
  Yield() : CliOf("yield") {}
  double energy(std::vector<std::string> settings) const {
    std::vector<std::string> words{building};
    for (std::string& setting : settings) {
      words.insert(words.end(), {"--set", std::move(setting)});
    }
    return json_of(words)["energy_kWh"];
  }
};

TEST_F(Yield, prints_figures_months_and_losses_that_add_up) {
  EXPECT_THAT(text_of({building}), StartsWith("FAB 2, laminate on a roof, weather of Thornton "
                                              "synthetic, 365 days\n  60 nominal modules of "));
  EXPECT_THAT(text_of({building}), HasSubstr("\n  where the energy goes "));
  const Json json = json_of({building});
  EXPECT_EQ(json["module"], "nominal");
  EXPECT_EQ(json["period_days"], 365);
  double months = 0;
  for (const Json& month : json["monthly_kWh"]) {
    months += month.get<double>();
  }
  const double energy = json["energy_kWh"];
  EXPECT_EQ(json["monthly_kWh"].size(), 12U);
  EXPECT_NEAR(months, energy, 1e-9 * energy);
  double left = json["potential_kWh"];
  for (const Json& loss : json["losses"]) {
    left -= loss["energy_kWh"].get<double>();
  }
  EXPECT_NEAR(left, energy, 1e-9 * energy);
  EXPECT_NEAR(json["yield_kWh_per_kWp"], energy / json["nominal_W"].get<double>() * 1000, 1e-6);
  EXPECT_NEAR(json["performance_ratio"].get<double>(),
              json["yield_kWh_per_kWp"].get<double>() / json["poa_kWh_m2"].get<double>(), 1e-6);
  EXPECT_LT(json["table_error"], 1e-3);
}

// The module's power is what the module engine says of the same film and layout.
TEST_F(Yield, takes_the_power_that_a_module_has) {
  const std::string module = HELIOFAB_SOURCE_DIR "/examples/03-module/module.yaml";
  const Outcome solved = heliofab({"module", module, "--json"});
  const Json product = json_of({building, "--set", "module.file=" + module});
  EXPECT_EQ(product["module_W"], Json::parse(solved.out)["pmax_W"]);
}

TEST_F(Yield, is_less_on_a_facade_than_on_a_tilted_roof) {
  EXPECT_LT(energy({"installation.surface=facade", "installation.plane.tilt=90 deg"}),
            0.85 * energy({"installation.plane.tilt=35 deg"}));
}

TEST_F(Yield, is_less_of_hot_laminate_glued_on_than_on_an_open_rack) {
  const double glued = energy({});
  const double open = energy({"installation.heat=faiman"});
  EXPECT_LT(glued, 0.99 * open);
  EXPECT_GT(glued, 0.90 * open);
}

TEST_F(Yield, falls_over_the_years) {
  const Json json = json_of({building, "--years", "10"});
  EXPECT_EQ(json["yearly_kWh"].size(), 10U);
  EXPECT_LT(json["last_year_kWh"], 0.97 * json["energy_kWh"].get<double>());
}

TEST_F(Yield, of_space_has_its_power_per_mass) {
  const std::string space = products + "space.yaml";
  const Json json = json_of({space});
  EXPECT_NEAR(json["specific_power_W_per_kg"].get<double>(),
              json["power_W_per_m2"].get<double>() / 68.4e-3, 1e-6);
  EXPECT_GT(json["specific_power_W_per_kg"], 1000);
  EXPECT_GT(json["energy_per_orbit_Wh"], 0);
  EXPECT_GT(json["hottest_degC"], 50);
  EXPECT_LT(json["coldest_degC"], -40);
  // A bare cell radiates little, and is hotter.
  const Json bare = json_of({space, "--set", "panel.front_emissivity=0.3"});
  EXPECT_GT(bare["hottest_degC"], json["hottest_degC"].get<double>() + 20);
  EXPECT_LT(bare["energy_kWh"], json["energy_kWh"]);
  EXPECT_NEAR(json_of({space, "--years", "1"})["energy_kWh"], json["first_year_kWh"],
              1e-3 * json["first_year_kWh"].get<double>());
}

TEST_F(Yield, of_a_charger_says_how_long_a_phone_takes) {
  const std::string portable = products + "portable.yaml";
  const Json json = json_of({portable});
  const double hours = json["hours_to_charge_phone"];
  EXPECT_NEAR(hours * json["power_while_charging_W"].get<double>(), 12, 1e-9);
  EXPECT_NEAR(json_of({portable, "--set", "phone_battery=0.024 kWh"})["hours_to_charge_phone"],
              2 * hours, 1e-9);
}

TEST_F(Yield, of_a_lone_load_serves_more_with_a_battery) {
  const std::string alone = products + "terrestrial.yaml";
  const Json with = json_of({alone});
  const Json without = json_of({alone, "--set", "load.battery=0 kWh"});
  EXPECT_GT(with["load_served"], without["load_served"]);
  EXPECT_LT(without["load_served"], 0.6);
}

TEST_F(Yield, of_a_room_is_what_shunts_leave) {
  const std::string indoor = products + "indoor.yaml";
  const Json json = json_of({indoor});
  EXPECT_LT(json["power_uW_per_cm2_at_200_lux"], json["power_uW_per_cm2_at_500_lux"]);
  EXPECT_EQ(json["power_uW"], json["power_uW_at_500_lux"]);
  EXPECT_GT(json["unshunted_uW"], json["power_uW"]);
  EXPECT_NEAR(json["energy_J_per_day"].get<double>(), json["power_uW"].get<double>() * 1e-6 * 36000,
              1e-9);
  EXPECT_NEAR(json["energy_kWh"].get<double>(),
              json["energy_J_per_day"].get<double>() * 365 / 3.6e6, 1e-12);
  EXPECT_EQ(json["market"], "indoor");
  EXPECT_FALSE(json.contains("monthly_kWh"));
  const Json edges = json_of({indoor, "--set", "indoor.bin_edges=0.01 W/m2, 100 W/m2"});
  EXPECT_EQ(edges["indoor_bin"], 1);
  EXPECT_EQ(heliofab({"yield", indoor, "--years", "2"}).status, 2);
  EXPECT_EQ(heliofab({"yield", indoor, "--weather", "x.epw"}).status, 2);
}

// Stripes that stand under the awning lose less than those that lie, and the module engine finds
// more of those than the rule of the darkest cell.
TEST_F(Yield, of_a_facade_below_an_awning_is_softer_than_its_darkest_cell) {
  const std::string facade = products + "facade-awning.yaml";
  const auto with = [&](std::vector<std::string> settings) {
    std::vector<std::string> words{facade};
    for (std::string& setting : settings) {
      words.insert(words.end(), {"--set", std::move(setting)});
    }
    return json_of(words);
  };
  const Json lying = with({});
  const double rule = with({"solves_uneven=false"})["energy_kWh"];
  EXPECT_GT(lying["energy_kWh"], 1.05 * rule);
  EXPECT_GT(with({"installation.cells=across"})["energy_kWh"],
            1.2 * lying["energy_kWh"].get<double>());
  EXPECT_LT(lying["uneven_error"], 0.1);
}

TEST_F(Yield, of_a_pump_is_what_is_pumped) {
  const std::string pump = products + "pump.yaml";
  const Json json = json_of({pump});
  EXPECT_FALSE(json.contains("load_served"));
  EXPECT_NEAR(json["pumped_kWh"].get<double>() + json["surplus_kWh"].get<double>(),
              json["energy_kWh"], 1e-6);
  EXPECT_LT(json["pump_h"], 4400);
}

TEST_F(Yield, of_a_charger_with_a_shaded_panel_is_less_in_a_row) {
  const std::string folding = products + "folding-charger.yaml";
  const double shaded = json_of({folding})["energy_kWh"];
  EXPECT_GT(json_of({folding, "--set", "charger.wiring=parallel"})["energy_kWh"], 1.1 * shaded);
}

TEST_F(Yield, tells_mountings_that_there_are) {
  EXPECT_THAT(heliofab({"yield", building, "--set", "installation.mounting=ship"}).err,
              HasSubstr("heat 'ross' knows no mounting 'ship' [E6119]"));
  EXPECT_THAT(heliofab({"yield", building, "--set", "installation.mounting=ship"}).err,
              HasSubstr("cigs_roof_laminate"));
}

TEST_F(Yield, draws_the_page_of_its_market) {
  EXPECT_THAT(text_of({building, "--report"}), HasSubstr("\n\nReport: building.html\n"));
  const std::string roof = scratch.read("building.html");
  EXPECT_THAT(roof, HasSubstr("<section id=\"months\">"));
  EXPECT_THAT(roof, HasSubstr("<td>product.installation.plane.tilt</td>"));
  EXPECT_THAT(roof, HasSubstr("<td>fab.process.recipe.absorber.ggi</td>")) << "of its module";
  const Json charger = json_of({products + "portable.yaml", "--report", "charger.html"});
  EXPECT_EQ(charger["report"], "charger.html");
  EXPECT_THAT(scratch.read("charger.html"), HasSubstr("<section id=\"indoor\">"));
  text_of({products + "space.yaml", "--report", "foil.html"});
  EXPECT_THAT(scratch.read("foil.html"), HasSubstr("<section id=\"orbit\">"));
  text_of({products + "indoor.yaml", "--report", "room.html"});
  EXPECT_THAT(scratch.read("room.html"), HasSubstr("<section id=\"indoor\">"));
  EXPECT_THAT(scratch.read("room.html"), HasSubstr("In 500 lux for 10 h a day"));
  text_of({products + "pump.yaml", "--report", "pump.html"});
  EXPECT_THAT(scratch.read("pump.html"), Not(HasSubstr("<section id=\"load\">"))) << "none";
}

TEST_F(Yield, writes_every_row_of_the_weather) {
  const std::string alone = products + "terrestrial.yaml";
  const Json json = json_of({alone, "--series", "rows.csv"});
  EXPECT_EQ(json["series"], "rows.csv");
  const std::vector<std::string> lines = scratch.lines("rows.csv");
  ASSERT_EQ(lines.size(), 4U + 1U + 8760U);
  EXPECT_EQ(lines[0], "# product: FAB 2, stand-alone on a pole");
  EXPECT_EQ(lines[4],
            "interval_start,interval_end,light_open_W_m2,light_shaded_W_m2,light_entered_W_m2,"
            "air_mass,cell_degC,power_W,load_served_W,battery_kWh,pump_W");
  double energy = 0;  // [Wh]
  for (std::size_t row = 5; row < lines.size(); ++row) {
    std::istringstream cells(lines[row]);
    std::string cell;
    for (int k = 0; k < 8; ++k) {
      std::getline(cells, cell, ',');
    }
    energy += std::stod(cell);
  }
  EXPECT_NEAR(energy / 1000, json["energy_kWh"].get<double>(), 1e-9 * energy);
}

TEST_F(Yield, of_a_room_has_no_rows) {
  const Outcome outcome = heliofab({"yield", products + "indoor.yaml", "--series", "rows.csv"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr("[E6204]"));
}

TEST_F(Yield, says_at_once_where_it_cannot_write) {
  for (const char* option : {"--report", "--series"}) {
    const Outcome outcome = heliofab({"yield", building, option, "nowhere/page"});
    EXPECT_EQ(outcome.status, 5) << option;
    EXPECT_THAT(outcome.err, HasSubstr("nowhere/page")) << option;
    EXPECT_THAT(outcome.err, HasSubstr("[E5104]")) << option;
    EXPECT_EQ(outcome.out, "") << option;
  }
}

TEST_F(Yield, is_the_same_of_a_file_with_every_default) {
  const std::string space = products + "space.yaml";
  scratch.write("complete.yaml", heliofab({"check", space, "--print"}).out);
  EXPECT_EQ(json_of({"complete.yaml"}), json_of({space}));
  const Json given = json_of({space, "--set", "solves_current=false"});
  EXPECT_EQ(given["current_factor"], 0.87);
}

TEST_F(Yield, refuses_parts_of_another_market) {
  scratch.write("p.yaml",
                "heliofab: 1\nproduct:\n  market: space\n  module: {file: fabs/fab2-2010.yaml, "
                "layout: space}\n  installation: {modules: 3}\n");
  expect_refusal({"p.yaml"},
                 "p.yaml:5:3: error: product.installation: of no use to the market 'space' "
                 "[E6119]\n"
                 "    5 |   installation: {modules: 3}\n"
                 "      |   ^~~~~~~~~~~~\n"
                 "      = note: it belongs to the market building or terrestrial\n");
}

TEST_F(Yield, refuses_what_is_not_there) {
  EXPECT_THAT(heliofab({"yield", building, "--set", "module.layout=roof"}).err,
              HasSubstr("the fab makes no 'roof' [E6141]"));
  EXPECT_THAT(heliofab({"yield", building, "--set", "module.file=nothing.yaml"}).err,
              HasSubstr("there is no file 'nothing.yaml' [E6141]"));
  EXPECT_THAT(heliofab({"yield", building, "--set", "module.file=modules/hm50.yaml"}).err,
              HasSubstr("'modules/hm50.yaml' holds no recipe of a film [E6141]"));
  EXPECT_THAT(heliofab({"yield", building, "--weather", "nothing.epw"}).err, HasSubstr("[E7101]"));
  EXPECT_EQ(heliofab({"yield", products + "space.yaml", "--weather", "x.epw"}).status, 2);
}

}  // namespace
}  // namespace heliofab::cli
