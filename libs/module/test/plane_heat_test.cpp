// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "heat_cases.hpp"
#include "heliofab/core/roots.hpp"
#include "random_modules.hpp"

namespace heliofab::module {
namespace {

using namespace testing_planes;

void expect_light_goes_somewhere(const HeatState& s, double size, const std::string& which) {
  EXPECT_NEAR(s.absorbed - s.delivered - s.lost - s.bypass, 0, 1e-9 * size) << which;
}

TEST(PlaneHeat, PointOfHeatHasABesselFunctionAroundIt) {
  const HotSpot spot = hot_spot(3e-4, 120);
  EXPECT_LT(spot.largest_error, 2e-4);
  EXPECT_GT(spot.compared, 200);
}

// All modes, and radiation that differs from place to place: heat that leaves is heat that came.
TEST(PlaneHeat, PlateAnswersItsOwnLosses) {
  const PlaneModule m = m3_shunted();
  const PlaneProblem p = make_plane(m);
  const PlateMesh mesh = make_plate(p, m.design.pitch);
  const Modes modes(p.y);
  Plate plate(mesh, p.y, modes, open_rack());
  std::vector<double> rows(mesh.columns() * p.rows());
  for (std::size_t k = 0; k < rows.size(); ++k) {
    rows[k] = 330 + 30 * std::sin(0.1 * static_cast<double>(k));
  }
  std::vector<double> weighted = rows;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    weighted[k] *= p.y.weight[k % p.rows()];
  }
  std::vector<double> temperature = plate.to_modes(weighted);
  EXPECT_NEAR(plate.to_rows(temperature)[17], rows[17], 1e-10);
  std::vector<double> before(rows.size()), after(rows.size()), change(rows.size());
  plate.losses(temperature, before);
  plate.linearise();
  for (std::size_t k = 0; k < rows.size(); ++k) {
    change[k] = 1e-5 * std::cos(0.3 * static_cast<double>(k * k));
    temperature[k] += change[k];
  }
  plate.losses(temperature, after);
  std::vector<double> answer(rows.size());
  std::transform(after.begin(), after.end(), before.begin(), before.begin(), std::minus<>());
  plate.answer(before, 1e-12, answer);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_NEAR(answer[k], change[k], 1e-9) << k;
  }
}

TEST(PlaneHeat, LosesTheLightThatItDoesNotDeliver) {
  PlaneModule faults = m3_shunted();
  faults.patches = {{.place = {.cell = 0, .x = 1e-3, .y = 5e-3, .width = 2e-3, .length = 8e-3},
                     .saturation = 20,
                     .front_sheet = 3,
                     .back_sheet = 2}};
  faults.scribe_faults = {{ScribeFault::Line::p1, 0, 10e-3, 2e-3, 0.01, 0},
                          {ScribeFault::Line::p2, 1, 10e-3, 5e-3, 0, 0.5},
                          {ScribeFault::Line::p3, 1, 20e-3, 2e-3, 0.02, 0}};
  faults.design.scribes.leakage = 1e-3;
  faults.design.scribes.p1_width = 40e-6;
  PlaneModule bypassed = m10_shaded(0.5);
  bypassed.mesh.degree = 2;
  bypassed.bypasses = {{.first = 3, .last = 6}};
  for (const auto& [name, m] : {std::pair{"faults", faults}, std::pair{"bypassed", bypassed}}) {
    const auto cells = static_cast<double>(m.design.cells);
    const HeatedCurve curve = solve_heated(m, open_rack(), {0, 0.5 * cells, 0.62 * cells});
    for (const HeatState& s : curve.states) {
      expect_light_goes_somewhere(s, s.absorbed, name);
      EXPECT_LT(s.loop_gain, 1) << name;
    }
    EXPECT_EQ(curve.states[1].bypass > 0, name == std::string("bypassed"));
  }
  PlaneModule dark = faults;
  dark.films[0].photocurrent = 0;
  PlaneHeat without_light = open_rack();
  without_light.irradiance = 0;
  const HeatState s = solve_heated(dark, without_light, {2}).states[0];
  EXPECT_EQ(s.absorbed, 0);
  EXPECT_GT(s.lost, 0.01);
  expect_light_goes_somewhere(s, s.lost, "dark");
}

