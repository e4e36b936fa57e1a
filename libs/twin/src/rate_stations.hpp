// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

/// Fills `stations`, `bottleneck` and `oee_e79` of a summary from states (or the times of a line
/// that ran alone) and production.
void rate_stations(Summary& summary, const RunRecord& record);

/// Fills `flow` and `is_line`.
void measure_flow(Summary& summary, const RunRecord& record);

}  // namespace heliofab::twin
