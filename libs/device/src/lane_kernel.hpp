// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "lane_block.hpp"

namespace heliofab::device {

/// Lanes that one register of this machine holds.
std::size_t lane_width();

/// One step of Newton's method in every lane, with logarithmic damping.
void newton_step(LaneBlock& block);

/// What the states say of themselves: fills `measured`.
void measure(LaneBlock& block);

}  // namespace heliofab::device
