// SPDX-License-Identifier: Apache-2.0
// The course of a run in progress, as server-sent events. An event is a state, not a step: whoever
// was away gets the newest one, and none that it had.
#include <fmt/format.h>

#include "backend.hpp"

namespace heliofab::server {

namespace {

constexpr std::chrono::milliseconds fresh{500};  // many who watch one run ask its store once

std::int64_t whole(const store::Value& value) {
  const auto* count = std::get_if<std::int64_t>(&value);
  return count == nullptr ? 0 : *count;
}

LiveState look_up(Backend& backend, const std::filesystem::path& store) {
  const auto run = backend.readers.borrow(store);
  // Rows are only ever added, at the end.
  store::Answer answer = run->reader.ask(
      "SELECT (SELECT max(rowid) FROM modules), (SELECT max(rowid) FROM rolls), "
      "max(begins, "
      "coalesce((SELECT time FROM events ORDER BY rowid DESC LIMIT 1), 0), "
      "coalesce((SELECT flashed FROM flashes ORDER BY rowid DESC LIMIT 1), 0), "
      "coalesce((SELECT finished FROM rolls ORDER BY rowid DESC LIMIT 1), 0)), "
      "is_complete FROM run",
      question_time);
  const auto* row = answer.next();
  return {.modules = whole(row->at(0)),
          .rolls = whole(row->at(1)),
          .time = whole(row->at(2)),
          .is_complete = whole(row->at(3)) != 0};
}

LiveState state_of(Backend& backend, const std::string& id) {
  const std::filesystem::path store = backend.runs.store_of(id);
  const std::scoped_lock lock(backend.live_mutex);
  auto& [looked_up, state] = backend.live[id];
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_up >= fresh) {
    state = look_up(backend, store);
    looked_up = now;
  }
  return state;
}

// Names the state, so that equal ones are told apart from new ones.
std::string event_id(const LiveState& state) {
  return fmt::format("{}-{}-{}-{}", state.modules, state.rolls, state.time,
                     state.is_complete ? 1 : 0);
}

EventBatch news(Backend& backend, const std::string& id, const std::string& last_id) {
  const LiveState state = state_of(backend, id);
  EventBatch batch{.text = {}, .last_id = event_id(state), .is_last = state.is_complete};
  if (batch.last_id == last_id && !state.is_complete) {
    return batch;
  }
  const std::string data = io::Json::object({{"modules", state.modules},
                                             {"rolls", state.rolls},
                                             {"time", state.time},
                                             {"is_complete", state.is_complete}})
                               .dump();
  if (batch.last_id != last_id) {
    batch.text = fmt::format("id: {}\nevent: progress\ndata: {}\n\n", batch.last_id, data);
  }
  if (state.is_complete) {
    batch.text += fmt::format("id: {}\nevent: complete\ndata: {}\n\n", batch.last_id, data);
  }
  return batch;
}

}  // namespace

Response answer_live(Backend& backend, const Call& call) {
  const std::string id(call.part("run"));
  const LiveState state = state_of(backend, id);  // now, so that a wrong id is an error of its own
  if (state.is_complete && call.request.header("last-event-id") == event_id(state)) {
    return {.status = 204};  // what makes a browser stop asking
  }
  Response response;
  response.events = [&backend, id](const std::string& last_id) {
    return news(backend, id, last_id);
  };
  return response;
}

}  // namespace heliofab::server
