// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/field/weather.hpp"

namespace heliofab::field {

/// Splits the global light of weather that has no other into beam and diffuse light, row by row, by
/// the sun in the middle of its interval [erbs1982]; docs/theory/field.md (2.20). Hours come out
/// within some 10 % of what was measured, months nearer.
/// @throws LogicError when columns of light are of other lengths
void split_global(Weather& weather);

}  // namespace heliofab::field
