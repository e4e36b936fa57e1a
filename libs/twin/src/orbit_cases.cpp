// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/orbit_cases.hpp"

#include <cmath>

namespace heliofab::twin {

std::vector<OrbitCase> orbit_cases(const ProductPlan& plan, const ProductPower& power,
                                   const SpaceYield& space) {
  const field::Orbit& own = plan.mission.orbit;
  std::vector<OrbitCase> cases{{own.beta, field::eclipse_fraction(own), space.orbit.cycle}};
  const field::ArealPower areal = field::areal_power(power.table, power.aperture);
  const auto add = [&](double beta) {
    const field::Orbit orbit{.altitude = own.altitude, .beta = beta};
    cases.push_back({beta, field::eclipse_fraction(orbit),
                     field::simulate_orbit(orbit, plan.mission.pointing, space.panel, areal)});
  };
  if (own.beta != 0) {
    add(0);
  }
  if (cases.front().eclipse > 0) {
    const double limb = std::asin(field::earth_radius / (field::earth_radius + own.altitude));
    add(std::ceil(limb / unit::deg) * unit::deg.scale);
  }
  return cases;
}

}  // namespace heliofab::twin
