// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "../../field/test/flex_module.hpp"
#include "heliofab/report/product_report.hpp"

// Products of a module of one diode, in a synthetic year or in orbit.
namespace heliofab::report::sample {

/// The small panel, on 0.06 m2.
inline const twin::ProductPower& product_power() {
  static const twin::ProductPower made{
      .table = field::make_power_table(field::module_at(field::small_panel),
                                       {.lights = 12, .coldest = 150, .warmths = 8}),
      .aperture = 0.06};
  return made;
}

inline const field::Weather& product_weather() {
  static const field::Weather made = [] {
    field::Weather weather = field::synthetic_weather({});
    weather.place = "Nowhere <b>";
    return weather;
  }();
  return made;
}

inline twin::ProductPlan product_plan(twin::ProductMarket market) {
  twin::ProductPlan plan;
  plan.name = "roof & <i>lamp</i>";
  plan.market = market;
  plan.weather = "here.epw";
  plan.areal_mass = 2;
  plan.charger.panels = {{.name = "one", .plane = {0.5, 3.1}}};
  plan.mission.orbit.altitude = 500e3;
  plan.mission.yearly_fluence = 1e21;
  return plan;
}

/// A product with all that its page and its rows need.
struct SolvedProduct {
  twin::ProductPlan plan;
  twin::InstalledYield installed;
  field::SurfaceLight light;
  field::ChargerYield charger;
  twin::SpaceYield space;
  twin::IndoorYield room;
  field::Weather weather;
  ProductDetails details;

  ProductView view() const {
    const bool is_installed = !installed.energy.power.empty();
    return {.plan = plan,
            .power = product_power(),
            .weather = weather,
            .installed = is_installed ? &installed : nullptr,
            .light = is_installed ? &light : nullptr,
            .charger = charger.power.empty() ? nullptr : &charger,
            .space = space.orbit.period > 0 ? &space : nullptr,
            .indoor = room.here > 0 ? &room : nullptr};
  }
};

inline ProductDetails product_details(double potential, std::vector<field::YieldLoss> losses) {
  return {.figures = {{"energy_kWh", 12.345, "energy", "kWh"},
                      {"performance_ratio", 0.8123, "performance", "%"},
                      {"undefined", NAN, "undefined", "h"}},
          .potential = potential,
          .potential_name = "nominal power in all light",
          .losses = std::move(losses),
          .orbits = {},
          .over_shunts = {},
          .inputs = {{"product.years", "1", "D", "", "file", "roof.yaml:3", ""}},
          .module_inputs = {{"fab.process.recipe.absorber.ggi", "0.3", "D", "", "file",
                             "fab.yaml:9", ""}},
          .weather_file = "here.epw",
          .json = "{\"energy_kWh\": 12.345}"};
}

/// With a lamp and a battery, for some years.
inline SolvedProduct installed_product(bool has_load = true, int years = 3) {
  SolvedProduct p{.plan = product_plan(twin::ProductMarket::terrestrial),
                  .weather = product_weather()};
  p.plan.years = years;
  if (has_load) {
    p.plan.load = {.day = 0.2, .night = 0.5, .battery = 5 * 3600.0};
  }
  p.installed = twin::installed_yield(p.plan, product_power(), p.weather);
  p.light = field::surface_light(p.weather, p.plan.installation);
  p.details = product_details(p.installed.energy.potential, p.installed.energy.losses);
  return p;
}

inline twin::IndoorOverShunts product_over_shunts() {
  return {.lux = {200, 1000},
          .shunt = {0.1, 1, 10},
          .power = {{0.002, 0.001, 2e-4}, {0.02, 0.01, 0.004}},
          .own_shunt = 1,
          .own_power = {0.001, 0.01},
          .aperture = 0.06};
}

inline SolvedProduct charging_product() {
  SolvedProduct p{.plan = product_plan(twin::ProductMarket::portable),
                  .weather = product_weather()};
  p.charger = twin::charger_yield(p.plan, product_power(), p.weather);
  p.details = product_details(p.charger.panels, {{"converter", p.charger.converted}});
  p.details.over_shunts = product_over_shunts();
  return p;
}

inline SolvedProduct room_product() {
  SolvedProduct p{.plan = product_plan(twin::ProductMarket::indoor)};
  p.room = {.here = 5e-3, .unshunted = 6e-3, .daily = 180};
  p.details = product_details(100, {{"shunts", 20}});
  p.details.over_shunts = product_over_shunts();
  return p;
}

/// Three of four modules of a run, what they give in two lights and one without a shunt.
inline ProductModules run_modules() {
  return {.text = "run a <fab>, bin 9.5-10.5 %, 4 modules",
          .count = 4,
          .serials = {17, 12, 15},
          .shunts = {0.5, 2, 0},
          .indoor = {{0.001, 0.0005, 0.002}, {0.012, 0.006, 0.02}},
          .spreads =
              {{"module_W", "a module", "W", 5.1, 6, 6.9, {5, 6, 7}},
               {"yield_kWh_per_kWp", "its yield", "kWh/kWp", 1401, 1410, 1419, {1400, 1410, 1420}}},
          .run = {.name = "a <fab>",
                  .seed = 7,
                  .plan_hash = "0a1b",
                  .data_hash = "2c3d",
                  .version = "1.1",
                  .command = "heliofab run fab.yaml"},
          .fingerprint = "5f2c81d09be7a346"};
}

inline SolvedProduct space_product() {
  SolvedProduct p{.plan = product_plan(twin::ProductMarket::space)};
  p.space = twin::space_yield(p.plan, product_power());
  p.details = product_details(p.space.orbit.potential, p.space.orbit.losses);
  p.details.orbits = twin::orbit_cases(p.plan, product_power(), p.space);
  return p;
}

}  // namespace heliofab::report::sample
