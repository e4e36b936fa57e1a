// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../core/test/validation_page.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/module_answer.hpp"
#include "heliofab/twin/module_plan.hpp"

// Masses of the modules in data/modules beside those announced. Each row of
// docs/validation/laminate.md is an assertion here; set HELIOFAB_VALIDATION to a file name to write
// the page.
namespace heliofab::twin {
namespace {

constexpr auto laminate_head = R"(# Validation of laminates

Written by `HELIOFAB_VALIDATION=docs/validation/laminate.md build/dev/libs/twin/twin_test --gtest_filter='LaminateValidation.*'`.
Each row is an assertion; nothing here was fitted. No stack of these products is published: those of `data/modules` are estimates, made before they were weighed.
Formulas of bending: [module.md](module.md#bent-laminates).
)";

struct Weighed {
  LaminateFigures figures;
  LaminateFigures foil;  // its aperture's layers alone
  double power = 0;      // [W]
};

Weighed weigh(const std::string& name) {
  const io::Document document =
      io::read_document(HELIOFAB_SOURCE_DIR "/data/modules/" + name + ".yaml");
  const PlaneModulePlan plan = read_plane_module_plan(document).value;
  const MechanicsTable table = read_mechanics(HELIOFAB_SOURCE_DIR "/data");
  const ApertureSize aperture{static_cast<double>(plan.layout.cells) * plan.layout.pitch,
                              plan.layout.cell_length};
  const auto figures_of = [&](const LaminatePlan& laminate) {
    return laminate_figures(with_materials(laminate, table, document, "module.laminate"), aperture);
  };
  LaminatePlan foil;
  for (const PlyPlan& ply : plan.laminate.stack) {
    if (ply.extent == Extent::aperture) {
      foil.stack.push_back(ply);
    }
  }
  return {figures_of(plan.laminate), figures_of(foil), solve_figures(plane_module(plan)).pmax()};
}

// The laminate of June 2009: 5 m, 2 kg, 123 W, 9.1 % of its aperture.
validation::Checks laminate_rows_2009() {
  const Weighed w = weigh("fab2-building");
  const double aperture = w.figures.aperture_area;
  const char* const stack = "the stack is estimated";
  return {{"mass of the laminate of 5 m", 2.0, w.figures.mass, 0.3, "kg", stack},
          {"... over its aperture", 2.0 / (123 / 91.0), w.figures.mass / aperture, 0.22, "kg/m2",
           stack},
          {"... power over mass", 61.5, w.power / w.figures.mass, 15, "W/kg",
           "9.1 % then, 10.6 % of the aperture here"},
          {"... at the 123 W announced", 61.5, 123 / w.figures.mass, 9, "W/kg", stack}};
}

// The bare foil of 2023, at the efficiency of production in 2012.
validation::Checks foil_rows_2023() {
  const Weighed w = weigh("fab2-portable");
  const double areal = w.foil.foil_areal_mass;
  return {
      {"bare foil: mass per area", 68.4, areal / unit::g_per_m2, 14, "g/m2",
       "12.6 g/m2 are not films and web: coats and conductors"},
      {"... thickness", 52, w.foil.thickness / unit::um, 25, "um", "24 um likewise"},
      {"... power over mass at 10.8 %", 108 / 0.0684, 108 / areal, 360, "W/kg", "lighter by those"},
      {"... of the module here over the mass announced", 108 / 0.0684,
       w.power / w.figures.aperture_area / 0.0684, 50, "W/kg", "10.6 % against 10.8 %"}};
}

// What a foil alone bears, and what a cover makes of it; the announcements say nothing of it.
validation::Checks bend_rows() {
  const Weighed portable = weigh("fab2-portable");
  const Weighed building = weigh("fab2-building");
  const auto row = [](const char* what, double expected, double radius) {
    return validation::Check{what,           expected, radius / unit::mm,
                             expected / 100, "mm",     "ours; so that a change is seen"};
  };
  return {row("bare foil, film outside", 0.793, portable.foil.outward->radius),
          row("... film inside", 0.793, portable.foil.inward->radius),
          row("portable, film outside", 23.55, portable.figures.outward->radius),
          row("... film inside", 16.61, portable.figures.inward->radius),
          row("building, film outside", 47.18, building.figures.outward->radius),
          row("... film inside", 27.23, building.figures.inward->radius)};
}

// Of fab2-portable as a plan changed by `change`, its materials looked up.
double bent_power(const std::function<void(PlaneModulePlan&)>& change) {
  const io::Document document =
      io::read_document(HELIOFAB_SOURCE_DIR "/data/modules/fab2-portable.yaml");
  PlaneModulePlan plan = read_plane_module_plan(document).value;
  change(plan);
  plan.laminate = with_materials(plan.laminate, read_mechanics(HELIOFAB_SOURCE_DIR "/data"),
                                 document, "module.laminate");
  return solve_figures(plane_module(plan)).pmax();
}

// At 15 mm, by hand: its neutral plane is 415.366 um below the light side, the front contact begins
// at 250 um: 1.10244 %, 2.2592 e-folds beyond 0.75 %. The back contact at 252.49 um: 0.5503 of them
// beyond 1 %.
validation::Checks power_rows() {
  const auto bend = [](double radius, module::BendSense sense = module::BendSense::outward) {
    return [=](PlaneModulePlan& plan) { plan.laminate.bend = {.radius = radius, .sense = sense}; };
  };
  const double flat = bent_power([](PlaneModulePlan&) {});
  const double by_hand = bent_power([](PlaneModulePlan& plan) {
    plan.sheets.tco *= 9.5757;
    plan.sheets.mo *= 1.7337;
  });
  const char* const ours = "ours; so that a change is seen";
  return {
      {"portable, 15 mm, film outside: Pmax with sheets by hand", by_hand, bent_power(bend(15e-3)),
       2e-4, "W", "four digits of its factors"},
      {"... lost of the flat module's", 0.4755, 1 - bent_power(bend(15e-3)) / flat, 5e-4, "", ours},
      {"... 25 mm: before its contacts crack", flat, bent_power(bend(25e-3)), 1e-9, "W",
       "no factor"},
      {"... 15 mm, film inside", flat, bent_power(bend(15e-3, module::BendSense::inward)), 1e-9,
       "W", "compressed contacts keep their resistance in (22)"}};
}

line_chart::Picture power_picture() {
  struct Case {
    const char* name;
    std::function<void(PlaneModulePlan&)> change;
  };
  const std::vector<Case> cases{
      {"as it is", [](PlaneModulePlan&) {}},
      {"100 um of front encapsulant",
       [](PlaneModulePlan& plan) { plan.laminate.stack[1].thickness = 100e-6; }},
      {"back sheet of 75 um",
       [](PlaneModulePlan& plan) { plan.laminate.stack[9].thickness = 75e-6; }}};
  line_chart::Chart chart{.title = "the portable module of FAB 2, film outside",
                          .x = {.name = "radius [mm]", .from = 8, .to = 32, .step = 4},
                          .y = {.name = "Pmax [W]", .from = 0, .to = 4.5, .step = 0.5}};
  int colour = 0;
  for (const Case& c : cases) {
    line_chart::Line line{.name = c.name, .colour = colour++};
    for (double radius = 8; radius < 32.1; radius += 1.5) {
      line.x.push_back(radius);
      line.y.push_back(bent_power([&](PlaneModulePlan& plan) {
        c.change(plan);
        plan.laminate.bend.radius = radius * unit::mm;
      }));
    }
    chart.lines.push_back(line);
  }
  return {"laminate-bend.svg",
          "Highest power over the radius. Left of the knees the front contact is cracked; the "
          "absorber has cracked at a radius a twentieth wider, which is not in these figures.",
          line_chart::svg({.charts = {chart}, .right = 270})};
}

TEST(LaminateValidation, EveryFigureIsWithinItsTolerance) {
  const std::vector<validation::Section> sections{
      {"The laminate of 2009 [ascent2009]", laminate_rows_2009()},
      {"The foil of 2023 [ascent2023]", foil_rows_2023()},
      {"Least radii, without a reference", bend_rows()},
      {"Power of a bent module", power_rows(), power_picture}};
  validation::expect_all(sections);
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    validation::write_page({.head = laminate_head, .library = "twin", .digits = 4}, sections, path);
  }
}

}  // namespace
}  // namespace heliofab::twin
