// SPDX-License-Identifier: Apache-2.0
// What an installation may choose: modifiers of the angle, heat, colour, the ground under rows.
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/field/charger.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/global_light.hpp"

namespace heliofab::field {
namespace {

const Weather& any_year() {
  static const Weather made = synthetic_weather({});
  return made;
}

const PowerTable& linear_power() {
  static const PowerTable made = make_power_table(
      [](double light, double warmth) {
        return ModuleFigures{.isc = light / 100,
                             .voc = 10,
                             .vmp = 8,
                             .power = light / 10 * (1 - 0.004 * (warmth - 298.15))};
      },
      {.dimmest = 2, .brightest = 1200, .lights = 9, .warmths = 6});
  return made;
}

EnergyYield chosen_yield(const Installation& i) {
  return simulate_yield(any_year(), i, linear_power(), {});
}

double share_lost(const EnergyYield& yield, std::string_view name) {
  for (const YieldLoss& loss : yield.losses) {
    if (loss.name == name) {
      return loss.energy / yield.potential;
    }
  }
  return NAN;
}

// Reflection takes 2 to 4 % of a tilted plane's light, whatever model tells it.
TEST(Choices, OfReflectionAgreeWithinAPercent) {
  const double usual = share_lost(chosen_yield({}), "reflection");
  EXPECT_GT(usual, 0.015);
  for (const IamModel iam : {IamModel::physical, IamModel::ashrae}) {
    EXPECT_NEAR(share_lost(chosen_yield({.iam = iam}), "reflection"), usual, 0.012);
  }
  const GlassIam coated{.coating = 1.29};
  EXPECT_LT(share_lost(chosen_yield({.iam = IamModel::physical, .glass = coated}), "reflection"),
            share_lost(chosen_yield({.iam = IamModel::physical}), "reflection"));
}

// Brandemuehl and Beckman: diffuse light on a level plane enters as a beam of 60 degrees.
TEST(Choices, DiffuseLightEntersAsABeamOfSixtyDegrees) {
  EXPECT_NEAR(diffuse_iam(GlassIam{}, 1).sky, iam(GlassIam{}, std::cos(59.68 * unit::deg)), 1e-12);
  EXPECT_NEAR(diffuse_iam(AshraeIam{}, 1).ground, 0, 1e-12);
  EXPECT_NEAR(diffuse_iam(AshraeIam{}, 0).sky, diffuse_iam(AshraeIam{}, 0).ground, 0.005);
}

TEST(Choices, OfHeatRankAsTheirMountingsDo) {
  const auto hottest = [](HeatModel heat, const char* mounting) {
    return chosen_yield({.heat = heat, .mounting = mounting}).hottest;
  };
  EXPECT_GT(hottest(HeatModel::sapm, "insulated_back_glass_polymer"),
            hottest(HeatModel::sapm, "open_rack_glass_polymer") + 10);
  EXPECT_GT(hottest(HeatModel::pvsyst, "insulated"),
            hottest(HeatModel::pvsyst, "free_standing") + 10);
  EXPECT_GT(hottest(HeatModel::ross, "cigs_roof_laminate"),
            hottest(HeatModel::ross, "free_standing") + 10);
  EXPECT_EQ(mounting_names(HeatModel::sapm).size(), 4U);
  EXPECT_TRUE(mounting_names(HeatModel::faiman).empty());
  EXPECT_THROW(hottest(HeatModel::ross, "on the moon"), LogicError);
  // Without a name the numbers hold, which are those of a rack.
  EXPECT_EQ(hottest(HeatModel::sapm, ""), hottest(HeatModel::sapm, "open_rack_glass_polymer"));
}

TEST(Choices, OfColourChangeAYearByAFewPercent) {
  const double none = chosen_yield({.spectrum = SpectrumModel::none}).energy;
  const double water = chosen_yield({}).energy;
  const double clearness = chosen_yield({.spectrum = SpectrumModel::pvspec}).energy;
  EXPECT_NE(water, none);
  EXPECT_NE(clearness, none);
  EXPECT_NEAR(water / none, 1, 0.04);
  EXPECT_NEAR(clearness / none, 1, 0.04);
}

// Rows from north to south on ground that falls to the south lean with it.
TEST(Choices, RowsLieOnTheirGround) {
  const Installation rows{.surface = SurfaceKind::rows,
                          .ground = {10 * unit::deg, 180 * unit::deg}};
  const Tracker tracker = tracker_of(rows);
  EXPECT_NEAR(tracker.axis_tilt, 10 * unit::deg, 1e-12);
  EXPECT_NEAR(tracker.cross_tilt, 0, 1e-12);
  const Installation level{.surface = SurfaceKind::rows};
  EXPECT_EQ(tracker_of(level), level.tracker);
  EXPECT_GT(chosen_yield(rows).irradiation, 1.01 * chosen_yield(level).irradiation);
}

TEST(Choices, GlobalLightAloneIsSplit) {
  Weather alone = any_year();
  alone.beam.clear();
  alone.diffuse.clear();
  split_global(alone);
  const double whole = simulate_yield(any_year(), {}, linear_power(), {}).irradiation;
  EXPECT_NEAR(simulate_yield(alone, {}, linear_power(), {}).irradiation / whole, 1, 0.06);
}

const Charger& flat_pair() {
  static const Charger made{.panels = {{"left", {0.3, 3.1}, 0.04}, {"right", {0.3, 3.1}, 0.04}}};
  return made;
}

TEST(Choices, ChargersMayBeAZigzagWithShadedPanels) {
  const Charger charger{.zigzag = {.panels = 3, .fold = 0.3, .shaded = 1, .shade = 0.5}};
  const std::vector<FoldedPanel> panels = panels_of(charger);
  ASSERT_EQ(panels.size(), 3U);
  EXPECT_EQ(panels[1].shade, 0);
  EXPECT_EQ(panels[2].shade, 0.5);
  EXPECT_EQ(panels_of(flat_pair()), flat_pair().panels);
}

// Each day's energy is counted once; panels that lie level do not mind where they face.
TEST(Choices, ChargersTellTheirDaysAndMayWander) {
  Charger charger = flat_pair();
  charger.converter.start_voltage = 1;
  charger.converter.most_current = 100;
  const ChargerYield still = simulate_charger(any_year(), charger, linear_power());
  EXPECT_EQ(still.daily.size(), 365U);
  double sum = 0;
  for (const double day : still.daily) {
    sum += day;
  }
  EXPECT_NEAR(sum, still.energy, 1e-9 * still.energy);
  charger.wander = 180 * unit::deg;
  EXPECT_LT(simulate_charger(any_year(), charger, linear_power()).energy, 0.97 * still.energy);
  for (FoldedPanel& panel : charger.panels) {
    panel.plane.tilt = 0;
  }
  const double wandering = simulate_charger(any_year(), charger, linear_power()).energy;
  charger.wander = 0;
  EXPECT_NEAR(simulate_charger(any_year(), charger, linear_power()).energy, wandering,
              1e-6 * wandering);
}

}  // namespace
}  // namespace heliofab::field
