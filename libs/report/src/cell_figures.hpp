// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/twin/cell_analysis.hpp"

namespace heliofab::report {

// The sections of a cell's page, each as HTML without its heading. Without data a section says so.

std::string cell_answer_section(const twin::CellAnalysis& analysis);
std::string cell_curves_section(const twin::CellAnalysis& analysis);
std::string cell_photons_section(const twin::CellAnalysis& analysis);
std::string cell_bands_section(const twin::CellAnalysis& analysis);
std::string cell_rates_section(const twin::CellAnalysis& analysis);
std::string cell_losses_section(const twin::CellAnalysis& analysis);
std::string cell_capacitance_section(const twin::CellAnalysis& analysis);
std::string cell_series_section(const twin::CellAnalysis& analysis);
std::string cell_slopes_section(const twin::CellAnalysis& analysis);
std::string cell_certificate_section(const twin::CellAnalysis& analysis);

}  // namespace heliofab::report
