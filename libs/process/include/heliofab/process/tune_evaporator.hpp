// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/process/evaporator.hpp"
#include "heliofab/process/film_growth.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

/// A tool at work.
struct EvaporatorRun {
  double web_speed = 0;              // [m/s]
  double web_temperature = 0;        // [K]
  std::vector<double> temperatures;  // [K] of each source's melt; 0: cold
  std::vector<double> emissions;     // [1/s] of each source
  GrownFilm film;                    // mean over the aperture's width
  Grading grading;                   // of that film, with the notch where the recipe has it
  Status status;                     // of the shape; residual: largest change of a log emission
};

/// Finds the temperatures that give the recipe's film, mean over the aperture's width.
///
/// Thickness, CGI, GGI and sodium are met exactly by the sources of copper, indium, gallium and
/// sodium fluoride; front, notch and back, with the notch where the recipe has it, as nearly as
/// those of indium and gallium allow, and where they leave a choice, with emissions nearest to the
/// stated shares. Selenium arrives in each zone with the tool's ratio to the metals there. Newton
/// in the logarithms of emissions; theory/evaporation.md (12)-(13).
///
/// A source with a stated temperature is left at it. An evaporant without a source to tune gives
/// what it gives: the film then misses the recipe, and says so.
///
/// @param web_speed  [m/s], > 0
/// @throws InputError E4310 a tool or a speed that makes no sense; E4311 sources that would have to
/// be hotter than their crucibles stand; E4312 stated temperatures that alone bring more than the
/// recipe wants; E4313 selenium sources to be tuned in a zone without metals
EvaporatorRun tune_evaporator(const Evaporator& evaporator, const Absorber& recipe,
                              double web_speed);

/// The tool at given temperatures [K], one for each source; the notch where the film has it.
EvaporatorRun run_evaporator(const Evaporator& evaporator, std::vector<double> temperatures,
                             double web_speed, double web_temperature);

}  // namespace heliofab::process
