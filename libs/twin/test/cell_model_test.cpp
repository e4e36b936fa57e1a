// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/cell_model.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/twin/film_curves.hpp"
#include "heliofab/twin/losses.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

process::CellParameters nominal(const Process& p) { return cell_parameters(p, nominal_film(p)); }

// Front 0.28, notch 0.25, back 0.45 about a mean of 0.32: the notch lies 36 % deep.
TEST(CellModel, PutsTheNotchWhereTheMeanIsRight) {
  const process::Absorber a;
  const double depth = notch_depth(a);
  EXPECT_NEAR(depth, 0.355, 0.001);
  const double mean = depth * (a.front_ratio + a.notch_ratio) / 2 +
                      (1 - depth) * (a.notch_ratio + a.back_ratio) / 2;
  EXPECT_NEAR(mean, 1, 1e-12);
  process::Absorber impossible;
  impossible.back_ratio = 1.1;
  EXPECT_THROW(notch_depth(impossible), InputError);
}

TEST(CellModel, AccountsForEveryPhoton) {
  const FabPlan plan = fab2::plan().value;
  for (const Cover cover : {Cover::bare, Cover::laminate}) {
    const CellModel model(plan.process.recipe, plan.process.physics, cover, fab2::data());
    const auto light = model.photocurrents(nominal(plan.process), fab2::data().am15g);
    const double sum = light.reflected + light.transmitted +
                       std::accumulate(light.sheets.begin(), light.sheets.end(), 0.0) +
                       std::accumulate(light.films.begin(), light.films.end(), 0.0);
    EXPECT_NEAR(sum, light.incident, 1e-9 * light.incident);
  }
}

// The film's carriers, not the recipe's: as thick a film with twice the carriers takes more of the
// infrared, and light that it reflects or takes is missing in the absorber.
TEST(CellModel, AbsorbsInTheZincOxideByTheFilmsCarriers) {
  const FabPlan plan = fab2::plan().value;
  const CellModel model(plan.process.recipe, plan.process.physics, plan.process.cover,
                        fab2::data());
  process::CellParameters film = nominal(plan.process);
  const auto before = model.photocurrents(film, fab2::data().am15g);
  film.azo_carriers *= 2;
  const auto after = model.photocurrents(film, fab2::data().am15g);
  EXPECT_GT(after.films[0], 1.2 * before.films[0]);
  const auto absorber = [](const optics::Photocurrents& light) {
    return std::accumulate(light.films.begin() + 3, light.films.end(), 0.0);
  };
  EXPECT_LT(absorber(after), absorber(before));
}

TEST(CellModel, GradesTheAbsorberAsTheFilmIs) {
  const FabPlan plan = fab2::plan().value;
  const CellModel model(plan.process.recipe, plan.process.physics, plan.process.cover,
                        fab2::data());
  process::CellParameters film = nominal(plan.process);
  film.front_ratio = 0.9;
  film.back_ratio = 1.6;
  film.notch_depth = 0.5;  // hence the notch at 2 - 0.45 - 0.8 = 0.75 of the mean
  const device::CellDesign design = model.design(film);
  EXPECT_EQ(design.layers[2].front, materials::cigs(0.9 * film.ggi));
  EXPECT_NEAR(design.layers[2].back.gap_eV, materials::cigs(0.75 * film.ggi).gap_eV, 1e-12);
  EXPECT_EQ(design.layers[3].back, materials::cigs(1.6 * film.ggi));
  EXPECT_DOUBLE_EQ(design.layers[2].thickness, film.thickness / 2);
}

TEST(CellModel, SolvesManyFilmsAsItSolvesEach) {
  const FabPlan plan = fab2::plan().value;
  const CellModel model(plan.process.recipe, plan.process.physics, plan.process.cover,
                        fab2::data());
  std::vector<process::CellParameters> films(5, nominal(plan.process));
  for (std::size_t i = 0; i < films.size(); ++i) {
    films[i].lifetime *= 1 + static_cast<double>(i);
  }
  const auto together = model.solve(films, CellModel::full_sweep());
  ASSERT_EQ(together.size(), films.size());
  for (std::size_t i = 0; i < films.size(); ++i) {
    EXPECT_EQ(together[i], model.solve(films[i], CellModel::full_sweep())) << i;
  }
}

// Published for AM1.5 global: 33.7 % at 1.34 eV, with 1.08 V and 35 mA/cm2 [ruhle2016]. Ours lacks
// the light below 300 nm.
TEST(Losses, StartAtTheShockleyQueisserLimit) {
  const CellFigures limit = shockley_queisser(1.34, fab2::data().am15g);
  EXPECT_NEAR(limit.efficiency(), 0.337, 0.001);
  EXPECT_NEAR(limit.voc, 1.08, 0.005);
  EXPECT_NEAR(limit.jsc, 351, 2);
}

