// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/report/sweep.hpp"

namespace heliofab::report {

// How values of a sweep read to people.

/// Decimals that show four digits of the largest value, fewer when all values are as short; -1 when
/// such numbers are better read as 1e16.
int decimals_of(const SweepColumn& column);
/// "30.22", "laminate"; "-" when there is none. `decimals` as from decimals_of.
std::string cell_text(const SweepColumn& column, double value, int decimals);
/// "efficiency [%]"
std::string title_of(const SweepColumn& column);
/// All finite values are one; also true when there is none.
bool is_constant(const SweepColumn& column);

}  // namespace heliofab::report
