// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_growth.hpp"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/process/tune_evaporator.hpp"

namespace heliofab::process {
namespace {

constexpr auto indium = static_cast<std::size_t>(Evaporant::indium);
constexpr auto gallium = static_cast<std::size_t>(Evaporant::gallium);
constexpr auto selenium = static_cast<std::size_t>(Evaporant::selenium);

// One zone with a source of each evaporant, all with one plume from one place.
Evaporator one_zone() {
  Evaporator e;
  e.zones = {{.name = "all", .start = 0, .length = 0.4}};
  e.sources.clear();
  for (const Evaporant kind : {Evaporant::copper, Evaporant::indium, Evaporant::gallium,
                               Evaporant::selenium, Evaporant::sodium_fluoride}) {
    e.sources.push_back({.name = std::string(names_of(kind)[static_cast<std::size_t>(kind)]),
                         .evaporant = kind,
                         .zone = "all",
                         .position = 0.2,
                         .limit = 3000});
  }
  return e;
}

const std::vector<double> steady{0.88e19, 0.68e19, 0.32e19, 8e19, 1e18};

// 2 um with CGI 0.88 and GGI 0.32 weigh 2.05 g/m2 of Cu, 2.86 of In, 0.82 of Ga and 5.8 of Se, by
// the density of 5.75 g/cm3: theory/evaporation.md (6) must say so too.
TEST(ArealAtoms, WeighWhatTheFilmWeighs) {
  const ArealAtoms atoms = atoms_of(2e-6, 0.88, 0.32, 20e-9);
  const auto grams = [&](Evaporant e) {
    return atoms[static_cast<std::size_t>(e)] * vapour_of(e).mass / unit::g;
  };
  EXPECT_NEAR(grams(Evaporant::copper), 2.05, 0.02);
  EXPECT_NEAR(grams(Evaporant::indium), 2.86, 0.02);
  EXPECT_NEAR(grams(Evaporant::gallium), 0.82, 0.01);
  EXPECT_NEAR(grams(Evaporant::selenium), 5.62, 0.02);
  EXPECT_NEAR(grams(Evaporant::sodium_fluoride), 20e-9 * 2.56e6, 2e-4);  // 2.56 g/cm3
  EXPECT_NEAR(naf_thickness_of(atoms[4]), 20e-9, 1e-20);
}

// Volume goes over into that with Cu2Se without a jump where copper fills its sites.
TEST(ArealAtoms, TakeUpExcessCopperAsSelenide) {
  EXPECT_NEAR(volume_per_site(1 - 1e-9, 0.3), volume_per_site(1 + 1e-9, 0.3), 1e-36);
  EXPECT_GT(volume_per_site(1.1, 0.3), volume_per_site(1, 0.3));
  EXPECT_GT(volume_per_site(1, 0.3), volume_per_site(0.8, 0.3));
  EXPECT_DOUBLE_EQ(selenium_per_site(1), 2);    // CuInSe2
  EXPECT_DOUBLE_EQ(selenium_per_site(0), 1.5);  // In2Se3
}

// Constant rates with one plume: everything is in proportion, at all depths and times.
TEST(Growth, OfSteadyAndEqualPlumesIsEven) {
  const Evaporator e = one_zone();
  const GrownFilm f = grow_film(e, make_track(e, 0.05), {.emissions = steady});
  EXPECT_NEAR(f.cgi, 0.88, 1e-12);
  EXPECT_NEAR(f.ggi, 0.32, 1e-12);
  for (const double ggi : f.profile.value) {
    EXPECT_NEAR(ggi, 0.32, 1e-12);
  }
  EXPECT_NEAR(f.grading.front, 1, 1e-9);
  EXPECT_NEAR(f.grading.back, 1, 1e-9);
  EXPECT_NEAR(f.least_selenium_ratio, 8 / 1.88, 1e-9);
  EXPECT_NEAR(f.highest_cgi, 0.88, 1e-12);
  EXPECT_EQ(f.selenium_missing, 0);
  EXPECT_NEAR(f.selenium, (0.88 + 3) / 2 * (f.arrived[indium] + f.arrived[gallium]),
              1e-9 * f.selenium);
}

// Selenium that comes late fills what metals lacked; what never comes is missing.
TEST(Growth, BindsSeleniumOnceItComes) {
  Evaporator e = one_zone();
  e.zones = {{.name = "metals", .start = 0, .length = 0.4},
             {.name = "selenium", .start = 0.4, .length = 0.4}};
  for (EvaporationSource& s : e.sources) {
    s.zone = s.evaporant == Evaporant::selenium ? "selenium" : "metals";
    s.position = s.evaporant == Evaporant::selenium ? 0.6 : 0.2;
  }
  const WebTrack track = make_track(e, 0);
  const GrownFilm f = grow_film(e, track, {.emissions = steady});
  EXPECT_EQ(f.least_selenium_ratio, 0);
  EXPECT_NEAR(f.selenium_missing, 0, 1e-9 * f.selenium);
  std::vector<double> poor = steady;
  poor[selenium] /= 8;
  const GrownFilm g = grow_film(e, track, {.emissions = poor});
  EXPECT_NEAR(g.selenium, g.arrived[selenium], 1e-9 * g.selenium);
  EXPECT_NEAR(g.selenium + g.selenium_missing, f.selenium, 1e-9 * f.selenium);
}

TEST(Growth, ReportsACopperRichBase) {
  const Evaporator e;
  const EvaporatorRun run = tune_evaporator(e, {}, 0.36 * unit::m_per_min);
  EXPECT_GT(run.film.highest_cgi, 1.05);
  EXPECT_LT(run.film.highest_cgi, 1.25);
  EXPECT_GT(run.film.highest_cgi_along, 0.9);
  EXPECT_LT(run.film.highest_cgi_along, 1.3);
}

// The hottest zone counts, against 480 degC.
TEST(Growth, TellsByHowMuchTheWebIsTooHot) {
  Evaporator e;
  EXPECT_NEAR(web_excess(e, 440 * unit::degC), -40, 1e-9);
  e.zones[3].temperature_offset = 50;
  EXPECT_NEAR(web_excess(e, 440 * unit::degC), 10, 1e-9);
}

// A hotter web mixes more: the profile strays less from its mean, which stays.
TEST(Growth, FlattensOnAHotterWeb) {
  const Evaporator e;
  const EvaporatorRun run = tune_evaporator(e, {}, 0.36 * unit::m_per_min);
  const WebTrack track = make_mean_track(e);
  double last = 1;
  for (const double celsius : {300.0, 440.0, 520.0, 700.0}) {
    const GrownFilm f = grow_film(e, track,
                                  {.emissions = run.emissions,
                                   .web_speed = run.web_speed,
                                   .web_temperature = celsius * unit::degC});
    const double mean = mean_of(f.profile);
    double square = 0;
    for (std::size_t i = 0; i < f.profile.value.size(); ++i) {
      const double stray = f.profile.value[i] / mean - 1;
      square += stray * stray * (f.profile.edge[i + 1] - f.profile.edge[i]);
    }
    EXPECT_LT(square, last) << celsius;
    last = square;
    EXPECT_NEAR(f.ggi, 0.32, 1e-12);
  }
  EXPECT_LT(std::sqrt(last), 0.06);  // what fell last had no time
}

// Half the speed: twice the film. Twice the flux at twice the speed: the same film but for less
// time to mix.
RC_GTEST_PROP(Growth, IsLinearInFluxOverSpeed, ()) {
  const double factor = *rc::gen::inRange(20, 500) * 0.01;
  Evaporator e = one_zone();
  e.diffusivity = 0;
  const WebTrack track = make_track(e, 0.1);
  std::vector<double> more = steady;
  for (double& emission : more) {
    emission *= factor;
  }
  const GrownFilm f = grow_film(e, track, {.emissions = steady, .web_speed = 0.006});
  const GrownFilm g = grow_film(e, track, {.emissions = more, .web_speed = 0.006 * factor});
  const GrownFilm h = grow_film(e, track, {.emissions = more, .web_speed = 0.006});
  RC_ASSERT(std::abs(g.thickness / f.thickness - 1) < 1e-12);
  RC_ASSERT(std::abs(h.thickness / f.thickness / factor - 1) < 1e-12);
}

}  // namespace
}  // namespace heliofab::process