TEST(Losses, LeadFromTheLimitToTheModuleWithoutAJump) {
  const FabPlan plan = fab2::plan().value;
  auto rows = loss_waterfall(plan.process, plan.products.front(), fab2::data());
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_GT(rows[i].loss, 0) << rows[i].cause;  // physics takes, only scatter may give
  }
  add_line_losses(rows, plan.flash, 0.1023);
  double left = rows.front().efficiency;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].order, static_cast<std::int64_t>(i));
    left -= rows[i].loss;
    EXPECT_NEAR(rows[i].efficiency, left, 1e-12);
  }
  EXPECT_EQ(rows[rows.size() - 2].cause, "scatter, faults, flash test");
  EXPECT_EQ(rows[rows.size() - 2].efficiency, 0.1023);
  EXPECT_EQ(rows.back().cause, "down to its bin, 9.5-10.5 %");
  EXPECT_EQ(rows.back().efficiency, 0.095);
}

// Below the lowest edge a module is rejected and has no bin.
TEST(Losses, EndAtTheFlashTestOfAModuleThatIsRejected) {
  std::vector<LossRow> rows{{0, "limit", 0.3, 0}};
  add_line_losses(rows, {}, 0.05);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.back(), (LossRow{1, "scatter, faults, flash test", 0.05, 0.25}));
  add_line_losses(rows, {}, 0);
  EXPECT_EQ(rows.size(), 2U);
}

// The last step before scatter is the module itself, solved another way.
TEST(Losses, EndAtTheModuleOfTheRecipe) {
  const FabPlan plan = fab2::plan({"process.film_from=recipe"}).value;
  const Product& product = plan.products.front();
  const auto rows = loss_waterfall(plan.process, product, fab2::data());
  Process quiet = plan.process;
  quiet.variation = process::no_variation();
  quiet.defects.fault_density = 0;
  const CellModel model(quiet.recipe, quiet.physics, quiet.cover, fab2::data());
  const FilmCurves curves(model, {}, nullptr);
  const CoatedRoll roll = coat_roll(quiet, 1, 1, 6);
  Product small = product;
  small.length = 0.5;  // the stripes are alike along the web
  const MadeModule made = ModuleMaker(quiet, curves).make(small, roll, {1, 0.5});
  EXPECT_NEAR(module::aperture_efficiency(made.design, made.curve), rows.back().efficiency,
              1e-4 * rows.back().efficiency);
}

TEST(FilmCurves, KeepTheirStatedErrorOnFilmsTheyWereNotMadeFrom) {
  const FabPlan plan = fab2::plan().value;
  const Process& p = plan.process;
  const CellModel model(p.recipe, p.physics, p.cover, fab2::data());
  std::vector<process::CellParameters> films;
  for (std::int64_t r = 0; r < 100; ++r) {
    for (const process::Film& film : coat_roll(p, 3, r, 0.25).map.films) {
      films.push_back(cell_parameters(p, film));
    }
  }
  const FilmCurves curves(model, films, nullptr);
  EXPECT_LT(curves.error().worst, 0.02);
  for (std::size_t i = 0; i < films.size(); i += 45) {
    const auto direct = model.solve(films[i], CellModel::full_sweep());
    const double table = device::max_power(curves.at(films[i]));
    EXPECT_NEAR(table / direct.pmax(), 1, 2 * curves.error().worst) << "film " << i;
  }
  EXPECT_EQ(curves.direct_solves(), 0);
  // What all films share is no axis of the table: a film without it is none of its.
  process::CellParameters other = films.front();
  other.azo_carriers *= 1.1;
  curves.at(other);
  EXPECT_EQ(curves.direct_solves(), 1);
}

// Six coordinates always; carriers and gap profile only where films differ in them.
TEST(FilmCurves, SpanWhatFilmsDifferIn) {
  const FabPlan plan = fab2::plan().value;
  std::vector<process::CellParameters> films(2, nominal(plan.process));
  EXPECT_EQ(film_box(films).axes.size(), 6U);
  films[1].azo_carriers *= 1.2;
  films[1].notch_depth += 0.1;
  const FilmBox box = film_box(films);
  ASSERT_EQ(box.axes.size(), 8U);
  EXPECT_EQ(box.axes[6].name, "azo_carriers");
  EXPECT_LT(box.axes[6].low, films[0].azo_carriers);
  EXPECT_GT(box.axes[6].high, films[1].azo_carriers);
  EXPECT_EQ(box.axes[7].name, "notch_depth");
  std::vector<double> point;
  for (const auto member : box.members) {
    point.push_back(films[1].*member);
  }
  EXPECT_EQ(film_at(box, point), films[1]);
  EXPECT_TRUE(box.has_rest_of(films[1]));
  films[1].back_ratio += 0.1;
  EXPECT_FALSE(box.has_rest_of(films[1]));
}

TEST(FilmCurves, SolveFilmsOutsideTheTableDirectly) {
  const FabPlan plan = fab2::plan().value;
  const Process& p = plan.process;
  const CellModel model(p.recipe, p.physics, p.cover, fab2::data());
  process::CellParameters film = nominal(p);
  const FilmCurves curves(model, std::vector(1, film), nullptr);
  film.thickness = 1.1e-6;
  const auto curve = curves.at(film);
  EXPECT_EQ(curves.direct_solves(), 1);
  const auto direct = model.solve(film, CellModel::full_sweep());
  ASSERT_EQ(curve.voltage.size(), direct.points.size());
  EXPECT_EQ(curve.current_density[10], direct.points[10].current_density);
}

}  // namespace
}  // namespace heliofab::twin
