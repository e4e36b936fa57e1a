// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/twin/product_yield.hpp"

namespace heliofab::twin {

/// A revolution with the sun at some height above the orbit's plane.
struct OrbitCase {
  double beta = 0;     // [rad]
  double eclipse = 0;  // [-] of the revolution
  field::OrbitCycle cycle;
};

/// Between which a year takes a product: its own orbit as `space` has it, the same with the sun in
/// its plane (the longest shadow), and with the sun as high, in whole degrees, that there is no
/// shadow. A case that is the own one is left out.
std::vector<OrbitCase> orbit_cases(const ProductPlan& plan, const ProductPower& power,
                                   const SpaceYield& space);

}  // namespace heliofab::twin
