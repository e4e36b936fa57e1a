// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>

#include "heliofab/twin/record.hpp"

namespace heliofab::report {

/// How far figures of a run stray by chance: half the width of their 95 % intervals, by batches of
/// rolls. NaN where there are too few rolls to say.
///
/// Rolls whose modules are all flashed, in the order in which they were started, are parted into
/// equal batches of neighbours, which see much the same tools; the scatter of the batches' figures
/// over the root of their number is the standard error: theory/twin.md (14). A trend over the run
/// widens it. No run is repeated: `ramp` does so.
struct Intervals {
  std::size_t batches = 0;                                               // 0: none
  double line_yield = std::numeric_limits<double>::quiet_NaN();          // [-]
  double efficiency_median = std::numeric_limits<double>::quiet_NaN();   // [-]
  double fill_factor_median = std::numeric_limits<double>::quiet_NaN();  // [-]
  double voc_per_cell_median_V = std::numeric_limits<double>::quiet_NaN();
};
inline constexpr std::size_t least_batches = 5;
inline constexpr std::size_t most_batches = 20;

/// O(modules).
Intervals intervals_of(const twin::RunRecord& record);

}  // namespace heliofab::report
