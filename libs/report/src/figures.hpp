// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

// The sections of the page, each as HTML without its heading. A summary here has its gaps
// (with_gaps): a figure that is not defined is NaN. Without rows to show, a section says so.

std::string answer_section(const twin::RunRecord& record, const twin::Summary& s);
std::string efficiency_section(const twin::RunRecord& record, const twin::Summary& s);
std::string losses_section(const twin::RunRecord& record, const twin::Summary& s);
std::string scatter_section(const twin::RunRecord& record);
/// The inputs of the plan that efficiency and cost follow most.
std::string sensitivities_section(const twin::RunRecord& record);
/// Behind the causes of scatter; nothing for few modules.
std::string effects_table(const twin::RunRecord& record);
std::string yield_section(const twin::RunRecord& record, const twin::Summary& s);
std::string web_section(const twin::RunRecord& record);
std::string time_section(const twin::RunRecord& record);
std::string oee_section(const twin::Summary& s);
std::string spc_section(const twin::RunRecord& record);
std::string numerics_section(const twin::RunRecord& record, const twin::Summary& s);
std::string market_section(const twin::RunRecord& record);
std::string cost_section(const twin::RunRecord& record, const twin::Summary& s);
/// What products of the modules deliver; empty where the record does not say.
std::string field_section(const twin::RunRecord& record);
std::string targets_section(const twin::RunRecord& record);
std::string modules_section(const twin::RunRecord& record);
std::string inputs_section(std::span<const twin::InputRow> inputs);
/// A row an input, with a box that filters them.
std::string inputs_table(std::span<const twin::InputRow> inputs, std::string_view id);
std::string provenance_section(const twin::RunRecord& record, const twin::Summary& s);

}  // namespace heliofab::report
