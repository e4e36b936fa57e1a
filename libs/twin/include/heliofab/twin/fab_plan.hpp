// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/market/cost.hpp"
#include "heliofab/market/market.hpp"
#include "heliofab/market/ramp.hpp"
#include "heliofab/module/module_design.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/process/line_tools.hpp"
#include "heliofab/process/recipe.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/flash.hpp"
#include "heliofab/twin/gates.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/learning.hpp"
#include "heliofab/twin/population_plan.hpp"
#include "heliofab/twin/product.hpp"
#include "heliofab/twin/uncertainty.hpp"

namespace heliofab::twin {

/// What films follow from: the tools of the line, or the recipe and scatter about it.
enum class FilmFrom : std::uint8_t { tools, recipe };
constexpr std::array<std::string_view, 2> names_of(FilmFrom) { return {"tools", "recipe"}; }

/// What is made and how it strays: everything between the bare web and a sheet.
struct Process {
  double web_width = 0.33;       // [m]
  double aperture_width = 0.27;  // [m] of the web, used for modules
  Cover cover = Cover::laminate;
  process::Recipe recipe;
  process::FilmPhysics physics;
  module::Scribes scribes;
  FilmFrom film_from = FilmFrom::recipe;
  process::LineTools tools;
  process::Variation variation;
  process::Defects defects;

  friend bool operator==(const Process&, const Process&) = default;
};

template <class Visit>
void describe(Visit& visit, Process& p) {
  visit(p.web_width, {"web_width", unit::m, 0.01, 5, "of the bare foil", "C"});
  visit(p.aperture_width,
        {"aperture_width", unit::m, 0.01, 5, "of the web, used for modules", "A"});
  visit(p.cover, {"cover", "bare cells, or under the front sheet of the laminate", "D"});
  visit(p.recipe, {"recipe", "what the tools are set to"});
  visit(p.physics, {"physics", "how film quality follows from film and recipe"});
  visit(p.scribes, {"scribes", "P1, P2, P3 and the lands between them"});
  visit(p.film_from, {"film_from", "what films follow from: tools, or recipe and scatter", "D"});
  visit(p.tools,
        {"tools", "that coat the web, how they stray and are kept, where film_from is tools"});
  visit(p.variation, {"variation", "how the film strays from the recipe, or beside the tools"});
  visit(p.defects,
        {"defects", "point faults and lost stretches of web, where film_from is recipe"});
}

/// The station that measures modules; every line has one of this name.
inline constexpr std::string_view flash_station = "flash";

/// A figure of the real fab. When an input was adjusted to meet it, `fitted_by` is the path of that
/// input below `fab`; otherwise the figure is predicted.
struct Target {
  double expected = 0;
  double tolerance = 0;
  std::string fitted_by;

  friend bool operator==(const Target&, const Target&) = default;
};
struct ShareTarget : Target {
  friend bool operator==(const ShareTarget&, const ShareTarget&) = default;
};
struct VoltageTarget : Target {
  friend bool operator==(const VoltageTarget&, const VoltageTarget&) = default;
};
struct PowerTarget : Target {
  friend bool operator==(const PowerTarget&, const PowerTarget&) = default;
};

template <class Visit>
void describe_target(Visit& visit, Target& t, const Unit& unit, double most) {
  visit(t.expected, {"expected", unit, 0, most, "figure of the real fab", "D"});
  visit(t.tolerance, {"tolerance", unit, 0, most, "to either side", "D"});
  visit(t.fitted_by, {"fitted_by", "path of the input that was adjusted to meet it"});
}
template <class Visit>
void describe(Visit& visit, ShareTarget& t) {
  describe_target(visit, t, unit::percent, 100);
}
template <class Visit>
void describe(Visit& visit, VoltageTarget& t) {
  describe_target(visit, t, unit::V, 100);
}
template <class Visit>
void describe(Visit& visit, PowerTarget& t) {
  describe_target(visit, t, unit::MW, 1e6);
}

/// What a run is compared with; a figure with an expected value of 0 is left out.
struct Targets {
  ShareTarget efficiency_median;
  ShareTarget efficiency_best;
  ShareTarget efficiency_std;
  ShareTarget fill_factor_median;
  VoltageTarget voc_per_cell_median;
  ShareTarget line_yield;
  PowerTarget power_per_year;

