// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/make_module.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/module/solve_string.hpp"
#include "heliofab/twin/fab_coater.hpp"

namespace heliofab::twin {
namespace {

struct Bench {
  FabPlan plan;
  CellModel model{plan.process.recipe, plan.process.physics, plan.process.cover, fab2::data()};
  CoatedRoll roll = FabCoater(plan).sample(4, 40);
  FilmCurves curves = make_curves();
  ModuleMaker maker{plan.process, curves};

  explicit Bench(FabPlan of = fab2::plan().value) : plan(std::move(of)) {}

  FilmCurves make_curves() {
    std::vector<process::CellParameters> films;
    for (const process::Film& film : roll.map.films) {
      films.push_back(cell_parameters(plan.process, film));
    }
    return FilmCurves(model, films, nullptr);
  }
  double power(const Product& product, const process::Footprint& footprint, double spacing) {
    const auto cells = maker.stripes(product, roll, footprint, spacing);
    return module::solve_module(nominal_design(plan.process, product), cells).pmax();
  }
};

void expect_enough_places(Bench& bench, double tolerance) {
  bench.roll.faults.clear();
  for (const std::size_t product : {0U, 2U}) {
    const Product& p = bench.plan.products[product];
    const process::Footprint footprint{3, p.length};
    const double fine = bench.power(p, footprint, 0.05);
    EXPECT_NEAR(bench.power(p, footprint, 0.5) / fine, 1, tolerance) << p.name;
  }
}

TEST(MakeModule, SeesEnoughOfTheFilmUnderAStripe) {
  Bench bench(fab2::straying_plan());
  expect_enough_places(bench, 5e-4);
}

// The web's temperature is rougher along it than the scatter of a recipe, 9.7 K over 20 m.
TEST(MakeModule, SeesEnoughOfTheFilmThatToolsLaidDown) {
  Bench bench;
  expect_enough_places(bench, 1e-3);
}

// A fault on one stripe takes power; where it lies decides which stripe it is.
TEST(MakeModule, PutsAFaultOnTheStripeItLiesOn) {
  Bench bench;
  const Product& along = bench.plan.products[0];
  bench.roll.faults = {{.position = 5, .across = 0.0126, .conductance = 0.4}};
  const auto cells = bench.maker.stripes(along, bench.roll, {3, along.length});
  for (std::size_t k = 0; k < cells.size(); ++k) {
    EXPECT_EQ(cells[k].fault, k == 2 ? 0.4 : 0) << k;
  }
  const MadeModule faulty = bench.maker.make(along, bench.roll, {3, along.length});
  EXPECT_EQ(faulty.worst_fault, 0.4);
  const MadeModule beyond = bench.maker.make(along, bench.roll, {10, along.length});
  EXPECT_EQ(beyond.worst_fault, 0);
  bench.roll.faults.clear();
  const MadeModule sound = bench.maker.make(along, bench.roll, {3, along.length});
  EXPECT_LT(faulty.curve.pmax(), sound.curve.pmax());

  const Product& across = bench.plan.products[2];
  bench.roll.faults = {{.position = 3.0126, .across = 0.1, .conductance = 0.4}};
  const auto stripes = bench.maker.stripes(across, bench.roll, {3, across.length});
  EXPECT_EQ(stripes[2].fault, 0.4);
}

// Spread over its stripe a strong fault would take ten times as much.
TEST(MakeModule, SolvesAFaultThatMattersAtItsPoint) {
  Bench bench(fab2::straying_plan());
  const Product& p = bench.plan.products[2];
  const process::Footprint footprint{3, p.length};
  bench.roll.faults.clear();
  const MadeModule sound = bench.maker.make(p, bench.roll, footprint);
  EXPECT_EQ(sound.stripes_in_plane, 0);
  const double alone =
      module::solve_strings(sound.design, bench.maker.stripes(p, bench.roll, footprint))
          .modules[0]
          .pmax();
  EXPECT_EQ(sound.curve.pmax(), alone);
  EXPECT_LT(sound.solve_error, 1e-4);

  bench.roll.faults = {{.position = 3.0626, .across = 0.1, .conductance = 0.4}};
  const MadeModule faulty = bench.maker.make(p, bench.roll, footprint);
  const double spread_out =
      module::solve_module(faulty.design, bench.maker.stripes(p, bench.roll, footprint)).pmax();
  EXPECT_EQ(faulty.stripes_in_plane, 1);
  EXPECT_EQ(faulty.worst_fault, 0.4);
  const double loss = 1 - faulty.curve.pmax() / sound.curve.pmax();
  EXPECT_GT(loss, faulty.solve_error);
  EXPECT_LT(3 * loss, 1 - spread_out / sound.curve.pmax());
  EXPECT_GT(faulty.solve_error, sound.solve_error);
}

TEST(MakeModule, BoundsAFaultTooWeakToMatterByAllItTakes) {
  Bench bench;
  const Product& p = bench.plan.products[0];
  const process::Footprint footprint{3, p.length};
  bench.roll.faults.clear();
  const MadeModule sound = bench.maker.make(p, bench.roll, footprint);
  bench.roll.faults = {{.position = 5, .across = 0.1, .conductance = 0.02}};
  const MadeModule faulty = bench.maker.make(p, bench.roll, footprint);
  EXPECT_EQ(faulty.stripes_in_plane, 0);
  const double loss = 1 - faulty.curve.pmax() / sound.curve.pmax();
  EXPECT_GT(loss, 0);
  EXPECT_LT(loss, faulty.solve_error);
  EXPECT_LT(faulty.solve_error, sound.solve_error + least_fault_share);
}

// Against finite volumes on two meshes, extrapolated.
TEST(MakeModule, BoundsTheErrorOfItsString) {
  Bench bench;
  const Product& p = bench.plan.products[0];
  const MadeModule made = bench.maker.make(p, bench.roll, {3, p.length});
  EXPECT_FALSE(made.is_solved_in_full);
  EXPECT_LT(made.solve_error, most_solve_error);
  const auto cells = bench.maker.stripes(p, bench.roll, {3, p.length});
  module::ModuleDesign design = made.design;
  design.strip_elements = 80;
  const double coarse = module::solve_module(design, cells).pmax();
  design.strip_elements = 160;
  const double fine = module::solve_module(design, cells).pmax();
  EXPECT_NEAR(made.curve.pmax() / (fine + (fine - coarse) / 3), 1, made.solve_error);
}

TEST(MakeModule, GivesTheMeansOfItsOwnFilm) {
  Bench bench;
  const Product& p = bench.plan.products[0];
  const MadeModule made = bench.maker.make(p, bench.roll, {3, p.length});
  double least = 1;
  double most = 0;
  for (const process::Film& film : bench.roll.map.films) {
    least = std::min(least, film.ggi);
    most = std::max(most, film.ggi);
  }
  EXPECT_GT(made.film.ggi, least);
  EXPECT_LT(made.film.ggi, most);
  EXPECT_EQ(made.design.cells, 54);
  EXPECT_NEAR(module::aperture_area(made.design), 1.35, 1e-9);
}

}  // namespace
}  // namespace heliofab::twin
