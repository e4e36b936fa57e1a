// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_sensitivity.hpp"

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../src/plane_solver.hpp"
#include "heliofab/core/roots.hpp"
#include "plane_everything.hpp"

// How the current answers to all that a module is made of, against modules solved anew.
namespace heliofab::module {
namespace {

using namespace testing_planes;
using Number = std::function<double&(PlaneModule&)>;

double tight_current(const PlaneModule& m, double voltage) {
  const PlaneProblem problem = make_plane(m);
  PlaneSolver solver(problem, {.residual = 1e-12, .newton_steps = 100});
  EXPECT_TRUE(solver.solve(voltage));
  return solver.current();
}

PlaneModule changed(const PlaneModule& m, const Number& number, double factor) {
  PlaneModule other = m;
  number(other) *= factor;
  return other;
}

// % of the current by % of the number, by the imbalances alone.
double elasticity(const PlaneSensitivity& s, const PlaneModule& m, const Number& number) {
  constexpr double step = 1e-5;
  const auto change = s.current_change(changed(m, number, 1 - step), changed(m, number, 1 + step));
  EXPECT_TRUE(change);
  return change.value_or(NAN) / (2 * step) / s.current();
}

// The same by four modules solved: differences of fourth order.
double solved_elasticity(const PlaneModule& m, double voltage, const Number& number) {
  constexpr double step = 1e-3;
  const auto rise = [&](double h) {
    return tight_current(changed(m, number, 1 + h), voltage) -
           tight_current(changed(m, number, 1 - h), voltage);
  };
  return (8 * rise(step) - rise(2 * step)) / (12 * step) / tight_current(m, voltage);
}

// Differences leave some 1e-9 of what rounding leaves of the currents.
void expect_slopes(const PlaneModule& m, double voltage,
                   const std::vector<std::pair<std::string, Number>>& numbers) {
  const PlaneSensitivity s(m, voltage);
  for (const auto& [name, number] : numbers) {
    const double found = elasticity(s, m, number);
    EXPECT_NEAR(found, solved_elasticity(m, voltage, number), 1e-5 * std::abs(found) + 1e-8)
        << name;
  }
}

TEST(PlaneSensitivity, KnowsTheSlopeOfTheCurve) {
  const PlaneModule m = m3_with_everything();
  for (const double voltage : {0.3, 1.5, 1.9}) {
    const PlaneSensitivity s(m, voltage);
    constexpr double h = 1e-3;
    const auto rise = [&](double by) {
      return tight_current(m, voltage + by) - tight_current(m, voltage - by);
    };
    const double expected = (8 * rise(h) - rise(2 * h)) / (12 * h);
    EXPECT_NEAR(s.current_slope(), expected, 1e-7 * std::abs(expected)) << voltage;
    EXPECT_NEAR(s.current(), tight_current(m, voltage), 1e-11);
  }
}

TEST(PlaneSensitivity, IsThatOfSolvedModulesForDesignAndFilms) {
  using M = PlaneModule;
  expect_slopes(
      m3_with_everything(), 1.5,
      {{"pitch", [](M& m) -> double& { return m.design.pitch; }},
       {"length", [](M& m) -> double& { return m.design.cell_length; }},
       {"p1_width", [](M& m) -> double& { return m.design.scribes.p1_width; }},
       {"p2_p3_gap", [](M& m) -> double& { return m.design.scribes.p2_p3_gap; }},
       {"p2_contact", [](M& m) -> double& { return m.design.scribes.p2_contact; }},
       {"leakage", [](M& m) -> double& { return m.design.scribes.leakage; }},
       {"end_contact", [](M& m) -> double& { return m.design.end_contact; }},
       {"tco", [](M& m) -> double& { return m.design.tco_sheet_resistance; }},
       {"mo", [](M& m) -> double& { return m.design.mo_sheet_resistance; }},
       {"photocurrent", [](M& m) -> double& { return m.films[0].photocurrent; }},
       {"saturation", [](M& m) -> double& { return m.films[2].saturation; }},
       {"diode_voltage", [](M& m) -> double& { return m.films[1].diode_voltage; }},
       {"series_resistance", [](M& m) -> double& { return m.films[2].series_resistance; }},
       {"shunt", [](M& m) -> double& { return m.films[1].shunt; }},
       {"shunt_exponent", [](M& m) -> double& { return m.films[1].shunt_exponent; }}});
}

TEST(PlaneSensitivity, IsThatOfSolvedModulesForAllThatIsUneven) {
  using M = PlaneModule;
  expect_slopes(m3_with_everything(), 1.5,
                {{"flaw.x", [](M& m) -> double& { return m.flaws[0].place.x; }},
                 {"flaw.y", [](M& m) -> double& { return m.flaws[0].place.y; }},
                 {"flaw.width", [](M& m) -> double& { return m.flaws[0].place.width; }},
                 {"flaw.length", [](M& m) -> double& { return m.flaws[0].place.length; }},
                 {"flaw.conductance", [](M& m) -> double& { return m.flaws[0].conductance; }},
                 {"shade.light", [](M& m) -> double& { return m.shades[0].light; }},
                 {"shade.x", [](M& m) -> double& { return m.shades[0].place.x; }},
                 {"patch.photocurrent", [](M& m) -> double& { return m.patches[0].photocurrent; }},
                 {"patch.saturation", [](M& m) -> double& { return m.patches[0].saturation; }},
                 {"patch.added_shunt", [](M& m) -> double& { return m.patches[0].added_shunt; }},
                 {"patch.front_sheet", [](M& m) -> double& { return m.patches[0].front_sheet; }},
                 {"patch.back_sheet", [](M& m) -> double& { return m.patches[0].back_sheet; }},
                 {"patch.length", [](M& m) -> double& { return m.patches[0].place.length; }},
                 {"p1.conductance", [](M& m) -> double& { return m.scribe_faults[0].conductance; }},
                 {"p1.y", [](M& m) -> double& { return m.scribe_faults[0].y; }},
                 {"p2.p2_contact", [](M& m) -> double& { return m.scribe_faults[1].p2_contact; }},
                 {"p3.length", [](M& m) -> double& { return m.scribe_faults[2].length; }},
                 {"edges.width", [](M& m) -> double& { return m.edges.width; }},
                 {"edges.saturation", [](M& m) -> double& { return m.edges.saturation; }},
                 {"bypass.saturation", [](M& m) -> double& { return m.bypasses[1].saturation; }},
                 {"bypass.resistance", [](M& m) -> double& { return m.bypasses[1].resistance; }}});
}

TEST(PlaneSensitivity, IsNothingForWhatDoesNothing) {
  const PlaneModule m = m3_with_everything();
  const PlaneSensitivity s(m, 1.5);
  using M = PlaneModule;
  const Number onset = [](M& n) -> double& { return n.films[0].breakdown_onset; };
  const Number p2_of_p1 = [](M& n) -> double& { return n.scribe_faults[0].p2_contact; };
  EXPECT_EQ(elasticity(s, m, onset), 0);  // of a film that does not break down
  EXPECT_EQ(elasticity(s, m, p2_of_p1), 0);
}

// Where power is highest its own change is the voltage times that of the current.
TEST(PlaneSensitivity, IsThatOfTheHighestPower) {
  const PlaneModule m = m3_shunted();
  const auto highest = [](const PlaneModule& module) {
    return find_maximum([&](double v) { return v * tight_current(module, v); }, 1.0, 1.8, 1e-7);
  };
  const Maximum best = highest(m);
  const PlaneSensitivity s(m, best.x);
  const std::vector<Number> numbers{
      [](PlaneModule& n) -> double& { return n.design.tco_sheet_resistance; },
      [](PlaneModule& n) -> double& { return n.films[0].saturation; },
      [](PlaneModule& n) -> double& { return n.flaws[0].conductance; }};
  for (const Number& number : numbers) {
    constexpr double h = 1e-3;
    const double rise =
        highest(changed(m, number, 1 + h)).value - highest(changed(m, number, 1 - h)).value;
    const double found = elasticity(s, m, number);
    EXPECT_NEAR(found, rise / (2 * h) / best.value, 2e-5 * std::abs(found));
  }
}

// An edge of a shade on the edge of a flaw: apart they need an element more.
TEST(PlaneSensitivity, SaysNothingOfMeshesThatChange) {
  PlaneModule m = m3_shunted();
  m.shades = {{{.cell = 1, .x = 0, .y = 7e-3, .width = 1e-3, .length = 4e-3}, 0.6}};
  const PlaneSensitivity s(m, 1.5);
  const Number y = [](PlaneModule& n) -> double& { return n.shades[0].place.y; };
  EXPECT_FALSE(s.current_change(m, changed(m, y, 1 + 1e-5)));
  EXPECT_FALSE(s.current_change(changed(m, y, 1 - 1e-5), m));
  EXPECT_TRUE(s.current_change(changed(m, y, 1 + 1e-12), m));  // as good as none
}

}  // namespace
}  // namespace heliofab::module
