// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/store/module_trace.hpp"

namespace heliofab::report {

/// A module from its roll to its bin: what the flash said, with the curve through its three points,
/// how it compares with its product, losses of the median module, its way with times, charges,
/// gauges, alarms, what its neighbours do. Each line ends with '\n'.
std::string module_trace_text(const store::ModuleTrace& trace, const TextStyle& style = {});

/// The same for programs: SI or the unit in the key, times as "2010-05-12 06:30:00"; what is not
/// there is null or an empty list.
io::Json module_trace_json(const store::ModuleTrace& trace);

}  // namespace heliofab::report
