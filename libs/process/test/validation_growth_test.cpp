// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "growth_forms.hpp"
#include "heliofab/process/film_growth.hpp"
#include "heliofab/process/mass_balance.hpp"
#include "heliofab/process/plume.hpp"
#include "heliofab/process/tune_evaporator.hpp"
#include "validation_rows.hpp"

// Films of the web that moves through plumes, and a balance of all atoms.
namespace heliofab::process::validation_rows {
namespace {

using growth_forms::lone_source;
using growth_forms::lone_tool;
using growth_forms::passed;
using growth_forms::word_of;

constexpr double film_speed = 0.006;  // [m/s]

// Atoms per area that the web takes from one nozzle of gallium under the middle of its zone, at a
// place across, times speed over emission: the integral of the plume along the path [1/m].
double taken(double exponent, double across, std::size_t steps) {
  const Evaporator tool = lone_tool({lone_source(Evaporant::gallium, 0.2, exponent)});
  const std::vector emissions{1e18};
  const GrownFilm film = grow_film(tool, make_track(tool, across, steps),
                                   {.emissions = emissions, .web_speed = film_speed});
  return film.arrived[static_cast<std::size_t>(Evaporant::gallium)] * film_speed / emissions[0];
}

void add_passages(Checks& rows) {
  for (const int n : {1, 2, 3, 4, 5}) {
    const double expected = passed(n, 0.2, 0.1, -0.2, 0.2);
    rows.push_back({fmt::format("web through a plume cos^{}, opening of 0.4 m, 0.1 m beside the "
                                "nozzle: v N / F",
                                n),
                    expected, taken(n, 0.1, usual_steps), 1e-6 * expected, "1/m",
                    "24 steps: see orders"});
  }
  // All of a long path: gamma functions for any exponent.
  const double n = 2.5;
  Evaporator tool = lone_tool({lone_source(Evaporant::gallium, 20, n)});
  tool.zones[0].length = 40;
  const double expected = (n + 1) / (2 * growth_forms::pi) * std::pow(0.2, n + 1) *
                          std::pow(std::hypot(0.2, 0.1), -n - 2) * std::sqrt(growth_forms::pi) *
                          std::tgamma((n + 2) / 2) / std::tgamma((n + 3) / 2);
  const WebTrack track = make_track(tool, 0.1, 4000);
  double sum = 0;
  for (std::size_t k = 0; k < track.weight.size(); ++k) {
    sum += track.weight[k] * track.impinging[k];
  }
  rows.push_back({"... cos^2.5, opening of 40 m, by gamma functions", expected, sum,
                  1e-8 * expected, "1/m", "(0.2 / 20)^4.5 beyond the opening"});
}

// Two quadratures of each plume, over the web and over all directions that miss it.
double worst_rest() {
  double worst = 0;
  for (const double exponent : {0.5, 1.0, 2.3, 3.0, 8.0}) {
    for (const double tilt : {0.0, 0.2, -0.6, 1.0}) {
      for (const double start : {0.35, 0.5, 0.499, 0.7}) {  // foot inside, on and before the edge
        const EvaporationSource s{.name = "two",
                                  .zone = "open",
                                  .position = 0.5,
                                  .distance = 0.2,
                                  .nozzles = 2,
                                  .spacing = 0.3,  // above the aperture's edges
                                  .exponent = exponent,
                                  .tilt = tilt};
        const Evaporator tool{
            .web_width = 0.4,
            .aperture_width = 0.3,
            .zones = {{.name = "open", .start = start, .length = 0.3, .opening = 0.36}},
            .sources = {s}};
        const PlumeShares p = plume_shares(tool, s);
        worst = std::max(worst, std::abs(p.film + p.margins + p.walls - 1));
      }
    }
  }
  return worst;
}

void add_balances(Checks& rows) {
  rows.push_back({"80 plumes, upright to 57 degrees: largest film + margins + walls - 1", 0,
                  worst_rest(), 1e-10, "", "tolerance of the quadratures"});
  const Evaporator tool;
  const EvaporatorRun run = tune_evaporator(tool, {}, film_speed);
  const MassBalance balance = balance_masses(tool, run);
  rows.push_back({"23 sources of the plans' tool: the same", 0, balance.rest, 1e-11, "",
                  "tolerance of the quadratures"});
  std::array<double, n_evaporants> flown{};  // [1/s] to the aperture, by the plumes
  for (std::size_t s = 0; s < tool.sources.size(); ++s) {
    flown[static_cast<std::size_t>(tool.sources[s].evaporant)] +=
        run.emissions[s] * balance.sources[s].shares.film;
  }
  for (const Evaporant e : {Evaporant::copper, Evaporant::indium, Evaporant::gallium,
                            Evaporant::selenium, Evaporant::sodium_fluoride}) {
    const auto k = static_cast<std::size_t>(e);
    rows.push_back(
        {fmt::format("... {} that the web carries away over what flies to it", word_of(e)), 1,
         run.film.arrived[k] * tool.aperture_width * film_speed / flown[k], 1e-6, "",
         "24 steps along the path"});
  }
  const GrownFilm& film = run.film;
  const double bound = (film.arrived[0] + 3 * film.arrived[1] + 3 * film.arrived[2]) / 2;
  rows.push_back({"... selenium kept and missing over what metals bind", 1,
                  (film.selenium + film.selenium_missing) / bound, 1e-12, "", "rounding"});
  rows.push_back({"... sodium fluoride as a layer: by its weight and 2.56 g/cm3",
                  film.arrived[4] * vapour_of(Evaporant::sodium_fluoride).mass / 2.56e3 / unit::nm,
                  film.naf_thickness / unit::nm, 0.05, "nm", "volume of a unit to 0.1 A3"});
}

}  // namespace

Checks growth_rows() {
  Checks rows;
  add_passages(rows);
  add_balances(rows);
  return rows;
}

line_chart::Picture growth_picture() {
  using line_chart::Line;
  using line_chart::Look;
  std::vector<Line> across;
  for (const int n : {1, 3, 5}) {
    const auto colour = static_cast<int>(across.size()) / 2;
    across.push_back(drawn(
        fmt::format("cos^{}", n), spaced(-0.15, 0.15, 60),
        [n](double y) { return passed(n, 0.2, y, -0.2, 0.2); }, colour));
    across.push_back(drawn(
        "", spaced(-0.15, 0.15, 12), [n](double y) { return taken(n, y, usual_steps); }, colour,
        Look::dots));
  }
  const Evaporator tool;
  const EvaporatorRun run = tune_evaporator(tool, {}, film_speed);
  const MassBalance balance = balance_masses(tool, run);
  Line film{"film", {}, {}, 0, Look::dots};
  Line margins{"margins", {}, {}, 1, Look::dots};
  Line walls{"shields and walls", {}, {}, 2, Look::dots};
  for (std::size_t s = 0; s < balance.sources.size(); ++s) {
    const PlumeShares& p = balance.sources[s].shares;
    for (auto& [into, share] :
         {std::pair<Line&, double>{film, p.film}, {margins, p.margins}, {walls, p.walls}}) {
      into.x.push_back(tool.sources[s].position);
      into.y.push_back(100 * share);
    }
  }
  return {
      "process-growth.svg",
      "Left: what the web takes from one nozzle 0.2 m below it; lines: closed form, dots: "
      "obtained. Right: where atoms of the 23 sources of the plans' tool go.",
      line_chart::svg(
          {.charts =
               {{.title = "atoms per area, times speed, per emitted atom",
                 .x = {.name = "across the web [m]", .from = -0.15, .to = 0.15, .step = 0.05},
                 .y = {.name = "1/m", .from = 0, .to = 5, .step = 1},
                 .lines = across},
                {.title = "shares of what sources emit",
                 .x = {.name = "place of the source along the path [m]", .to = 1.8, .step = 0.2},
                 .y = {.name = "%", .to = 70, .step = 10},
                 .lines = {film, margins, walls}}},
           .columns = 2,
           .width = 420,
           .right = 150})};
}

}  // namespace heliofab::process::validation_rows
