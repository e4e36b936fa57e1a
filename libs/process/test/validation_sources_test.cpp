// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "growth_forms.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/process/plume.hpp"
#include "validation_rows.hpp"

// What leaves a crucible, and where it flies.
namespace heliofab::process::validation_rows {
namespace {

using growth_forms::one_nozzle;
using growth_forms::pi;
using growth_forms::word_of;

// The tables of [crc2004] rest on other measurements than the laws.
struct Tabulated {
  Evaporant evaporant;
  double celsius;   // [degC]
  double pressure;  // [Pa]
  double doubt;     // [-] of that pressure
  const char* why;
};
constexpr auto other = "other measurements than the law's";
constexpr auto high = "indium's law lies 13 K above its table";
constexpr auto line = "a line through three points";
constexpr std::array tabulated{Tabulated{Evaporant::copper, 1236, 1, 0.07, other},
                               Tabulated{Evaporant::copper, 1388, 10, 0.07, other},
                               Tabulated{Evaporant::indium, 923, 1, 0.35, high},
                               Tabulated{Evaporant::indium, 1052, 10, 0.35, high},
                               Tabulated{Evaporant::gallium, 1037, 1, 0.07, other},
                               Tabulated{Evaporant::gallium, 1175, 10, 0.07, other},
                               Tabulated{Evaporant::selenium, 227, 1, 0.04, line},
                               Tabulated{Evaporant::selenium, 279, 10, 0.04, line},
                               Tabulated{Evaporant::selenium, 344, 100, 0.04, line}};

void add_pressures(Checks& rows) {
  for (const Tabulated& t : tabulated) {
    rows.push_back({fmt::format("vapour over {} at {:g} degC", word_of(t.evaporant), t.celsius),
                    t.pressure, vapour_pressure(t.evaporant, t.celsius * unit::degC),
                    t.doubt * t.pressure, "Pa", t.why});
  }
  for (const double temperature : {580.0, 620.0, 720.0}) {
    const double antoine = std::pow(10, 9.7565 - 4213 / (temperature - 71.15));
    rows.push_back({fmt::format("... selenium at {:g} K, Antoine's equation", temperature), antoine,
                    vapour_pressure(Evaporant::selenium, temperature), 0.12 * antoine, "Pa",
                    "fitted at 724 to 1017 K"});
  }
  // The melt's line through its points at 1350 K and 1513 K, down to where it freezes.
  const double melt =
      133.3 * std::pow(10, (1 / 1350.15 - 1 / 1269.0) / (1 / 1350.15 - 1 / 1513.15));
  rows.push_back({"... solid sodium fluoride where it melts: that of the melt", melt,
                  vapour_pressure(Evaporant::sodium_fluoride, 1269), 0.01 * melt, "Pa",
                  "rounded law"});
}

// Textbooks: 2.634777e24 p / sqrt(M T) molecules, p in pascals, M in grams a mole.
void add_fluxes(Checks& rows) {
  struct Case {
    Evaporant evaporant;
    double mass;   // [g/mol] of a molecule
    double atoms;  // of a molecule
  };
  for (const auto& [evaporant, mass, atoms] :
       {Case{Evaporant::copper, 63.546, 1}, Case{Evaporant::indium, 114.818, 1},
        Case{Evaporant::gallium, 69.723, 1}, Case{Evaporant::selenium, 5.5 * 78.971, 5.5},
        Case{Evaporant::sodium_fluoride, 41.988, 1}}) {
    const double t = (vapour_of(evaporant).low + vapour_of(evaporant).high) / 2;
    const double expected =
        atoms * 2.634777e24 * vapour_pressure(evaporant, t) / std::sqrt(mass * t);
    rows.push_back({fmt::format("effusion of {} at {:g} K", word_of(evaporant), t), expected,
                    effusion_flux(evaporant, t), 1e-6 * expected, "1/m2/s",
                    "2.634777e24 n p / sqrt(M T)"});
  }
}

void add_bores(Checks& rows) {
  for (const auto& [length, share] :
       {std::pair{1.0, 0.6720}, {2.0, 0.5142}, {4.0, 0.3566}, {10.0, 0.1910}}) {
    rows.push_back({fmt::format("bore of {:g} radii: share that gets through", length), share,
                    clausing_factor(length), 1e-4, "", "Clausing's table"});
  }
  // The formula is 0/0 at no length; below 0.01 a series takes its place.
  rows.push_back({"... of 0.01 radii, the formula beside its series: 1 - l / 2 + l2 / 4",
                  1 - 0.005 + 0.000025, clausing_factor(0.01), 3e-7, "", "l3 is next"});
}

// Right above (n + 1) / (2 pi h^2), beside it cos^(n + 3) of that: two cosines from r^2, one from
// the web, n from the plume.
void add_plumes(Checks& rows) {
  const double cosine = 0.2 / std::hypot(0.2, 0.1, 0.07);
  for (const double n : {1.0, 2.5, 6.0}) {
    const EvaporationSource s = one_nozzle(n, 0.2);
    const double above = (n + 1) / (2 * pi * 0.04);
    const double beside = above * std::pow(cosine, n + 3);
    rows.push_back({fmt::format("plume cos^{:g}, 0.2 m above: (n + 1) / (2 pi h2)", n), above,
                    impingement(s, {0.5, 0}), 1e-12 * above, "1/m2", "rounding"});
    rows.push_back({"... 0.12 m beside that: times cos^(n + 3)", beside,
                    impingement(s, {0.6, -0.07}), 1e-12 * beside, "1/m2", "rounding"});
  }
  // Tilted by 30 degrees the axis meets the web h tan 30 further on, h / cos 30 away.
  const double r = 0.2 / std::cos(pi / 6);
  const double on_axis = 5 / (2 * pi) * std::cos(pi / 6) / (r * r);
  rows.push_back({"... cos^4, tilted by 30 degrees, on its axis", on_axis,
                  impingement(one_nozzle(4, 0.2, pi / 6), {0.5 + 0.2 * std::tan(pi / 6), 0}),
                  1e-12 * on_axis, "1/m2", "rounding"});
  // Waves under an endless row at the spacing d: 2 (1 + k h) exp(-k h) of the mean 1 / (2 h d), the
  // transform of (h^2 / pi) / (h^2 + y^2)^2 at k = 2 pi / d. One nozzle lies above the middle.
  EvaporationSource row = one_nozzle(1, 0.15);
  row.spacing = 0.1;
  row.nozzles = 2001;
  const double kh = 2 * pi * 0.15 / 0.1;
  for (const double side : {1.0, -1.0}) {
    rows.push_back({side > 0 ? "2001 nozzles, 0.1 m apart, 0.15 m below: ripple above one of them"
                             : "... between two of them",
                    side * 2 * (1 + kh) * std::exp(-kh),
                    2001 * 2 * 0.15 * 0.1 * impingement(row, {0.5, side > 0 ? 0 : 0.05}) - 1, 1e-6,
                    "", "the next wave, and (0.15 / 100)^3 beyond the row"});
  }
}

// cos^1 is a thin hole: what reaches a rectangle is the view factor from a small patch parallel to
// it, for a corner above the patch.
double corner(double a, double b, double h) {
  const double x = a / h;
  const double y = b / h;
  const double rx = std::sqrt(1 + x * x);
  const double ry = std::sqrt(1 + y * y);
  return (x / rx * std::atan(y / rx) + y / ry * std::atan(x / ry)) / (2 * pi);
}

void add_shares(Checks& rows) {
  const DepositionZone zone{.name = "open", .start = 0.4, .length = 0.35, .opening = 0.4};
  const EvaporationSource s = one_nozzle(1, 0.2);
  const Evaporator tool{.web_width = 0.4, .aperture_width = 0.3, .zones = {zone}, .sources = {s}};
  const PlumeShares shares = plume_shares(tool, s);
  const double film = 2 * (corner(0.1, 0.15, 0.2) + corner(0.25, 0.15, 0.2));
  const double web = 2 * (corner(0.1, 0.2, 0.2) + corner(0.25, 0.2, 0.2));
  const auto why = "view factor of a rectangle";
  rows.push_back(
      {"thin hole below an opening: share of the film", film, shares.film, 1e-11, "", why});
  rows.push_back({"... of the margins", web - film, shares.margins, 1e-11, "", why});
  rows.push_back({"... of shields and walls", 1 - web, shares.walls, 1e-11, "", why});
}

}  // namespace

Checks source_rows() {
  Checks rows;
  add_pressures(rows);
  add_fluxes(rows);
  add_bores(rows);
  add_plumes(rows);
  add_shares(rows);
  return rows;
}

line_chart::Picture source_picture() {
  using line_chart::Line;
  using line_chart::Look;
  std::vector<Line> pressures;
  for (const Evaporant e : {Evaporant::selenium, Evaporant::indium, Evaporant::gallium,
                            Evaporant::copper, Evaporant::sodium_fluoride}) {
    const auto colour = static_cast<int>(pressures.size()) / 2;
    pressures.push_back(drawn(
        word_of(e), spaced(150, 1600, 145),
        [e](double celsius) { return vapour_pressure(e, celsius * unit::degC); }, colour));
    Line table{"", {}, {}, colour, Look::dots};
    for (const Tabulated& t : tabulated) {
      if (t.evaporant == e) {
        table.x.push_back(t.celsius);
        table.y.push_back(t.pressure);
      }
    }
    pressures.push_back(std::move(table));
  }
  std::vector<Line> plumes;
  for (const double n : {1.0, 2.0, 4.0, 8.0}) {
    const auto colour = static_cast<int>(plumes.size()) / 2;
    plumes.push_back(drawn(
        fmt::format("cos^{:g}", n), spaced(-0.4, 0.4, 80),
        [n](double x) {
          return (n + 1) / (2 * pi * 0.04) * std::pow(1 + x * x / 0.04, -(n + 3) / 2);
        },
        colour));
    plumes.push_back(drawn(
        "", spaced(-0.4, 0.4, 16),
        [n](double x) {
          return impingement(one_nozzle(n, 0.2), {0.5 + x, 0});
        },
        colour, Look::dots));
  }
  return {
      "process-sources.svg",
      "Left: saturated vapour; dots: table of the CRC handbook. Right: what a nozzle 0.2 m "
      "below the web brings, per atom it emits; lines: closed form, dots: obtained.",
      line_chart::svg(
          {.charts = {{.title = "vapour pressure",
                       .x = {.name = "temperature [degC]", .from = 100, .to = 1700, .step = 200},
                       .y = {.name = "Pa", .from = 1e-4, .to = 1e3, .is_logarithmic = true},
                       .lines = pressures},
                      {.title = "plume",
                       .x = {.name = "along the web [m]", .from = -0.4, .to = 0.4},
                       .y = {.name = "1/m2", .from = 0, .to = 40, .step = 10},
                       .lines = plumes}},
           .columns = 2,
           .width = 420,
           .right = 150})};
}

}  // namespace heliofab::process::validation_rows
