// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "growth_forms.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/process/film_growth.hpp"
#include "validation_rows.hpp"

// Gallium over the depth of a film as it grows, and as it spreads.
namespace heliofab::process::validation_rows {
namespace {

using growth_forms::farthest;
using growth_forms::GrowingMode;
using growth_forms::HalfAndHalf;
using growth_forms::layer_means;
using growth_forms::mix;
using growth_forms::passed;
using growth_forms::pi;

// One nozzle of indium, then one of gallium and one of copper, each with a plume cos^3 0.2 m below
// the middle of the web. Nothing changes places.
constexpr double indium_at = 0.12;  // [m]
constexpr double gallium_at = 0.28;
constexpr double copper_at = 0.2;
const std::vector<double> emitted{1.2e19, 0.9e19, 0.5e19};  // [1/s] Cu, In, Ga
constexpr double passage_speed = 0.006;                     // [m/s]

GrownFilm two_sources(double diffusivity) {
  Evaporator tool =
      growth_forms::lone_tool({growth_forms::lone_source(Evaporant::copper, copper_at, 3),
                               growth_forms::lone_source(Evaporant::indium, indium_at, 3),
                               growth_forms::lone_source(Evaporant::gallium, gallium_at, 3)});
  tool.diffusivity = diffusivity;
  return grow_film(tool, make_track(tool, 0), {.emissions = emitted, .web_speed = passage_speed});
}

// What has come when the web is at a place of its path, over all it takes: N = F / v times the
// integral of the plume.
struct SoFar {
  double copper, indium, gallium;  // [1/m2]

