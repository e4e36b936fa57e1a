// SPDX-License-Identifier: Apache-2.0
// What is known of a whole run: the same objects that the command line prints.
#include <fmt/format.h>

#include "backend.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/report/html_report.hpp"
#include "heliofab/report/module_trace.hpp"
#include "heliofab/report/run_difference.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/store/module_trace.hpp"
#include "heliofab/store/rows.hpp"
#include "read_number.hpp"

namespace heliofab::server {

namespace {

using io::Json;

// As text, for 64 bits are more than JavaScript's numbers hold.
std::string seed_text(const store::Value& value) {
  return fmt::format("{}", static_cast<std::uint64_t>(std::get<std::int64_t>(value)));
}

Json run_row(Backend& backend, const std::string& id) {
  const auto run = backend.readers.borrow(backend.runs.store_of(id));
  store::Answer answer = run->reader.ask(
      "SELECT name, seed, begins, ends, is_complete, (SELECT count(*) FROM modules) AS "
      "modules FROM run",
      question_time);
  const auto* row = answer.next();
  if (row == nullptr) {
    throw StorageError("E5101", fmt::format("'{}' has no row in its table run", id));
  }
  Json json = Json::object({{"id", id}});
  const Json known = store::row_json(answer.columns(), *row);
  for (const auto& [name, value] : known.members()) {
    json.set(name, value);
  }
  json.set("seed", seed_text((*row)[1]));
  json.set("is_complete", (*row)[4] == store::Value(std::int64_t{1}));
  json.set("is_served", id == backend.runs.served());
  json.set("has_ramp", std::filesystem::exists(backend.runs.ramp_of(id)));
  return json;
}

report::SummarizedRun summarized(Backend& backend, std::string_view id) {
  return report::read_summarized(std::string(id), backend.runs.store_of(id));
}

std::string key_of(Backend& backend, std::string_view what, std::string_view id) {
  const std::filesystem::path store = backend.runs.store_of(id);
  return fmt::format("{} {} {}", what, store.string(), stamp_of(store));
}

}  // namespace

Response json_answer(const Json& json) {
  Response response;
  response.body = json.dump() + "\n";
  return response;
}

Response answer_runs(Backend& backend, const Call&) {
  Json runs = Json::array();
  Json unreadable = Json::array();
  for (const std::string& id : backend.runs.ids()) {
    try {
      runs.push(run_row(backend, id));
    } catch (const StorageError& error) {
      unreadable.push(Json::object(
          {{"id", id},
           {"diagnostics", io::to_json(std::vector{Diagnostic{
                               .code = error.code(), .path = "run", .message = error.what()}})}}));
    }
  }
  return json_answer(Json::object({{"runs", runs}, {"unreadable", unreadable}}));
}

Response answer_summary(Backend& backend, const Call& call) {
  Response response;
  response.body = backend.cache.find_or(key_of(backend, "summary", call.part("run")), [&] {
    const report::SummarizedRun run = summarized(backend, call.part("run"));
    return report::summary_json(run.record, run.summary).dump() + "\n";
  });
  return response;
}

Response answer_report(Backend& backend, const Call& call) {
  Response response{.type = "text/html; charset=utf-8"};
  response.body = backend.cache.find_or(key_of(backend, "report", call.part("run")), [&] {
    const report::SummarizedRun run = summarized(backend, call.part("run"));
    return report::html_report(run.record, run.summary);
  });
  // Its style and script stand in it; in a sandbox they reach nothing of this server.
  response.headers.emplace_back("content-security-policy",
                                "default-src 'none'; style-src 'unsafe-inline'; script-src "
                                "'unsafe-inline'; img-src data:; frame-ancestors 'none'; "
                                "base-uri 'none'; form-action 'none'; sandbox allow-scripts");
  return response;
}

Response answer_module(Backend& backend, const Call& call) {
  const std::string_view text = call.part("serial");
  const auto serial = read_number<std::int64_t>(text);
  if (!serial) {
    throw InputError("E9013", "serial", fmt::format("found '{}', wanted a whole number", text),
                     "GET /api/v1/runs/RUN/tables/modules?columns=serial lists them");
  }
  return json_answer(report::module_trace_json(
      store::trace_module(backend.runs.store_of(call.part("run")), *serial)));
}

Response answer_difference(Backend& backend, const Call& call) {
  const std::string key =
      key_of(backend, "difference", call.part("run")) + key_of(backend, "", call.part("other"));
  Response response;
  response.body = backend.cache.find_or(key, [&] {
    const report::SummarizedRun a = summarized(backend, call.part("run"));
    const report::SummarizedRun b = summarized(backend, call.part("other"));
    return report::run_difference_json(a, b, report::compare_runs(a, b)).dump() + "\n";
  });
  return response;
}

}  // namespace heliofab::server
