// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// report.html: one page that needs nothing else, neither network nor script, to show a run; its
/// script only filters tables. Follows the light or dark theme of the reader and prints.
///
/// Sections, each with its id: answer, efficiency, losses, scatter, yield, books, web, spc, time,
/// oee, what-ifs, market, cost, targets, modules, numerics, inputs, provenance; of a line that ran
/// alone answer, oee, time, what-ifs, inputs, provenance. A section whose rows the record lacks
/// says so. The element `heliofab-summary` holds the text of summary_json. Text of the record is
/// escaped. O(rows); below 2 MB for any number of modules.
std::string html_report(const twin::RunRecord& record, const twin::Summary& summary);

}  // namespace heliofab::report
