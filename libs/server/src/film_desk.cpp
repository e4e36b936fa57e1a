// SPDX-License-Identifier: Apache-2.0
#include "heliofab/server/film_desk.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "heliofab/core/error.hpp"
#include "read_number.hpp"

namespace heliofab::server {

namespace {

constexpr std::size_t most_text = 256 * 1024;  // [bytes] of captions, messages, names

using Object = nlohmann::json;

Object object_of(const Request& request) {
  Object body = Object::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    throw InputError("E9007", "body", "found no JSON object", "send {\"renderer\": \"...\"}");
  }
  return body;
}

std::string text_in(const Object& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>().substr(0, most_text)
                                                   : std::string();
}

std::uint64_t count_in(const Object& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

StorageError not_written(const std::filesystem::path& file) {
  return {"E5104", fmt::format("'{}' cannot be written: {}", file.string(), std::strerror(errno))};
}

}  // namespace

bool is_same_secret(std::string_view a, std::string_view b) noexcept {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference |= static_cast<unsigned>(a[i] ^ (b.empty() ? '\0' : b[i % b.size()]));
  }
  return difference == 0;
}

FilmDesk::FilmDesk(const std::filesystem::path& file, std::uint64_t most_bytes, std::string secret)
    : path_(file), most_bytes_(most_bytes), secret_(std::move(secret)) {
  file_ = std::fopen(file.c_str(), "wbx");
  if (file_ == nullptr) {
    throw not_written(path_);
  }
  state_.last_heard = std::chrono::steady_clock::now();
}

FilmDesk::~FilmDesk() {
  if (file_ != nullptr) {
    std::fclose(file_);
  }
}

bool FilmDesk::knows(const Request& request) const {
  const std::scoped_lock lock(mutex_);
  return is_same_secret(request.header("x-film"), secret_);
}

Response FilmDesk::answer(std::string_view action, const Request& request) {
  const std::scoped_lock lock(mutex_);
  if (std::ranges::find(film_actions, action) == film_actions.end()) {
    return refusal(404, "E9005", "film", fmt::format("a film knows no '{}'", action),
                   "hello, progress, chunk, done and failed are sent");
  }
  if (state_.stage == FilmState::Stage::done || state_.stage == FilmState::Stage::failed) {
    return refusal(409, "E9007", "film", "the film has ended already");
  }
  state_.last_heard = std::chrono::steady_clock::now();
  if (action == "chunk") {
    return take_chunk(request);
  }
  const Object body = object_of(request);
  if (action == "hello") {
    state_.stage = FilmState::Stage::filming;
    state_.renderer = text_in(body, "renderer");
  } else if (action == "progress") {
    state_.frame = count_in(body, "frame");
    state_.frames = count_in(body, "frames");
  } else if (action == "done") {
    state_.captions = text_in(body, "captions");
    state_.stage = FilmState::Stage::done;
  } else {
    fail(text_in(body, "message"));
  }
  return {.status = 204};
}

Response FilmDesk::take_chunk(const Request& request) {
  const std::string_view at = request.parameter("at");
  const auto offset = at.empty() ? std::optional(state_.bytes) : read_number<std::uint64_t>(at);
  if (!offset || *offset > most_bytes_ || request.body.size() > most_bytes_ - *offset) {
    fail(fmt::format("a piece at '{}' of {} bytes goes beyond {} bytes", at, request.body.size(),
                     most_bytes_));
    return refusal(413, "E9008", "film", state_.message);
  }
  const auto size = request.body.size();
  if (file_ == nullptr || fseeko(file_, static_cast<off_t>(*offset), SEEK_SET) != 0 ||
      std::fwrite(request.body.data(), 1, size, file_) != size) {
    fail(not_written(path_).what());
    return refusal(500, "E5104", "film", "the film cannot be written");
  }
  state_.bytes = std::max(state_.bytes, *offset + size);
  return {.status = 204};
}

void FilmDesk::fail(std::string message) {
  state_.stage = FilmState::Stage::failed;
  state_.message = std::move(message);
}

FilmState FilmDesk::state() const {
  const std::scoped_lock lock(mutex_);
  return state_;
}

void FilmDesk::begin_again(std::string secret) {
  const std::scoped_lock lock(mutex_);
  secret_ = std::move(secret);
  state_ = {.last_heard = std::chrono::steady_clock::now()};
  if (file_ == nullptr || ftruncate(fileno(file_), 0) != 0) {
    throw not_written(path_);
  }
}

void FilmDesk::close() {
  const std::scoped_lock lock(mutex_);
  if (file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) != 0) {
    throw not_written(path_);
  }
}

}  // namespace heliofab::server
