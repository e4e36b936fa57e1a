// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_slopes.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/io/numbers.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/module_answer.hpp"

// What every number of a module's file does to its power, against modules solved anew.
namespace heliofab::twin {
namespace {

// Three stripes with one of each thing that a file can say.
PlaneModulePlan three_stripes() {
  PlaneModulePlan p;
  p.temperature = 300;
  p.layout.cells = 3;
  p.layout.pitch = 6e-3;
  p.layout.cell_length = 0.03;
  p.layout.scribes.p2_resistivity = 5e-8;
  p.film = {.photocurrent = 340,
            .saturation = 2e-6,
            .ideality = 1.4,
            .series_resistance = 0.2e-4,
            .shunt_resistance = 0.2,
            .shunt_exponent = 1.3};
  p.stripes = {{.name = "weak", .stripe = 1, .photocurrent_factor = 0.95, .shunt_factor = 3}};
  p.flaws = {{.name = "pinhole",
              .stripe = 2,
              .x = 2e-3,
              .y = 7e-3,
              .width = 1e-3,
              .length = 2e-3,
              .resistance = 5}};
  p.shades = {{{.first_stripe = 3, .x = 1e-3, .y = 12e-3, .length = 9e-3}, "leaf", 0.7}};
  p.mesh.mesh.degree = 2;
  p.mesh.mesh.elements_flaw = 1;
  return p;
}

double power_of(const PlaneModulePlan& plan, double voltage) {
  return voltage * module::solve_plane(plane_module(plan), {voltage}).points[0].current;
}

// [W] by the number, by four modules solved.
double solved_slope(const PlaneModulePlan& plan, double voltage, std::size_t number) {
  const double h = 2e-3;
  const auto power = [&](double change) {
    PlaneModulePlan changed = plan;
    *io::numbers_in(changed, "module")[number].value *= 1 + change;
    return power_of(changed, voltage);
  };
  PlaneModulePlan copy = plan;
  const double value = *io::numbers_in(copy, "module")[number].value;
  return (8 * (power(h) - power(-h)) - (power(2 * h) - power(-2 * h))) / (12 * h * value);
}

const ModuleSlope* find(const std::vector<ModuleSlope>& slopes, const std::string& path) {
  const auto found = std::ranges::find(slopes, path, &ModuleSlope::path);
  return found == slopes.end() ? nullptr : &*found;
}

// The solver leaves 1e-8 of the current.
TEST(ModuleSlopes, AreThoseOfSolvedModulesForEveryNumber) {
  PlaneModulePlan plan = three_stripes();
  const double voltage = 1.5;
  const double power = power_of(plan, voltage);
  const std::vector<ModuleSlope> slopes = module_slopes(plan, voltage);
  const std::vector<io::NumberIn> numbers = io::numbers_in(plan, "module");
  std::size_t compared = 0;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const io::NumberIn& n = numbers[k];
    if (*n.value == 0 || n.path.starts_with("module.mesh.")) {
      EXPECT_EQ(find(slopes, n.path), nullptr) << n.path;
      continue;
    }
    const double expected = solved_slope(plan, voltage, k) * *n.value / power;
    const ModuleSlope* const slope = find(slopes, n.path);
    if (slope == nullptr) {
      EXPECT_EQ(expected, 0) << n.path;
      continue;
    }
    ASSERT_TRUE(slope->power) << n.path;
    const double found = *slope->power * *n.value / power;
    EXPECT_NEAR(found, expected, 1e-5 * std::abs(found) + 3e-7) << n.path;
    EXPECT_EQ(slope->value, *n.value);
    ++compared;
  }
  EXPECT_EQ(compared, slopes.size());
  EXPECT_GT(compared, 25U);
  EXPECT_EQ(find(slopes, "module.film.breakdown.onset"), nullptr);  // of no breakdown
}

// Of the parabola through three voltages about that of the highest power [W].
double highest_power(const PlaneModulePlan& plan, double voltage) {
  constexpr double step = 5e-3;
  const std::vector<module::PlanePoint> points =
      solve_heated_curve(plane_module(plan), plane_heat(plan),
                         {voltage - step, voltage, voltage + step})
          .electric.points;
  const auto power = [&](std::size_t k) { return points[k].voltage * points[k].current; };
  const double rise = power(2) - power(0);
  return power(1) + rise * rise / (8 * (2 * power(1) - power(0) - power(2)));
}

// Against two maxima solved, of modules that warm themselves: inputs of film, layout and heat.
TEST(ModuleSlopes, AreThoseOfSolvedMaximaForAHeatedModule) {
  PlaneModulePlan plan = three_stripes();
  plan.operation = Operation::heated;
  plan.heat.layers = {{"glue", 4e-4, 0.35, 2e6}, {"foil", 5e-5, 0.12, 1.55e6}};
  const module::PlaneHeat heat = plane_heat(plan);
  const PlaneFigures figures = solve_figures(plane_module(plan), nullptr, &heat);
  const std::vector<ModuleSlope> slopes = module_slopes(plan, figures.vmp);
  const std::vector<io::NumberIn> numbers = io::numbers_in(plan, "module");
  std::size_t of_heat = 0;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const std::string& path = numbers[k].path;
    const double value = *numbers[k].value;
    if (value == 0 || path.starts_with("module.mesh.")) {
      continue;
    }
    constexpr double h = 1e-3;
    const auto changed = [&](double by) {
      PlaneModulePlan other = plan;
      *io::numbers_in(other, "module")[k].value *= 1 + by;
      return highest_power(other, figures.vmp);
    };
    const double expected = (changed(h) - changed(-h)) / (2 * h) / figures.pmax();
    const ModuleSlope* const slope = find(slopes, path);
    if (slope == nullptr) {
      EXPECT_NEAR(expected, 0, 1e-6) << path;
      continue;
    }
    EXPECT_NEAR(*slope->power * value / figures.pmax(), expected, 1e-4 * std::abs(expected) + 1e-6)
        << path;
    of_heat += path.starts_with("module.heat.") ? 1 : 0;
  }
  EXPECT_EQ(of_heat, 15U);  // all but heat capacities and frequency
  EXPECT_LT(*find(slopes, "module.heat.absorptance")->power, 0);
  EXPECT_GT(*find(slopes, "module.heat.back.convection")->power, 0);
}

