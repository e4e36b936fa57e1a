// SPDX-License-Identifier: Apache-2.0
// Where metres, square metres and kilogrammes of the web went, against sums over other rows and
// against the material balance of the tools.
#include "../src/web_books.hpp"

#include <cmath>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/mass_balance.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/film_materials.hpp"
#include "heliofab/twin/simulate.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {
namespace {

const RunRecord& run_of_tools() {
  static const RunRecord record = [] {
    const io::Read<FabPlan> plan = fab2::small_plan(
        {"days=3", "line.shifts.count=3", "market.segments.building.demand=2000 kW/month"});
    return simulate(plan.value, plan.inputs, fab2::data(), {}, nullptr, {});
  }();
  return record;
}

constexpr std::size_t molybdenum = 0;
constexpr std::size_t cigs = 1;

void add(FilmMasses& sum, const FilmMasses& more) {
  for (std::size_t l = 0; l < sum.size(); ++l) {
    sum[l] += more[l];
  }
}

// Modules, scrap and what is in process are all there is of a roll, film by film.
TEST(WebBooks, FindEveryFilmOfARollOnItsPieces) {
  const RunRecord& r = run_of_tools();
  std::map<RollId, FilmMasses> found;
  for (const ScrapRow& s : r.scrap) {
    add(found[s.roll], masses_of(s));
  }
  for (const ModuleRow& m : r.modules) {
    add(found[m.roll], masses_of(m));
    for (const double kg : masses_of(m)) {
      EXPECT_GT(kg, 0);
    }
  }
  for (const InProcessRow& p : r.in_process) {
    add(found[p.roll], masses_of(p));
  }
  ASSERT_GT(r.rolls.size(), 5U);
  for (const RollRow& roll : r.rolls) {
    const FilmMasses laid = masses_of(roll);
    for (std::size_t l = 0; l < laid.size(); ++l) {
      EXPECT_NEAR(found[roll.roll][l], laid[l], 1e-12 * laid[l]) << film_layers[l];
    }
  }
}

TEST(WebBooks, SumToWhatWasBegunInMetresSquareMetresAndKilogrammes) {
  const WebBalance web = summarize(run_of_tools()).web;
  EXPECT_EQ(web.gap_um, 0);
  EXPECT_EQ(web.in.length_um, web.good.length_um + web.scrap.length_um + web.in_process.length_um);
  EXPECT_EQ(web.in.area_um2, web.good.area_um2 + web.scrap.area_um2 + web.in_process.area_um2);
  EXPECT_GT(web.in_process.length_um, 0);
  for (std::size_t l = 0; l < film_layers.size(); ++l) {
    EXPECT_GT(web.scrap.kg[l], 0);
    EXPECT_NEAR(web.in.kg[l], web.good.kg[l] + web.scrap.kg[l] + web.in_process.kg[l],
                1e-12 * web.in.kg[l])
        << film_layers[l];
  }
  WebShare sum;
  for (const WebBook& book : web.books) {
    sum += book.web;
  }
  EXPECT_EQ(sum.length_um, web.in.length_um);
  EXPECT_EQ(sum.area_um2, web.in.area_um2);
}

// What each source emits while a roll passes, times the share of its plume that meets the aperture,
// is what the roll carries away; of selenium what its metals bind. Sources stray by log_fluxes, to
// which metals answer in proportion. The balance knows neither skews across the web nor where the
// roll ends in the plume: half a per cent.
TEST(WebBooks, WeighTheAbsorberThatTheToolsMaterialBalanceLaidDown) {
  const FabPlan plan = fab2::plan().value;
  const Process& p = plan.process;
  const plant::WebTool& web = plan.line.stations[plant::find_station(plan.line, "cigs")].web;
  const process::CoatedWidth width{p.web_width, p.aperture_width};
  const process::Coater coater(p.recipe, p.physics, p.tools, {.cigs = web.web_speed}, width,
                               p.scribes.p2_contact, 7);
  const process::Evaporator tool = process::on_web(p.tools.cigs, width).evaporator;
  const process::EvaporatorRun tuned =
      process::tune_evaporator(tool, p.recipe.absorber, web.web_speed);
  const process::MassBalance balance = process::balance_masses(tool, tuned);
  constexpr double length = 100;  // [m]
  process::LineMemory memory = coater.start();
  for (std::int64_t roll = 1; roll <= 4; ++roll) {
    const process::CigsPass pass = coater.run_cigs(roll, length, memory.cigs);
    double metals = 0;  // [kg]
    double selenium = 0;
    std::array<double, process::n_evaporants> atoms{};
    for (std::size_t s = 0; s < tool.sources.size(); ++s) {
      const auto flux = std::span(pass.log_fluxes).subspan(s * pass.samples, pass.samples);
      const double mean =
          std::accumulate(flux.begin(), flux.end(), 0.0,
                          [](double sum, double log_flux) { return sum + std::exp(log_flux); }) /
          static_cast<double>(pass.samples);
      const double kg = balance.sources[s].mass_rate * balance.sources[s].shares.film * mean *
                        length / web.web_speed;
      const process::Evaporant kind = tool.sources[s].evaporant;
      atoms[static_cast<std::size_t>(kind)] += kg / process::vapour_of(kind).mass;
      metals += kind == process::Evaporant::selenium ? 0 : kg;
    }
    const double sites = atoms[1] + atoms[2];
    selenium = sites * process::selenium_per_site(atoms[0] / sites) *
               process::vapour_of(process::Evaporant::selenium).mass;
    const process::CoatedWeb coated = coater.coat(roll, length, memory);
    const FilmMasses laid = WebMasses(p, coated).of({0, micrometres(length)});
    EXPECT_NEAR(laid[cigs], metals + selenium, 5e-3 * laid[cigs]) << roll;
    memory = coated.after;
  }
}

// The same over a run: bought targets hold what lies on web and margins, over what of the targets
// gets there. The power strays by some per cent about the recipe's.
TEST(WebBooks, WeighTheMolybdenumThatLeftTheTargets) {
  const FabPlan plan = fab2::small_plan().value;
  double bought = 0;  // [kg/m2]
  for (const market::MaterialUse& use : film_materials(plan)) {
    bought += use.material == "molybdenum_target" ? use.mass : 0;
  }
  const WebBalance web = summarize(run_of_tools()).web;
  double area = 0;
  for (const RollRow& roll : run_of_tools().rolls) {
    area += roll.length_m * roll.width_m;
  }
  const double caught =
      plan.process.tools.molybdenum.magnetrons.capture * plan.cost.target_utilisation;
  EXPECT_NEAR(web.in.kg[molybdenum] / area, bought * caught, 0.03 * bought * caught);
}

// A roll whose CIGS grows from 1 to 3 um along 10 m: a quarter of its mass lies on the first third,
// (1 + 1.333) / 2 of 2 um; pieces that tile it weigh what it weighs.
TEST(WebMasses, IntegrateBetweenTheFramesOfAMap) {
  const Process p = fab2::plan().value.process;
  CoatedRoll roll;
  roll.map = process::even_map({1, 0, 10, p.aperture_width}, nominal_film(p));
  for (std::size_t i = 0; i < roll.map.films.size(); ++i) {
    const double position = static_cast<double>(i / roll.map.zones) * process::frame_length;
    roll.map.films[i].thickness = (1 + 2 * position / 10) * unit::um.scale;
  }
  const WebMasses masses(p, roll);
  const double whole = masses.of({0, 10'000'000})[cigs];
  EXPECT_NEAR(masses.of({0, 3'000'000})[cigs] / whole, 0.3 * 1.3 / 2, 0.01 * 0.195);
  EXPECT_NEAR(masses.of({0, 3'333'333})[cigs] + masses.of({3'333'333, 6'666'667})[cigs], whole,
              1e-15 * whole * 10);
}

// By the recipe each square metre weighs the sum of its layers.
TEST(WebMasses, AreThoseOfTheRecipeWhereNothingStrays) {
  for (const char* film_from : {"process.film_from=tools", "process.film_from=recipe"}) {
    const Process p = fab2::plan({film_from}).value.process;
    CoatedRoll roll;
    roll.map = process::even_map({1, 0, 10, p.aperture_width}, nominal_film(p));
    const FilmMasses laid = WebMasses(p, roll).of({0, 10'000'000});
    const std::vector<LayerRow> layers = layers_of(p);
    for (std::size_t l = 0; l < laid.size(); ++l) {
      EXPECT_EQ(layers[l].layer, film_layers[l]);
      const double wanted =
          layers[l].thickness_um * 1e-6 * layers[l].density_kg_m3 * 10 * p.aperture_width;
      EXPECT_NEAR(laid[l], wanted, 1e-9 * wanted) << film_layers[l];
    }
    EXPECT_NEAR(layers[cigs].density_kg_m3, 5.7e3, 0.1e3);
  }
}

}  // namespace
}  // namespace heliofab::twin
