// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"
#include "terminal.hpp"

namespace heliofab::report {

// Sections that the summary and the views of one part share. One without rows is left out.

/// Name, time and seed of the run, whether it was interrupted, and what it is warned of.
void write_title(Terminal& out, const twin::RunRecord& record, const twin::Summary& s);
/// The largest `most` causes, and the others together.
void write_area_losses(Terminal& out, const twin::Summary& s, std::size_t most);
void write_waterfall(Terminal& out, const twin::RunRecord& record);

}  // namespace heliofab::report