  explicit SoFar(double along)
      : copper(brought(0, copper_at, along)),
        indium(brought(1, indium_at, along)),
        gallium(brought(2, gallium_at, along)) {}
  static double brought(std::size_t source, double position, double along) {
    return emitted[source] / passage_speed * passed(3, 0.2, 0, -position, along - position);
  }
};

struct DepthProfile {
  std::vector<double> depth;  // [-] of the middle of what came in a step, from the light side
  std::vector<double> ggi;    // [-] of that
};
// Volumes per site are linear in GGI, so that depths are sums over In and Ga.
DepthProfile two_sources_exact(std::size_t steps) {
  const SoFar all(0.4);
  const double cgi = all.copper / (all.indium + all.gallium);
  const auto volume = [&](const SoFar& s) {
    return s.indium * volume_per_site(cgi, 0) + s.gallium * volume_per_site(cgi, 1);
  };
  DepthProfile p;
  for (std::size_t i = steps; i-- > 0;) {
    const SoFar before(0.4 * static_cast<double>(i) / static_cast<double>(steps));
    const SoFar after(0.4 * static_cast<double>(i + 1) / static_cast<double>(steps));
    const double gallium = after.gallium - before.gallium;
    p.ggi.push_back(gallium / (gallium + after.indium - before.indium));
    p.depth.push_back(1 - (volume(before) + volume(after)) / 2 / volume(all));
  }
  return p;
}

DepthProfile obtained_profile(const GrownFilm& film) {
  DepthProfile p{.ggi = film.profile.value};
  for (std::size_t i = 0; i < p.ggi.size(); ++i) {
    p.depth.push_back((film.profile.edge[i] + film.profile.edge[i + 1]) / 2);
  }
  return p;
}

void add_two_sources(Checks& rows) {
  const DepthProfile exact = two_sources_exact(usual_steps);
  const GrownFilm film = two_sources(0);
  const DepthProfile found = obtained_profile(film);
  const SoFar all(0.4);
  const auto why = "24 steps: see orders";
  rows.push_back({"indium, then gallium: GGI of all", all.gallium / (all.gallium + all.indium),
                  film.ggi, 1e-6, "", why});
  for (const std::size_t step : {std::size_t{0}, usual_steps / 2, usual_steps - 1}) {
    rows.push_back({fmt::format("... at {:.4f} of the depth", exact.depth[step]), exact.ggi[step],
                    found.ggi[step], 2e-6, "", why});
  }
  rows.push_back({"... largest distance from the closed form, 24 layers", 0,
                  farthest(exact.ggi, found.ggi), 2e-6, "", why});
  rows.push_back({"... of their depths", 0, farthest(exact.depth, found.depth), 2e-6, "", why});
}

void add_slabs(Checks& rows) {
  constexpr std::size_t layers = 80;
  const auto mode = [](double share) {
    return layer_means(layers,
                       [share](double z) { return 0.5 * z + 0.4 * share / pi * std::sin(pi * z); });
  };
  for (const double mixed : {0.01, 0.1, 0.3}) {
    const std::vector<double> after = mix(mode(1), mixed);
    const std::vector<double> first = mode(1);
    rows.push_back({fmt::format("cosine of half a wave in a slab, D t = {:g} L2: share left, "
                                "exp(-pi2 D t / L2)",
                                mixed),
                    std::exp(-pi * pi * mixed), (after[0] - 0.5) / (first[0] - 0.5), 3e-4, "",
                    "80 layers and steps: see orders"});
  }
  const HalfAndHalf halves;
  rows.push_back(
      {"gallium in the lower half, D t = 0.02 L2: largest distance from the cosine series", 0,
       farthest(halves.obtained(layers), halves.exact(layers)), 1e-3, "",
       "80 layers and steps: see orders"});
  // Faces are 16 diffusion lengths away.
  const HalfAndHalf brief{.mixed = 0.001};
  const std::vector<double> found = brief.obtained(200);
  for (const std::size_t layer : {99U, 105U, 110U}) {
    const double z = (static_cast<double>(layer) + 0.5) / 200;
    rows.push_back({fmt::format("... D t = 0.001 L2, {:.4f} L beyond the step: erfc(x / 2 sqrt(D "
                                "t)) / 2",
                                z - 0.5),
                    std::erfc((z - 0.5) / (2 * std::sqrt(0.001))) / 2, found[layer], 1e-3, "",
                    "200 layers and steps"});
  }
  const GrowingMode growing;
  rows.push_back({"cosine mode that dies away while the film grows: largest distance", 0,
                  farthest(growing.obtained(layers), growing.exact(layers)), 1e-3, "",
                  "80 layers: see orders"});
}

void add_rates(Checks& rows) {
  const Evaporator tool;
  constexpr double k_eV = 8.617333e-5;  // [eV/K]
  rows.push_back(
      {"gallium against indium, D at 440 over 650 degC: 1.3 eV",
       std::exp(-1.3 / k_eV * (1 / 713.15 - 1 / 923.15)),
       interdiffusivity(tool, 440 * unit::degC) / interdiffusivity(tool, 650 * unit::degC), 1e-7,
       "", "Arrhenius"});
  const Recipe recipe;
  const FilmPhysics physics;
  for (const double dose : {0.0, 0.25, 0.5, 1.0}) {
    Film film = nominal_film(recipe, physics, 0.2e-2);
    film.sodium = dose;
    const CellParameters p = cell_parameters(recipe, physics, film);
    const double effect = (1 - std::exp(-3 * dose)) / (1 - std::exp(-3));
    const auto why = "(3) to (5) of theory/process.md";
    rows.push_back({fmt::format("{:g} of the best sodium: doping over that with it", dose),
                    0.1 + 0.9 * effect, p.doping / physics.doping, 1e-12, "", why});
    rows.push_back(
        {"... lifetime", 0.4 + 0.6 * effect, p.lifetime / physics.lifetime, 1e-12, "", why});
  }
}

}  // namespace

Checks depth_rows() {
  Checks rows;
  add_two_sources(rows);
  add_slabs(rows);
  add_rates(rows);
  return rows;
}

line_chart::Picture depth_picture() {
  using line_chart::Line;
  using line_chart::Look;
  const DepthProfile exact = two_sources_exact(200);
  const DepthProfile found = obtained_profile(two_sources(0));
  const DepthProfile mixed = obtained_profile(two_sources(20 * Evaporator{}.diffusivity));
  const auto layered = [](std::string name, const std::vector<double>& values, int colour,
                          Look look) {
    Line l{std::move(name), {}, values, colour, look};
    for (std::size_t i = 0; i < values.size(); ++i) {
      l.x.push_back((static_cast<double>(i) + 0.5) / static_cast<double>(values.size()));
    }
    return l;
  };
  const HalfAndHalf halves;
  const GrowingMode growing;
  return {
      "process-depth.svg",
      "Left: indium, then gallium, from one nozzle each; line: closed form, dots: layers of the "
      "film; dashed: with twenty times the diffusivity of the plans. Right: interdiffusion; lines: "
      "analytic, dots: 40 layers.",
      line_chart::svg(
          {.charts = {{.title = "two sources",
                       .x = {.name = "depth from the light side"},
                       .y = {.name = "GGI"},
                       .lines = {{"closed form", exact.depth, exact.ggi, 0},
                                 {"obtained", found.depth, found.ggi, 0, Look::dots},
                                 {"mixed", mixed.depth, mixed.ggi, 1, Look::dashed}}},
                      {.title = "interdiffusion",
                       .x = {.name = "height from the back"},
                       .y = {.name = "GGI"},
                       .lines = {layered("two halves", halves.exact(400), 0, Look::line),
                                 layered("", halves.obtained(40), 0, Look::dots),
                                 layered("while it grows", growing.exact(400), 1, Look::line),
                                 layered("", growing.obtained(40), 1, Look::dots)}}},
           .columns = 2,
           .width = 400,
           .right = 180})};
}

}  // namespace heliofab::process::validation_rows
