// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/tune_evaporator.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "tuning.hpp"

namespace heliofab::process {

namespace {

// The temperatures at which sources emit what they should.
std::vector<double> temperatures_for(const Evaporator& e, std::span<const double> emissions) {
  std::vector<double> temperatures(e.sources.size());
  std::vector<Diagnostic> problems;
  for (std::size_t s = 0; s < e.sources.size(); ++s) {
    const EvaporationSource& source = e.sources[s];
    if (!is_tuned(source) || !(emissions[s] > 0)) {
      temperatures[s] = source.temperature;
      continue;
    }
    // Emission over flux is the same at any temperature.
    const double area =
        emission(source, source.limit) / effusion_flux(source.evaporant, source.limit);
    const double needed =
        temperature_for_flux(source.evaporant, emissions[s] / area).value_or(HUGE_VAL);
    temperatures[s] = needed;
    if (needed > source.limit) {
      problems.push_back(
          {.code = "E4311",
           .path = "evaporator.sources." + source.name,
           .message = fmt::format("needs {:.0f} degC for the recipe, wanted at most the crucible's "
                                  "limit of {:.0f} degC",
                                  needed / unit::degC, source.limit / unit::degC),
           .note = "wider or more nozzles, a slower web or a smaller share lower it"});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return temperatures;
}

void check_speed(double web_speed) {
  if (!(web_speed > 0)) {
    throw InputError("E4310", "web_speed",
                     fmt::format("{:g} m/min, wanted above 0", web_speed / unit::m_per_min));
  }
}

}  // namespace

EvaporatorRun tune_evaporator(const Evaporator& evaporator, const Absorber& recipe,
                              double web_speed) {
  check_evaporator(evaporator);
  check_speed(web_speed);
  Tuning tuning(evaporator, recipe, web_speed);
  EvaporatorRun run{.web_speed = web_speed, .web_temperature = recipe.substrate_temperature};
  run.status = tuning.meet_shape();
  tuning.meet_selenium();
  run.emissions = tuning.emissions();
  run.film = tuning.film();
  run.grading = fit_grading_at(run.film.profile, wanted_notch(recipe));
  run.temperatures = temperatures_for(evaporator, run.emissions);
  return run;
}

EvaporatorRun run_evaporator(const Evaporator& evaporator, std::vector<double> temperatures,
                             double web_speed, double web_temperature) {
  check_evaporator(evaporator);
  check_speed(web_speed);
  HELIOFAB_CHECK(temperatures.size() == evaporator.sources.size());
  EvaporatorRun run{.web_speed = web_speed,
                    .web_temperature = web_temperature,
                    .temperatures = std::move(temperatures)};
  for (std::size_t s = 0; s < evaporator.sources.size(); ++s) {
    run.emissions.push_back(emission(evaporator.sources[s], run.temperatures[s]));
  }
  run.film = grow_film(
      evaporator, make_mean_track(evaporator),
      {.emissions = run.emissions, .web_speed = web_speed, .web_temperature = web_temperature});
  run.grading = run.film.grading;
  run.status.outcome = Convergence::converged;
  return run;
}

}  // namespace heliofab::process
