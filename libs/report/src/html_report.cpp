// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/html_report.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "figures.hpp"
#include "format.hpp"
#include "heliofab/report/summary_json.hpp"
#include "html_page.hpp"
#include "line_views.hpp"
#include "tally.hpp"
#include "web_views.hpp"

namespace heliofab::report {

namespace {

std::vector<Section> sections_of_a_fab(const twin::RunRecord& record, const twin::Summary& s) {
  std::vector<Section> sections{
      {"answer", "In short", answer_section(record, s)},
      {"efficiency", "Efficiency and bins", efficiency_section(record, s)},
      {"losses", "Where the efficiency goes", losses_section(record, s)},
      {"scatter", "What makes modules differ", scatter_section(record)},
      {"sensitivities", "Which inputs matter most", sensitivities_section(record)},
      {"yield", "Yield and scrap", yield_section(record, s)},
      {"books", "Where the web went", web_books_section(s.web)},
      {"web", "Along the rolls", web_section(record)},
      {"spc", "Control charts", spc_section(record)},
      {"time", "Where the time goes", time_section(record)},
      {"oee", "Equipment efficiency", oee_section(s)},
      {"what-ifs", "What a change would bring", what_ifs_section(record)},
      {"market", "Watts against demand", market_section(record)},
      {"cost", "Cost", cost_section(record, s)},
      {"targets", "The twin beside the real fab", targets_section(record)},
      {"modules", "Modules", modules_section(record)},
      {"numerics", "How sure the numbers are", numerics_section(record, s)},
      {"inputs", "Inputs", inputs_section(record.inputs)},
      {"provenance", "Provenance", provenance_section(record, s)}};
  if (std::string field = field_section(record); !field.empty()) {
    const auto behind = std::ranges::find(sections, "cost", &Section::id);
    sections.insert(behind + 1, {"field", "In the field", std::move(field)});
  }
  return sections;
}

std::vector<Section> sections_of_a_line(const twin::RunRecord& record, const twin::Summary& s) {
  return {{"answer", "In short", line_answer_section(record, s)},
          {"oee", "Equipment efficiency", oee_section(s)},
          {"time", "Where the time goes", line_time_section(record)},
          {"what-ifs", "What a change would bring", what_ifs_section(record)},
          {"inputs", "Inputs", inputs_section(record.inputs)},
          {"provenance", "Provenance", provenance_section(record, s)}};
}

}  // namespace

std::string html_report(const twin::RunRecord& record, const twin::Summary& summary) {
  const twin::Summary s = with_gaps(summary);
  std::vector<Section> sections =
      s.is_line ? sections_of_a_line(record, s) : sections_of_a_fab(record, s);
  const twin::Provenance& p = record.provenance;
  return html_page(
      {.title = p.name.empty() ? "Run" : p.name,
       .subtitle = fmt::format("{} to {}, seed {}. {}", date_text(p.from), date_text(p.to), p.seed,
                               p.version.empty() ? "" : "Simulated by Heliofab " + p.version + "."),
       .footer = "Every figure is of the simulated fab, not of a real one.",
       .sections = std::move(sections),
       .json = summary_json(record, summary).dump()});
}

}  // namespace heliofab::report
