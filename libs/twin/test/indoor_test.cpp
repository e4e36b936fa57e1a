// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/indoor.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

const NominalModule& portable() {
  static const NominalModule module = [] {
    const FabPlan plan = fab2::plan().value;
    for (const Product& product : plan.products) {
      if (product.name == "portable") {
        return NominalModule{plan.process, product};
      }
    }
    return NominalModule{};
  }();
  return module;
}

Lamp white_diode() {
  const std::filesystem::path folder = HELIOFAB_SOURCE_DIR "/data";
  return read_lamp(folder / "spectra" / "led.csv", folder);
}

const LampLight& light() {
  static const LampLight found = lamp_light(portable(), fab2::data(), white_diode());
  return found;
}

const IndoorModule& film() {
  static const IndoorModule made =
      make_indoor_module(portable(), fab2::data(), light(), indoor_levels);
  return made;
}

double areal_microwatts(double shunt, std::size_t level) {  // [uW/cm2]
  return indoor_power(film(), shunt)[level] / film().aperture / 1e-2;
}

// The lamp gives 318 lm/W (data/spectra/led.csv). Photons of 0.56 um that nearly all make current
// against those of the sun of which two thirds by power can: a watt of the lamp is 1.1 to 1.3 W of
// the sun.
TEST(Indoor, LightIsThatOfTheLampAndTheCell) {
  EXPECT_NEAR(1 / light().power, 318, 2);
  EXPECT_GT(light().equivalent / light().power, 1.0);
  EXPECT_LT(light().equivalent / light().power, 1.4);
  EXPECT_NEAR(light().mismatch * 1000 / optics::total_irradiance(fab2::data().am15g),
              light().equivalent / light().power, 1e-9);
}

// The photocurrent by the quantum efficiency is what the device engine gives in the lamp's own
// light, of which it knows nothing here.
TEST(Indoor, LightHasTheCurrentThatTheDeviceEngineGives) {
  const NominalModule& module = portable();
  ReferenceData lit = fab2::data();
  std::vector<double> wavelength;
  for (const double w : lit.am15g.wavelength) {
    if (w >= 380e-9 && w <= 780e-9) {
      wavelength.push_back(w);
    }
  }
  lit.am15g = optics::rebin(white_diode().light, wavelength);
  const double shone = optics::total_irradiance(white_diode().light);
  const CellModel lamp(module.process.recipe, module.process.physics, module.process.cover, lit);
  const CellModel sun(module.process.recipe, module.process.physics, module.process.cover,
                      fab2::data());
  const process::CellParameters of = cell_parameters(module.process, nominal_film(module.process));
  const double current = lamp.solve(of, {.from = 0, .to = 0.02}).jsc;
  const double whole = sun.solve(of, {.from = 0, .to = 0.02}).jsc;
  EXPECT_NEAR(current / whole * 1000 / (shone / light().power * light().equivalent), 1, 5e-3);
}

// What shunts do to cells that differ by 6 % in the sun: docs/theory/field.md (12), and a rule:
// a shunt begins to cost where its conductance times voltage is as much as the photocurrent.
TEST(Indoor, PowerIsTheShuntsDecision) {
  const double none = areal_microwatts(0, 2);
  EXPECT_GT(none, 15);  // [uW/cm2] at 1000 lux
  EXPECT_LT(none, 45);
  double before = none;
  for (const double shunt : {0.1, 1.0, 10.0, 100.0}) {
    const double here = areal_microwatts(shunt, 2);
    EXPECT_LT(here, before) << shunt;
    before = here;
  }
  EXPECT_LT(before, 0.1 * none);
  // Light goes with lux; behind an ohmic shunt power goes with its square.
  IndoorModule ohmic = film();
  for (module::StripCell& stripe : ohmic.stripes) {
    stripe.shunt_exponent = 1;
  }
  const std::vector<double> shorted = indoor_power(ohmic, 300);
  EXPECT_NEAR(shorted[2] / shorted[0], 25, 1);
}

TEST(Indoor, ManyModulesAreFoundByTheirShuntWithinItsError) {
  const IndoorByShunt table(film(), 0.05, 500, 17);
  EXPECT_LT(table.error(), 0.01);
  for (const double shunt : {0.07, 2.0, 33.0, 400.0}) {
    const std::vector<double> direct = indoor_power(film(), shunt);
    for (std::size_t k = 0; k < direct.size(); ++k) {
      EXPECT_NEAR(table.power(k, shunt) / direct[k], 1, 1.5 * table.error() + 1e-4) << shunt;
    }
  }
}

TEST(Indoor, PowerOverShuntsHoldsTheModulesOwn) {
  const double own = film().stripes.front().shunt;
  const IndoorOverShunts over = over_shunts(film(), std::vector{own / 100, own, 10 * own});
  for (std::size_t k = 0; k < over.lux.size(); ++k) {
    EXPECT_EQ(over.power[k][1], over.own_power[k]);
    EXPECT_GT(over.power[k][0], over.own_power[k]);
    EXPECT_LT(over.power[k][2], over.own_power[k]);
  }
}

TEST(Indoor, StripesMayEachHaveAShunt) {
  const auto cells = static_cast<std::size_t>(film().design.cells);
  std::vector<double> shunts(cells, 1.0);
  EXPECT_EQ(indoor_power(film(), shunts), indoor_power(film(), 1.0));
  shunts.front() = 1e3;  // one stripe gives nothing: about its share of the module is lost
  const double lost = 1 - indoor_power(film(), shunts)[2] / indoor_power(film(), 1.0)[2];
  EXPECT_NEAR(lost * static_cast<double>(cells), 1, 0.6);
}

// The table's power is what the module engine says of the film in that light.
TEST(Indoor, YieldIsThatOfTheModule) {
  const field::PowerTable table =
      make_module_power(portable(), fab2::data(), indoor_grid()).value();
  const IndoorPlan plan{.illuminance = 1000, .lit = 36000, .load = 1e-4, .storage = 0.5};
  const IndoorModule here = make_indoor_module(portable(), fab2::data(), light(),
                                               {&plan.illuminance, 1}, plan.temperature);
  const IndoorYield yield = indoor_yield(plan, table, here, light());
  const double direct = indoor_power(here, here.stripes.front().shunt).front();
  EXPECT_NEAR(yield.here / direct, 1, 5e-3);
  EXPECT_EQ(yield.here, yield.power[2]);
  EXPECT_GT(yield.unshunted, yield.here);
  EXPECT_GT(yield.potential, yield.unshunted);
  EXPECT_NEAR(yield.daily, yield.here * 36000, 1e-12);
  EXPECT_NEAR(yield.yearly, 365 * yield.daily, 1e-9);
  // The load: by day what it takes, by night half of what is left.
  const double left = (yield.here - 1e-4) * 36000 * 0.5;
  const double night = 1e-4 * 50400;
  EXPECT_NEAR(yield.served, (1e-4 * 36000 + std::min(left, night)) / (1e-4 * 86400), 1e-9);
  EXPECT_EQ(indoor_class(plan.bin_edges, yield.power[2] / here.aperture), yield.bin);
}

TEST(Indoor, ClassesBeginAtTheirEdges) {
  const std::vector<double> edges{0.02, 0.05};
  EXPECT_EQ(indoor_class(edges, 0.019), 0U);
  EXPECT_EQ(indoor_class(edges, 0.02), 1U);
  EXPECT_EQ(indoor_class(edges, 1), 2U);
}

}  // namespace
}  // namespace heliofab::twin
