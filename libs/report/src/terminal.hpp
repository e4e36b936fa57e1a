// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "heliofab/report/text_summary.hpp"

namespace heliofab::report {

/// Lines of text for a terminal, in columns: name, number, bar or remark.
class Terminal {
 public:
  enum class Ink { plain, bold, dim, good, bad };

  explicit Terminal(const TextStyle& style);

  void blank() { text_ += '\n'; }
  void heading(std::string_view title, std::string_view remark = {});
  /// A name, a number flush right, a remark cut where the line ends.
  void row(std::string_view name, std::string_view number, std::string_view remark = {},
           Ink remark_ink = Ink::plain);
  /// The remark is a bar from `from` to `to` on a scale of 0 to 1.
  void bar_row(std::string_view name, std::string_view number, double from, double to,
               bool is_solid = true);
  void remark(std::string_view text);
  /// Words over as many lines as they need.
  void paragraph(std::string_view text);
  /// A line laid out by the caller.
  void plain_line(std::string_view text, Ink ink = Ink::plain);

  /// One character a value, as high as it is large.
  std::string spark(const std::vector<double>& values) const;

  /// All lines so far. In an ASCII style other characters became '?'.
  std::string text() const;

 private:
  std::string painted(std::string_view text, Ink ink) const;
  void line(std::string_view left, std::string_view right, Ink ink);
  std::string left_columns(std::string_view name, std::string_view number) const;
  std::string cut(std::string_view text, std::size_t width) const;

  TextStyle style_;
  std::size_t name_width_ = 0;
  std::size_t rest_width_ = 0;  // behind name and number
  std::string text_;
};

}  // namespace heliofab::report
