// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/gates.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// The summary with NaN wherever a figure is not defined: efficiencies when nothing was flashed,
/// the spread of one module, yield without finished web, cost without a good module, OEE without
/// tools. A figure that is not finite is not defined either.
twin::Summary with_gaps(const twin::Summary& summary);

/// The gates that the plan of a run states, after the run. @throws InputError as judge_gates does
std::vector<twin::GateResult> gates_of(const twin::RunRecord& record, const twin::Summary& summary);

/// The summary for programs: what `run --json` prints, what summary.json holds and what the page
/// carries. Fractions are fractions; a dimensional name ends with its unit; a figure that is not
/// defined is null. Every key: docs/formats/summary.md. Names are stable.
io::Json summary_json(const twin::RunRecord& record, const twin::Summary& summary);

}  // namespace heliofab::report
