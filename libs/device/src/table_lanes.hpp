// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace heliofab::device {

/// sums[k] = sum over t of basis[t] coefficients[t * sums.size() + k], in the order of t for every
/// width of the registers. Eight sums or more.
void combine_rows(std::span<const double> coefficients, std::span<const double> basis,
                  std::span<double> sums);

}  // namespace heliofab::device
