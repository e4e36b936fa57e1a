// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/lamination.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "arrhenius.hpp"

namespace heliofab::process {

Cure press(const Encapsulant& e, const PressSettings& s) noexcept {
  const double rate =
      e.cure_rate * arrhenius(e.activation_eV, s.temperature, e.reference_temperature);
  const double excess = std::max(0.0, s.temperature - e.most_temperature);
  Cure cure{.gel = -e.most_gel * std::expm1(-rate * s.time),
            .shunt_factor = std::exp(excess / e.shunt_scale)};
  if (excess > 0) {
    cure.risk = LaminateRisk::shunts;
  } else if (cure.gel < e.wanted_gel) {
    cure.risk = LaminateRisk::delamination;
  }
  return cure;
}

double water_transmission(const MoistureBarrier& b, double temperature) noexcept {
  const double intact =
      b.transmission * arrhenius(b.activation_eV, temperature, b.reference_temperature);
  const double sheet =
      b.sheet_transmission * arrhenius(b.sheet_activation_eV, temperature, b.reference_temperature);
  // Water spreads in the sheet under a hole: each passes more than its area would [rossi1993].
  const double hole = std::numbers::pi * b.hole_radius * (b.hole_radius + 1.18 * b.sheet_thickness);
  return intact + b.holes * hole * sheet;
}

double water_lag(const MoistureBarrier& barrier, const Encapsulant& e,
                 double temperature) noexcept {
  return e.water_content * e.thickness / water_transmission(barrier, temperature);
}

}  // namespace heliofab::process
