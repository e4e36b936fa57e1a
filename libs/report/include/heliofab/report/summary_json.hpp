// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/io/json.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// The summary for programs: what `run --json` prints, what summary.json holds and what the page
/// carries. Fractions are fractions; a dimensional name ends with its unit; a figure that is not
/// defined is null. Every key: docs/formats/summary.md. Names are stable.
io::Json summary_json(const twin::RunRecord& record, const twin::Summary& summary);

}  // namespace heliofab::report
