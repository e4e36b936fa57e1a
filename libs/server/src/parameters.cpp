// SPDX-License-Identifier: Apache-2.0
#include "parameters.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "read_number.hpp"

namespace heliofab::server {

namespace {

// What a filter compares: "made.from" is the column made and ">=".
struct FilterName {
  std::string_view column;
  std::string_view comparison;
};

FilterName filter_name(std::string_view parameter) {
  for (const auto& [suffix, comparison] :
       {std::pair<std::string_view, std::string_view>{".from", ">="}, {".to", "<="}}) {
    if (parameter.ends_with(suffix)) {
      return {parameter.substr(0, parameter.size() - suffix.size()), comparison};
    }
  }
  return {parameter, "="};
}

}  // namespace

Parameters::Parameters(const Source& source, const Request& request,
                       std::span<const std::string_view> words)
    : source_(source), request_(request), words_(words) {}

std::string_view Parameters::word(std::string_view name) {
  if (std::ranges::count(request_.query, name, &Pair::first) > 1) {
    complain("E9013", name, "given more than once", "give it once");
  }
  return request_.parameter(name);
}

std::vector<std::string_view> Parameters::list(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

const SourceColumn* Parameters::column(std::string_view parameter, std::string_view name) {
  const auto found = std::ranges::find(source_.columns, name, &SourceColumn::name);
  if (found != source_.columns.end()) {
    return &*found;
  }
  std::vector<std::string_view> names;
  for (const SourceColumn& known : source_.columns) {
    names.push_back(known.name);
  }
  const std::string_view close = nearest(name, names);
  complain("E9013", parameter, fmt::format("no column '{}' in {}", name, source_.name),
           close.empty() ? fmt::format("columns are {}", fmt::join(names, ", "))
                         : fmt::format("did you mean '{}'?", close));
  return nullptr;
}

std::int64_t Parameters::count(std::string_view parameter, std::int64_t usual, std::int64_t least,
                               std::int64_t most) {
  const std::string_view text = word(parameter);
  if (text.empty()) {
    return usual;
  }
  const std::optional<std::int64_t> number = read_number<std::int64_t>(text);
  if (!number || *number < least || *number > most) {
    complain("E9013", parameter,
             fmt::format("found '{}', wanted a whole number from {} to {}", text, least, most),
             fmt::format("without it, it is {}", usual));
    return usual;
  }
  return *number;
}

std::optional<store::Value> Parameters::width(std::string_view parameter, std::string_view text) {
  if (const auto whole = read_number<std::int64_t>(text); whole && *whole > 0) {
    return store::Value(*whole);
  }
  if (const auto number = read_number<double>(text); number && *number > 0) {
    return store::Value(*number);
  }
  complain("E9013", parameter, fmt::format("found width '{}', wanted a number above 0", text),
           "position_m:0.5 groups by half metres");
  return {};
}

std::optional<store::Value> Parameters::value(const SourceColumn& column, const Pair& filter) {
  const std::string& text = filter.second;
  if (column.type == "TEXT") {
    return store::Value(text);
  }
  if (const auto whole = read_number<std::int64_t>(text)) {
    return column.type == "REAL" ? store::Value(static_cast<double>(*whole)) : store::Value(*whole);
  }
  if (const auto number = read_number<double>(text)) {
    return store::Value(*number);
  }
  if (column.type.empty()) {
    return store::Value(text);
  }
  complain("E9013", filter.first,
           fmt::format("found '{}', wanted a number, as {} has {}", text, column.name, column.type),
           "write 12 or 0.105; times are whole microseconds");
  return {};
}

std::string Parameters::condition(std::vector<store::Value>& values) {
  // Several values of one column: any of them.
  std::map<std::pair<std::string, std::string>, std::vector<store::Value>> filters;
  for (const Pair& given : request_.query) {
    if (std::ranges::find(words_, given.first) != words_.end()) {
      continue;
    }
    const FilterName name = filter_name(given.first);
    const auto known = std::ranges::find(source_.columns, name.column, &SourceColumn::name);
    if (known == source_.columns.end()) {
      std::vector<std::string_view> names(words_.begin(), words_.end());
      for (const SourceColumn& candidate : source_.columns) {
        names.push_back(candidate.name);
      }
      const std::string_view close = nearest(name.column, names);
      complain("E9014", given.first, "unknown parameter",
               close.empty() ? fmt::format("filters are columns of {}: COLUMN=value, COLUMN.from=, "
                                           "COLUMN.to=; other parameters are {}",
                                           source_.name, fmt::join(words_, ", "))
                             : fmt::format("did you mean '{}'?", close));
      continue;
    }
    if (const auto bound = value(*known, given)) {
      filters[{known->sql, std::string(name.comparison)}].push_back(*bound);
    }
  }
  std::string sql = "1";
  for (const auto& [filter, bound] : filters) {
    const auto& [column, comparison] = filter;
    std::string any;
    for (const store::Value& one : bound) {
      any += fmt::format("{}{} {} ?", any.empty() ? "" : " OR ", column, comparison);
      values.push_back(one);
    }
    sql += fmt::format(" AND ({})", any);
  }
  return sql;
}

void Parameters::complain(std::string_view code, std::string_view parameter, std::string message,
                          std::string note) {
  complaints_.push_back({.code = std::string(code),
                         .path = std::string(parameter),
                         .message = std::move(message),
                         .note = std::move(note)});
}

void Parameters::end() const {
  if (!complaints_.empty()) {
    throw InputError(complaints_);
  }
}

}  // namespace heliofab::server
