// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/evaporator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::process {

std::size_t zone_of(const Evaporator& evaporator, const EvaporationSource& source) {
  const auto found = std::ranges::find(evaporator.zones, source.zone, &DepositionZone::name);
  HELIOFAB_CHECK(found != evaporator.zones.end());
  return static_cast<std::size_t>(found - evaporator.zones.begin());
}

std::vector<double> nozzles_of(const EvaporationSource& source) {
  if (!source.across.empty()) {
    return source.across;
  }
  std::vector<double> places(static_cast<std::size_t>(source.nozzles));
  for (std::size_t k = 0; k < places.size(); ++k) {
    places[k] =
        source.spacing * (static_cast<double>(k) - (static_cast<double>(places.size()) - 1) / 2);
  }
  return places;
}

double clausing_factor(double l) noexcept {
  // The formula is 0/0 at no length and loses all its digits near it; the series there is 1 - l / 2
  // + l^2 / 4.
  if (l < 0.01) {
    return 1 - l / 2 + l * l / 4;
  }
  const double root = std::sqrt(l * l + 4);
  const double difference = (8 - l * l) * root + l * l * l - 16;
  return 1 + l * l / 4 - l * root / 4 -
         difference * difference / (72 * l * root - 288 * std::log((l + root) / 2));
}

double emission(const EvaporationSource& source, double temperature) noexcept {
  if (!(temperature > 0)) {
    return 0;
  }
  const double radius = source.nozzle_diameter / 2;
  const auto count = static_cast<double>(
      source.across.empty() ? static_cast<std::size_t>(source.nozzles) : source.across.size());
  return count * std::numbers::pi * radius * radius *
         clausing_factor(source.nozzle_length / radius) *
         effusion_flux(source.evaporant, temperature);
}

double interdiffusivity(const Evaporator& e, double temperature) noexcept {
  return e.diffusivity * std::exp(e.diffusion_energy_eV / constants::boltzmann_eV *
                                  (1 / e.diffusion_temperature - 1 / temperature));
}

}  // namespace heliofab::process
