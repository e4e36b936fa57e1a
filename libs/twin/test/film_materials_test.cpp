// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/film_materials.hpp"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/mass_balance.hpp"

namespace heliofab::twin {
namespace {

double mass_of(const std::vector<market::MaterialUse>& uses, const std::string& material) {
  const auto use = std::ranges::find(uses, material, &market::MaterialUse::material);
  return use == uses.end() ? 0 : use->mass;
}

// 0.6 um of 6.4e28 atoms/m3 of 95.95 u, 60 % of them caught, 30 % of the target used.
TEST(FilmMaterials, BuyTargetsForWhatTheyLeaveUnused) {
  const auto uses = film_materials(fab2::plan().value);
  EXPECT_NEAR(mass_of(uses, "molybdenum_target"),
              0.6e-6 * 6.4e28 * 95.95 * 1.66053907e-27 / 0.6 / 0.3, 1e-9);
}

// 6 l/m2 dosed; 7.2 m by 0.33 m by 20 mm filled for 2000 m2.
TEST(FilmMaterials, CountDosingAndFillingOfTheBath) {
  EXPECT_NEAR(mass_of(film_materials(fab2::plan().value), "bath_solution"),
              6 + 7.2 * 0.33 * 20 / 2000, 1e-9);
}

// What sources emit is what the film of the aperture holds over the utilisation. Of 2 um with
// 0.88 Cu and 0.68 In to a (Ga + In), 4.1e28 atoms/m3 or so, indium is 2.9 g/m2 and twice that is
// fed: the figure that the trade goes by.
TEST(FilmMaterials, EmitWhatTheFilmHoldsOverTheUtilisation) {
  const FabPlan plan = fab2::plan().value;
  const Process& p = plan.process;
  const auto uses = film_materials(plan);
  const plant::WebTool& web = plan.line.stations[plant::find_station(plan.line, "cigs")].web;
  const process::Evaporator tool =
      process::on_web(p.tools.cigs, {p.web_width, p.aperture_width}).evaporator;
  const process::EvaporatorRun run =
      process::tune_evaporator(tool, p.recipe.absorber, web.web_speed);
  const process::MassBalance balance = process::balance_masses(tool, run);
  const auto in = static_cast<std::size_t>(process::Evaporant::indium);
  const double coating = plan.line.roll_length / web.web_speed;
  // [kg/s] in the film of the aperture, from that of the web while the tool is hot
  const double in_film = mass_of(uses, "indium") * p.web_width * web.web_speed * coating /
                         (coating + web.roll_change) * balance.utilisation[in];
  EXPECT_NEAR(in_film,
              run.film.arrived[in] * process::vapour_of(process::Evaporant::indium).mass *
                  p.aperture_width * web.web_speed,
              1e-6 * in_film);
  EXPECT_NEAR(1e3 * in_film / (p.aperture_width * web.web_speed), 2.9, 0.3);
}

TEST(FilmMaterials, AreNothingWhereFilmsFollowFromTheRecipe) {
  EXPECT_TRUE(film_materials(fab2::plan({"process.film_from=recipe"}).value).empty());
}

TEST(FilmMaterials, NeedAPriceEach) {
  FabPlan plan = fab2::plan().value;
  std::erase_if(plan.cost.materials, [](const auto& m) { return m.name == "gallium"; });
  try {
    check(plan);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: fab.cost.materials: no price of 'gallium', which cigs uses [E4414]\n"
                 "      note: give the price of a kilogram of 'gallium'\n");
  }
}

TEST(FilmMaterials, BuysTargetsByWhatIsUsedOfThem) {
  const auto uses = film_materials(fab2::plan({"cost.target_utilisation=30 %"}).value);
  const auto twice = film_materials(fab2::plan({"cost.target_utilisation=60 %"}).value);
  ASSERT_EQ(uses.size(), twice.size());
  for (std::size_t i = 0; i < uses.size(); ++i) {
    EXPECT_DOUBLE_EQ(uses[i].mass / twice[i].mass, is_target(uses[i].material) ? 2 : 1)
        << uses[i].material;
  }
}

}  // namespace
}  // namespace heliofab::twin