// 800 W/m2, air of 20 degC, no current out: 0.9 * 800 = 20 (T - Ta) + 2 * 0.85 sigma (T4 - Ta4).
TEST(PlaneHeat, IsAsWarmAsByHand) {
  PlaneHeat heat = open_rack();
  heat.irradiance = 800;
  heat.ambient = heat.front.surroundings = heat.back.surroundings = 293.15;
  const double by_hand = *find_root(
      [](double t) {
        return 720 - 20 * (t - 293.15) -
               1.7 * 5.670374419e-8 * (std::pow(t, 4) - std::pow(293.15, 4));
      },
      293, 400, 1e-9);
  const HeatState s = solve_heated(hm50(), heat, {0}).states[0];
  EXPECT_NEAR(s.mean, by_hand, 1e-3);
  EXPECT_NEAR(by_hand - 273.15, 43.4, 0.3);  // as modules in an open rack are
}

// Without light and voltage nothing is driven, and nothing warmer drives anything.
TEST(PlaneHeat, IsAsWarmAsItsAirWhereNothingIsDriven) {
  PlaneHeat heat = open_rack();
  heat.irradiance = 0;
  PlaneModule m = m3_shunted();
  m.films[0].photocurrent = 0;
  const HeatState s = solve_heated(m, heat, {0}).states[0];
  EXPECT_NEAR(s.hottest, heat.ambient, 1e-7);
  EXPECT_NEAR(s.loop_gain, 0, 1e-9);
}

// The whole module at one temperature: the isothermal solver with the film's law there.
TEST(PlaneHeat, HasTheCurrentsOfFilmsAtItsTemperature) {
  const PlaneHeat heat = held_at(333);
  PlaneModule m = m10_shunted();
  const HeatedCurve curve = solve_heated(m, heat, {4.5, 5.4});
  EXPECT_NEAR(curve.states[1].hottest, 333, 0.3);
  m.films[0] = at_temperature(m.films[0], heat.film, 333);
  const PlaneCurve isothermal = solve_plane(m, {4.5, 5.4});
  for (const std::size_t k : {0U, 1U}) {
    EXPECT_NEAR(curve.electric.points[k].current, isothermal.points[k].current, 2e-5) << k;
  }
}

// What is known of M10S without feedback: its hottest shaded spot in short circuit takes 0.112
// W/cm2 at 26.6 mA/cm2, half a volume beside the edge. What is still lit of that stripe takes more.
TEST(PlaneHeat, HotSpotUnderAShadeTakesWhatIsKnown) {
  const HeatedCurve curve = solve_heated(m10_shaded(0.5), held_at(300), {0});
  const VoltageMap& map = curve.electric.map;
  std::size_t shaded = 0;
  std::size_t lit = 0;
  for (std::size_t k = 0; k < curve.heat.film.size(); ++k) {
    std::size_t& hottest = curve.heat.light[k] > 0 ? lit : shaded;
    hottest = curve.heat.film[k] > curve.heat.film[hottest] ? k : hottest;
  }
  EXPECT_EQ(map.cell[shaded / map.y.size()], 4);
  EXPECT_EQ(map.cell[lit / map.y.size()], 4);
  EXPECT_NEAR(curve.heat.film[shaded], 1120, 10);
  EXPECT_NEAR(curve.heat.film[shaded] / (map.front[shaded] - map.back[shaded]), 266, 1);
  EXPECT_GT(curve.heat.film[lit], 1.5 * curve.heat.film[shaded]);
}

// A plate that conducts so well that one temperature is all there is: what one kelvin more makes,
// by differences of isothermal solutions, over what one kelvin more loses.
TEST(PlaneHeat, LoopGainIsThatOfAKelvinMore) {
  PlaneHeat heat = open_rack();
  heat.conductance = 100;
  heat.irradiance = 0;
  PlaneModule m = m10();
  m.films[0].photocurrent = 0;
  const double voltage = 7.5;
  const HeatState s = solve_heated(m, heat, {voltage}).states[0];
  const auto heat_at = [&](double temperature) {
    PlaneModule there = m;
    there.films[0] = at_temperature(m.films[0], heat.film, temperature);
    return -voltage * solve_plane(there, {voltage}).points[0].current;
  };
  const double made = (heat_at(s.mean + 0.5) - heat_at(s.mean - 0.5)) / aperture_area(m.design);
  EXPECT_NEAR(s.loop_gain, made / plate_loss(heat, s.mean).slope, 2e-4);
  EXPECT_GT(s.loop_gain, 0.2);
}

