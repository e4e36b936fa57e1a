// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_heat_plan.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/twin/module_answer.hpp"

// Modules with an operation and heat: from the text to figures.
namespace heliofab::twin {
namespace {

PlaneModulePlan hm50(std::vector<std::string> overrides) {
  return read_plane_module_plan(io::read_document(HELIOFAB_SOURCE_DIR "/data/modules/hm50.yaml",
                                                  {.overrides = std::move(overrides)}))
      .value;
}

TEST(ModuleHeatPlan, AddsUpItsLayers) {
  const HeatPlan plan{.layers = {{"glue", 4e-4, 0.35, 2e6}, {"metal", 0.5e-6, 138, 2.56e6}}};
  const module::PlaneHeat heat = plane_heat(plan, 300);
  EXPECT_NEAR(heat.conductance, 1.4e-4 + 6.9e-5, 1e-12);
  EXPECT_NEAR(heat.heat_capacity, 800 + 1.28, 1e-9);
  EXPECT_EQ(heat.film.reference, 300);
  HeatPlan given = plan;
  given.heat.conductance = 1e-2;
  EXPECT_EQ(plane_heat(given, 300).conductance, 1e-2);
  EXPECT_EQ(plane_heat({}, 300).conductance, module::PlaneHeat{}.conductance);
}

TEST(ModuleHeatPlan, IsNotOfADarkFilmWarmedByLight) {
  EXPECT_EQ(plane_heat(hm50({"film.photocurrent=0 mA/cm2", "sweep.to=30 V"})).irradiance, 0);
  EXPECT_EQ(plane_heat(hm50({})).irradiance, 1000);
}

// A bit more than a third of a percent of power for each kelvin; light warms by some 22 K, and
// place by place hardly differs: the same temperature everywhere gives the same power.
TEST(ModuleHeatPlan, LosesPowerByWarmth) {
  const auto power_at = [](const std::string& temperature) {
    return solve_figures(
               plane_module(hm50({"operation=isothermal", "operating_temperature=" + temperature})))
        .pmax();
  };
  const double cold = solve_figures(plane_module(hm50({}))).pmax();
  EXPECT_NEAR(power_at("300 K"), cold, 1e-7 * cold);
  EXPECT_NEAR((power_at("320 K") / cold - 1) / 20, -0.0038, 1e-4);
  const PlaneModulePlan plan = hm50({"operation=heated"});
  const module::PlaneModule m = plane_module(plan);
  const module::PlaneHeat heat = plane_heat(plan);
  const PlaneFigures heated = solve_figures(m, nullptr, &heat);
  const module::HeatedCurve curve = solve_heated_curve(m, heat, {25, heated.vmp});
  const double mean = curve.states[1].mean;
  EXPECT_NEAR(mean, 321, 2);
  EXPECT_NEAR(heated.pmax(), power_at(std::to_string(mean) + " K"), 1e-3 * cold);
  EXPECT_EQ(curve.electric.points.size(), 2U);
  EXPECT_EQ(curve.heat.temperature.size(), curve.electric.map.junction.size());
}

std::string refusal_of(std::vector<std::string> overrides) {
  try {
    hm50(std::move(overrides));
  } catch (const InputError& error) {
    return error.diagnostics().front().path + ": " + error.diagnostics().front().message;
  }
  return "";
}

TEST(ModuleHeatPlan, SaysWhatDoesNotFit) {
  EXPECT_EQ(refusal_of({"heat.ambient=20 degC"}),
            "module.heat: no operation, wanted one that says whether heat counts");
  EXPECT_EQ(refusal_of({"operating_temperature=50 degC"}),
            "module.operating_temperature: an operation that does not hold it");
  EXPECT_EQ(refusal_of({"operation=heated", "heat.front={convection: 0 W/m2/K, emissivity: 0}",
                        "heat.back={convection: 0 W/m2/K, emissivity: 0}"}),
            "module.heat: no convection and no emissivity on either side, wanted a way out for "
            "heat");
}

}  // namespace
}  // namespace heliofab::twin
