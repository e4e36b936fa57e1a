// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "plane_cases.hpp"

// What may differ from place to place, against modules that say the same in another way. How all of
// it works together is compared with ngspice (PlaneSpice).
namespace heliofab::module {
namespace {

using namespace testing_planes;

double current_of(const PlaneModule& m, double voltage) {
  return solve_plane(m, {voltage}).points[0].current;
}

Place whole_of(const PlaneModule& m, std::int64_t cell) {
  return {.cell = cell, .width = active_width(m.design), .length = m.design.cell_length};
}

TEST(PlaneParts, APatchOverAStripeIsAFilmOfItsOwn) {
  PlaneModule patched = m10();
  patched.patches = {{.place = whole_of(patched, 3),
                      .photocurrent = 0.9,
                      .saturation = 20,
                      .shunt = 3,
                      .added_shunt = 8}};
  PlaneModule own = m10();
  own.films.resize(10, own.films[0]);
  own.films[3].photocurrent *= 0.9;
  own.films[3].saturation *= 20;
  own.films[3].shunt = 3 * own.films[3].shunt + 8;
  EXPECT_NEAR(current_of(patched, 5.4), current_of(own, 5.4), 1e-9);
  EXPECT_LT(current_of(patched, 5.4), current_of(m10(), 5.4) - 1e-3);
}

// The sheet over P1 and the land beside it is not the patch's: its resistance joins that of P2.
TEST(PlaneParts, PatchesOverAllStripesAreOtherSheets) {
  PlaneModule patched = m10();
  patched.design.scribes.p2_contact = 1e-2;
  PlaneModule own = patched;
  for (std::int64_t cell = 0; cell < 10; ++cell) {
    patched.patches.push_back(
        {.place = whole_of(patched, cell), .front_sheet = 1.7, .back_sheet = 3});
  }
  own.design.tco_sheet_resistance = 17;
  own.design.mo_sheet_resistance = 1.5;
  const Scribes& s = own.design.scribes;
  own.design.scribes.p2_contact -= 7 * (s.p1_width + s.p1_p2_gap) + 1 * (s.p2_p3_gap + s.p3_width);
  EXPECT_NEAR(current_of(patched, 5.4), current_of(own, 5.4), 1e-9);
}

TEST(PlaneParts, AMapOfOneFactorIsAnotherFilm) {
  PlaneModule mapped = m10();
  mapped.maps = {{.x = {0}, .y = {0}, .photocurrent = {0.8}, .saturation = {5}, .shunt = {2}}};
  PlaneModule own = m10();
  own.films[0].photocurrent *= 0.8;
  own.films[0].saturation *= 5;
  own.films[0].shunt *= 2;
  EXPECT_NEAR(current_of(mapped, 5.4), current_of(own, 5.4), 1e-10);
}

// Light that falls off along the stripes: in short circuit its mean counts.
TEST(PlaneParts, AMapIsLinearBetweenItsPoints) {
  PlaneModule m = m10();
  m.design.tco_sheet_resistance = 0.1;
  const double even = current_of(m, 0);
  m.maps = {{.x = {0}, .y = {0, 0.1}, .photocurrent = {1.1, 0.7}}};
  EXPECT_NEAR(current_of(m, 0) / even, 0.9, 1e-6);
}

// A P1 that is bridged is a shunt at that edge of its stripe, a P3 at the other edge of the next,
// but for what P2 takes of their voltage.
TEST(PlaneParts, BridgedScribesAreShuntsAtTheEdges) {
  PlaneModule m = m10();
  m.mesh.elements_flaw = 2;
  const double sound = current_of(m, 5.4);
  const double width = active_width(m.design);
  const auto flaw = [&](std::int64_t cell, double x) {
    PlaneModule f = m;
    f.flaws = {{{.cell = cell, .x = x, .y = 0.04, .width = 2e-6, .length = 1e-3}, 0.05}};
    return sound - current_of(f, 5.4);
  };
  const auto bridge = [&](ScribeFault::Line line, std::int64_t cell) {
    PlaneModule f = m;
    f.scribe_faults = {
        {.line = line, .cell = cell, .y = 0.04, .length = 1e-3, .conductance = 0.05}};
    return sound - current_of(f, 5.4);
  };
  EXPECT_NEAR(bridge(ScribeFault::Line::p1, 4) / flaw(4, width - 2e-6), 1, 0.1);
  EXPECT_NEAR(bridge(ScribeFault::Line::p3, 4) / flaw(5, 0), 1, 0.1);
}

// A scribe that is cut from end to end joins nothing; of half of it the other half carries all.
TEST(PlaneParts, InterruptedP2TakesTheCurrentRoundIt) {
  PlaneModule m = m10();
  const double sound = current_of(m, 5.4);
  m.scribe_faults = {{.line = ScribeFault::Line::p2, .cell = 4, .length = 0.1, .p2_contact = 1e9}};
  EXPECT_LT(std::abs(current_of(m, 5.4)), 1e-6 * sound);
  m.scribe_faults[0].length = 5e-3;
  const double current = current_of(m, 5.4);
  EXPECT_LT(current, sound * 0.999);
  EXPECT_GT(current, sound * 0.9);
}

// A crack along a stripe: what lies behind it gets no current in its front sheet.
TEST(PlaneParts, ACrackCutsTheFilmBehindItOff) {
  PlaneModule m = m10();
  const double width = active_width(m.design);
  Patch crack{.place = {.cell = 4, .x = width / 2, .width = 5e-6, .length = 0.1}, .front_sheet = 1};
  const double sound = current_of(m, 4.0);
  m.patches = {crack};
  EXPECT_NEAR(current_of(m, 4.0), sound, 1e-9);
  // Without current through the crack the front sheet of its far half only joins it to itself.
  m.patches[0].front_sheet = 1e7;
  const double cut = current_of(m, 4.0);
  EXPECT_NEAR(cut / sound, 0.5, 0.1);
  // Half as long, the current goes round it.
  m.patches[0].place.length = 5e-3;
  EXPECT_GT(current_of(m, 4.0), 0.98 * sound);
}

TEST(PlaneParts, HurtEdgesAreStripesOfOtherFilm) {
  PlaneModule m = m10();
  m.edges = {.width = 30e-6, .saturation = 500, .shunt = 10};
  PlaneModule same = m10();
  const double width = active_width(m.design);
  for (std::int64_t cell = 0; cell < 10; ++cell) {
    for (const double x : {0.0, width - 30e-6}) {
      same.patches.push_back({.place = {.cell = cell, .x = x, .width = 30e-6, .length = 0.1},
                              .saturation = 500,
                              .shunt = 10});
    }
  }
  const double hurt = current_of(m, 5.6);
  EXPECT_NEAR(hurt, current_of(same, 5.6), 1e-8);
  EXPECT_LT(hurt, current_of(m10(), 5.6) - 1e-3);
}

// A stripe in the dark costs its module the voltage of one diode, and no longer all its current.
TEST(PlaneParts, ABypassTakesTheCurrentPastADarkStripe) {
  PlaneModule m = m10_shaded(1);
  const double without = current_of(m, 4.0);
  m.bypasses = {{.first = 4, .last = 4, .resistance = 1e-3}};
  const double with = current_of(m, 4.0);
  EXPECT_LT(without, 0.01);
  // The nine others at the voltage of the module and the diode: 0.03 V ln(I / 1 uA).
  PlaneModule nine = m10_shaded(0.5);
  nine.shades.clear();
  nine.design.cells = 9;
  EXPECT_NEAR(with, current_of(nine, 4.0 + 0.03 * std::log(with / 1e-6)), 2e-4 * with);
}

// A table of the diode's own J-V is the diode.
TEST(PlaneParts, TablesStandForDiodes) {
  const PlaneModule diode = m10_shunted();
  PlaneModule table = diode;
  FilmLaw law = diode.films[0];
  law.shunt = 0;
  FilmTable t{.light = {0, 1}, .curves = {}};
  for (const double light : t.light) {
    law.photocurrent = light * 340;
    std::vector<double> v;
    std::vector<double> j;
    for (int k = 0; k <= 2000; ++k) {
      v.push_back(-1 + 1e-3 * k);
      j.push_back(film_state(law, v.back(), 0).current);
    }
    t.curves.emplace_back(v, j);
  }
  table.tables = {t};
  // Of the diode the shunt lies behind the resistance of the film, of the table beside it.
  EXPECT_NEAR(current_of(table, 5.4), current_of(diode, 5.4), 2e-5);
  table.shades = {{whole_of(table, 2), 0.4}};
  PlaneModule shaded = diode;
  shaded.shades = table.shades;
  EXPECT_NEAR(current_of(table, 4.0), current_of(shaded, 4.0), 5e-5);
}

TEST(PlaneParts, TablesMoveWithLightAndSaturation) {
  const FilmLaw law{.photocurrent = 300, .saturation = 1e-6, .diode_voltage = 0.03};
  const auto diode = [&](double v) { return 300 - 1e-6 * std::exp(v / 0.03); };
  std::vector<double> v;
  std::vector<double> j;
  for (int k = 0; k <= 1000; ++k) {
    v.push_back(1e-3 * k);
    j.push_back(diode(v.back()));
  }
  const FilmTable t{.light = {1}, .curves = {{v, j}}};
  FilmLaw here = law;
  here.photocurrent = 240;
  here.saturation = 3e-6;
  const double expected = 240 - 3e-6 * std::exp(0.5 / 0.03);
  EXPECT_NEAR(table_state(t, law, here, 0.5).current, expected, 1e-3);
}

TEST(PlaneParts, SayWhatIsWrong) {
  const auto refuses = [](const PlaneModule& m) { EXPECT_THROW(solve_plane(m, {0}), InputError); };
  PlaneModule m = m10();
  m.patches = {{.place = whole_of(m, 12)}};
  refuses(m);
  m.patches = {{.place = whole_of(m, 2), .front_sheet = 0}};
  refuses(m);
  m = m10();
  m.maps = {{.x = {0, 1}, .y = {0}, .photocurrent = {1}}};
  refuses(m);
  m.maps = {{.x = {1, 0}, .y = {0}, .photocurrent = {1, 1}}};
  refuses(m);
  m = m10();
  m.scribe_faults = {{.line = ScribeFault::Line::p3, .cell = 9, .length = 0.01}};
  refuses(m);
  m.scribe_faults = {{.cell = 1, .y = 0.095, .length = 0.01}};
  refuses(m);
  m = m10();
  m.edges.width = 3e-3;
  refuses(m);
  m = m10();
  m.bypasses = {{.first = 4, .last = 3}};
  refuses(m);
  m = m10();
  m.tables = {{.light = {1, 1}, .curves = {}}};
  refuses(m);
}

}  // namespace
}  // namespace heliofab::module
