// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/film_growth.hpp"
#include "heliofab/process/film_response.hpp"
#include "heliofab/process/grading.hpp"
#include "refinement.hpp"

// How errors of the plans' tool fall with its steps and with the frames of a map.
namespace heliofab::process::validation_rows {
namespace {

// The plans' tool, the film of one place.
struct PlansTool {
  Evaporator tool;
  EvaporatorRun run = tune_evaporator(tool, {}, 0.36 * unit::m_per_min);
  double across = 0.03;  // [m]

  GrownFilm film(std::size_t steps) const {
    return grow_film(tool, make_track(tool, across, steps),
                     {.emissions = run.emissions,
                      .web_speed = run.web_speed,
                      .web_temperature = run.web_temperature});
  }
};

// Front, notch and back of the plans' film; its finest steps stand for the limit.
Refinement of_grading(const PlansTool& plans) {
  Refinement r{"front, notch and back of the plans' film, root mean square, against 384 steps",
               "step over a zone",
               1.75,
               0.25,
               "1.5 at the face, 2 inside",
               {},
               {}};
  const auto grading = [&](std::size_t steps) {
    const Grading g = fit_grading_at(plans.film(steps).profile, plans.run.grading.depth);
    return std::vector{g.front, g.notch, g.back};
  };
  const std::vector<double> limit = grading(384);
  for (const std::size_t steps : {6U, 12U, 24U, 48U}) {
    r.add(1 / static_cast<double>(steps), root_mean_square(grading(steps), limit));
  }
  return r;
}

// Fluxes that wave with time, each source in another phase. The response knows them at the frames
// and takes them as straight in between; growth takes them as they are at each node.
struct WavingFluxes {
  double amplitude = 0.03;
  double wave_length = 3;  // [m] of web

  double log_flux(std::size_t source, double place) const {
    return amplitude *
           std::sin(2 * std::numbers::pi * place / wave_length + static_cast<double>(source));
  }
};

Refinement of_frames(const PlansTool& plans) {
  Refinement r{"thickness under fluxes that wave each 3 m, relative, response against growth",
               "frame [m]",
               2,
               0.15,
               "fluxes are straight between frames",
               {},
               {}};
  const WavingFluxes waves;
  const WebTrack track = make_track(plans.tool, plans.across);
  const std::size_t nodes = track.nodes_of_zone();
  const std::size_t sources = plans.tool.sources.size();
  std::vector<double> exact;
  for (int k = 0; k < 12; ++k) {  // each quarter of a metre
    std::vector<double> factors;
    for (std::size_t s = 0; s < sources; ++s) {
      for (std::size_t q = 0; q < nodes; ++q) {
        factors.push_back(
            std::exp(waves.log_flux(s, 0.25 * k + track.along[track.zone[s] * nodes + q])));
      }
    }
    exact.push_back(grow_film(plans.tool, track,
                              {.emissions = plans.run.emissions,
                               .web_speed = plans.run.web_speed,
                               .web_temperature = plans.run.web_temperature,
                               .factors = factors})
                        .thickness /
                    plans.run.film.thickness);
  }
  for (const std::size_t split : {1U, 2U, 4U, 8U}) {  // of a quarter of a metre
    const double frame = 0.25 / static_cast<double>(split);
    const FilmResponse response(plans.tool, plans.run, frame, {plans.across});
    const std::size_t frames = 12 * split;
    std::vector<double> log_fluxes;
    for (std::size_t s = 0; s < sources; ++s) {
      for (std::size_t k = 0; k < response.samples_for(frames); ++k) {
        log_fluxes.push_back(waves.log_flux(s, frame * static_cast<double>(k)));
      }
    }
    const FilmFields fields = response.films_at(log_fluxes, frames);
    std::vector<double> found;
    for (std::size_t k = 0; k < 12; ++k) {
      found.push_back(fields.thickness[k * split] / plans.run.film.thickness);
    }
    r.add(frame, root_mean_square(found, exact));
  }
  return r;
}

// Shapes are linear in the fluxes: what is left out grows with the square of their spread.
Refinement of_spread(const PlansTool& plans) {
  Refinement r{
      "front, notch and back under fluxes that stray, root mean square, response against "
      "growth",
      "spread of ln flux",
      2,
      0.1,
      "linear in the fluxes",
      {},
      {}};
  const FilmResponse response(plans.tool, plans.run, 0.25, {-0.135, 0.02, 0.135});
  for (const double spread : {0.005, 0.01, 0.02, 0.04}) {
    const ResponseError e = response.measure_error(spread, 40, 5);
    r.add(spread, std::hypot(e.rms[5], e.rms[6], e.rms[7]) / std::sqrt(3));
  }
  return r;
}

}  // namespace

std::vector<Refinement> tool_refinements() {
  const PlansTool plans;
  return {of_grading(plans), of_frames(plans), of_spread(plans)};
}

Checks tool_rows() {
  const PlansTool plans;
  Checks rows;
  rows.push_back({"front, notch and back with the usual 24 steps, root mean square", 0,
                  of_grading(plans).errors[2], 4e-5, "", "against 384 steps"});
  const FilmResponse response(plans.tool, plans.run, 0.25, {-0.135, 0.02, 0.135});
  const ResponseError e = response.measure_error(0.02, 40, 5);
  const auto why = "sums of the same nodes";
  rows.push_back({"response against growth, fluxes straying by 2 %: largest error of thickness", 0,
                  e.largest[0] / plans.run.film.thickness, 1e-12, "", why});
  rows.push_back({"... of CGI", 0, e.largest[1], 1e-12, "", why});
  rows.push_back({"... of GGI", 0, e.largest[2], 1e-12, "", why});
  rows.push_back(
      {"... of sodium fluoride", 0, e.largest[3] / plans.run.film.naf_thickness, 1e-12, "", why});
  rows.push_back({"... root mean square of front, notch and back", 0,
                  std::hypot(e.rms[5], e.rms[6], e.rms[7]) / std::sqrt(3), 4e-4, "",
                  "linear in the fluxes; the front itself strays by 0.015"});
  rows.push_back({"... root mean square of selenium over metals, of 2.7", 0, e.rms[4], 0.04, "",
                  "the zone's mean stands for its least"});
  return rows;
}

}  // namespace heliofab::process::validation_rows
