// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_losses.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../src/loss_causes.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/module/film_heat.hpp"
#include "plane_everything.hpp"

// Where every watt of a module goes.
namespace heliofab::module {
namespace {

using namespace testing_planes;

double sum_of(const PlaneLosses& losses) {
  double sum = 0;
  for (const PlaneLossItem& item : plane_loss_items()) {
    sum += losses.*item.power;
  }
  return sum;
}

void expect_closed(const PlaneLosses& losses, const std::string& which) {
  EXPECT_NEAR(losses.ideal - losses.delivered(), sum_of(losses), 1e-9 * losses.ideal) << which;
}

// At its maximum power the even module has these, to the digits given, by a boundary-value solver
// and by the integrals of j^2 R over the solution [W].
TEST(PlaneLosses, AreThoseOfTheFiftyCellBenchmark) {
  PlaneModule m = hm50();
  m.mesh.degree = 8;
  const PlaneLosses l = solve_losses(m, 27.02031);
  EXPECT_NEAR(l.ideal, 16.46663, 5e-6);
  EXPECT_NEAR(l.scribes, 0.82333, 5e-6);
  EXPECT_NEAR(l.operating_point + l.uneven_voltage, 0.08980, 5e-6);
  EXPECT_NEAR(l.front_sheet, 0.891282, 5e-7);
  EXPECT_NEAR(l.front_scribes, 0.059966, 5e-7);
  EXPECT_NEAR(l.p2_contacts, 0.056136, 5e-7);
  EXPECT_NEAR(l.back_sheet, 0.046527, 5e-7);
  EXPECT_NEAR(l.back_scribes, 0.002998, 5e-7);
  EXPECT_NEAR(l.end_contacts, 4.8e-5, 5e-8);
  EXPECT_NEAR(l.delivered(), 14.4965387, 5e-8);
  expect_closed(l, "HM50");
  EXPECT_EQ(l.shade, 0);
  EXPECT_EQ(l.shunt, 0);
  EXPECT_EQ(l.within_stripes, 0);
  EXPECT_NEAR(l.between_stripes, 0, 1e-9);
  EXPECT_EQ(l.flaws, 0);
  EXPECT_EQ(l.leakage, 0);
}

// Every part of a module at once, at low voltages, near maximum power and beyond open circuit.
TEST(PlaneLosses, AddUpInRandomModules) {
  constexpr std::array of_a_stripe{0.1, 0.45, 0.7};  // [V]
  for (std::uint64_t k = 0; k < 18; ++k) {
    const PlaneModule m = random_with_everything(k);
    const double v = of_a_stripe.at(k / 3 % 3) * static_cast<double>(m.design.cells);
    expect_closed(solve_losses(m, v), std::to_string(k) + " at " + std::to_string(v) + " V");
  }
  PlaneModule tables = m3_with_everything();
  std::vector<double> voltages;
  std::vector<double> currents;
  for (double v = -3; v < 0.95; v += 0.05) {
    voltages.push_back(v);
    currents.push_back(film_state(hm50_film(), v, v).current);
  }
  tables.films = {tables.films[1]};
  tables.tables = {{.light = {1}, .curves = {MonotoneCubic(voltages, currents)}}};
  const PlaneLosses l = solve_losses(tables, 1.5);
  expect_closed(l, "tables");
  EXPECT_GT(l.shade, 0);
}

TEST(PlaneLosses, HaveEachPartWhereItBelongs) {
  const PlaneLosses all = solve_losses(m3_with_everything(), 1.5);
  expect_closed(all, "everything");
  for (const PlaneLossItem& item : plane_loss_items()) {
    const bool is_absent =
        item.key == "ideality" || item.key == "film" || item.key == "temperature";
    EXPECT_EQ(all.*item.power == 0, is_absent) << item.key;
  }
  PlaneModule m = m3_shunted();
  m.flaws.clear();
  const PlaneLosses plain = solve_losses(m, 1.6);
  m.bypasses = {{.first = 0, .last = 0}};
  m.films.assign(3, m.films[0]);
  m.films[0].photocurrent = 0;  // in reverse
  const PlaneLosses dark = solve_losses(m, 0.9);
  EXPECT_GT(dark.bypasses, 5 * dark.front_sheet);
  EXPECT_NEAR(dark.light, plain.ideal / 3 * active_width(m.design) / m.design.pitch,
              1e-12 * plain.ideal);
}

// Warm films, unlike from stripe to stripe: what warmth takes of each, whatever else takes.
TEST(PlaneLosses, HaveTemperatureApartFromOtherCauses) {
  PlaneModule m = m3_shunted();
  m.flaws.clear();
  const FilmHeat heat{};
  const FilmLaw cold = m.films[0];
  const FilmLaw warm = at_temperature(cold, heat, heat.reference + 40);
  m.films = {warm};
  const double density = highest_power(LocalFilm{cold, nullptr, cold}).value;
  const PlaneLosses l = solve_losses(m, 1.4, NominalFilm{.law = cold, .warm = warm});
  const double film = 3 * active_width(m.design) * m.design.cell_length;
  EXPECT_NEAR(l.temperature, film * (density - highest_power(LocalFilm{warm, nullptr, warm}).value),
              1e-10 * l.ideal);
  EXPECT_GT(l.temperature, 0.1 * l.ideal);
  EXPECT_EQ(l.ideality, 0);
  EXPECT_EQ(l.saturation, 0);
  m.films.assign(3, warm);
  m.films[1].saturation *= 10;
  const PlaneLosses both = solve_losses(m, 1.4, NominalFilm{.law = cold, .warm = warm});
  expect_closed(both, "a weak stripe in the heat");
  EXPECT_GT(both.saturation, 0);
  EXPECT_GT(both.temperature, l.temperature);
}

// A resistance that carries all of the current: its part is R I^2.
TEST(PlaneLosses, AreOhmsLawInTheEndContacts) {
  PlaneModule m = hm50();
  m.design.end_contact = 0.3e-2;
  const PlaneLosses l = solve_losses(m, 26);
  EXPECT_NEAR(l.end_contacts, 0.3e-2 / 0.3 * l.current * l.current, 1e-12);
  EXPECT_NEAR(l.p2_contacts, 50 * m.design.scribes.p2_contact / 0.3 * l.current * l.current, 1e-12);
}

// Two stripes of unlike light without resistances: the weaker one carries its best current, the
// other the same. Between them the string's own maximum, found here by golden section.
TEST(PlaneLosses, OfUnlikeStripesAreTheirCurrents) {
  PlaneModule m = m3_shunted();
  m.flaws.clear();
  m.design.cells = 2;
  m.design.tco_sheet_resistance = m.design.mo_sheet_resistance = 1e-4;
  m.design.scribes.p2_contact = m.design.end_contact = 1e-8;
  m.films.assign(2, m.films[0]);
  m.films[1].photocurrent *= 0.9;
  const double area = active_width(m.design) * m.design.cell_length;
  const auto power = [&](double v) { return v * solve_plane(m, {v}).points[0].current; };
  const Maximum best = find_maximum(power, 0.9, 1.3, 1e-5);
  double own = 0;
  for (const FilmLaw& law : m.films) {
    own += area * highest_power(LocalFilm{law, nullptr, law}).value;
  }
  const PlaneLosses l = solve_losses(m, best.x);
  EXPECT_NEAR(l.between_stripes, own - best.value, 2e-3 * l.between_stripes);
  EXPECT_GT(l.between_stripes, 1e-3 * own);
  EXPECT_NEAR(l.operating_point, 0, 1e-5 * own);
  EXPECT_NEAR(l.uneven_voltage, 0, 1e-5 * own);
}

// Flaws count once where they lie on each other.
TEST(PlaneLosses, CountTheAreaThatFlawsTake) {
  PlaneModule m = m3_shunted();
  m.flaws = {{{.cell = 1, .x = 2e-3, .y = 7e-3, .width = 1e-3, .length = 2e-3}, 0.01},
             {{.cell = 1, .x = 2.5e-3, .y = 8e-3, .width = 1e-3, .length = 2e-3}, 0}};
  const PlaneLosses l = solve_losses(m, 1.5);
  EXPECT_NEAR(l.flaw_area, l.ideal / aperture_area(m.design) * 3.5e-6, 1e-12 * l.ideal);
  expect_closed(l, "overlapping");
}

// Half a stripe in half its light, others whole: the film there lacks what half its light lacks,
// however the rest of the module fares.
TEST(PlaneLosses, OfAShadeAreTheLightItTakes) {
  PlaneModule m = m10_shaded(0.5);
  m.mesh.degree = 2;
  m.shades[0].light = 0.5;
  const PlaneLosses l = solve_losses(m, 5);
  FilmLaw half = m.films[0];
  half.photocurrent /= 2;
  const auto best = [](const FilmLaw& law) {
    return find_maximum([&](double v) { return v * film_state(law, v, v).current; }, 0, 0.8, 1e-9)
        .value;
  };
  const double area = active_width(m.design) * m.design.cell_length / 2;
  EXPECT_NEAR(l.shade, area * (best(m.films[0]) - best(half)), 1e-9 * l.ideal);
  EXPECT_EQ(l.saturation, 0);
  EXPECT_EQ(l.light, 0);
  EXPECT_GT(l.between_stripes, l.shade);  // the stripe holds the others back
  EXPECT_GT(l.within_stripes, 0);
}

// The film that more stripes have is the nominal one; another may be named.
TEST(PlaneLosses, AreAgainstTheNominalFilm) {
  PlaneModule m = m3_shunted();
  m.films.assign(3, m.films[0]);
  m.films[1].photocurrent *= 0.9;
  const PlaneLosses l = solve_losses(m, 1.5);
  EXPECT_GT(l.light, 0);
  const PlaneLosses named = solve_losses(m, 1.5, NominalFilm{.law = m.films[1]});
  EXPECT_LT(named.ideal, l.ideal);
  EXPECT_NEAR(named.light, -2 * l.light, 0.03 * l.light);  // two stripes better
  expect_closed(named, "named");
}

// Worked by hand: two causes that take 3 and 4 of 10 alone, 9 together.
TEST(ShapleyLosses, ShareWhatCausesTakeTogether) {
  EXPECT_EQ(shapley_losses(std::vector<double>{10, 7, 6, 1}), (std::vector<double>{4, 5}));
  EXPECT_TRUE(shapley_losses(std::vector<double>{10}).empty());
}

// A film with all causes at once: in whatever order they are listed each has the same share, and
// the shares add up.
TEST(ShapleyLosses, DoNotDependOnTheOrderOfCauses) {
  std::vector<double> values(64);
  for (std::size_t set = 0; set < values.size(); ++set) {
    values[set] = 150 * std::exp(-0.1 * static_cast<double>(set % 7)) -
                  std::sqrt(3.0 * static_cast<double>(set));
  }
  const std::vector<double> losses = shapley_losses(values);
  std::vector<double> reversed(64);
  for (std::size_t set = 0; set < values.size(); ++set) {
    std::size_t mirrored = 0;
    for (std::size_t k = 0; k < 6; ++k) {
      mirrored |= (set >> k & 1U) << (5 - k);
    }
    reversed[mirrored] = values[set];
  }
  std::vector<double> back = shapley_losses(reversed);
  std::ranges::reverse(back);
  double sum = 0;
  for (std::size_t k = 0; k < losses.size(); ++k) {
    EXPECT_NEAR(back[k], losses[k], 1e-14 * values[0]) << k;
    sum += losses[k];
  }
  EXPECT_NEAR(sum, values.front() - values.back(), 1e-13);
}

// Against golden section, over films of all kinds.
TEST(FilmPower, IsTheHighestThatAFilmDelivers) {
  for (std::uint64_t k = 0; k < 40; ++k) {
    for (const FilmLaw& law : random_with_everything(k).films) {
      const FilmPower found = highest_power(LocalFilm{law, nullptr, law});
      const Maximum best =
          find_maximum([&](double v) { return v * film_state(law, v, v).current; }, 0, 1.2, 1e-10);
      EXPECT_NEAR(found.value, best.value, 1e-13 * best.value) << k;
      EXPECT_NEAR(found.voltage, best.x, 1e-6) << k;
      EXPECT_NEAR(found.value, found.voltage * film_state(law, found.voltage, 0.5).current,
                  1e-11 * best.value);
    }
  }
  FilmLaw dark = hm50_film();
  dark.photocurrent = 0;
  EXPECT_EQ(highest_power(LocalFilm{dark, nullptr, dark}).value, 0);
}

}  // namespace
}  // namespace heliofab::module
