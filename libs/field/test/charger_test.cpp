// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/charger.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "flex_module.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/field/energy_yield.hpp"

namespace heliofab::field {
namespace {

const PowerTable& panel_table() {
  static const PowerTable made = make_power_table(module_at(small_panel));
  return made;
}

const Weather& charger_weather() {
  static const Weather made = synthetic_weather({});
  return made;
}

Charger charger_of(int panels, double fold) {
  return {.panels = zigzag(panels, fold, {30 * unit::deg, 180 * unit::deg}, 0.05)};
}

double all_of(const ChargerYield& y) {
  return y.energy + y.refused + y.surplus + y.waiting + y.converted;
}

TEST(Join, AddsPanelsSideBySideLessTheirDiodes) {
  const std::array<ModuleFigures, 2> panels{{{.vmp = 7, .power = 7}, {.vmp = 6, .power = 3}}};
  const Joined both = join(Wiring::parallel, 0.5, panels);
  EXPECT_NEAR(both.power, 7 * 6.5 / 7 + 3 * 5.5 / 6, 1e-12);
  EXPECT_EQ(both.voltage, 6.5);
}

// Equal panels in a row add voltages; one in the dark is bypassed or limits all, whichever is best.
TEST(Join, CarriesInARowTheCurrentThatPaysBest) {
  const ModuleFigures bright{.vmp = 7, .power = 7};
  const std::array<ModuleFigures, 3> equal{bright, bright, bright};
  EXPECT_NEAR(join(Wiring::series, 0.5, equal).power, 21, 1e-12);
  EXPECT_EQ(join(Wiring::series, 0.5, equal).voltage, 21);
  const std::array<ModuleFigures, 3> one_dark{bright, {.vmp = 5, .power = 0.5}, bright};
  EXPECT_NEAR(join(Wiring::series, 0.5, one_dark).power, (14 - 0.5) * 1, 1e-12);
  const std::array<ModuleFigures, 3> one_dim{bright, {.vmp = 7, .power = 6.3}, bright};
  EXPECT_NEAR(join(Wiring::series, 0.5, one_dim).power, 21 * 0.9, 1e-12);
  EXPECT_EQ(join(Wiring::series, 0.5, std::array<ModuleFigures, 1>{}).power, 0);
}

TEST(Charger, TellsWhereAllEnergyWent) {
  for (const Wiring wiring : {Wiring::parallel, Wiring::series}) {
    Charger charger = charger_of(4, 15 * unit::deg);
    charger.wiring = wiring;
    const ChargerYield y = simulate_charger(charger_weather(), charger, panel_table());
    EXPECT_NEAR(all_of(y), y.joined, 1e-9 * y.joined);
    EXPECT_LT(y.joined, y.panels);
    EXPECT_GT(y.energy, 0.4 * y.panels);
    EXPECT_NEAR(std::accumulate(y.monthly.begin(), y.monthly.end(), 0.0), y.energy,
                1e-12 * y.energy);
    EXPECT_GE(y.starts, 250);  // nearly every morning
    EXPECT_NEAR(3600 * std::accumulate(y.power.begin(), y.power.end(), 0.0), y.energy,
                1e-9 * y.energy);
    EXPECT_NEAR(3600 * std::accumulate(y.offered.begin(), y.offered.end(), 0.0), y.joined,
                1e-9 * y.joined);
    EXPECT_EQ(y.light.size(), charger_weather().size());
    EXPECT_GT(std::ranges::max(y.cell), std::ranges::max(charger_weather().air));
  }
}

TEST(Charger, IsDeadBelowItsStart) {
  Charger charger = charger_of(1, 0);
  const double easy = simulate_charger(charger_weather(), charger, panel_table()).energy;
  charger.converter.start_current = 0.5;
  const ChargerYield hard = simulate_charger(charger_weather(), charger, panel_table());
  EXPECT_LT(hard.energy, easy);
  charger.converter.start_voltage = 30;
  const ChargerYield never = simulate_charger(charger_weather(), charger, panel_table());
  EXPECT_EQ(never.energy, 0);
  EXPECT_EQ(never.starts, 0);
  EXPECT_NEAR(never.refused, never.joined, 1e-9 * never.joined);
}

// Folded panels see less beam each and start later; in a row the worst of them limits.
TEST(Charger, LosesByItsFolds) {
  const auto energy = [](double fold, Wiring wiring) {
    Charger charger = charger_of(4, fold);
    charger.wiring = wiring;
    charger.diode = 0;
    return simulate_charger(charger_weather(), charger, panel_table()).joined;
  };
  EXPECT_LT(energy(40 * unit::deg, Wiring::parallel), 0.93 * energy(0, Wiring::parallel));
  EXPECT_NEAR(energy(0, Wiring::series), energy(0, Wiring::parallel),
              1e-9 * energy(0, Wiring::series));
  EXPECT_LT(energy(40 * unit::deg, Wiring::series),
            0.85 * energy(40 * unit::deg, Wiring::parallel));
}

TEST(Charger, LosesTheShadeOfItsPanels) {
  Charger charger = charger_of(2, 0);
  const double open = simulate_charger(charger_weather(), charger, panel_table()).panels;
  charger.panels[0].shade = 1;
  const double shaded = simulate_charger(charger_weather(), charger, panel_table()).panels;
  EXPECT_LT(shaded, 0.8 * open);
  EXPECT_GT(shaded, 0.5 * open);
  EXPECT_THROW(simulate_charger(charger_weather(), {}, panel_table()), LogicError);
}

StandAlone lamp_at_night(double watts, double battery) {
  StandAlone system{.battery = battery};
  for (const std::size_t hour : {18U, 19U, 20U, 21U, 22U}) {
    system.load[hour] = watts;
  }
  return system;
}

TEST(StandAlone, TellsWhereAllEnergyWent) {
  const EnergyYield y = simulate_yield(charger_weather(), {}, panel_table(), {});
  const StandAlone system = lamp_at_night(2, 20 * 3600.0);
  const StandAloneYield s = simulate_stand_alone(charger_weather(), y.power, system);
  const double came = y.energy + system.battery - s.left;
  EXPECT_NEAR(came, s.served + s.surplus + s.stored_loss + s.pumped, 1e-9 * came);
  EXPECT_NEAR(s.wanted, 2 * 5 * 365 * 3600.0, 1e-6);
  EXPECT_GT(s.served, 0.9 * s.wanted);
  EXPECT_NEAR(std::accumulate(s.monthly_served.begin(), s.monthly_served.end(), 0.0), s.served,
              1e-9 * s.served);
  EXPECT_NEAR(s.monthly_wanted[1], 2 * 5 * 28 * 3600.0, 1e-6);
  EXPECT_NEAR(3600 * std::accumulate(s.serving.begin(), s.serving.end(), 0.0), s.served,
              1e-9 * s.served);
  EXPECT_EQ(s.stored.back(), s.left);
  EXPECT_LE(std::ranges::max(s.stored), system.battery * (1 + 1e-12));
}

TEST(StandAlone, GoesDarkWithASmallBattery) {
  const EnergyYield y = simulate_yield(charger_weather(), {}, panel_table(), {});
  const auto with = [&](double battery) {
    return simulate_stand_alone(charger_weather(), y.power, lamp_at_night(2, battery));
  };
  EXPECT_EQ(with(1e6).dark_time, 0);
  EXPECT_EQ(with(1e6).served, with(1e6).wanted);
  const StandAloneYield little = with(2 * 3600.0);
  EXPECT_GT(little.dark_time, 300 * 3600.0);
  EXPECT_GE(little.longest_dark, 2 * 3600.0);
  const StandAloneYield none = with(0);
  EXPECT_LT(none.served, 0.15 * none.wanted);
  EXPECT_NEAR(none.served, none.direct, 1e-9 * none.served);
}

// Typical years begin before 1970, where times are negative.
TEST(StandAlone, KnowsTheHoursOfEarlierYears) {
  const Weather early = synthetic_weather({.year = 1965});
  const std::vector<double> power(early.size(), 0.0);
  const StandAloneYield s = simulate_stand_alone(early, power, lamp_at_night(2, 0));
  EXPECT_NEAR(s.wanted, 2 * 5 * 365 * 3600.0, 1e-6);
  EXPECT_EQ(s.longest_dark, 5 * 3600);
}

TEST(StandAlone, PumpsAboveItsStart) {
  const EnergyYield y = simulate_yield(charger_weather(), {}, panel_table(), {});
  const StandAlone pump{.start_power = 2, .most_power = 4};
  const StandAloneYield s = simulate_stand_alone(charger_weather(), y.power, pump);
  EXPECT_NEAR(s.pumped + s.surplus, y.energy, 1e-9 * y.energy);
  const auto above = std::ranges::count_if(y.power, [](double p) { return p >= 2; });
  EXPECT_EQ(s.pump_time, 3600.0 * static_cast<double>(above));
  EXPECT_LT(s.pumped, 4 * s.pump_time);
  EXPECT_EQ(s.dark_time, 0);
}

}  // namespace
}  // namespace heliofab::field
