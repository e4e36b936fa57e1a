// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "heliofab/core/estimate.hpp"
#include "heliofab/process/memory_chart.hpp"
#include "heliofab/process/run_rules.hpp"

namespace heliofab::process {

// Mean number of points until a chart signals, the signal included, for independent normal points
// of standard deviation 1 whose mean is `shift` [sigma] from the start on.

/// Zone rules, exactly: the Markov chain of Champ and Woodall [champ1987] over what the rules
/// remember, for any of them together.
/// @throws InputError E4324 for trend and alternating, which no zone decides, and without any rule
double run_length(const RunRules& rules, double shift);

/// EWMA with the limits it has after many points, whatever the chart's are at first; the chain of
/// Brook and Evans [brook1972] in its limit of fine states, to 1e-9. theory/control.md (13)
/// @throws ModelError E4325 when 1024 nodes are too few
double run_length(const EwmaChart& chart, double shift);

/// Two-sided CUSUM likewise, with its head start [lucas1982]. theory/control.md (14)-(15)
/// @throws ModelError E4325 likewise
double run_length(const CusumChart& chart, double shift);

/// Whether a chart signals at the next point.
using Signals = std::function<bool(double z)>;

/// By simulation, for any chart.
/// @param fresh  makes a chart that has seen nothing
/// @param runs   2 or more; run r draws its points at (r, 1), (r, 2), ...
Estimate simulate_run_length(const std::function<Signals()>& fresh, double shift, std::int64_t runs,
                             std::uint64_t seed);

/// Charts for it.
Signals fresh(const RunRules& rules);
Signals fresh(const EwmaChart& chart);
Signals fresh(const CusumChart& chart);

}  // namespace heliofab::process