// A shade over a whole stripe whose length is written: the stripe may become shorter, but longer it
// would have an edge. From the one side its slope is that of a shade that has no end.
TEST(ModuleSlopes, ComeFromOneSideWhereTheOtherHasAnotherMesh) {
  PlaneModulePlan plan = three_stripes();
  plan.flaws.clear();
  plan.shades = {{{.first_stripe = 2}, "board", 0.9}};
  const std::vector<ModuleSlope> open = module_slopes(plan, 1.6);
  plan.shades[0].length = plan.layout.cell_length;
  const std::vector<ModuleSlope> written = module_slopes(plan, 1.6);
  const double expected = *find(open, "module.layout.cell_length")->power;
  EXPECT_NEAR(*find(written, "module.layout.cell_length")->power, expected,
              1e-6 * std::abs(expected));
}

// An edge of the shade on that of the flaw: either way they part.
TEST(ModuleSlopes, HaveNoneWhereEdgesThatMeetWouldPart) {
  PlaneModulePlan plan = three_stripes();
  plan.shades[0].y = plan.flaws[0].y;
  const std::vector<ModuleSlope> slopes = module_slopes(plan, 1.5);
  EXPECT_FALSE(find(slopes, "module.shades.leaf.y")->power);
  EXPECT_FALSE(find(slopes, "module.flaws.pinhole.y")->power);
  EXPECT_TRUE(find(slopes, "module.shades.leaf.length")->power);
}

}  // namespace
}  // namespace heliofab::twin
