// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>

#include <fmt/format.h>

#include "parameters.hpp"
#include "table_source.hpp"

namespace heliofab::server {

namespace {

// The lower edge of the bucket that a value is in: exact of whole numbers.
std::string bucket_sql(const SourceColumn& column, const store::Value& width, std::size_t mark) {
  return column.type == "INTEGER" && std::holds_alternative<std::int64_t>(width)
             ? fmt::format("{0} - (({0} % ?{1}) + ?{1}) % ?{1}", column.sql, mark)
             : fmt::format("floor({0} / ?{1}) * ?{1}", column.sql, mark);
}

// "roll", or "position_m:0.5" by buckets.
std::string group_sql(Parameters& parameters, std::string_view text, Question& question) {
  const std::size_t colon = text.find(':');
  const SourceColumn* column = parameters.column("group", text.substr(0, colon));
  if (column == nullptr) {
    return {};
  }
  question.columns.push_back(column->name);
  if (colon == std::string_view::npos) {
    return column->sql;
  }
  const std::optional<store::Value> width = parameters.width("group", text.substr(colon + 1));
  if (column->type == "TEXT") {
    parameters.complain("E9013", "group",
                        fmt::format("found a width for {}, which is text", column->name),
                        "only numbers have buckets");
  }
  question.values.push_back(width ? *width : store::Value(std::int64_t{1}));
  return bucket_sql(*column, question.values.back(), question.values.size());
}

// "count" or "mean:pmax_W".
std::string value_sql(Parameters& parameters, std::string_view text, Question& question) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> functions{
      {{"mean", "avg"}, {"min", "min"}, {"max", "max"}, {"sum", "total"}}};
  if (text == "count") {
    question.columns.emplace_back("count");
    return "count(*)";
  }
  const std::size_t colon = std::min(text.find(':'), text.size());
  for (const auto& [word, function] : functions) {
    if (text.substr(0, colon) != word || colon == text.size()) {
      continue;
    }
    const SourceColumn* column = parameters.column("values", text.substr(colon + 1));
    if (column == nullptr) {
      return {};
    }
    if (column->type == "TEXT" && (word == "mean" || word == "sum")) {
      parameters.complain("E9013", "values", fmt::format("{} is text", column->name),
                          "text has a count, a min and a max");
    }
    question.columns.emplace_back(text);
    const bool is_count = word == "sum" && column->type == "INTEGER";
    return fmt::format("{}({})", is_count ? "sum" : function, column->sql);
  }
  parameters.complain("E9013", "values", fmt::format("'{}' is not understood", text),
                      "wanted count, or mean, min, max or sum with a column: mean:pmax_W");
  return {};
}

}  // namespace

Question groups_question(const Source& source, const Request& request) {
  constexpr std::array<std::string_view, 3> words{"group", "values", "join"};
  constexpr std::size_t most_keys = 2;
  Parameters parameters(source, request, words);
  Question question{.limit = most_groups};
  std::string selected;
  std::string keys;  // by their place: "1, 2"
  const auto groups = Parameters::list(parameters.word("group"));
  if (groups.size() > most_keys) {
    parameters.complain("E9013", "group", fmt::format("found {} columns", groups.size()),
                        "group by one column or by two");
  }
  for (const std::string_view group : groups) {
    selected += (selected.empty() ? "" : ", ") + group_sql(parameters, group, question);
    keys += fmt::format("{}{}", keys.empty() ? "" : ", ", question.columns.size());
  }
  const std::string_view values = parameters.word("values");
  for (const std::string_view value : Parameters::list(values.empty() ? "count" : values)) {
    selected += (selected.empty() ? "" : ", ") + value_sql(parameters, value, question);
  }
  const std::string condition = parameters.condition(question.values);
  parameters.end();
  question.sql = fmt::format("SELECT {} FROM {} WHERE {}", selected, source.sql, condition);
  if (!keys.empty()) {
    question.sql += fmt::format(" GROUP BY {0} ORDER BY {0}", keys);
  }
  question.sql += fmt::format(" LIMIT {}", most_groups + 1);
  return question;
}

}  // namespace heliofab::server
