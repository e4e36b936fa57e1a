// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/field/single_diode.hpp"

namespace heliofab::field {

/// The flexible CIGS module nearest to the line's, MiaSole Flex-01 210W, by its row of the CEC's
/// table of 2015-06-30 [cec2015], grade A. Its shunt goes with one over the light.
inline constexpr DeSotoModule flex01{.photocurrent = 10.800,
                                     .saturation = 5.347e-10,
                                     .series = 0.260,
                                     .shunt = 27.96,
                                     .thermal = 1.1806,
                                     .current_by_kelvin = -0.000449,
                                     .adjust = -0.04577};

/// A panel of 6 W for tests: 13 cells in series of 0.7 A.
inline constexpr PvsystModule small_panel{.photocurrent = 0.72,
                                          .saturation = 4e-8,
                                          .series = 0.35,
                                          .shunt = 250,
                                          .dark_shunt = 800,
                                          .cells = 13,
                                          .ideality = 1.5,
                                          .gap_eV = 1.15};

}  // namespace heliofab::field
