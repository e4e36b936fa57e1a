// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/twin/measured.hpp"

namespace heliofab::exchange {

/// Reads a CSV file of a real fab; which of the kinds of docs/formats/measured.md it is, its header
/// says. Of flash curves the figures are found by straight lines between points: Isc at 0 V, Voc at
/// 0 A, the largest product of neighbours' parabola. Efficiency needs aperture area and irradiance.
///
/// @throws InputError  with every problem: those of tables (E14xx), a header of no kind (E8170), an
///                     unknown state (E8171), an interval that ends before it begins (E8172), a
///                     fill factor or power more than 2 % from what the other figures make (E8173),
///                     a curve with too few points or without its ends (E8174)
twin::Measured read_measured(const std::string& path);

}  // namespace heliofab::exchange