  friend bool operator==(const Targets&, const Targets&) = default;
};

template <class Visit>
void describe(Visit& visit, Targets& t) {
  visit(t.efficiency_median, {"efficiency_median", "aperture, of all flashed modules"});
  visit(t.efficiency_best, {"efficiency_best", "aperture, of the first 1,000 flashed modules"});
  visit(t.efficiency_std, {"efficiency_std", "standard deviation in points of efficiency"});
  visit(t.fill_factor_median, {"fill_factor_median", "of all flashed modules"});
  visit(t.voc_per_cell_median, {"voc_per_cell_median", "of all flashed modules"});
  visit(t.line_yield, {"line_yield", "good aperture area over that of finished web"});
  visit(t.power_per_year, {"power_per_year", "good modules, at the pace of the run"});
}

/// A fab and its market: the one input of a run.
struct FabPlan {
  std::string name = "a fab";
  std::chrono::sys_days start = std::chrono::year(2010) / 5 / 12;
  std::int64_t days = 92;
  std::int64_t seed = 1;
  Process process;
  std::vector<Product> products;
  plant::Line line = plant::fab2_line();
  market::Market market = market::fab2_market();
  market::RampPolicy ramp;
  market::CostModel cost = market::fab2_costs();
  FlashTest flash;
  Targets targets;
  FabGates gates;
  std::vector<Learning> learning;
  std::vector<Uncertainty> uncertainty;

  friend bool operator==(const FabPlan&, const FabPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, FabPlan& p) {
  visit(p.name, {"name", "shown in summaries and reports"});
  visit(p.start, {"start", "first day of the run"});
  visit(p.days, {"days", 1, 36525, "that are simulated", "D"});
  visit(p.seed, {"seed", 0, 9'000'000'000'000'000, "of all random draws", "D"});
  visit(p.process, {"process", "from the bare web to a sheet"});
  visit(p.products, {"products", "modules by name"});
  visit(p.line, {"line", "stations and working hours"});
  visit(p.market, {"market", "who wants what"});
  visit(p.ramp, {"ramp", "when shifts and tools are added"});
  visit(p.cost, {"cost", "what it takes to run the fab"});
  visit(p.flash, {"flash", "tester and bins"});
  visit(p.targets, {"targets", "figures of the real fab"});
  visit(p.gates, {"gates", "what a run has to reach; it ends with status 1 if it does not"});
  visit(p.learning, {"learning", "numbers that experience moves, and why"});
  visit(p.uncertainty, {"uncertainty", "how unsure numbers are that a ramp draws"});
}

/// Everything that is wrong across the parts of a plan, at once: products that nobody defines,
/// costs without a station, targets fitted by no input.
/// @throws InputError E61xx and those of the parts
void check(const FabPlan& plan);

/// What is allowed and unwise: W4314, a recipe that is too hot for the web.
std::vector<Diagnostic> warnings_of(const FabPlan& plan);

/// Reads and checks a plan; problems and warnings stand at their place in the file.
/// @throws InputError
io::Read<FabPlan> read_plan(const io::Document& document);

/// The film that a recipe grows, as a cell.
struct FilmPlan {
  std::string name = "a film";
  Cover cover = Cover::bare;
  process::Recipe recipe;
  process::FilmPhysics physics;

  friend bool operator==(const FilmPlan&, const FilmPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, FilmPlan& p) {
  visit(p.name, {"name", "shown with the results"});
  visit(p.cover, {"cover", "bare, or under the front sheet of a laminate", "D"});
  visit(p.recipe, {"recipe", "what the tools are set to"});
  visit(p.physics, {"physics", "how film quality follows from film and recipe"});
}

/// A module by the recipe of its film: `heliofab module` solves it with the film alike everywhere;
/// a population of it strays as `variation` and `defects` say, by nothing if they are left out.
struct ModulePlan {
  std::string name = "a module";
  double aperture_width = 0.27;  // [m]
  Cover cover = Cover::laminate;
  process::Recipe recipe;
  process::FilmPhysics physics;
  module::Scribes scribes;
  Product layout;
  LaminatePlan laminate;
  process::Variation variation = process::no_variation();
  process::Defects defects = process::no_defects();
  PopulationPlan population;

  friend bool operator==(const ModulePlan&, const ModulePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ModulePlan& p) {
  visit(p.name, {"name", "shown with the results"});
  visit(p.aperture_width, {"aperture_width", unit::m, 0.01, 5, "of the web", "A"});
  visit(p.cover, {"cover", "bare, or under the front sheet of a laminate", "D"});
  visit(p.recipe, {"recipe", "what the tools are set to"});
  visit(p.physics, {"physics", "how film quality follows from film and recipe"});
  visit(p.scribes, {"scribes", "P1, P2, P3 and the lands between them"});
  visit(p.layout, {"layout", "stripes on the web"});
  visit(p.laminate, {"laminate", "layers that say what the module weighs and how far it bends"});
  visit(p.variation, {"variation", "how the film strays in a population"});
  visit(p.defects, {"defects", "point faults in a population"});
  visit(p.population, {"population", "modules of this design, each of its own film"});
}

/// The process of a film alone, which does not stray, or of a module.
Process process_of(const FilmPlan& plan);
Process process_of(const ModulePlan& plan);

std::vector<Diagnostic> warnings_of(const FilmPlan& plan);
std::vector<Diagnostic> warnings_of(const ModulePlan& plan);

/// As read_plan. @throws InputError
io::Read<FilmPlan> read_film_plan(const io::Document& document);
io::Read<ModulePlan> read_module_plan(const io::Document& document);

}  // namespace heliofab::twin
