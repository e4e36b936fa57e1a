// SPDX-License-Identifier: Apache-2.0
#include "html_page.hpp"

#include <fmt/format.h>

#include "markup.hpp"
#include "page.hpp"

namespace heliofab::report {

namespace {

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

std::string html_page(const HtmlPage& page) {
  const std::string title = escape(page.title);
  // The policy keeps the page from any network, whatever a record holds.
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";
  html += fmt::format("<title>{} - Heliofab</title>\n<style>{}</style>\n</head>\n<body>\n", title,
                      page_style());
  html += fmt::format("<header><h1>{}</h1>\n<p>{}</p>\n<nav aria-label=\"sections\">", title,
                      escape(page.subtitle));
  for (const Section& section : page.sections) {
    html += fmt::format("<a href=\"#{}\">{}</a>\n", section.id, section.title);
  }
  html += "</nav></header>\n<main>\n";
  for (const Section& section : page.sections) {
    html += fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", section.id, section.title,
                        section.html);
  }
  html += fmt::format("</main>\n<footer><p>{}</p></footer>\n", escape(page.footer));
  if (!page.json.empty()) {
    html += fmt::format("<script type=\"application/json\" id=\"heliofab-summary\">{}</script>\n",
                        json_for_script(page.json));
  }
  html += fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
  return html;
}

}  // namespace heliofab::report
