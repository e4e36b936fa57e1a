// SPDX-License-Identifier: Apache-2.0
#include "fab_parts.hpp"

#include <utility>

#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/learning.hpp"
#include "readings.hpp"

namespace heliofab::twin {

namespace {

// Films of rolls with all their scatter: every tenth frame counts.
void add_films(const FabPlan& plan, const FabCoater& coater, std::size_t rolls,
               std::vector<process::CellParameters>& films) {
  constexpr std::int64_t first_roll = 2'000'000;  // far from those of the run
  constexpr std::size_t step = 10;                // [-] frames from one to the next that counts
  std::vector<std::vector<process::CellParameters>> of_roll(rolls);
  parallel_for(rolls, [&](std::size_t r) {
    const CoatedRoll roll =
        coater.sample(first_roll + static_cast<std::int64_t>(r), plan.line.roll_length);
    for (std::size_t f = 0; f < roll.map.frames; f += step) {
      for (std::size_t z = 0; z < roll.map.zones; ++z) {
        of_roll[r].push_back(cell_parameters(plan.process, roll.map.films[f * roll.map.zones + z]));
      }
    }
  });
  for (const auto& some : of_roll) {
    films.insert(films.end(), some.begin(), some.end());
  }
}

}  // namespace

std::vector<process::CellParameters> films_of(const FabPlan& plan, const FabCoater& coater,
                                              std::size_t rolls) {
  std::vector<process::CellParameters> films{
      cell_parameters(plan.process, nominal_film(plan.process))};
  add_films(plan, coater, rolls, films);
  if (const Learner learner(plan); learner.learns()) {
    FabPlan wise = plan;
    constexpr double ages = 1e9;  // [-] months and rolls
    if (learner.learn(wise, ages, ages)) {
      add_films(wise, FabCoater(coater, wise), rolls, films);
    }
  }
  return films;
}

bool has_cells_of(const Process& a, const Process& b) {
  return a.recipe.window == b.recipe.window && a.cover == b.cover &&
         a.physics.back_barrier_eV == b.physics.back_barrier_eV &&
         a.physics.back_velocity == b.physics.back_velocity;
}

FabParts::FabParts(const FabPlan& p, FabCoater tools, const FabCells& c, const ReferenceData& data)
    : plan(&p),
      cells(&c),
      coater(std::move(tools)),
      maker(p.process, c.curves, static_cast<std::uint64_t>(p.seed)),
      mismatch(c.model, cell_parameters(p.process, nominal_film(p.process)),
               p.flash.lamp_temperature, data),
      tester(p.flash, p.process, mismatch, p.start, static_cast<std::uint64_t>(p.seed)) {}

FilmShop FabParts::shop() {
  return {.take_up = [this](const plant::RollHistory& h) { return coater.take_up(h); },
          .coat =
              [this](const plant::RollHistory& h) {
                return coater.coat(static_cast<std::int64_t>(h.roll), h.length,
                                   tools_of(plan->line, h));
              },
          .make =
              [this](const Product& product, const CoatedRoll& roll,
                     const process::Footprint& footprint) {
                return maker.make(product, roll, footprint);
              },
          .renew =
              [this] {
                coater.retool();
                maker = ModuleMaker(plan->process, cells->curves,
                                    static_cast<std::uint64_t>(plan->seed));
              }};
}

double FabParts::flawless_watts_per_area() const {
  const module::ModuleDesign design = nominal_design(plan->process, plan->products.front());
  const module::ModuleCurve curve =
      module::solve_module(design, nominal_stripe(plan->process, cells->model));
  return curve.pmax() / module::aperture_area(design);
}

}  // namespace heliofab::twin
