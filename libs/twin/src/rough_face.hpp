// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/materials/layer_stack.hpp"

namespace heliofab::twin {

/// Puts the mixture of a rough face [m] at the end of `before`; the films there and those behind
/// give half of its depth each, so that every volume stays what it was. Both must be thicker.
void add_rough_face(double roughness, std::span<const double> wavelengths,
                    std::vector<materials::Layer>& before, std::vector<materials::Layer>& behind);

}  // namespace heliofab::twin
