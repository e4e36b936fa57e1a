// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "heliofab/twin/record.hpp"

namespace heliofab::report {

/// How far figures of a run stray by chance: half the width of their 95 % intervals, by batches of
/// rolls. NaN where there are too few rolls to say.
///
/// Rolls whose modules are all flashed, in the order in which they were started, are parted into
/// equal batches of neighbours, which see much the same tools; the scatter of the batches' figures
/// over the root of their number is the standard error. A trend over the run widens it. No run is
/// repeated: `ramp` does so.
struct Intervals {
  std::size_t batches = 0;  // 0: none
  double line_yield;
  double efficiency_median;
  double fill_factor_median;
  double voc_per_cell_median_V;
};
inline constexpr std::size_t least_batches = 5;
inline constexpr std::size_t most_batches = 20;

/// O(modules).
Intervals intervals_of(const twin::RunRecord& record);

}  // namespace heliofab::report
