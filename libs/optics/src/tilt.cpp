// SPDX-License-Identifier: Apache-2.0
#include "tilt.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::optics {

Tilts tilts(const Incidence& incidence, double front_index) {
  if (!(incidence.angle >= 0 && incidence.angle < std::numbers::pi / 2)) {
    throw InputError("E2205", "incidence.angle",
                     fmt::format("{:g} rad, wanted 0 .. below pi / 2", incidence.angle));
  }
  const Tilt first{.along = front_index * std::sin(incidence.angle),
                   .incoming = front_index * std::cos(incidence.angle),
                   .is_p = incidence.polarisation == Polarisation::p};
  Tilt second = first;
  second.is_p = true;
  const bool is_both = first.along > 0 && incidence.polarisation == Polarisation::unpolarised;
  return {.room = {first, second}, .count = is_both ? 2U : 1U};
}

std::complex<double> across(std::complex<double> index, const Tilt& tilt) noexcept {
  if (tilt.along == 0) {
    return index;
  }
  const std::complex<double> square = index * index - tilt.along * tilt.along;
  return std::abs(square) < least_across * least_across ? least_across : std::sqrt(square);
}

std::complex<double> admittance(std::complex<double> across, const Tilt& tilt) noexcept {
  return tilt.is_p ? across + tilt.along * tilt.along / across : across;
}

double front_admittance(const Tilt& tilt) noexcept {
  return admittance(tilt.incoming, tilt).real();
}

ClearMedium clear_medium(double index, const Tilt& tilt) noexcept {
  const double square = index * index - tilt.along * tilt.along;
  ClearMedium medium{.is_evanescent = !(square > 0)};
  medium.across =
      tilt.along == 0 ? index : std::sqrt(std::max(square, least_across * least_across));
  medium.admittance = admittance(medium.across, tilt).real();
  return medium;
}

}  // namespace heliofab::optics
