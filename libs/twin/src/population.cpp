// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/population.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <span>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/module/p2_contact.hpp"
#include "heliofab/module/solve_string.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

using process::CellParameters;

// In a string without any shunt the weakest stripe would have no voltage at which it passes what
// the others make. It takes some 1e-6 of the current.
constexpr double least_conductance = 1e-3;  // [S/m2]

// Solves the modules of a population side by side until it is done or stopped.
void solve_modules(ModulePopulation& population, std::int64_t count, Observer* observer,
                   const std::function<module::ModuleCurve(std::size_t)>& solve) {
  population.curves.resize(static_cast<std::size_t>(count));
  std::atomic<bool> is_complete = true;
  parallel_for(population.curves.size(), [&](std::size_t m) {
    if (wants_to_stop(observer)) {
      is_complete = false;
      return;
    }
    population.curves[m] = solve(m);
  });
  population.is_complete = is_complete;
}

module::ModuleCurve curve_of_string(const module::ModuleDesign& design,
                                    std::span<const module::DiodeStripe> stripes, std::size_t m) {
  const module::StringSolutions solved = module::solve_strings(design, stripes);
  const Status& status = solved.modules.front().status;
  if (!status) {
    throw ModelError("E4201", fmt::format("module {} of the population: its {} stripes have no "
                                          "common current; {} sweeps over them",
                                          m + 1, design.cells, status.iterations));
  }
  return module::curve_of(solved, 0);
}

// Factors on one quantity of a population by film laws.
class Factors {
 public:
  Factors(const Spread& spread, std::uint64_t seed, const std::string& name)
      : spread_(&spread),
        modules_(seed, "population." + name + ".module"),
        stripes_(seed, "population." + name + ".stripe") {}

  double at(std::size_t module, std::size_t stripe) const noexcept {
    const double logarithm = spread_->modules * modules_.normal(module, 0) +
                             spread_->stripes * stripes_.normal(module, stripe);
    return std::exp(logarithm);
  }

 private:
  const Spread* spread_;
  Stream modules_, stripes_;
};

}  // namespace

const FilmCurves& FilmMemory::curves(const Process& process, const CellParameters& low,
                                     const CellParameters& high, const ReferenceData& data,
                                     Observer* observer) {
  const bool is_known = curves_ && recipe_ == process.recipe && physics_ == process.physics &&
                        cover_ == process.cover && low_ == low && high_ == high;
  if (!is_known) {
    curves_.reset();
    model_ = std::make_unique<CellModel>(process.recipe, process.physics, process.cover, data);
    curves_ = std::make_unique<FilmCurves>(*model_, std::array{low, high}, observer);
    recipe_ = process.recipe;
    physics_ = process.physics;
    cover_ = process.cover;
    low_ = low;
    high_ = high;
  }
  return *curves_;
}

ModulePopulation make_population(const ModulePlan& plan, const ReferenceData& data,
                                 FilmMemory& memory, Observer* observer) {
  const Process process = process_of(plan);
  ModulePopulation population{.design = nominal_design(process, plan.layout)};
  const std::int64_t count = plan.population.modules;
  std::vector<CoatedRoll> rolls(static_cast<std::size_t>(count));
  parallel_for(rolls.size(), [&](std::size_t r) {
    rolls[r] = coat_roll(process, static_cast<std::uint64_t>(plan.population.seed),
                         static_cast<std::int64_t>(r), plan.layout.length);
  });
  CellParameters low = cell_parameters(process, nominal_film(process));
  CellParameters high = low;
  for (const CoatedRoll& roll : rolls) {
    for (const process::Film& film : roll.map.films) {
      const CellParameters cell = cell_parameters(process, film);
      for (const auto member : process::cell_parameter_members) {
        low.*member = std::min(low.*member, cell.*member);
        high.*member = std::max(high.*member, cell.*member);
      }
    }
  }
  const FilmCurves* curves = nullptr;
  try {
    curves = &memory.curves(process, low, high, data, observer);
  } catch (const ModelError&) {
    if (wants_to_stop(observer)) {
      population.is_complete = false;
      return population;
    }
    throw;
  }
  const ModuleMaker maker(process, *curves);
  solve_modules(population, count, observer, [&](std::size_t m) {
    const process::Footprint whole{0, plan.layout.length};
    return maker.make(plan.layout, rolls[m], whole).curve;
  });
  population.curve_error = curves->error().worst;
  return population;
}

ModulePopulation make_population(const PlaneModulePlan& plan, Observer* observer) {
  const module::PlaneModule module = plane_module(plan);
  const StripePopulationPlan& p = plan.population;
  const auto seed = static_cast<std::uint64_t>(p.of.seed);
  const Factors photocurrent(p.photocurrent, seed, "photocurrent");
  const Factors saturation(p.saturation, seed, "saturation");
  const Factors shunt(p.shunt, seed, "shunt");
  const Factors tco(p.tco, seed, "tco");
  const Factors p2(p.p2, seed, "p2");
  const module::ModuleDesign& design = module.design;
  const ScribesPlan& scribes = plan.layout.scribes;
  const double ohmic = least_conductance + design.scribes.leakage / module::active_width(design);
  ModulePopulation population{.design = design};
  solve_modules(population, p.of.modules, observer, [&](std::size_t m) {
    std::vector<module::DiodeStripe> stripes(static_cast<std::size_t>(design.cells));
    for (std::size_t k = 0; k < stripes.size(); ++k) {
      module::DiodeStripe& stripe = stripes[k];
      stripe.film = module.films[module.films.size() == 1 ? 0 : k];
      stripe.film.photocurrent *= photocurrent.at(m, k);
      stripe.film.saturation *= saturation.at(m, k);
      stripe.film.shunt *= shunt.at(m, k);
      stripe.tco_sheet_resistance = design.tco_sheet_resistance * tco.at(m, k);
      stripe.ohmic = ohmic;
      stripe.mo_sheet_resistance = design.mo_sheet_resistance;
      stripe.p2_contact = scribes.p2_resistivity > 0
                              ? module::p2_resistance(
                                    {scribes.p2_resistivity * p2.at(m, k), scribes.scribes.p2_width,
                                     stripe.tco_sheet_resistance, design.mo_sheet_resistance})
                              : design.scribes.p2_contact * p2.at(m, k);
    }
    return curve_of_string(design, stripes, m);
  });
  return population;
}

}  // namespace heliofab::twin
