// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

#include "heliofab/io/json.hpp"
#include "heliofab/server/film_desk.hpp"
#include "heliofab/server/http.hpp"
#include "run_folder.hpp"

namespace heliofab::server {

/// The course of a run in progress.
struct LiveState {
  std::int64_t modules = 0;
  std::int64_t rolls = 0;
  std::int64_t time = 0;  // [us] of the plant's clock, of the newest row
  bool is_complete = false;
};

/// What endpoints share.
struct Backend {
  explicit Backend(const std::filesystem::path& served_store) : runs(served_store) {}

  RunFolder runs;
  ReaderPool readers;
  AnswerCache cache;
  FilmDesk* film = nullptr;  // while a film is made
  // The newest course of each run that somebody watches, with when it was looked up.
  std::mutex live_mutex;
  std::map<std::string, std::pair<std::chrono::steady_clock::time_point, LiveState>> live;
};

/// A request with the parts of its path that have names: {"run", "june"}.
struct Call {
  const Request& request;
  std::vector<Pair> path;

  std::string_view part(std::string_view name) const noexcept;
};

/// A parameter in words, for whoever writes a client.
struct ParameterRow {
  std::string_view name;
  std::string_view where;  // "query", "header"
  std::string_view type;   // of JSON: "string", "integer"
  std::string_view meaning;
  bool is_needed = false;
};

/// An endpoint: the table of all of them answers requests and writes the OpenAPI description.
struct Route {
  std::string_view method;
  std::string_view path;  // "/api/v1/runs/{run}/summary"
  std::string_view id;    // "summary"
  std::string_view meaning;
  Response (*answer)(Backend&, const Call&);
  Lane lane = Lane::quick;
  std::size_t body_limit = 0;  // [bytes]
  std::string_view type = "application/json";
  std::string_view answer_meaning;
  std::span<const ParameterRow> parameters = {};
};

std::span<const Route> routes();
/// OpenAPI 3.1.
io::Json open_api();

/// Time that a question to a store may take.
inline constexpr std::chrono::seconds question_time{10};

Response json_answer(const io::Json& json);

Response answer_open_api(Backend&, const Call&);
Response answer_runs(Backend&, const Call&);
Response answer_summary(Backend&, const Call&);
Response answer_plant(Backend&, const Call&);
Response answer_tables(Backend&, const Call&);
Response answer_rows(Backend&, const Call&);
Response answer_groups(Backend&, const Call&);
Response answer_module(Backend&, const Call&);
Response answer_difference(Backend&, const Call&);
Response answer_ramp(Backend&, const Call&);
Response answer_report(Backend&, const Call&);
Response answer_live(Backend&, const Call&);
Response answer_film(Backend&, const Call&);

}  // namespace heliofab::server
