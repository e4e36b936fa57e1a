// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include <gtest/gtest.h>

#include "../src/film_power.hpp"
#include "heat_cases.hpp"
#include "heliofab/module/plane_losses.hpp"
#include "plane_everything.hpp"

// Where every watt of a module goes that is as warm as light and currents make it.
namespace heliofab::module {
namespace {

using namespace testing_planes;

double unaccounted(const PlaneLosses& losses) {
  double left = losses.ideal - losses.delivered();
  for (const PlaneLossItem& item : plane_loss_items()) {
    left -= losses.*item.power;
  }
  return left;
}

double highest_of(const FilmLaw& law) { return highest_power(LocalFilm{law, nullptr, law}).value; }

// Every part of a module at once, places of any warmth, films of any ideality.
TEST(HeatedLosses, AddUpInRandomModules) {
  constexpr std::array of_a_stripe{0.1, 0.4, 0.55};  // [V]
  for (std::uint64_t k = 0; k < 9; ++k) {
    const PlaneModule m = random_with_everything(k);
    const double v = of_a_stripe.at(k / 3 % 3) * static_cast<double>(m.design.cells);
    const PlaneLosses l = solve_losses(m, open_rack(), v);
    EXPECT_NEAR(unaccounted(l), 0, 1e-9 * l.ideal) << k << " at " << v << " V";
    EXPECT_GT(l.temperature, 0.02 * l.ideal) << k;
  }
}

// Where temperature alone makes films unlike the nominal one, each place lacks what its own film
// lacks.
TEST(HeatedLosses, HaveTheTemperatureOfEachPlace) {
  PlaneModule m = m10_shunted();
  PlaneHeat heat = open_rack();
  heat.conductance = 1e-5;  // warm around the shunt
  const double voltage = 5.2;
  const HeatedCurve curve = solve_heated(m, heat, {voltage});
  double expected = 0;
  for (std::size_t k = 0; k < curve.heat.temperature.size(); ++k) {
    const FilmLaw here = at_temperature(m.films[0], heat.film, curve.heat.temperature[k]);
    expected += curve.electric.map.area[k] * (highest_of(m.films[0]) - highest_of(here));
  }
  const PlaneLosses l = solve_losses(m, heat, voltage, NominalFilm{.law = m.films[0]});
  EXPECT_NEAR(l.temperature, expected, 1e-8 * l.ideal);
  EXPECT_NEAR(l.current, curve.electric.points[0].current, 1e-8);
  EXPECT_GT(l.within_stripes, 0);  // unlike by their warmth alone
  EXPECT_GT(curve.states[0].hottest, curve.states[0].mean + 5);
  for (const auto member : {&PlaneLosses::shade, &PlaneLosses::light, &PlaneLosses::saturation,
                            &PlaneLosses::shunt, &PlaneLosses::ideality, &PlaneLosses::film}) {
    EXPECT_EQ(l.*member, 0);
  }
}

// So much wind that the whole module has one temperature: as an isothermal one there, with weak
// stripes and shade.
TEST(HeatedLosses, AreThoseOfAModuleHeldAtItsTemperature) {
  PlaneModule m = m10_shaded(0.5);
  m.mesh.degree = 2;
  m.shades[0].light = 0.6;
  m.films.assign(10, m.films[0]);
  m.films[2].photocurrent *= 0.95;
  m.films[7].saturation *= 20;
  const PlaneHeat heat = held_at(340);
  const NominalFilm cold{.law = m.films[0]};
  const PlaneLosses heated = solve_losses(m, heat, 4.5, cold);
  PlaneModule held = m;
  for (FilmLaw& film : held.films) {
    film = at_temperature(film, heat.film, 340);
  }
  const PlaneLosses isothermal =
      solve_losses(held, 4.5, NominalFilm{.law = cold.law, .warm = held.films[0]});
  for (const PlaneLossItem& item : plane_loss_items()) {
    EXPECT_NEAR(heated.*item.power, isothermal.*item.power, 1e-4 * heated.ideal) << item.key;
  }
  EXPECT_EQ(heated.ideal, isothermal.ideal);
  EXPECT_GT(heated.temperature, 0.1 * heated.ideal);
  EXPECT_GT(heated.saturation, 1e-3 * heated.ideal);
}

}  // namespace
}  // namespace heliofab::module
