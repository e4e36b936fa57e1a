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
io::Json flow_json(const twin::FlowFigures& flow);
io::Json web_json(const twin::WebBalance& web);
io::Json what_if_json(const twin::WhatIfRow& row);

/// The keys of a line's summary.
io::Json line_json(const twin::RunRecord& record, const twin::Summary& summary);

/// The same for a terminal, behind the title.
void write_line(Terminal& out, const twin::RunRecord& record, const twin::Summary& summary);
/// Nothing without rows.
void write_what_ifs(Terminal& out, const twin::RunRecord& record);

/// Sections of the page.
std::string line_answer_section(const twin::RunRecord& record, const twin::Summary& s);
std::string line_time_section(const twin::RunRecord& record);
std::string what_ifs_section(const twin::RunRecord& record);

}  // namespace heliofab::report
