// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/film_heat.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/unit.hpp"

namespace heliofab::module {

namespace {

double ideality(const FilmLaw& law, const FilmHeat& heat) noexcept {
  return law.diode_voltage / (constants::boltzmann_eV * heat.reference);
}

}  // namespace

FilmLaw at_temperature(const FilmLaw& law, const FilmHeat& heat, double temperature) noexcept {
  const double n = ideality(law, heat);
  const double by_gap =
      heat.activation_eV / (n * constants::boltzmann_eV) * (1 / heat.reference - 1 / temperature);
  FilmLaw here = law;
  here.diode_voltage *= temperature / heat.reference;
  here.saturation *= std::exp(3 / n * std::log(temperature / heat.reference) + by_gap);
  here.photocurrent *= std::max(0.0, 1 + heat.photocurrent_slope * (temperature - heat.reference));
  return here;
}

FilmDrift film_drift(const FilmLaw& law, const FilmHeat& heat, double temperature) noexcept {
  const FilmLaw here = at_temperature(law, heat, temperature);
  const double n = ideality(law, heat);
  const double by_gap = heat.activation_eV / (constants::boltzmann_eV * temperature);
  return {.photocurrent = here.photocurrent > 0 ? law.photocurrent * heat.photocurrent_slope : 0,
          .saturation = here.saturation * (3 + by_gap) / (n * temperature),
          .diode_voltage = here.diode_voltage / temperature};
}

double current_drift(const FilmLaw& here, const FilmDrift& drift, double junction) noexcept {
  const double u = junction / here.diode_voltage;
  const double at_junction =
      drift.photocurrent - drift.saturation * std::expm1(u) +
      here.saturation * std::exp(u) * u / here.diode_voltage * drift.diode_voltage;
  // The voltage held, more current lowers the junction by what its resistance takes.
  return at_junction / (1 - here.series_resistance * junction_current(here, junction).slope);
}

}  // namespace heliofab::module
