// SPDX-License-Identifier: Apache-2.0
// Products in their laminate: what they weigh, what a bend takes of them, and what is refused.

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;

const std::string products = HELIOFAB_SOURCE_DIR "/data/products/";

class BentYield : public CliOf {
 protected:
  BentYield() : CliOf("yield") {}
};

// Its label is that of the flat module, and what the bend takes is a loss by itself.
TEST_F(BentYield, of_a_charger_on_a_roll_is_less_by_what_its_contact_cracks) {
  const std::string roll = products + "roll-up.yaml";
  const Json bent = json_of({roll});
  const Json flat = json_of({roll, "--set", "laminate.bend.radius=0 mm"});
  EXPECT_EQ(bent["bend_radius_mm"], 20);
  EXPECT_EQ(bent["bend_broken"], Json::array());
  EXPECT_EQ(bent["module_W"], flat["module_W"]);
  EXPECT_EQ(bent["module_kg"], flat["module_kg"]);
  EXPECT_NEAR(bent["module_kg"], bent["mass_kg_per_m2"].get<double>() * 0.0378, 1e-12);
  EXPECT_NEAR(bent["specific_power_W_per_kg"],
              bent["module_W"].get<double>() / bent["module_kg"].get<double>(), 1e-9);
  EXPECT_EQ(bent["bend_least_radius_mm"], flat["bend_least_radius_mm"]);
  EXPECT_LT(bent["bend_least_radius_mm"], 23);
  EXPECT_GT(bent["bend_strain"], 0.0075);
  EXPECT_GT(bent["bend_tco_factor"], 1.3);
  EXPECT_EQ(bent["bend_mo_factor"], 1);
  EXPECT_EQ(flat["bend_loss"], 0);
  EXPECT_FALSE(flat.contains("bend_broken"));
  EXPECT_EQ(bent["potential_kWh"], flat["potential_kWh"]);
  const Json& last = bent["losses"].back();
  EXPECT_EQ(last["name"], "bend");
  const double energy = flat["energy_kWh"];
  EXPECT_NEAR(last["energy_kWh"], energy - bent["energy_kWh"].get<double>(), 1e-9 * energy);
  EXPECT_GT(last["energy_kWh"], 0.01 * energy);
  // As much as of the same module in its plane, whose diode is a fit.
  const Outcome plane = heliofab({"module", HELIOFAB_SOURCE_DIR "/data/modules/fab2-portable.yaml",
                                  "--set", "laminate.bend.radius=20 mm", "--json"});
  const Json module = Json::parse(plane.out);
  const double watts = module["bend_loss_W"];
  const double share = watts / (watts + module["pmax_W"].get<double>());
  EXPECT_NEAR(bent["bend_loss"].get<double>() / share, 1, 0.1);
}

TEST_F(BentYield, warns_of_a_layer_that_a_bend_breaks) {
  const Outcome outcome = heliofab({"yield", products + "roll-up.yaml", "--json", "--set",
                                    "laminate.stack.absorber.crack_strain=0.7 %"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, HasSubstr("warning: product.laminate.bend.radius: 20 mm cracks "
                                     "'absorber', which bears 0.7 % and is at 0.8"));
  EXPECT_EQ(Json::parse(outcome.out)["bend_broken"], Json::array({"absorber"}));
}

TEST_F(BentYield, refuses_a_mass_beside_layers_and_a_bend_of_a_stretch) {
  scratch.write(
      "p.yaml",
      "heliofab: 1\nproduct:\n  market: indoor\n"
      "  module: {file: fabs/fab2-2010.yaml, layout: portable}\n"
      "  mass_per_area: 2 kg/m2\n"
      "  laminate:\n"
      "    bend: {radius: 50 mm, from: 1 mm, length: 20 mm}\n"
      "    stack: {tco: {material: azo, sheet: tco}, web: {material: pet, thickness: 9 um}}\n");
  expect_refusal(
      {"p.yaml"},
      "p.yaml:5:18: error: product.mass_per_area: a laminate with a stack as well, wanted one of "
      "the two [E6119]\n"
      "    5 |   mass_per_area: 2 kg/m2\n"
      "      |                  ^~~~~~~\n"
      "      = note: layers say what the product weighs; what is sold with it and is no layer "
      "belongs to laminate.extra_mass\n"
      "p.yaml:7:33: error: product.laminate.bend.from: a stretch of the module, wanted all of it "
      "[E6119]\n"
      "    7 |     bend: {radius: 50 mm, from: 1 mm, length: 20 mm}\n"
      "      |                                 ^~~~\n"
      "      = note: a product is bent as a whole; 'heliofab module' solves one that is bent in "
      "part\n"
      "p.yaml:7:47: error: product.laminate.bend.length: a stretch of the module, wanted all of it "
      "[E6119]\n"
      "    7 |     bend: {radius: 50 mm, from: 1 mm, length: 20 mm}\n"
      "      |                                               ^~~~~\n"
      "      = note: a product is bent as a whole; 'heliofab module' solves one that is bent in "
      "part\n");
}

}  // namespace
}  // namespace heliofab::cli
