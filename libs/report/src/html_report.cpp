// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/html_report.hpp"

#include <vector>

#include <fmt/format.h>

#include "figures.hpp"
#include "format.hpp"
#include "heliofab/report/summary_json.hpp"
#include "markup.hpp"
#include "page.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

struct Section {
  std::string_view id;
  std::string_view title;
  std::string html;
};

// Inside <script> only "</script" and "<!--" end the text; without '<' there is neither.
std::string json_for_script(std::string_view json) {
  std::string text;
  for (const char c : json) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

std::string html_report(const twin::RunRecord& record, const twin::Summary& summary) {
  const twin::Summary s = with_gaps(summary);
  const std::vector<Section> sections = {
      {"answer", "In short", answer_section(record, s)},
      {"efficiency", "Efficiency and bins", efficiency_section(record, s)},
      {"losses", "Where the efficiency goes", losses_section(record, s)},
      {"scatter", "What makes modules differ", scatter_section(record)},
      {"yield", "Yield and scrap", yield_section(record, s)},
      {"web", "Along the rolls", web_section(record)},
      {"time", "Where the time goes", time_section(record)},
      {"oee", "Equipment efficiency", oee_section(s)},
      {"market", "Watts against demand", market_section(record)},
      {"cost", "Cost", cost_section(record, s)},
      {"targets", "The twin beside the real fab", targets_section(record)},
      {"modules", "Modules", modules_section(record)},
      {"inputs", "Inputs", inputs_section(record)},
      {"provenance", "Provenance", provenance_section(record, s)}};
  const twin::Provenance& p = record.provenance;
  const std::string title = escape(p.name.empty() ? "Run" : p.name);
  // The policy keeps the page from any network, whatever a record holds.
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";
  html += fmt::format("<title>{} - Heliofab</title>\n<style>{}</style>\n</head>\n<body>\n", title,
                      page_style());
  html += fmt::format("<header><h1>{}</h1>\n<p>{} to {}, seed {}. {}</p>\n<nav>", title,
                      date_text(p.from), date_text(p.to), p.seed,
                      p.version.empty() ? "" : escape("Simulated by Heliofab " + p.version + "."));
  for (const Section& section : sections) {
    html += fmt::format("<a href=\"#{}\">{}</a>\n", section.id, section.title);
  }
  html += "</nav></header>\n<main>\n";
  for (const Section& section : sections) {
    html += fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", section.id, section.title,
                        section.html);
  }
  html +=
      "</main>\n<footer><p>Every figure is of the simulated fab, not of a real one.</p></footer>\n";
  html += fmt::format("<script type=\"application/json\" id=\"heliofab-summary\">{}</script>\n",
                      json_for_script(summary_json(record, summary).dump()));
  html += fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
  return html;
}

}  // namespace heliofab::report
