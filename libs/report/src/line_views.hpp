// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"
#include "terminal.hpp"

namespace heliofab::report {

// Views of a line that ran alone, and of what changes of a line would bring.

/// One station: SEMI E10 and E79, ISO 22400-2, and the time it was blocked, starved and down.
io::Json station_json(const twin::StationOee& station);
/// The mean number in the line over the rate at which parts leave it [s]; NaN without any. Over a
/// whole run it differs from the mean of those that left by the ages of what is in the line at both
/// ends.
double cycle_time_by_little(const twin::FlowFigures& flow);
io::Json flow_json(const twin::FlowFigures& flow);
io::Json what_if_json(const twin::WhatIfRow& row);

/// The keys of a line's summary.
io::Json line_json(const twin::RunRecord& record, const twin::Summary& summary);

/// The same for a terminal, behind the title.
void write_line(Terminal& out, const twin::RunRecord& record, const twin::Summary& summary);
/// Modules of a fab in its line, from the cut to the door. Nothing without any.
void write_module_flow(Terminal& out, const twin::FlowFigures& flow);
std::string module_flow_tiles(const twin::FlowFigures& flow);
/// Nothing without rows.
void write_what_ifs(Terminal& out, const twin::RunRecord& record);

/// Sections of the page.
std::string line_answer_section(const twin::RunRecord& record, const twin::Summary& s);
std::string line_time_section(const twin::RunRecord& record);
std::string what_ifs_section(const twin::RunRecord& record);

}  // namespace heliofab::report
