// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/twin/measured.hpp"

namespace heliofab::report {

/// A measured file beside a run: for each figure medians, spreads, how far the distributions are
/// apart and what of that chance explains, and both histograms; shares of states by station.
std::string against_text(const twin::Against& against, const TextStyle& style = {});

/// The same for programs; docs/formats/measured.md.
io::Json against_json(const twin::Against& against);

}  // namespace heliofab::report