// Any faults and shades, little or much cooling: all settle, and none of the light gets lost.
TEST(PlaneHeat, SolvesRandomModules) {
  const Stream stream(20100512, "test.module.heat");
  for (std::uint64_t k = 0; k < 40; ++k) {
    const PlaneModule m = random_module(k);
    PlaneHeat heat = open_rack();
    heat.ambient = 260 + 60 * stream.uniform(k, 0);
    heat.front.convection = 15 * stream.uniform(k, 1);
    heat.back.convection = 10 * stream.uniform(k, 2);
    heat.conductance = std::pow(10, -5 + 3 * stream.uniform(k, 3));
    const double voltage =
        std::lerp(-3, 0.75 * static_cast<double>(m.design.cells), stream.uniform(k, 4));
    const HeatState s = solve_heated(m, heat, {voltage}).states[0];
    expect_light_goes_somewhere(s, s.absorbed + std::abs(s.delivered), std::to_string(k));
    EXPECT_LT(s.loop_gain, 1) << k;
  }
}

TEST(PlaneHeat, SaysWhereHeatRunsAway) {
  PlaneHeat heat = open_rack();
  heat.irradiance = 0;
  heat.front = heat.back = {.convection = 1, .emissivity = 0.1};
  PlaneModule m = m10();
  m.films[0].photocurrent = 0;
  const HeatedCurve warm = solve_heated(m, heat, {6.5});
  EXPECT_GT(warm.states[0].loop_gain, 0.3);
  try {
    solve_heated(m, heat, {6.5, 7.5});
    FAIL() << "no error";
  } catch (const ModelError& error) {
    EXPECT_EQ(error.code(), "E4203");
    EXPECT_STREQ(error.what(),
                 "module: heat runs away at 7.5 V: stripe 10 of 10 gets hotter than 800 K at x = "
                 "5.7 mm, y = 0 mm [E4203]");
  }
}

// An even stripe behind a contact that limits what it takes all together: nothing runs away as long
// as it is even, but one half takes from the other. Its sheets let it, for they conduct well.
TEST(PlaneHeat, SaysWhereAnEvenStateWouldNotStayEven) {
  PlaneHeat heat = open_rack();
  heat.irradiance = 0;
  heat.conductance = 1e-5;
  heat.front = heat.back = {.convection = 2, .emissivity = 0.1};
  PlaneModule m = m10();
  m.design.cells = 1;
  m.design.end_contact = 0.2;
  m.design.tco_sheet_resistance = m.design.mo_sheet_resistance = 0.01;
  m.films[0].photocurrent = 0;
  m.mesh.degree = 3;
  EXPECT_LT(solve_heated(m, heat, {0.8}).states[0].loop_gain, 0.8);
  try {
    solve_heated(m, heat, {0.9});
    FAIL() << "no error";
  } catch (const ModelError& error) {
    EXPECT_EQ(error.code(), "E4203");
    EXPECT_STREQ(error.what(),
                 "module: heat runs away at 0.9 V: stripe 1 of 1 is at 376.0 K, where 1.05 K come "
                 "back of each K at x = 0 mm, y = 0 mm [E4203]");
  }
  // Nor does it with a thousandth more of saturation current on one half.
  m.patches = {
      {.place = {.cell = 0, .width = active_width(m.design), .length = 0.05}, .saturation = 1.001}};
  EXPECT_THROW(solve_heated(m, heat, {0.9}), ModelError);
}

TEST(PlaneHeat, RefusesHeatWithoutAWayOut) {
  PlaneHeat heat = open_rack();
  heat.front = heat.back = {.convection = 0, .emissivity = 0};
  EXPECT_THROW(solve_heated(m10(), heat, {0}), InputError);
  heat = open_rack();
  heat.conductance = 0;
  EXPECT_THROW(solve_heated(m10(), heat, {0}), InputError);
}

}  // namespace
}  // namespace heliofab::module
