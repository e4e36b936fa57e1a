// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/field/weather.hpp"

namespace heliofab::field {

/// Of each row of weather, in the middle of its interval.
struct SkyColumns {
  std::vector<double> up;     // [-] to the sun as seen
  std::vector<double> extra;  // [W/m2] outside the atmosphere, across the beam
};
SkyColumns sky_columns(const Weather& weather);

}  // namespace heliofab::field
