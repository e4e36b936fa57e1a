// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heliofab/io/read.hpp"
#include "heliofab/twin/cell_analysis.hpp"

namespace heliofab::report {

/// One page that needs nothing else, in the style of html_report, to show a cell: figures, curves,
/// where photons go, bands and rates over depth, losses, capacitance, temperature and light, what
/// matters, the certificate, inputs and provenance.
///
/// Sections, each with its id: answer, curves, photons, bands, rates, losses, capacitance, series,
/// slopes, certificate, inputs, provenance. A part that the analysis lacks says so. Text of the
/// analysis and of inputs is escaped. Over depth each layer has a scale of its own, and a thick
/// layer two, so that a buffer of 50 nm and an absorber of 3 um read side by side.
/// O(points); some 0.3 MB.
///
/// @param inputs   of the cell as read
/// @param version  of Heliofab
/// @param command  that repeats the page
std::string cell_report(const twin::CellAnalysis& analysis, std::span<const io::InputValue> inputs,
                        std::string_view version, std::string_view command);

}  // namespace heliofab::report
