// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/population.hpp"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/module_answer.hpp"

namespace heliofab::twin {
namespace {

PlaneModulePlan law_plan(std::vector<std::string> overrides) {
  return read_plane_module_plan(io::read_document(HELIOFAB_SOURCE_DIR "/data/modules/hm50.yaml",
                                                  {.overrides = std::move(overrides)}))
      .value;
}

ModulePlan recipe_plan(std::vector<std::string> overrides) {
  overrides.emplace_back("aperture_width=40 mm");
  return read_module_plan(io::read_document(HELIOFAB_SOURCE_DIR
                                            "/examples/04-population/population.yaml",
                                            {.overrides = std::move(overrides)}))
      .value;
}

std::vector<double> powers(const ModulePopulation& population) {
  std::vector<double> values;
  for (const module::ModuleCurve& curve : population.curves) {
    values.push_back(curve.pmax());
  }
  return values;
}

struct Moments {
  double mean = 0, deviation = 0;
};
Moments moments(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double square = 0;
  for (const double value : values) {
    square += (value - mean) * (value - mean);
  }
  return {mean, std::sqrt(square / (n - 1))};
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  const Moments x = moments(a);
  const Moments y = moments(b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += (a[i] - x.mean) * (b[i] - y.mean);
  }
  return sum / (static_cast<double>(a.size() - 1) * x.deviation * y.deviation);
}

// Leaks of P1 and P3 lie over the edges of stripes in the plane, over their films in a string.
TEST(Population, LeaksOverItsScribes) {
  const std::string leaks = "layout.scribes.leakage=0.003 S/cm";
  const auto power = [](std::vector<std::string> more) {
    more.emplace_back("population.modules=1");
    return powers(make_population(law_plan(std::move(more)), nullptr)).front();
  };
  const double lost = 1 - power({leaks}) / power({});
  const auto in_plane = [](std::vector<std::string> more) {
    return solve_figures(plane_module(law_plan(std::move(more)))).pmax();
  };
  EXPECT_GT(lost, 0.01);
  EXPECT_NEAR(lost, 1 - in_plane({leaks}) / in_plane({}), 0.05 * lost);
}

TEST(PopulationOfLaws, WithoutSpreadIsTheModuleInItsPlane) {
  const PlaneModulePlan plan = law_plan({"layout.cells=4", "population.modules=2"});
  const ModulePopulation population = make_population(plan);
  const PlaneFigures exact = solve_figures(plane_module(plan));
  ASSERT_EQ(population.curves.size(), 2);
  EXPECT_EQ(population.curves[0], population.curves[1]);
  EXPECT_NEAR(population.curves[0].pmax() / exact.pmax(), 1, 1e-5);
  EXPECT_NEAR(population.curves[0].isc / exact.isc, 1, 1e-5);
  EXPECT_NEAR(population.curves[0].voc / exact.voc, 1, 1e-5);
}

// The short circuit of one stripe is its photocurrent but for 1e-3, whatever else it has.
TEST(PopulationOfLaws, HasLogNormalFactorsOfBothKinds) {
  const ModulePopulation population = make_population(
      law_plan({"layout.cells=1", "layout.cell_length=1 cm", "population.modules=400",
                "population.photocurrent={modules: 6 %, stripes: 8 %}"}));
  const double even = make_population(law_plan({"layout.cells=1", "layout.cell_length=1 cm",
                                                "population.modules=1"}))
                          .curves[0]
                          .isc;
  std::vector<double> logarithms;
  for (const module::ModuleCurve& curve : population.curves) {
    logarithms.push_back(std::log(curve.isc / even));
  }
  const Moments m = moments(logarithms);
  EXPECT_NEAR(m.mean, 0, 3 * 0.1 / 20);
  EXPECT_NEAR(m.deviation, 0.1, 3 * 0.1 / std::sqrt(800.0));
}

TEST(PopulationOfLaws, HasTheSameModulesAtEveryDesign) {
  const std::vector<std::string> chance{"layout.cells=3",
                                        "population.modules=30",
                                        "population.photocurrent={modules: 2 %, stripes: 2 %}",
                                        "population.saturation={modules: 0.3, stripes: 0.3}",
                                        "population.shunt={stripes: 1}",
                                        "population.tco={modules: 0.1}",
                                        "population.p2={stripes: 0.5}"};
  const auto with = [&](const std::string& more) {
    std::vector<std::string> all = chance;
    all.push_back(more);
    return powers(make_population(law_plan(all)));
  };
  const std::vector<double> wide = with("layout.pitch=6 mm");
  EXPECT_EQ(with("layout.pitch=6 mm"), wide);
  EXPECT_GT(correlation(with("layout.pitch=5 mm"), wide), 0.98);
  EXPECT_LT(correlation(with("population.seed=2"), wide), 0.6);
}

// In series the weakest stripes rule, so that spread within a module costs current.
TEST(PopulationOfLaws, LosesCurrentToUnequalStripes) {
  const auto mean_power = [](const char* spread) {
    return moments(powers(make_population(law_plan({"layout.cells=10", "population.modules=20",
                                                    "film.shunt_resistance=0 ohm cm2", spread}))))
        .mean;
  };
  const double even = mean_power("population.photocurrent={stripes: 0}");
  const double uneven = mean_power("population.photocurrent={stripes: 20 %}");
  EXPECT_LT(uneven, 0.95 * even);
  EXPECT_GT(uneven, 0.7 * even);
}

TEST(PopulationOfLaws, IsOfModulesWithoutFlawsAndShades) {
  try {
    law_plan({"population.modules=3", "shades={leaf: {first_stripe: 1}}"});
    FAIL() << "read";
  } catch (const InputError& error) {
    EXPECT_EQ(error.diagnostics().front().path, "module.shades");
    EXPECT_EQ(error.diagnostics().front().message, "a population as well, wanted one of the two");
  }
}

// A table of films stands for cells solved one by one; it is wrong by less than it says.
TEST(PopulationOfRecipes, WithoutScatterIsTheModuleOfItsRecipe) {
  ModulePlan plan = recipe_plan({"population.modules=2"});
  plan.variation = process::no_variation();
  plan.defects = process::no_defects();
  FilmMemory memory;
  const ModulePopulation population = make_population(plan, fab2::data(), memory);
  const Process process = process_of(plan);
  const CellModel model(process.recipe, process.physics, process.cover, fab2::data());
  const double exact =
      module::solve_module(population.design, nominal_stripe(process, model)).pmax();
  EXPECT_NEAR(population.curves[0].pmax() / exact, 1, 1e-3);
  EXPECT_NEAR(population.curves[1].pmax() / population.curves[0].pmax(), 1, 1e-9);
}

TEST(PopulationOfRecipes, HasTheSameRollsAtEveryDesign) {
  FilmMemory memory;
  const auto with = [&](std::vector<std::string> more) {
    more.emplace_back("population.modules=16");
    return powers(make_population(recipe_plan(more), fab2::data(), memory));
  };
  const std::vector<double> wide = with({"layout.pitch=7 mm"});
  EXPECT_GT(moments(wide).deviation, 0.01 * moments(wide).mean);
  EXPECT_EQ(with({"layout.pitch=7 mm"}), wide);
  EXPECT_GT(correlation(with({"layout.pitch=5 mm"}), wide), 0.98);
  EXPECT_GT(correlation(with({"layout.pitch=7 mm", "recipe.window.azo_thickness=600 nm"}), wide),
            0.98);
}

TEST(FilmMemory, KeepsCurvesAsLongAsTheFilmsAreTheSame) {
  const ModulePlan plan = recipe_plan({});
  Process process = process_of(plan);
  const process::CellParameters film = cell_parameters(process, nominal_film(process));
  FilmMemory memory;
  const auto current = [&](const process::CellParameters& of) {
    const FilmCurves& curves = memory.curves(process, of, of, fab2::data(), nullptr);
    const device::TableCurve curve = curves.at(of);
    return MonotoneCubic(curve.voltage, curve.current_density).at(0);
  };
  const double thin = current(film);
  const FilmCurves* const first = &memory.curves(process, film, film, fab2::data(), nullptr);
  process.scribes.p2_contact *= 2;  // no matter of the film
  EXPECT_EQ(&memory.curves(process, film, film, fab2::data(), nullptr), first);
  process::CellParameters thick = film;
  thick.azo_thickness *= 3;  // and so darker
  EXPECT_LT(current(thick), 0.97 * thin);
}

}  // namespace
}  // namespace heliofab::twin
