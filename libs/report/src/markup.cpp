// SPDX-License-Identifier: Apache-2.0
#include "markup.hpp"

#include <fmt/format.h>

#include "format.hpp"

namespace heliofab::report {

namespace {

std::string cell(std::string_view tag, std::string_view text, bool is_number) {
  std::string html = "<" + std::string(tag);
  html += tag == "th" ? R"( scope="col")" : "";
  html += is_number ? R"( class="number">)" : ">";
  return html + escape(text) + "</" + std::string(tag) + ">";
}

}  // namespace

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_table(const Table& table, std::string_view id) {
  // What may be wider than the page has a tabindex: the keyboard reaches it to scroll.
  std::string html;
  if (id.empty()) {
    html += R"(<div class="scroll" tabindex="0"><table>)";
  } else {
    html += fmt::format(R"(<p class="filter"><label>Show rows with )"
                        R"(<input type="search" data-filters="{}"></label> <output></output></p>)"
                        "\n",
                        id);
    html += fmt::format(R"(<div class="scroll" tabindex="0"><table id="{}">)", id);
  }
  html += "<thead><tr>";
  for (const Table::Column& column : table.columns) {
    html += cell("th", column.title, column.is_number);
  }
  html += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += cell("td", row[i], i < table.columns.size() && table.columns[i].is_number);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string html_figure(std::string_view caption, const std::vector<LegendItem>& legend,
                        std::string_view svg, const Table& table) {
  std::string html = "<figure><figcaption>" + escape(caption) + "</figcaption>\n";
  if (!legend.empty()) {
    html += R"(<ul class="legend">)";
    for (const LegendItem& item : legend) {
      html += fmt::format(
          R"(<li><svg class="swatch" aria-hidden="true" viewBox="0 0 12 12">{}</svg>{}</li>)",
          item.paint.starts_with("line ")
              ? fmt::format(R"(<path class="{}" d="M0 6h12"/>)", item.paint)
              : fmt::format(R"(<rect class="{}" width="12" height="12"/>)", item.paint),
          escape(item.name));
    }
    html += "</ul>\n";
  }
  html += R"(<div class="scroll" tabindex="0">)" + std::string(svg) + "</div>\n";
  return html + "<details><summary>Table</summary>\n" + html_table(table) + "</details></figure>\n";
}

std::string html_tile(std::string_view name, std::string_view figure, std::string_view remark) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd><dd class=\"remark\">{}</dd></div>\n",
                     escape(name), escape(figure), escape(remark));
}

std::string paragraph(std::string_view text) { return "<p>" + escape(text) + "</p>\n"; }

}  // namespace heliofab::report
