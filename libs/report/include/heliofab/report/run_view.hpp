// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "heliofab/report/text_summary.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// A part of what a run has to say, whole.
enum class RunView : std::uint8_t {
  summary,    ///< text_summary
  waterfall,  ///< from the limit to the median module, and what makes modules scatter
  pareto,     ///< where finished web was lost, all causes, with their running sum
  oee,        ///< stations by SEMI E79 and ISO 22400-2, tools by what they wait for
  spc,        ///< every control chart: points, spread, target, alarms, course
  cost,       ///< cost of a watt by step and by category
};

/// The view as text for a terminal; a part that the record has no rows for says so. Each line ends
/// with '\n'.
std::string run_view(const twin::RunRecord& record, const twin::Summary& summary, RunView view,
                     const TextStyle& style = {});

}  // namespace heliofab::report
