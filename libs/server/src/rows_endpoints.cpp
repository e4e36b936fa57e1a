// SPDX-License-Identifier: Apache-2.0
// Tables of a run: what there are, their rows, sums over them.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "backend.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/report/answer_rows.hpp"
#include "table_source.hpp"

namespace heliofab::server {

namespace {

constexpr std::size_t most_bytes = 32 * 1024 * 1024;  // of rows in one answer; the next one goes on

// Written as they come: a tree of a million values would take ten times the memory.
void append(std::string& text, const store::Value& value) {
  const auto append_number = [&](auto number) {
    std::array<char, 32> digits;
    text.append(digits.data(),
                std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
  };
  if (const auto* count = std::get_if<std::int64_t>(&value)) {
    append_number(*count);
  } else if (const auto* number = std::get_if<double>(&value); number && std::isfinite(*number)) {
    append_number(*number);
  } else if (const auto* words = std::get_if<std::string>(&value)) {
    text += io::Json(*words).dump();
  } else {
    text += "null";
  }
}

void append(std::string& text, const std::vector<store::Value>& row) {
  char separator = '[';
  for (const store::Value& value : row) {
    text += separator;
    append(text, value);
    separator = ',';
  }
  text += ']';
}

std::string head_of(const Source& source, const Question& question) {
  return fmt::format(R"({{"table":{},"columns":{},"rows":[)", io::Json(source.name).dump(),
                     io::Json::array_of(question.columns, [](const std::string& name) {
                       return io::Json(name);
                     }).dump());
}

}  // namespace

Response answer_tables(Backend& backend, const Call& call) {
  const auto run = backend.readers.borrow(backend.runs.store_of(call.part("run")));
  return json_answer(report::tables_json(run->tables));
}

Response answer_rows(Backend& backend, const Call& call) {
  const auto run = backend.readers.borrow(backend.runs.store_of(call.part("run")));
  const Source source = source_of(run->tables, call.part("table"), call.request.parameter("join"));
  const Question question = rows_question(source, call.request);
  store::Answer answer = run->reader.ask(question.sql, question_time, question.values);
  Response response;
  std::string& text = response.body = head_of(source, question);
  std::int64_t count = 0;
  store::Value last;
  bool has_more = false;
  while (const auto* row = answer.next()) {
    if (count == question.limit || text.size() > most_bytes) {
      has_more = true;
      break;
    }
    text += count++ == 0 ? "" : ",\n";
    append(text, *row);
    last = row->front();
  }
  text += R"(],"next":)";
  append(text, !has_more              ? store::Value()
               : source.rowid.empty() ? store::Value(question.offset + count)
                                      : last);
  text += "}\n";
  return response;
}

Response answer_groups(Backend& backend, const Call& call) {
  const auto run = backend.readers.borrow(backend.runs.store_of(call.part("run")));
  const Source source = source_of(run->tables, call.part("table"), call.request.parameter("join"));
  const Question question = groups_question(source, call.request);
  store::Answer answer = run->reader.ask(question.sql, question_time, question.values);
  Response response;
  response.body = head_of(source, question);
  std::int64_t count = 0;
  while (const auto* row = answer.next()) {
    if (count == question.limit) {
      throw InputError("E9013", "group", fmt::format("more than {} groups", most_groups),
                       "give wider buckets (position_m:10), or filter");
    }
    response.body += count++ == 0 ? "" : ",\n";
    append(response.body, *row);
  }
  response.body += "]}\n";
  return response;
}

}  // namespace heliofab::server
