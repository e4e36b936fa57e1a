// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace heliofab::report {

/// How often a text holds a part.
inline std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

/// Text of all table rows of a page, cells parted by '|'.
inline std::vector<std::string> table_rows(const std::string& page) {
  std::vector<std::string> rows;
  for (auto at = page.find("<tr>"); at != std::string::npos; at = page.find("<tr>", at + 1)) {
    std::string row;
    bool is_tag = false;
    for (const char c : page.substr(at, page.find("</tr>", at) - at)) {
      row += c == '>' && !row.empty() && row.back() != '|' ? "|" : "";
      is_tag = c == '<' || (is_tag && c != '>');
      row += is_tag || c == '>' ? "" : std::string(1, c);
    }
    rows.push_back(row);
  }
  return rows;
}

/// What is wrong with a page, or "": tags that do not balance, attributes without quotes or given
/// twice, an id given twice, '&' that begins no entity of ours, a link to no id, control
/// characters. Stricter than HTML: every element but the void ones below is closed.
class HtmlCheck {
 public:
  explicit HtmlCheck(std::string_view page) : page_(page) {}

  std::string problem() {
    for (const char c : page_) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\n') || byte == 0x7f) {
        return "control character";
      }
    }
    if (!take("<!DOCTYPE html>\n")) {
      return "no doctype";
    }
    while (problem_.empty() && at_ < page_.size()) {
      if (page_[at_] == '<') {
        tag();
      } else {
        text();
      }
    }
    if (problem_.empty() && !open_.empty()) {
      fail("not closed: " + open_.back());
    }
    for (const std::string& target : targets_) {
      if (problem_.empty() && ids_.count(target) == 0) {
        fail("link to no id: " + target);
      }
    }
    return problem_;
  }

 private:
  bool take(std::string_view expected) {
    if (page_.substr(at_, expected.size()) != expected) {
      return false;
    }
    at_ += expected.size();
    return true;
  }

  void fail(const std::string& what) {
    problem_ = what + " near '" + std::string(page_.substr(at_ > 30 ? at_ - 30 : 0, 60)) + "'";
  }

  std::string name() {
    std::string result;
    while (at_ < page_.size() &&
           (std::isalnum(static_cast<unsigned char>(page_[at_])) != 0 || page_[at_] == '-')) {
      result += page_[at_++];
    }
    return result;
  }

  void check_entity() {
    for (const char* entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
      if (page_.substr(at_, std::string_view(entity).size()) == entity) {
        return;
      }
    }
    fail("a bare &");
  }

  void text() {
    if (page_[at_] == '&') {
      check_entity();
    } else if (page_[at_] == '>') {
      fail("a bare >");
    }
    ++at_;
  }

  void tag() {
    ++at_;
    if (take("/")) {
      const std::string closed = name();
      if (open_.empty() || open_.back() != closed || !take(">")) {
        fail("</" + closed + "> closes nothing");
      } else {
        open_.pop_back();
      }
      return;
    }
    const std::string element = name();
    if (element.empty()) {
      fail("a bare <");
      return;
    }
    std::set<std::string> seen;
    while (problem_.empty() && take(" ")) {
      attribute(seen);
    }
    if (!problem_.empty() || take("/>")) {
      return;
    }
    if (!take(">")) {
      fail("<" + element + " does not end");
    } else if (element == "script" || element == "style") {
      const auto end = page_.find("</" + element + ">", at_);
      at_ = end == std::string_view::npos ? page_.size() : end + element.size() + 3;
    } else if (element != "meta" && element != "input") {
      open_.push_back(element);
    }
  }

  void attribute(std::set<std::string>& seen) {
    const std::string key = name();
    if (key.empty() || !seen.insert(key).second || !take("=\"")) {
      fail("attribute '" + key + "'");
      return;
    }
    const std::size_t from = at_;
    while (problem_.empty() && at_ < page_.size() && page_[at_] != '"') {
      if (page_[at_] == '<') {
        fail("< in an attribute");
      } else if (page_[at_] == '&') {
        check_entity();
      }
      ++at_;
    }
    const std::string value(page_.substr(from, at_ - from));
    ++at_;
    if (key == "id" && !ids_.insert(value).second) {
      fail("id given twice");
    }
    if (key == "href" || key == "data-filters") {
      targets_.push_back(key == "href" ? value.substr(1) : value);
    }
  }

  std::string_view page_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  std::set<std::string> ids_;
  std::vector<std::string> targets_;
  std::string problem_;
};

}  // namespace heliofab::report
