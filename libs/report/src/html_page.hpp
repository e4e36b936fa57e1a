// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace heliofab::report {

/// A part of a page that the head of it links to.
struct Section {
  std::string_view id;
  std::string_view title;
  std::string html;
};

/// One page that needs nothing else, in the style of page.cpp. Texts are escaped, sections are not.
struct HtmlPage {
  std::string title;
  std::string subtitle;
  std::string footer;
  std::vector<Section> sections;
  std::string json = {};  // for programs, in the element `heliofab-summary`; empty: none
};
std::string html_page(const HtmlPage& page);

}  // namespace heliofab::report
