// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/heated_sensitivity.hpp"

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heat_cases.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/module/plane_sensitivity.hpp"
#include "plane_everything.hpp"

// How the current of a module that its light warms answers to all that it and its heat are made of,
// against modules solved anew.
namespace heliofab::module {
namespace {

using namespace testing_planes;
using HeatedNumber = std::function<double&(HeatedModule&)>;

// A plate that conducts little: places differ by tens of kelvins.
HeatedModule warm_with_everything() {
  HeatedModule m{m3_with_everything(), open_rack()};
  m.module.mesh.growth = 4;
  m.heat.conductance = 2e-5;
  m.heat.front.surroundings = 285;
  m.heat.irradiance = 950;
  return m;
}

double current_of(const HeatedModule& m, double voltage) {
  return solve_heated(m.module, m.heat, {voltage}).electric.points[0].current;
}

HeatedModule changed(const HeatedModule& m, const HeatedNumber& number, double factor) {
  HeatedModule other = m;
  number(other) *= factor;
  return other;
}

double elasticity(const HeatedSensitivity& s, const HeatedModule& m, const HeatedNumber& number) {
  constexpr double step = 1e-5;
  const auto change = s.current_change(changed(m, number, 1 - step), changed(m, number, 1 + step));
  EXPECT_TRUE(change);
  return change.value_or(NAN) / (2 * step) / s.current();
}

// By four modules solved: differences of fourth order. The solver leaves 1e-10 of the current.
double solved_elasticity(const HeatedModule& m, double voltage, double current,
                         const HeatedNumber& number) {
  constexpr double step = 1e-3;
  const auto rise = [&](double h) {
    return current_of(changed(m, number, 1 + h), voltage) -
           current_of(changed(m, number, 1 - h), voltage);
  };
  return (8 * rise(step) - rise(2 * step)) / (12 * step) / current;
}

void expect_slopes(const HeatedModule& m, double voltage,
                   const std::vector<std::pair<std::string, HeatedNumber>>& numbers) {
  const HeatedSensitivity s(m, voltage);
  EXPECT_NEAR(s.current(), current_of(m, voltage), 1e-9 * std::abs(s.current()));
  for (const auto& [name, number] : numbers) {
    const double found = elasticity(s, m, number);
    EXPECT_NEAR(found, solved_elasticity(m, voltage, s.current(), number),
                1e-5 * std::abs(found) + 1e-6)
        << name;
    EXPECT_GT(std::abs(found), 3e-6) << name;  // it does something
  }
}

TEST(HeatedSensitivity, IsThatOfSolvedModulesForTheirHeat) {
  using M = HeatedModule;
  expect_slopes(
      warm_with_everything(), 1.4,
      {{"irradiance", [](M& m) -> double& { return m.heat.irradiance; }},
       {"absorptance", [](M& m) -> double& { return m.heat.absorptance; }},
       {"ambient", [](M& m) -> double& { return m.heat.ambient; }},
       {"front.convection", [](M& m) -> double& { return m.heat.front.convection; }},
       {"back.convection", [](M& m) -> double& { return m.heat.back.convection; }},
       {"front.emissivity", [](M& m) -> double& { return m.heat.front.emissivity; }},
       {"back.surroundings", [](M& m) -> double& { return m.heat.back.surroundings; }},
       {"conductance", [](M& m) -> double& { return m.heat.conductance; }},
       {"activation", [](M& m) -> double& { return m.heat.film.activation_eV; }},
       {"photocurrent_slope", [](M& m) -> double& { return m.heat.film.photocurrent_slope; }},
       {"reference", [](M& m) -> double& { return m.heat.film.reference; }}});
}

TEST(HeatedSensitivity, IsThatOfSolvedModulesForTheirParts) {
  using M = HeatedModule;
  expect_slopes(
      warm_with_everything(), 1.4,
      {{"pitch", [](M& m) -> double& { return m.module.design.pitch; }},
       {"length", [](M& m) -> double& { return m.module.design.cell_length; }},
       {"p1_width", [](M& m) -> double& { return m.module.design.scribes.p1_width; }},
       {"p2_contact", [](M& m) -> double& { return m.module.design.scribes.p2_contact; }},
       {"leakage", [](M& m) -> double& { return m.module.design.scribes.leakage; }},
       {"tco", [](M& m) -> double& { return m.module.design.tco_sheet_resistance; }},
       {"mo", [](M& m) -> double& { return m.module.design.mo_sheet_resistance; }},
       {"photocurrent", [](M& m) -> double& { return m.module.films[0].photocurrent; }},
       {"saturation", [](M& m) -> double& { return m.module.films[2].saturation; }},
       {"diode_voltage", [](M& m) -> double& { return m.module.films[1].diode_voltage; }},
       {"series_resistance", [](M& m) -> double& { return m.module.films[2].series_resistance; }},
       {"flaw.conductance", [](M& m) -> double& { return m.module.flaws[0].conductance; }},
       {"flaw.x", [](M& m) -> double& { return m.module.flaws[0].place.x; }},
       {"shade.light", [](M& m) -> double& { return m.module.shades[0].light; }},
       {"shade.y", [](M& m) -> double& { return m.module.shades[0].place.y; }},
       {"patch.saturation", [](M& m) -> double& { return m.module.patches[0].saturation; }},
       {"p1.conductance", [](M& m) -> double& { return m.module.scribe_faults[0].conductance; }},
       {"p2.p2_contact", [](M& m) -> double& { return m.module.scribe_faults[1].p2_contact; }},
       {"edges.width", [](M& m) -> double& { return m.module.edges.width; }},
       {"bypass.saturation", [](M& m) -> double& { return m.module.bypasses[1].saturation; }}});
}

// Where power is highest its own change is the voltage times that of the current.
TEST(HeatedSensitivity, IsThatOfTheHighestPower) {
  const HeatedModule m{m3_shunted(), open_rack()};
  const auto highest = [](const HeatedModule& module) {
    return find_maximum([&](double v) { return v * current_of(module, v); }, 1.0, 1.7, 1e-6);
  };
  const Maximum best = highest(m);
  const HeatedSensitivity s(m, best.x);
  const std::vector<HeatedNumber> numbers{
      [](HeatedModule& n) -> double& { return n.heat.irradiance; },
      [](HeatedModule& n) -> double& { return n.module.design.tco_sheet_resistance; }};
  for (const HeatedNumber& number : numbers) {
    constexpr double h = 2e-3;
    const double rise =
        highest(changed(m, number, 1 + h)).value - highest(changed(m, number, 1 - h)).value;
    const double found = elasticity(s, m, number);
    EXPECT_NEAR(found, rise / (2 * h) / best.value, 5e-5 * std::abs(found) + 1e-6);
  }
}

// So much wind that no change warms anything: what the currents alone say.
TEST(HeatedSensitivity, IsThatOfCurrentsWhereTemperaturesAreHeld) {
  const PlaneHeat heat = held_at(335);
  const HeatedModule m{m3_with_everything(), heat};
  const auto warm = [&](PlaneModule cold) {
    for (FilmLaw& film : cold.films) {
      film = at_temperature(film, heat.film, 335);
    }
    return cold;
  };
  const HeatedSensitivity heated(m, 1.3);
  const PlaneSensitivity electric(warm(m.module), 1.3);
  const HeatedNumber tco = [](HeatedModule& n) -> double& {
    return n.module.design.tco_sheet_resistance;
  };
  const HeatedNumber light = [](HeatedModule& n) -> double& { return n.heat.irradiance; };
  constexpr double h = 1e-5;
  const HeatedModule low = changed(m, tco, 1 - h);
  const HeatedModule high = changed(m, tco, 1 + h);
  const double expected = *electric.current_change(warm(low.module), warm(high.module));
  EXPECT_NEAR(*heated.current_change(low, high), expected, 2e-3 * std::abs(expected));
  EXPECT_NEAR(elasticity(heated, m, light), 0, 1e-4);
  EXPECT_EQ(*heated.current_change(m, m), 0);
}

}  // namespace
}  // namespace heliofab::module
