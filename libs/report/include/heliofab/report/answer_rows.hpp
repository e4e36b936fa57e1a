// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/store/query.hpp"

namespace heliofab::report {

/// Rows to be laid out together: widths of columns follow from all of them.
struct AnswerRows {
  std::vector<std::string> columns;
  std::vector<std::vector<store::Value>> rows;  // a value a column
};

/// A table in lines of `style`: boxes, or '+' and '|'. Numbers stand at the right, NULL reads NULL,
/// a double has six digits. Long texts are cut until the lines fit `style.width`; where not even
/// that helps, every row becomes a block of lines "column  value". Each line ends with '\n'.
std::string answer_box(const AnswerRows& answer, const TextStyle& style);

/// The same as a table in Markdown, whole, with '|' escaped.
std::string answer_markdown(const AnswerRows& answer);

/// Tables and views with their columns: unit and meaning, as the schema says them.
std::string tables_text(const std::vector<store::TableInfo>& tables, const TextStyle& style);
io::Json tables_json(const std::vector<store::TableInfo>& tables);

}  // namespace heliofab::report
